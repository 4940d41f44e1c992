import type { RecordKindName, Vocabulary } from '../../../schema/index.ts'

const TYPES = {
  code: 'Code',
  date: 'IsoDate',
  int: 'Int',
  text: 'String',
  boolean: 'Boolean',
  nuc: 'Nuc',
  money: 'Money',
  names: '[PersonName]',
  documents: '[IdDocument]',
} as const

/** The federated SDL that an agency's adapter would give for these kinds: fields of its vocabulary, no relations. */
export function agencySdl(prefix: string, kinds: readonly RecordKindName[], vocabulary: Vocabulary): string {
  const bodies = kinds.map((kind) => {
    const fields = Object.entries(vocabulary.kinds[kind].fields).map(
      ([name, { type, list }]) => `  ${name}: ${list ? `[${TYPES[type]}]` : TYPES[type]}`,
    )
    const body = `{\n  id: ID!\n  gaps(of: [String!]): [FieldGap]\n${fields.join('\n')}\n}`
    return `interface ${kind} ${body}\n\ntype ${prefix}${kind} implements ${kind} @key(fields: "id") ${body}`
  })
  return `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@shareable"])

scalar Code
scalar IsoDate
scalar Nuc
scalar Money
enum GapReason { NOT_HELD NOT_RECORDED WITHHELD UNMAPPED }
type FieldGap @shareable { field: String! reason: GapReason! }
type PersonName @shareable { type: Code text: String }
type IdDocument @shareable { type: Code number: String }

${bodies.join('\n\n')}
`
}
