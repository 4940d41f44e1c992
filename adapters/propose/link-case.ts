import { isTableName, type RecordKindName, whyNoName } from '../../schema/index.ts'
import { wordsOf } from './fold.ts'
import { pointersOf, type Target } from './pointers.ts'
import type { ReadTable } from './table-kind.ts'
import type { JoinProposal } from './types.ts'

export type CaseLink = NonNullable<JoinProposal['link']>

/** A table that only links holds little else. */
const MOST_COLUMNS = 8
const LEAST_SCORE = 0.8
/** Kinds that point to a case and to the person: a table between the two points like them. */
const POINTS_LIKE: Partial<
  Readonly<Record<RecordKindName, { readonly kind: RecordKindName; readonly relation: 'victim' | 'perpetrator' }>>
> = {
  VictimRecord: { kind: 'ServiceRecord', relation: 'victim' },
  PerpetratorRecord: { kind: 'ProceedingRecord', relation: 'perpetrator' },
}

/** The table between persons and cases, where the person's own table names no case. Keys of several columns are left to a person. */
export const linkToCase = (from: Target, targets: readonly Target[], tables: readonly ReadTable[]): CaseLink | undefined => {
  const like = POINTS_LIKE[from.kind]
  if (!like || from.key.length !== 1 || !targets.some(({ kind }) => kind === 'CaseRecord')) return undefined
  const mapped = new Set(targets.map(({ table }) => table))
  for (const { table } of tables) {
    if (mapped.has(table) || table.columns.length > MOST_COLUMNS || !isTableName(table.name)) continue
    const pointers = pointersOf({ kind: like.kind, table, key: table.primaryKey }, targets).filter(({ score }) => score >= LEAST_SCORE)
    const person = pointers.find(({ relation }) => relation === like.relation)
    const matter = pointers.find(({ relation }) => relation === 'case')
    const [theirs, own, column] = [person?.columns[0], person?.references[0], matter?.columns[0]]
    if (
      theirs === undefined ||
      own === undefined ||
      column === undefined ||
      whyNoName(column) !== undefined ||
      person?.columns.length !== 1
    )
      continue
    const isTaken = from.table.columns.some(({ name }) => name.toLowerCase() === column.toLowerCase())
    return { table, on: [own, theirs], column, as: isTaken ? `linked_${column}` : column }
  }
  return undefined
}

/** `livru-kazu-victims.sql`: a name that a file of the folder may have. */
export const joinFile = ({ kind, table }: Pick<Target, 'kind' | 'table'>): string => {
  const name = wordsOf(table.name)
    .join('-')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9-]/g, '')
    .replace(/^-+|-+$/g, '')
    .slice(0, 50)
  return `${name === '' ? 'record' : name}-${kind === 'VictimRecord' ? 'victims' : 'perpetrators'}.sql`
}
