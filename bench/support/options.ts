/** What the command line says to every bench. */
export interface BenchOptions {
  /** How many messages a history holds, in place of the bench's own number. */
  messages?: number
}
