/**
 * The executable GraphQL schema: each file below adds its noun.
 * @module
 */
import './scalars.ts'
import './refusal.ts'
import './site.ts'
import './limits.ts'
import './viewer.ts'
import './member.ts'
import './room.ts'
import './membership.ts'
import './message.ts'
import './reaction.ts'
import './message-mutations.ts'
import './room-mutations.ts'
import './membership-mutations.ts'
import { builder } from './builder.ts'

export * from './context.ts'
export * from './loaders.ts'

export const schema = builder.toSchema({ sortSchema: false })
