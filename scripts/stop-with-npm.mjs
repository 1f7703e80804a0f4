/**
 * A signal that ends npm ends its shell too, and the shell passes nothing on: we would run on where nobody sees us.
 * When our parent is gone, we take it as the signal.
 */
export function stopWithNpm() {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    process.kill(process.pid, 'SIGTERM')
  }, 250)
  timer.unref()
}
