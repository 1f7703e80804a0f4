/**
 * The words of Damso: one shape for a STOMP payload, a GraphQL type and a port (design §4). No I/O.
 * @module
 */
export * from './change.ts'
export * from './destinations.ts'
export * from './event.ts'
export * from './fault.ts'
export * from './ids.ts'
export * from './limits.ts'
export * from './member.ts'
export * from './membership.ts'
export * from './message.ts'
export * from './parse.ts'
export * from './position.ts'
export * from './record.ts'
export * from './refusal.ts'
export * from './room.ts'
export * from './room-input.ts'
export * from './text.ts'
