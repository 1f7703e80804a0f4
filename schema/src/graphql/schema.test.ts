import { readFileSync } from 'node:fs'
import {
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
  printSchema,
} from 'graphql'
import { describe, expect, test } from 'vitest'
import { limits, refusalCodes } from '../model/index.ts'
import { schema } from './index.ts'

const own = Object.values(schema.getTypeMap()).filter(
  (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
)

test('schema.graphql is the schema', () => {
  const file = new URL('../../schema.graphql', import.meta.url)
  expect(readFileSync(file, 'utf8'), 'run npm run print -w schema').toBe(`${printSchema(schema)}\n`)
})

describe('everything is described in a sentence', () => {
  test.each(own.map((type) => [type.name, type] as const))('%s', (_name, type) => {
    for (const [name, description] of describedIn(type)) expect(description, name).toMatch(/^[^\s].*\.$/s)
  })
})

function* describedIn(type: GraphQLNamedType): Iterable<[name: string, description: string | null | undefined]> {
  yield [type.name, type.description]
  if (isEnumType(type)) for (const value of type.getValues()) yield [`${type.name}.${value.name}`, value.description]
  if (!isObjectType(type) && !isInputObjectType(type)) return
  for (const field of Object.values(type.getFields())) {
    yield [`${type.name}.${field.name}`, field.description]
    for (const argument of 'args' in field ? field.args : [])
      yield [`${type.name}.${field.name}(${argument.name})`, argument.description]
  }
}

test('refusal codes are those of the model', () => {
  const type = schema.getType('RefusalCode')
  expect(isEnumType(type) && type.getValues().map(({ name }) => name)).toEqual(refusalCodes)
})

test('words of the model are enum values in capitals', () => {
  const type = schema.getType('RoomAction')
  expect(isEnumType(type) && type.getValue('DELETE_ANY')?.value).toBe('deleteAny')
})

test('limits are those of the model', () => {
  const type = schema.getType('Limits')
  const names = isObjectType(type) ? Object.keys(type.getFields()) : []
  expect(names).not.toHaveLength(0)
  for (const name of names) expect(limits).toHaveProperty(name)
})
