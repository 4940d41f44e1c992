import { sql } from 'kysely'
import type { AgencyModel, ParentModel, RecordKindName, RecordModel, Relation, SourceTest, Viewer } from '../../schema/index.ts'
import type { Sql, SqlDialect } from './dialect.ts'

/** What one statement is compiled with. */
export interface Scope {
  readonly model: AgencyModel
  readonly db: SqlDialect
  readonly viewer: Viewer
  /** Compare columns of unlike types as text; slower, for databases whose keys are declared with different types. */
  readonly isTextual: boolean
  /** Aliases `t1`, `t2` … in the order in which they are asked for. */
  readonly newAlias: () => string
  /** Where the statement is for given keys: the row that has one of them, and the test that says so of other columns. */
  readonly given?: { readonly alias: string; readonly isGiven: (columns: readonly Sql[]) => Sql } | undefined
}

/** A row of a record kind under an alias. */
export interface Row {
  readonly record: RecordModel
  readonly alias: string
}

/** No alias: the column alone, as the definition of an index names it. */
export const columnOf = (alias: string, column: string): Sql => (alias === '' ? sql`${sql.id(column)}` : sql`${sql.id(alias, column)}`)

/** The relation with its alias, for FROM. */
export const relationAs = (from: Relation, alias: string): Sql => {
  if ('table' in from) return sql`${from.schema === undefined ? sql.id(from.table) : sql.id(from.schema, from.table)} as ${sql.id(alias)}`
  // The one raw text: a SELECT that the agency keeps in a file of its own folder, checked when the folder is read (`resolve-relation.ts`).
  return sql`(${sql.raw(from.sql)}) as ${sql.id(alias)}`
}

/** As comparisons: SQL Server has no truth values. */
export const YES = sql`1 = 1`
export const NO = sql`1 = 0`

export const all = (parts: readonly Sql[]): Sql => (parts.length === 0 ? YES : joined(parts, sql` and `))
export const any = (parts: readonly Sql[]): Sql => (parts.length === 0 ? NO : joined(parts, sql` or `))
const joined = (parts: readonly Sql[], by: Sql): Sql => {
  const [only] = parts
  return only !== undefined && parts.length === 1 ? only : sql`(${sql.join(parts, by)})`
}

/** A test that is false, not unknown, where something is not recorded. */
export const twoValued = ({ db }: Scope, test: Sql): Sql => db.twoValued?.(test) ?? sql`coalesce(${test}, false)`

/** Trimmed text of a column of the row. */
export const trimmedText = ({ db, isTextual }: Scope, alias: string, column: string, path?: readonly string[]): Sql => {
  const cell = columnOf(alias, column)
  return db.trimmed(path ? db.jsonText(cell, path, isTextual) : db.asText(cell))
}

/** Whether the trimmed text is neither null nor a placeholder. */
export const isRecorded = ({ model }: Scope, text: Sql): Sql => sql`coalesce(${text}, '') not in (${sql.join([...model.nulls])})`

/** Whether two lists of columns are equal, pairwise. */
export const columnsEqual = (scope: Scope, left: readonly Sql[], right: readonly Sql[]): Sql =>
  all(
    left.map((column, index) => {
      const other = right[index] ?? sql`null`
      if (scope.isTextual) return sql`${scope.db.binary(scope.db.asText(column))} = ${scope.db.binary(scope.db.asText(other))}`
      return scope.db.sameKey?.(column, other) ?? sql`${column} = ${other}`
    }),
  )

/** The tests that say which rows of a table are meant at all. */
export const onlyTests = (scope: Scope, only: readonly SourceTest[], alias: string): readonly Sql[] =>
  only.map((test) => onlyTest(scope, test, alias))

function onlyTest(scope: Scope, test: SourceTest, alias: string): Sql {
  const { db } = scope
  const text = trimmedText(scope, alias, test.column, test.path)
  switch (test.test) {
    case 'in':
      return sql`${text} in (${sql.join([...test.values])})`
    case 'notIn': // A row whose column is empty is not among those excluded.
      return sql`not ${twoValued(scope, sql`${text} in (${sql.join([...test.values])})`)}`
    case 'like':
      return db.likeAny(text, test.values)
    case 'contains':
      return db.arrayHas(columnOf(alias, test.column), test.path, test.values)
    case 'isNull':
      return test.isNull ? sql`coalesce(${text}, '') = ''` : sql`coalesce(${text}, '') <> ''`
  }
}

/** Exists the parent that the row points to, with this holding for it? */
export const existsParent = (scope: Scope, row: Row, parent: ParentModel, inner: (parent: Row) => readonly Sql[]): Sql => {
  const record = scope.model.records.get(parent.kind)
  if (!record) return NO
  const alias = scope.newAlias()
  const tests = [...joinTests(scope, row, parent, alias), ...onlyTests(scope, record.only, alias), ...inner({ record, alias })]
  return sql`exists (select 1 from ${relationAs(record.from, alias)} where ${sql.join(tests, sql` and `)})`
}

/**
 * Where a table points by its own columns to the key of the row that the statement is given by: that these columns hold one of the given keys. It
 * follows from the join, but PostgreSQL does not know, and would gather every row of the table that passes as soon as one row of a key is
 * found: slower, and a measure of whether it is found.
 */
export const pointsToGiven = (
  { given }: Scope,
  row: Row,
  references: readonly string[],
  columns: readonly string[],
  alias: string,
): readonly Sql[] =>
  given !== undefined &&
  row.alias === given.alias &&
  references.length === row.record.key.length &&
  references.every((column, index) => column === row.record.key[index])
    ? [given.isGiven(columns.map((column) => columnOf(alias, column)))]
    : []

export const joinTests = (scope: Scope, row: Row, parent: ParentModel, alias: string): readonly Sql[] => [
  columnsEqual(
    scope,
    parent.references.map((column) => columnOf(alias, column)),
    parent.columns.map((column) => columnOf(row.alias, column)),
  ),
]

/** The shortest way up from a kind to another, over the relations that the agency maps; empty where it is the kind itself. */
export const wayUp = (model: AgencyModel, from: RecordKindName, to: RecordKindName): readonly ParentModel[] | undefined => {
  const ways: { kind: RecordKindName; way: readonly ParentModel[] }[] = [{ kind: from, way: [] }]
  const seen = new Set<RecordKindName>([from])
  for (const { kind, way } of ways) {
    if (kind === to) return way
    for (const parent of model.records.get(kind)?.parents.values() ?? []) {
      if (seen.has(parent.kind)) continue
      seen.add(parent.kind)
      ways.push({ kind: parent.kind, way: [...way, parent] })
    }
  }
  return undefined
}

/** Whether the record of that kind, which the row is or points to, exists and passes. False where the agency maps no way there. */
export const onKind = (scope: Scope, row: Row, kind: RecordKindName, inner: (row: Row) => readonly Sql[]): Sql => {
  const way = wayUp(scope.model, row.record.kind, kind)
  if (!way) return NO
  const climb = (from: Row, [hop, ...rest]: readonly ParentModel[]): readonly Sql[] =>
    hop === undefined ? inner(from) : [existsParent(scope, from, hop, (parent) => climb(parent, rest))]
  return all(climb(row, way))
}
