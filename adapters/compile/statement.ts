import { sql } from 'kysely'
import type { AgencyModel, FieldModel } from '../../schema/index.ts'
import type { FieldFilter, RecordQuery, Statement } from '../types.ts'
import { type Sql, type SqlDialect, selectLimited } from './dialect.ts'
import { fieldIn, fieldIso, isoWithin, mayBeReduced } from './field-test.ts'
import { inPart, type ListPart, pageOrder } from './paging.ts'
import { pointsToKey } from './parent-key.ts'
import { predicateSql } from './predicate-sql.ts'
import { compileSql } from './query-compilers.ts'
import { fullyVisible, isSame, type ReadPlan } from './read-plan.ts'
import { keyTexts, rowsAtMost } from './run-parameter.ts'
import type { KeyVariant } from './run-statement.ts'
import { all, any, columnOf, existsParent, NO, onlyTests, type Row, relationAs, type Scope } from './scope.ts'
import { sortWithin } from './sort-key.ts'

/** What changes the text of a prepared query from run to run; few values, so that few statements are prepared. */
export interface Variant extends ListPart, KeyVariant {}

export interface StatementInput {
  readonly model: AgencyModel
  readonly db: SqlDialect
  readonly query: RecordQuery
  readonly plan: ReadPlan
  readonly order: FieldModel | undefined
}

/** One SELECT; its parameters hold `RunParameter`s. */
export const buildStatement = ({ model, db, query, plan, order }: StatementInput, variant: Variant): Statement => {
  let aliases = 0
  const newAlias = (): string => `t${++aliases}`
  const row: Row = { record: plan.record, alias: newAlias() }
  const given = query.selection.by === 'keys' ? givenBy(db, row, variant) : undefined
  const scope: Scope = { model, db, viewer: query.viewer, isTextual: variant.isTextual, newAlias, given }

  const columns = plan.slots.map((slot) => slot(scope, row))
  const where = [
    ...selected(scope, row, query, variant),
    ...onlyTests(scope, plan.record.only, row.alias),
    ...(query.access.row.op === 'true' ? [] : [predicateSql(scope, row, query.access.row)]),
    ...(query.selection.by === 'page' ? query.selection.filter.map((filter) => filterSql(scope, row, query, filter)) : []),
    ...(query.selection.by === 'page' ? inPart(scope, row, query, order, variant) : []),
  ]
  const from = sql`from ${relationAs(plan.record.from, row.alias)}`
  const filtered = where.length === 0 ? from : sql`${from} where ${sql.join(where, sql` and `)}`
  if (query.selection.by === 'keys') return compileSql(db.name, sql`select ${sql.join(columns)} ${filtered}`)
  const ordered = sql`${filtered} order by ${sql.join(pageOrder(scope, row, query, order, variant.part))}`
  return compileSql(db.name, selectLimited(db, sql.join(columns), ordered, rowsAtMost))
}

/** The databases that compare unlike types loosely find by equality what they do not find in a list of texts: there a join says it alone. */
export const givenBy = (db: SqlDialect, row: Row, { slots, isTextual }: KeyVariant): Scope['given'] =>
  db.name === 'postgres'
    ? {
        alias: row.alias,
        isGiven: (columns) => db.keyMatch({ columns, texts: columns.map((_, index) => keyTexts(index)), slots, isTextual }),
      }
    : undefined

function selected(scope: Scope, row: Row, query: RecordQuery, { slots, isTextual }: Variant): readonly Sql[] {
  const { db, model } = scope
  const { selection } = query
  const match = (columns: readonly Sql[]): Sql =>
    db.keyMatch({ columns, texts: columns.map((_, index) => keyTexts(index)), slots, isTextual })
  switch (selection.by) {
    case 'keys':
      return [match(row.record.key.map((column) => columnOf(row.alias, column)))]
    case 'parents': {
      const parent = row.record.parents.get(selection.relation)
      const target = parent && model.records.get(parent.kind)
      const visible = parent && query.accessOf(parent.kind).row
      if (!parent || !target || !visible) return [NO]
      const inner = (on: Row): readonly Sql[] => (visible.op === 'true' ? [] : [predicateSql(scope, on, visible)])
      if (!pointsToKey(parent, target))
        return [existsParent(scope, row, parent, (on) => [match(target.key.map((column) => columnOf(on.alias, column))), ...inner(on)])]
      const own = match(parent.columns.map((column) => columnOf(row.alias, column)))
      const isSure = visible.op === 'true' && target.only.length === 0
      return isSure ? [own] : [own, existsParent(scope, row, parent, inner)]
    }
    case 'nucs': {
      const reader = row.record.fields.get('nuc')?.reader
      const plans = reader?.read === 'column' ? [reader.column] : reader?.read === 'firstOf' ? reader.of : []
      const written = plans.map((plan) => {
        const column = columnOf(row.alias, plan.column)
        return plan.path ? db.jsonText(column, plan.path, isTextual) : column
      })
      return [
        any(written.map((column) => match([column]))),
        ...(query.access.link.op === 'true' ? [] : [predicateSql(scope, row, query.access.link)]),
      ]
    }
    case 'page':
      return []
  }
}

function filterSql(scope: Scope, row: Row, query: RecordQuery, filter: FieldFilter): Sql {
  const field = row.record.fields.get(filter.field)
  if (!field) return NO
  const visible = fullyVisible(query.access.cells.get(filter.field))
  const test =
    'in' in filter
      ? fieldIn(scope, row.alias, field.reader, filter.in, 'filter')
      : all([
          ...sortWithin(scope, row.alias, field.reader, filter),
          isoWithin(scope, fieldIso(scope, row.alias, field.reader), { ...filter, isReduced: mayBeReduced(field.reader) }),
        ])
  return visible.op === 'true' || isSame(visible, query.access.row) ? test : sql`${test} and ${predicateSql(scope, row, visible)}`
}
