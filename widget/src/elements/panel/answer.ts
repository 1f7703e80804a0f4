import type { OpenRoom } from '../../client/index.ts'
import type { AskEvent } from '../ask.ts'

/** Members that a completion offers; who looks for another one types on. */
const OFFERED = 20

/** Answers what elements ask about the open room. */
export function answer(event: AskEvent, room: OpenRoom | null, self: string): void {
  event.stopPropagation()
  if (room === null) return
  const { question } = event
  if (question.type === 'reactors') event.answer = room.reactors(question.message)
  else
    event.answer = room.findMembers(question.search, OFFERED).then((members) => members.filter(({ id }) => id !== self))
}
