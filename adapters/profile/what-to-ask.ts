import { declaredLength, typeClass } from '../propose/column-type.ts'
import type { Meaning } from '../propose/lexicon/index.ts'
import { readName } from '../propose/read-name.ts'
import type { Proposal } from '../propose/types.ts'
import type { IntrospectedColumn, IntrospectedTable } from '../types.ts'

/** What is asked of one table: frequencies of codes, shapes of dates and references, members of documents. Nothing else of its cells. */
export interface Asked {
  readonly table: IntrospectedTable
  readonly codes: readonly string[]
  readonly shapes: readonly string[]
  readonly documents: readonly string[]
}

/** Columns that say who somebody is, or what somebody told, are never counted, whatever else their names say. */
const PRIVATE: ReadonlySet<Meaning> = new Set([
  'NAME',
  'GIVEN',
  'SURNAME',
  'ALIAS',
  'INITIALS',
  'PHONE',
  'EMAIL',
  'ADDRESS',
  'TEXT',
  'PASSPORT',
  'BIRTH',
  'FILE',
  'USER',
  'OFFICER',
  'MOTHER',
  'FATHER',
  'GUARDIAN',
  'HEALTH',
  'SUCO',
  'SHELTER',
  'RELIGION',
  'ID',
] satisfies Meaning[])
/** Words that make a column one of codes even where nothing proposes it. */
const CODED: ReadonlySet<Meaning> = new Set([
  'TYPE',
  'STATUS',
  'CODE',
  'STAGE',
  'SEX',
  'REASON',
  'RESULT',
  'ROLE',
  'ACTIVE',
] satisfies Meaning[])
const LONGEST_CODE_COLUMN = 80
const MOST_COLUMNS = 60

/** Decides by names and types alone, before a single cell is read. */
export const whatToAsk = (proposal: Proposal, tables: readonly IntrospectedTable[]): readonly Asked[] => {
  const asked = new Map<IntrospectedTable, { readonly codes: Set<string>; readonly shapes: Set<string> }>()
  const of = (table: IntrospectedTable) => {
    const known = asked.get(table) ?? { codes: new Set<string>(), shapes: new Set<string>() }
    asked.set(table, known)
    return known
  }
  for (const { table, join, fields } of proposal.records)
    for (const { field, column, codes, dates } of fields) {
      const holder = [table, ...(join?.person ? [join.person.table] : [])].find(({ columns }) =>
        columns.some(({ name }) => name === column),
      )
      const type = holder?.columns.find(({ name }) => name === column)?.type ?? ''
      if (!holder) continue
      if (codes) of(holder).codes.add(column)
      if ((dates || field === 'nuc' || field === 'localRef') && typeClass(type) === 'text') of(holder).shapes.add(column)
    }
  for (const { table, scope, state, until } of proposal.consents) {
    of(table).codes.add(scope).add(state)
    if (until !== undefined) of(table).shapes.add(until)
  }
  // A table that keeps its records as documents has no telling columns yet.
  for (const table of tables) if (table.columns.some(isDocument)) of(table)
  for (const [table, { codes }] of asked) for (const column of table.columns) if (looksCoded(column)) codes.add(column.name)
  return [...asked].map(([table, { codes, shapes }]) => ({
    table,
    codes: table.columns
      .filter((column) => codes.has(column.name) && !isPrivate(column))
      .map(({ name }) => name)
      .slice(0, MOST_COLUMNS),
    shapes: [...shapes].slice(0, MOST_COLUMNS),
    documents: table.columns
      .filter(isDocument)
      .map(({ name }) => name)
      .slice(0, 4),
  }))
}

const isDocument = ({ type }: IntrospectedColumn): boolean => typeClass(type) === 'json'

/** Whether a name speaks of a person or of what she told. Also for members of documents. */
export const isPrivate = ({ name }: Pick<IntrospectedColumn, 'name'>): boolean =>
  readName(name).some(({ meanings }) => meanings.size > 0 && [...meanings].every((meaning) => PRIVATE.has(meaning)))

/** Whether a name promises a date. */
export const isDated = ({ name }: Pick<IntrospectedColumn, 'name'>): boolean =>
  readName(name).some(({ meanings }) => meanings.has('DATE') || meanings.has('BIRTH'))

function looksCoded(column: IntrospectedColumn): boolean {
  const held = typeClass(column.type)
  if (held === 'array' || held === 'boolean') return !isPrivate(column)
  const length = declaredLength(column.type)
  if (held !== 'text' || (length !== undefined && length > LONGEST_CODE_COLUMN)) return false
  return (
    /^enum/i.test(column.type) ||
    (length !== undefined && length <= 3) ||
    readName(column.name).some(({ meanings }) => [...meanings].some((meaning) => CODED.has(meaning)))
  )
}
