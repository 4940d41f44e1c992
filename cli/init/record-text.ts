import type { ConsentProposal, FieldProposal, PointerProposal, RecordProposal } from '../../adapters/index.ts'
import { comment, indented, inline } from './yaml-text.ts'

/** One record of `agency.yaml`, as lines without indentation. */
export const recordLines = (record: RecordProposal, searchSchema: string | undefined): readonly string[] => [
  `${record.kind}: ${comment(`${record.score.toFixed(2)} ${record.evidence.join('; ')}`)}`,
  ...indented(recordBody(record, searchSchema), '  '),
]

const recordBody = (record: RecordProposal, searchSchema: string | undefined): readonly string[] => [
  `from: ${inline(record.join ? { sql: record.join.file } : tableReference(record.table, searchSchema))}`,
  `key: ${inline(record.key.length === 1 ? record.key[0] : record.key)}`,
  ...record.todo.map((todo) => comment(`todo: ${todo}`)),
  ...record.pointers.map(pointerLine),
  record.fields.length === 0 ? `fields: {} ${comment('todo: map the first field')}` : 'fields:',
  ...indented(record.fields.map(fieldLine), '  '),
  ...(record.filter.length === 0 ? [] : [`filter: ${inline(record.filter)}`]),
]

/** A table in another schema than the one that is searched carries its schema; a name with a dot is written in parts. */
export const tableReference = ({ schema, name }: RecordProposal['table'], searchSchema: string | undefined): unknown => {
  const isElsewhere = schema !== undefined && schema !== searchSchema
  if (name.includes('.') || (isElsewhere && schema.includes('.'))) return { ...(isElsewhere ? { schema } : {}), table: name }
  return isElsewhere ? `${schema}.${name}` : name
}

/** `case: { column: id_kazu, references: id_kazu }`: written out, so that a key changed later does not change what is pointed to. */
export const pointerLine = ({ relation, columns, references, score, evidence }: PointerProposal): string =>
  `${relation}: ${inline({ column: oneOrMany(columns), references: oneOrMany(references) })} ${comment(`${score.toFixed(2)} ${evidence.join('; ')}`)}`

export const fieldLine = ({ field, mapping, score, evidence, todo }: FieldProposal): string =>
  `${field}: ${inline(withoutDefaults(mapping))} ${comment([`${score.toFixed(2)} ${evidence.join('; ')}`, ...(todo === undefined ? [] : [`todo: ${todo}`])].join('; '))}`

const oneOrMany = (columns: readonly string[]): unknown => (columns.length === 1 ? columns[0] : columns)

/** `months: en` is the default of every reader and would only distract. */
function withoutDefaults(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutDefaults)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (key === 'months' && inner === 'en' ? [] : [[key, withoutDefaults(inner)]])),
  )
}

export const consentLines = (consents: readonly ConsentProposal[], searchSchema: string | undefined): readonly string[] => [
  `consents: ${comment('todo: check what each column says; only GIVEN ever opens anything')}`,
  ...consents.flatMap(({ table, subject, scope, state, until, untilFormats }) => [
    `  - from: ${inline(tableReference(table, searchSchema))}`,
    `    subject: ${inline({ column: oneOrMany(subject) })}`,
    `    scope: ${inline({ column: scope, codes: 'consent-scope' })}`,
    `    state: ${inline({ column: state, codes: 'consent-state' })}`,
    ...(until === undefined ? [] : [`    until: ${inline({ column: until, date: oneOrMany(untilFormats ?? []) })}`]),
  ]),
]
