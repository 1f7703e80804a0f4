import type { Act } from '../history.ts'
import type { Node } from '../node.ts'

/** What the server said of an act; an answer that did not come is an exception instead. */
export type Answer = { stored: { position: number | null; message: string | null } } | { refused: string }

/** Says an act once, over one of the two protocols; where no node is named, to any that runs. */
export type Say = (act: Act, retry: boolean, node?: Node) => Promise<Answer>
