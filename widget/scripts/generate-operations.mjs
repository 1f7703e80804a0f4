// Types and ids of the widget's GraphQL operations. An operation's id is the first 128 bits of the sha256 of its document,
// so an old page and a new server never mean different documents by one id. The server reads the manifest.
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { codegen } from '@graphql-codegen/core'
import * as typescriptOperations from '@graphql-codegen/typescript-operations'
import { buildSchema, Kind, parse, print, visit } from 'graphql'

const folder = 'src/client/operations'
const schema = buildSchema(readFileSync('../schema/schema.graphql', 'utf8'))
const documents = readdirSync(folder)
  .filter((name) => name.endsWith('.graphql'))
  .map((location) => ({ location, document: parse(readFileSync(`${folder}/${location}`, 'utf8')) }))

const types = await codegen({
  filename: `${folder}/generated/operations.ts`,
  schema: parse(readFileSync('../schema/schema.graphql', 'utf8')),
  schemaAst: schema,
  documents,
  config: {
    scalars: { ID: 'string', DateTime: 'string', Position: 'number' },
    enumsAsTypes: true,
    useTypeImports: true,
    skipTypename: true,
  },
  plugins: [{ operations: {} }],
  pluginMap: { operations: typescriptOperations },
})

const definitions = documents.flatMap(({ document }) => document.definitions)
const fragments = new Map(
  definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION).map((f) => [f.name.value, f]),
)

/** The fragments that a definition spreads, themselves included theirs. */
function spreadBy(definition, found = new Set()) {
  visit(definition, {
    FragmentSpread({ name }) {
      const fragment = fragments.get(name.value)
      if (!found.has(fragment)) spreadBy(fragment, found.add(fragment))
    },
  })
  return found
}

const manifest = {}
const constants = definitions
  .filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)
  .map((operation) => {
    const text = [operation, ...spreadBy(operation)].map((node) => print(node)).join('\n')
    const id = createHash('sha256').update(text).digest().subarray(0, 16).toString('base64url')
    manifest[id] = text
    const { value: name } = operation.name
    const suffix = operation.operation === 'query' ? 'Query' : 'Mutation'
    return `export const ${name} = '${id}' as Operation<${name}${suffix}, ${name}${suffix}Variables>\n`
  })

mkdirSync(`${folder}/generated`, { recursive: true })
mkdirSync('dist/bundle', { recursive: true })
writeFileSync(
  `${folder}/generated/operations.ts`,
  `import type { Operation } from '../operation.ts'\n${types}\n${constants.join('')}`,
)
writeFileSync('dist/bundle/operations.json', `${JSON.stringify(manifest, null, 2)}\n`)
