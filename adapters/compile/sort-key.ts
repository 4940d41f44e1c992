import { sql } from 'kysely'
import type { ColumnPlan, FieldReader } from '../../schema/index.ts'
import type { Sql } from './dialect.ts'
import { fieldIso, isNativeDate, mayBeReduced } from './field-test.ts'
import { RunParameter } from './run-parameter.ts'
import { columnOf, type Scope, trimmedText } from './scope.ts'

/** What stands in an index, so that a list or a range by a date field need not read the whole table. */
export interface SortKey {
  /** In step with the ISO date wherever there is one. Holds no parameters. */
  readonly key: Sql
  /** A bound to compare it with; looser than the ISO date where that is none of the calendar. */
  readonly bound: (iso: (values: Parameters<RunParameter['fill']>[0]) => string | null, side: 'from' | 'to') => Sql
}

/** Undefined where the field is no single date column, or the database has no index that could serve. */
export const sortKeyOf = (scope: Scope, alias: string, reader: FieldReader): SortKey | undefined => {
  const { byIndex } = scope.db
  if (!byIndex || reader.read !== 'column' || !isPlainDate(reader.column)) return undefined
  const { column: plan } = reader
  if (isNativeDate(plan)) {
    if (scope.isTextual) return undefined // the column is no date after all
    return {
      key: byIndex.nativeDay(columnOf(alias, plan.column)),
      bound: (iso, side) => byIndex.asDay(new RunParameter((values) => dayBound(iso(values), side))),
    }
  }
  const text = trimmedText(scope, alias, plan.column, plan.path)
  if (plan.convert.to !== 'date') return undefined
  return { key: scope.db.binary(scope.db.isoDate(text, plan.convert)), bound: (iso) => sql`${new RunParameter(iso)}` }
}

/** A default or a column for the precision would make the date of more than this column. */
const isPlainDate = ({ convert, default: instead }: ColumnPlan): boolean =>
  convert.to === 'date' && convert.precision === undefined && instead === undefined

/** What a list by this date field is ordered by, among the records that have a date. */
export const sortKeyOrIso = (scope: Scope, alias: string, reader: FieldReader): Sql =>
  sortKeyOf(scope, alias, reader)?.key ?? scope.db.binary(fieldIso(scope, alias, reader))

/** Bounds that an index can serve. They let through more than the range, never less. */
export const sortWithin = (
  scope: Scope,
  alias: string,
  reader: FieldReader,
  { from, to }: { readonly from?: string; readonly to?: string },
): readonly Sql[] => {
  const sort = sortKeyOf(scope, alias, reader)
  if (!sort) return []
  // A month or a year alone sorts before its own days.
  const first = from !== undefined && mayBeReduced(reader) ? from.slice(0, 4) : from
  return [
    ...(first === undefined ? [] : [sql`${sort.key} >= ${sort.bound(() => first, 'from')}`]),
    ...(to === undefined ? [] : [sql`${sort.key} <= ${sort.bound(() => `${to}~`.slice(0, 11), 'to')}`]),
  ]
}

const DAY = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?~?$/

/** A day of the calendar that lies at or beyond the bound; the end of time where the text is no date. */
const dayBound = (iso: string | null, side: 'from' | 'to'): string => {
  const [, year, month, day] = DAY.exec(iso ?? '') ?? []
  if (year === undefined || year < '1000') return side === 'from' ? '-infinity' : 'infinity'
  const written = `${year}-${month ?? (side === 'from' ? '01' : '12')}-${day ?? (side === 'from' ? '01' : '31')}`
  const time = Date.parse(`${written}T00:00:00Z`)
  // JavaScript takes 2024-02-31 for no date in this form, and so must we: then the year has to do.
  const isReal = !Number.isNaN(time) && new Date(time).toISOString().startsWith(written)
  return isReal ? written : side === 'from' ? `${year}-01-01` : `${year}-12-31`
}
