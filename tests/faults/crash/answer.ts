import type { Act } from '../history.ts'

/** What the server said of an act; an answer that did not come is an exception instead. */
export type Answer = { stored: { position: number | null; message: string | null } } | { refused: string }

/** Says an act once, over one of the two protocols. */
export type Say = (act: Act, retry: boolean) => Promise<Answer>
