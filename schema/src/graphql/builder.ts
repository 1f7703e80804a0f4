import SchemaBuilder from '@pothos/core'
import ComplexityPlugin from '@pothos/plugin-complexity'
import { Fault, limits, type Position } from '../model/index.ts'
import type { GraphqlContext } from './context.ts'

export interface GivenTypes {
  Context: GraphqlContext
  DefaultFieldNullability: false
  Scalars: {
    ID: { Input: string; Output: string }
    /** Milliseconds since 1970 inside, RFC 3339 outside. */
    DateTime: { Input: number; Output: number }
    Position: { Input: Position; Output: Position }
  }
}

export type SchemaTypes = PothosSchemaTypes.ExtendDefaultTypes<GivenTypes>

/** Every file of this folder adds its noun to this one builder; `index.ts` prints the list. */
export const builder = new SchemaBuilder<GivenTypes>({
  plugins: [ComplexityPlugin],
  defaultFieldNullability: false,
  complexity: {
    defaultListMultiplier: 1,
    limit: { complexity: limits.queryCost },
    complexityError: (_kind, { complexity }) =>
      new Fault(
        'LIMIT',
        `The operation costs ${complexity} and is over its limit of ${limits.queryCost}: ask for smaller pages or fewer nested lists`,
      ),
  },
})

builder.queryType({ description: 'What may be asked.' })
builder.mutationType({ description: 'What may be done. An expected "no" is answered by a `Refusal`, not by an error.' })
