/**
 * The executable GraphQL schema. `@damso/schema/model` and `@damso/schema/services` are the parts without it.
 * @module
 */

export * from './graphql/index.ts'
export * from './model/index.ts'
