import { writeFileSync } from 'node:fs'
import { printSchema } from 'graphql'
import { schema } from './dist/index.js'

// The printed schema is checked in: a change of the contract shows in its diff, and the widget's operations are typed by it.
writeFileSync(new URL('schema.graphql', import.meta.url), `${printSchema(schema)}\n`)
