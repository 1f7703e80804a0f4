import type { ReactionHolders, RoomMember } from '../client/index.ts'

/** What an element asks about the open room when somebody looks; the panel alone has the answer. */
export interface Answers {
  /** Others whom a message can name, by a part of their name. */
  members: readonly RoomMember[]
  reactors: readonly ReactionHolders[]
}

export type Question = { type: 'members'; search: string } | { type: 'reactors'; message: string }

/** Travels like an act; whoever can answer puts a promise into it. */
export class AskEvent extends Event {
  static readonly type = 'damso-ask'
  readonly question: Question
  answer: Promise<Answers[keyof Answers]> | undefined

  constructor(question: Question) {
    super(AskEvent.type, { bubbles: true, composed: true })
    this.question = question
  }
}

/** @returns nothing where it cannot be known now: a list that opens on a key is no place for an error */
export async function ask<Q extends Question>(element: EventTarget, question: Q): Promise<Answers[Q['type']]> {
  const event = new AskEvent(question)
  element.dispatchEvent(event)
  return ((await event.answer?.catch(() => [])) ?? []) as Answers[Q['type']]
}

declare global {
  interface GlobalEventHandlersEventMap {
    'damso-ask': AskEvent
  }
}
