/** What the server said of an act; an answer that did not come is an exception instead. */
export type Answer = { stored: { position: number | null; message: string | null } } | { refused: string }

/** Says an act once, over one of the two protocols. */
export type Say = (act: import('../history.ts').Act, retry: boolean) => Promise<Answer>
