import type { AgencyModel, ColumnPlan, FieldModel, SourceTest } from '../../schema/index.ts'
import type { Sql, SqlDialect } from './dialect.ts'
import { DIALECTS } from './dialects.ts'
import { isNativeDate } from './field-test.ts'
import { compileSql } from './query-compilers.ts'
import { columnOf, type Scope, trimmedText } from './scope.ts'
import { sortKeyOf } from './sort-key.ts'

/** What an index must hold to serve a filter or an order: of one column, as the compiled statements write it, without an alias. */
export interface IndexedExpression {
  readonly column: string
  /** Inside a JSON column. */
  readonly path?: readonly string[]
  /** SQL in the database's own quoting; the bare column where that is enough. */
  readonly expression: string
  readonly isBare: boolean
  /** Of a pattern, which no index finds: the database learns from it how many rows fit. */
  readonly isPattern?: boolean
}

/** What a filter or an order by this field compares; nothing where no index of this database could hold it. */
export const filterExpressions = (
  model: AgencyModel,
  dialect: SqlDialect['name'],
  { reader, isFilter }: FieldModel,
): readonly IndexedExpression[] => {
  if (!isFilter || reader.read !== 'column' || reader.column.many !== undefined) return []
  const { column: plan } = reader
  const scope = scopeOf(model, dialect)
  const sort = plan.convert.to === 'date' ? sortKeyOf(scope, '', reader)?.key : undefined
  if (plan.convert.to === 'date') {
    if (sort && !isNativeDate(plan)) return [{ ...written(dialect, plan.column, sort), ...pathOf(plan) }]
    return isNativeDate(plan) && dialect === 'postgres' ? [bare(dialect, plan.column)] : []
  }
  // Cases are also found by their number as it is written.
  const asWritten = plan.convert.to === 'nuc' && plan.path === undefined ? [bare(dialect, plan.column)] : []
  return dialect === 'postgres'
    ? [...asWritten, { ...written(dialect, plan.column, trimmedText(scope, '', plan.column, plan.path)), ...pathOf(plan) }]
    : asWritten
}

/**
 * What the tests on rows of a table compare: without knowing how common the value or the pattern is, the database takes such rows for rare, and
 * reads the table that it should look things up in.
 */
export const onlyExpressions = (
  model: AgencyModel,
  dialect: SqlDialect['name'],
  only: readonly SourceTest[],
): readonly IndexedExpression[] => {
  const scope = scopeOf(model, dialect)
  if (dialect !== 'postgres') return []
  return only.flatMap((each) => {
    if (each.test !== 'in' && each.test !== 'like') return []
    const path = each.path === undefined ? {} : { path: each.path }
    const text = trimmedText(scope, '', each.column, each.path)
    if (each.test === 'in') return [{ ...written(dialect, each.column, text), ...path }]
    const folded = scope.db.byIndex?.folded(text)
    return folded ? [{ ...written(dialect, each.column, folded), ...path, isPattern: true }] : []
  })
}

const pathOf = ({ path }: ColumnPlan): { readonly path?: readonly string[] } => (path === undefined ? {} : { path })

/** A column that other rows point to or from. */
export const bare = (dialect: SqlDialect['name'], column: string): IndexedExpression => ({
  ...written(dialect, column, columnOf('', column)),
  isBare: true,
})

/** The key as lists are ordered by it: byte by byte. */
export const keyExpression = (model: AgencyModel, dialect: SqlDialect['name'], column: string): IndexedExpression => {
  const { db } = scopeOf(model, dialect)
  return written(dialect, column, db.binary(db.asText(columnOf('', column))))
}

const scopeOf = (model: AgencyModel, dialect: SqlDialect['name']): Scope => ({
  model,
  db: DIALECTS[dialect],
  viewer: { agency: model.agency, roles: [], purpose: 'AUDIT' },
  isTextual: false,
  newAlias: () => '',
})

function written(dialect: SqlDialect['name'], column: string, expression: Sql): IndexedExpression {
  const { sql, parameters } = compileSql(dialect, expression)
  if (parameters.length > 0) throw new TypeError(`the expression of an index on ${column} has parameters`)
  return { column, expression: sql, isBare: false }
}
