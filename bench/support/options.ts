/** What the command line says to every bench. */
export interface BenchOptions {
  /** How many messages a history holds, or an open room takes, in place of the bench's own number. */
  messages?: number
}
