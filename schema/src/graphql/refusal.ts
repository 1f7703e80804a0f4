import type { ObjectRef } from '@pothos/core'
import { Refusal, type RefusalDetails, type refusalCodes } from '../model/index.ts'
import type { Outcome } from '../services/index.ts'
import { builder, type SchemaTypes } from './builder.ts'
import type { GraphqlContext } from './context.ts'
import { RefusalRef } from './refs.ts'

const RefusalCode = builder.enumType('RefusalCode', {
  description: 'Why not. New codes may be added: treat one that you do not know as `FORBIDDEN`.',
  values: {
    INVALID: { description: 'A value is missing or malformed; `field` names it.' },
    TOO_LONG: { description: 'A value is over its limit; `field` and `limit` say which and how far.' },
    NOT_FOUND: { description: 'Absent, or not yours to see: the two are never told apart.' },
    FORBIDDEN: { description: 'You may see it but not do this to it.' },
    OPERATORS_ONLY: { description: 'Only operators may post here.' },
    MUTED: { description: 'An operator muted you; `retryAfter` says for how long.' },
    FROZEN: { description: 'The room is frozen.' },
    RATE_LIMITED: { description: 'Too many requests of yours; `retryAfter`.' },
    BUSY: { description: 'The server cannot take more just now; `retryAfter`.' },
    FULL: { description: 'The room, the page or the member list is full; `limit`.' },
    NOT_CAUGHT_UP: { description: 'This node has not yet seen what you saw elsewhere: ask again.' },
  } satisfies Record<(typeof refusalCodes)[number], { description: string }>,
})

RefusalRef.implement({
  description:
    'An expected "no": the same JSON as on the STOMP destination `/user/queue/errors`. Bad tokens, unknown outcomes and faults of the server are GraphQL errors with `extensions.code` instead.',
  fields: (t) => ({
    code: t.expose('code', { type: RefusalCode, description: 'What a program decides by.' }),
    message: t.exposeString('message', { description: 'One English sentence that says what to do.' }),
    field: t.exposeString('field', {
      nullable: true,
      description: 'The argument that was refused, such as `text` or `members[3].name`.',
    }),
    limit: t.exposeInt('limit', { nullable: true, description: 'The bound that was passed.' }),
    retryAfter: t.exposeInt('retryAfter', {
      nullable: true,
      description: 'Seconds after which the same request may succeed.',
    }),
  }),
})

/** `MessageResult = Message | Refusal`, and so for every noun that a mutation answers with. */
export const resultOf = <T extends object>(noun: string, ref: ObjectRef<SchemaTypes, T>) =>
  builder.unionType(`${noun}Result`, {
    description: `The ${noun.toLowerCase()} as it is now, or why nothing was done.`,
    types: [ref, RefusalRef],
    resolveType: (value) => ('code' in value ? 'Refusal' : noun),
  })

/**
 * Acts, and gives a refusal back as a value: as its details, because an executor throws whatever is an `Error`.
 * What was loaded before the act is old.
 */
export async function acted<T>({ loaders }: GraphqlContext, act: Promise<T>): Promise<T | RefusalDetails> {
  try {
    return await act
  } catch (error) {
    if (error instanceof Refusal) return error.toJSON()
    throw error
  } finally {
    loaders.rooms.clearAll()
    loaders.messages.clearAll()
  }
}

export const outcomes = <T>(list: readonly Outcome<T>[]): (T | RefusalDetails)[] =>
  list.map((outcome) => ('value' in outcome ? outcome.value : outcome.refusal.toJSON()))
