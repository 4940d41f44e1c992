import { isTableName, whyNoName } from '../../schema/index.ts'
import type { ChosenTable } from './choose-records.ts'
import { type FieldMatch, matchesFor } from './match-field.ts'
import { NEUTRAL, type ReadTable } from './table-kind.ts'
import type { JoinProposal } from './types.ts'

type PersonJoin = NonNullable<JoinProposal['person']>

export interface JoinedTable extends ChosenTable {
  readonly person?: PersonJoin
  /** Fields that the columns of the one table or of both may hold. */
  readonly columns: readonly FieldMatch[]
}

const PERSONAL = ['names', 'birthDate', 'sex', 'citizenships']

/** Where a table of victims or suspects holds only their part in the case, and a table that it points to holds the persons, both are read together. */
export const joinPerson = (chosen: ChosenTable, all: readonly ReadTable[], others: readonly ChosenTable[]): JoinedTable => {
  const { kind, table, fields } = chosen
  const own = matchesFor(kind, table.columns, NEUTRAL[kind])
  const plain = { ...chosen, columns: own }
  if ((kind !== 'VictimRecord' && kind !== 'PerpetratorRecord') || (fields.get('names')?.[0]?.score ?? 0) >= 0.6) return plain

  for (const foreign of table.table.foreignKeys) {
    const other = all.find(
      ({ table: { name, schema } }) => name.toLowerCase() === foreign.table.toLowerCase() && schema === table.table.schema,
    )
    if (!other || other === table || others.some((one) => one.table === other && !PERSONS.has(one.kind)) || !isTableName(other.table.name))
      continue
    const theirs = matchesFor(kind, other.columns, NEUTRAL[kind]).filter(({ column }) => whyNoName(column.name) === undefined)
    const held = PERSONAL.filter((field) => theirs.some((match) => match.field === field && match.score >= 0.6))
    const references = foreign.references.some((column) => column === '') ? other.table.primaryKey : foreign.references
    if (held.length < 2 || references.length !== foreign.columns.length) continue
    return joined(
      plain,
      other,
      theirs,
      foreign.columns.map((column, index) => [column, references[index] ?? ''] as const),
    )
  }
  return plain
}

const PERSONS: ReadonlySet<string> = new Set(['VictimRecord', 'PerpetratorRecord'])

function joined(plain: JoinedTable, other: ReadTable, theirs: readonly FieldMatch[], on: PersonJoin['on']): JoinedTable {
  const names = new Set(plain.table.columns.map(({ name }) => name.toLowerCase()))
  // A column of the same name in both tables stays that of the own one.
  const added = theirs.filter(({ column }) => !names.has(column.name.toLowerCase()))
  return {
    ...plain,
    columns: [...plain.columns, ...added].toSorted((a, b) => b.score - a.score),
    person: { table: other.table, columns: [...new Set(added.map(({ column }) => column.name))], on },
  }
}
