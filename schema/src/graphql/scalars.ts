import { GraphQLError, Kind, type ValueNode } from 'graphql'
import { builder } from './builder.ts'

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i

builder.scalarType('DateTime', {
  description: 'A time as RFC 3339 in UTC, such as `2026-03-01T09:30:00.000Z`. For display: nothing is ordered by it.',
  serialize: (milliseconds) => new Date(milliseconds).toISOString(),
  parseValue: (value) => {
    const milliseconds = typeof value === 'string' && RFC_3339.test(value) ? Date.parse(value) : Number.NaN
    if (Number.isNaN(milliseconds)) throw new GraphQLError('DateTime must be RFC 3339, such as 2026-03-01T09:30:00Z')
    return milliseconds
  },
})

function parsePosition(value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw new GraphQLError('Position must be a whole number from 0 to 9007199254740991, as Damso gave it')
  }
  return value
}

builder.scalarType('Position', {
  description:
    'A place in the event log: a whole number below 2^53, the same as in STOMP. It orders the messages of a room; positions of different rooms are not compared.',
  serialize: (position) => position,
  parseValue: parsePosition,
  parseLiteral: (node: ValueNode) => parsePosition(node.kind === Kind.INT ? Number(node.value) : undefined),
})
