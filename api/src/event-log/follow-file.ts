/** Other processes (CLI commands) append to the same file and wake nobody. */
const POLL_MILLISECONDS = 1_000
/** At 64 KB a record, the most that STOMP takes, a batch stays below 16 MB. */
const BATCH_ROWS = 256

type Row = readonly [offset: number, record: string]

export interface FollowFileOptions {
  /** Offset of the last row that is not wanted. */
  from: number
  read(after: number, limit: number): Promise<Row[]>
  on(rows: readonly Row[]): void | Promise<void>
  onFatal(error: Error): void
  /** A hole: following on would miss something. It follows no longer. */
  onLost(error: Error): void
}

export interface FileFollower {
  /** The last row handed over. */
  offset(): number
  /** There may be more now. */
  wake(): void
  /** Never to be awaited inside `on`. */
  stop(): Promise<void>
}

/** Hands over every row after `from`, in order, once, without a hole. */
export function followFile({ from, read, on, onFatal, onLost }: FollowFileOptions): FileFollower {
  let offset = from
  let stopped = false
  let woken = false
  let wake = (): void => {
    woken = true
  }
  const markWoken = wake

  /** Until woken, also before this call, or until it is time to look. */
  async function rest(): Promise<void> {
    if (!woken) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, POLL_MILLISECONDS)
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
      wake = markWoken
    }
    woken = false
  }

  async function run(): Promise<void> {
    while (!stopped) {
      const rows = await read(offset, BATCH_ROWS)
      if (stopped) return
      for (const [at, [next]] of rows.entries()) {
        if (next !== offset + at + 1)
          return onLost(new Error(`the log has a hole: offset ${next} follows ${offset + at}`))
      }
      if (rows.length > 0) await on(rows)
      offset += rows.length
      if (rows.length < BATCH_ROWS && !stopped) await rest()
    }
  }

  const running = run().catch((error) => {
    if (!stopped) onFatal(error)
  })

  return {
    offset: () => offset,
    wake: () => wake(),
    async stop() {
      stopped = true
      wake()
      await running
    },
  }
}
