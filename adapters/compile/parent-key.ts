import { sql } from 'kysely'
import type { ParentModel, RecordModel } from '../../schema/index.ts'
import type { RecordQuery } from '../types.ts'
import { type Sql, selectLimited } from './dialect.ts'
import { predicateSql } from './predicate-sql.ts'
import { columnOf, existsParent, joinTests, onlyTests, type Row, relationAs, type Scope } from './scope.ts'

const sameColumns = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((column, i) => column === b[i])

/** Whether the row holds the parent's key itself. */
export const pointsToKey = (parent: ParentModel, record: RecordModel): boolean => sameColumns(parent.references, record.key)

/**
 * Expressions of the key of the record that a row points to, one for each column of the key; undefined where the viewer may see no such
 * record at all. Null where the parent is hidden or not a record.
 */
export const parentKeyParts = (
  query: RecordQuery,
  parent: ParentModel,
  target: RecordModel,
  /** The parent is known to be there and visible. */
  isSure: boolean,
): readonly ((scope: Scope, row: Row) => Sql)[] | undefined => {
  const visible = query.accessOf(parent.kind).row
  if (visible.op === 'false') return undefined
  return target.key.map((column, index) => (scope: Scope, row: Row): Sql => {
    const inner = (on: Row): readonly Sql[] => (visible.op === 'true' ? [] : [predicateSql(scope, on, visible)])
    if (pointsToKey(parent, target)) {
      const own = scope.db.asText(columnOf(row.alias, parent.columns[index] ?? ''))
      return isSure || (visible.op === 'true' && target.only.length === 0)
        ? own
        : sql`case when ${existsParent(scope, row, parent, inner)} then ${own} end`
    }
    const alias = scope.newAlias()
    const tests = [...joinTests(scope, row, parent, alias), ...onlyTests(scope, target.only, alias), ...inner({ record: target, alias })]
    const key = scope.db.asText(columnOf(alias, column))
    const rest = sql`from ${relationAs(target.from, alias)} where ${sql.join(tests, sql` and `)}`
    return sql`(${selectLimited(scope.db, key, rest, sql.lit(1))})`
  })
}
