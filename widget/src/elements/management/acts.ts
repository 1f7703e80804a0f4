import type { Chat, Management, Refused } from '../../client/index.ts'

/** What the screens of rooms and members do. Theirs to call: each shows its own refusal beside what was asked. */
export type RoomActs = Management & Pick<Chat, 'leave' | 'notify' | 'openDirect'>

/** Ended without an answer: told in words, like a refusal. */
const UNANSWERED: Refused = { code: 'DISCONNECTED', field: null }

export const settle = <R>(act: Promise<R>): Promise<R | Refused> => act.catch(() => UNANSWERED)
