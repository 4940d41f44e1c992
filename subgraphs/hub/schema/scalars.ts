import { GraphQLError } from 'graphql'
import type { HubBuilder } from './builder.ts'

const SCALARS = {
  Code: 'A code of a shared list; the field names the list, `codeLists` gives its labels.',
  IsoDate: 'ISO 8601 date of full or reduced precision: `2025-03-01`, `2025-03`, `2025`.',
  Nuc: 'Número Único de Crime in canonical form: `0062/18.PDSUA`.',
  Money: 'Decimal amount in USD as text: `1500.00`.',
} as const

const LONGEST_INPUT = 200

/** The scalars that all subgraphs define alike. */
export function addScalars(builder: HubBuilder): void {
  for (const name of ['Code', 'IsoDate', 'Nuc', 'Money'] as const)
    builder.scalarType(name, {
      description: SCALARS[name],
      serialize: String,
      parseValue: (value) => {
        if (typeof value === 'string' && value.length <= LONGEST_INPUT) return value
        throw new GraphQLError(`${name} is a text of at most ${LONGEST_INPUT} characters`)
      },
    })
}
