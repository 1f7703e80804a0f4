const works = []
const signals = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 }

/**
 * What is left to do if this process ends, by a signal too, before it did it well: synchronous, the newest first.
 * @param {() => void} work may find nothing to do
 */
export function atExit(work) {
  if (works.length === 0) {
    process.on('exit', workAll)
    for (const signal of Object.keys(signals)) process.on(signal, end)
  }
  works.push(work)
}

/** Takes it all back: what runs stays when this process ends. */
export function leaveRunning() {
  works.length = 0
  process.off('exit', workAll)
  for (const signal of Object.keys(signals)) process.off(signal, end)
}

function workAll() {
  for (const work of works.reverse()) work()
}

/** Another who listens has more to stop first, and ends the process then. */
function end(signal) {
  if (process.listenerCount(signal) === 1) process.exit(signals[signal])
}
