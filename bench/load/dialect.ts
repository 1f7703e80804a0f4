/** A message to say, if any, and what the answer to wait for contains. */
export interface Step {
  say?: string
  awaits: string
}

/** What clients of one kind of server say inside their WebSocket messages. */
export interface Dialect {
  path: string
  subProtocol?: string
  /** From an open socket to a client that the server knows. */
  hello(client: number): readonly Step[]
  /** From there to one that hears every message. */
  subscribe(client: number): readonly Step[]
  /** Sends `body` to everyone subscribed; `id` numbers the sender's messages. */
  publish(body: string, id: number): string
  /** What the answer to each `publish` contains, once. */
  acknowledged: string
  /** Heart-beats that want an answer, where there are any. */
  ping?: { heard(bytes: Buffer, start: number, end: number): boolean; answer: string }
}
