import type { FieldType, GAP_REASONS } from '../../../schema/index.ts'
import type { SubgraphBuilder } from './builder.ts'

const SCALARS = {
  Code: 'A code of a shared list; the field names the list, `codeLists` gives its labels.',
  IsoDate: 'ISO 8601 date of full or reduced precision: `2025-03-01`, `2025-03`, `2025`.',
  Nuc: 'Número Único de Crime in canonical form: `0062/18.PDSUA`.',
  Money: 'Decimal amount in USD as text: `1500.00`.',
} as const

const REASONS = {
  NOT_HELD: 'This agency has no such field.',
  NOT_RECORDED: 'The agency left it blank; blank is never "no".',
  WITHHELD: 'Not permitted for this viewer and purpose; the same whether or not there is a value.',
  UNMAPPED: 'There is a value that cannot be said in the shared language.',
  SCHEMA_MISMATCH: 'The column is not what it was when it was mapped; nothing is read from it until the agency has looked.',
} as const satisfies Record<(typeof GAP_REASONS)[number], string>

/** GraphQL type of one value of a vocabulary type. */
export const GRAPHQL_TYPE = {
  code: 'Code',
  date: 'IsoDate',
  int: 'Int',
  text: 'String',
  boolean: 'Boolean',
  nuc: 'Nuc',
  money: 'Money',
  names: 'PersonName',
  documents: 'IdDocument',
} as const satisfies Record<FieldType, string>

/** Types of values that every subgraph defines alike, and therefore may be resolved by any of them (`@shareable`). */
export function addValueTypes(builder: SubgraphBuilder): void {
  // Values arrive as checked text and leave as text; nobody sends these scalars in.
  for (const name of ['Code', 'IsoDate', 'Nuc', 'Money'] as const)
    builder.scalarType(name, { description: SCALARS[name], serialize: String })

  builder.objectType('PersonName', {
    description: 'One name of a person, with its type.',
    directives: { shareable: {} },
    fields: (t) => ({
      type: t.field({ type: 'Code', nullable: true, description: 'Codes of list `name-type`.', resolve: (name) => name.type }),
      text: t.exposeString('text', { nullable: true, description: 'The name as written, in natural order.' }),
    }),
  })

  builder.objectType('IdDocument', {
    description: 'One identity document, by type and number.',
    directives: { shareable: {} },
    fields: (t) => ({
      type: t.field({ type: 'Code', nullable: true, description: 'Codes of list `document-type`.', resolve: (document) => document.type }),
      number: t.exposeString('number', { nullable: true, description: 'Number as written on the document.' }),
    }),
  })

  const gapReason = builder.enumType('GapReason', {
    description: 'Why a field is null.',
    values: {
      NOT_HELD: { description: REASONS.NOT_HELD },
      NOT_RECORDED: { description: REASONS.NOT_RECORDED },
      WITHHELD: { description: REASONS.WITHHELD },
      UNMAPPED: { description: REASONS.UNMAPPED },
      SCHEMA_MISMATCH: { description: REASONS.SCHEMA_MISMATCH },
    },
  })

  builder.objectType('FieldGap', {
    description: 'Why one field of a record is null, or its list shorter than the agency holds it.',
    directives: { shareable: {} },
    fields: (t) => ({
      field: t.exposeString('field', { nullable: false, description: 'Name of the field.' }),
      reason: t.field({ type: gapReason, nullable: false, description: 'Why.', resolve: (gap) => gap.reason }),
    }),
  })
}
