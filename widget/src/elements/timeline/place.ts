/** Where a reader stands in a room's history: the first message in sight, and the pixels from the upper edge to its own. */
export interface Place {
  readonly message: string
  readonly offset: number
}
