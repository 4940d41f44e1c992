import { sql } from 'kysely'
import { type ColumnPlan, type FieldReader, nucVariants } from '../../schema/index.ts'
import { isReduced, parseDate } from '../values/dates.ts'
import { lengthOf, type Sql, substringOf } from './dialect.ts'
import { todayParameter } from './run-parameter.ts'
import { all, any, columnOf, isRecorded, NO, type Scope, trimmedText, twoValued, YES } from './scope.ts'

/** Where a test stands: a condition may be negated, and must be two-valued; a filter is not, and an index can serve it where it is bare. */
type Place = 'condition' | 'filter'

/** Whether the field of the row has one of these values (shared codes, `true`/`false`, ISO dates, canonical NUCs). Two-valued in a condition. */
export const fieldIn = (scope: Scope, alias: string, reader: FieldReader, values: readonly string[], place: Place = 'condition'): Sql => {
  switch (reader.read) {
    case 'constant':
      return reader.values.some((value) => values.includes(value)) ? YES : NO
    case 'column':
      return planIn(scope, alias, reader.column, values, place)
    case 'firstOf': {
      const cases = reader.of.map((plan) => ({
        when: isPlanRecorded(scope, alias, plan),
        test: planIn(scope, alias, plan, values, 'condition'),
      }))
      const whens = cases.map(({ when, test }) => sql`when ${when} then ${test}`)
      return scope.db.caseOf?.(cases) ?? sql`case ${sql.join(whens, sql` `)} else false end`
    }
    case 'flags': {
      const columns = reader.flags.filter(({ code }) => values.includes(code)).map(({ column }) => trimmedText(scope, alias, column))
      return any(columns.map((text) => twoValued(scope, sql`${text} in (${sql.join([...reader.yes])})`)))
    }
    case 'names':
    case 'documents':
      return NO // such fields are neither offered for filtering nor used in conditions (`resolve-conditions.ts`)
  }
}

function planIn(scope: Scope, alias: string, plan: ColumnPlan, values: readonly string[], place: Place): Sql {
  const { db, model } = scope
  const inPlace = place === 'filter' ? (test: Sql): Sql => test : (test: Sql): Sql => twoValued(scope, test)
  const written = writtenForms(plan, values).filter((text) => !model.nulls.has(text))
  const text = trimmedText(scope, alias, plan.column, plan.path)
  const tests: Sql[] = []
  if (plan.convert.to === 'date') {
    tests.push(twoValued(scope, sql`${isoOf(scope, alias, plan)} in (${sql.join([...values])})`))
  } else if (written.length > 0) {
    if (plan.many === undefined) tests.push(inPlace(sql`${text} in (${sql.join(written)})`))
    else if ('array' in plan.many) tests.push(db.arrayHas(columnOf(alias, plan.column), plan.path, written))
    else tests.push(db.splitHas(text, plan.many.split, written))
  }
  if (plan.default !== undefined && values.includes(plan.default)) tests.push(sql`not ${isRecorded(scope, text)}`)
  return any(tests)
}

/** The texts that an agency writes for these shared values. */
function writtenForms(plan: ColumnPlan, values: readonly string[]): readonly string[] {
  const { convert } = plan
  switch (convert.to) {
    case 'code':
      return values.flatMap((value) => convert.codes.toSource.get(value) ?? [])
    case 'yes-no':
      // A text among both means yes, as for the decoder.
      return values.flatMap((value) =>
        value === 'true' ? [...convert.yes] : value === 'false' ? [...convert.no].filter((text) => !convert.yes.has(text)) : [],
      )
    case 'nuc':
      return values.flatMap(nucVariants)
    default:
      return values
  }
}

const isPlanRecorded = (scope: Scope, alias: string, plan: ColumnPlan): Sql => {
  if (plan.convert.to === 'date') return sql`${isoOf(scope, alias, plan)} is not null`
  const isWritten = isRecorded(scope, trimmedText(scope, alias, plan.column, plan.path))
  if (plan.default !== undefined) return YES
  return plan.convert.to === 'yes-no'
    ? all([
        isWritten,
        sql`${trimmedText(scope, alias, plan.column, plan.path)} in (${sql.join([...plan.convert.yes, ...plan.convert.no])})`,
      ])
    : isWritten
}

/** Whether the column is of the database's own date type, as far as the mapping says. */
export const isNativeDate = ({ convert, path }: ColumnPlan): boolean =>
  convert.to === 'date' && path === undefined && convert.formats.every((format) => format === 'native')

/** The ISO date of a column; null where it is not recorded, a placeholder, or no real date. */
function isoOf(scope: Scope, alias: string, plan: ColumnPlan): Sql {
  const { convert } = plan
  if (convert.to !== 'date') return sql`null`
  const text = trimmedText(scope, alias, plan.column, plan.path)
  const isNative = isNativeDate(plan) && !scope.isTextual
  const whole = (isNative && scope.db.nativeDate?.(columnOf(alias, plan.column))) || scope.db.isoDate(text, convert)
  const cut =
    convert.precision === undefined ? whole : substringOf(scope.db, whole, sql`1`, precisionLength(scope, alias, convert.precision))
  // Most placeholders are no dates anyway.
  const dated = [...scope.model.nulls].filter((placeholder) => parseDate(placeholder, convert.formats, convert.months) !== null)
  const iso = dated.length === 0 ? cut : sql`case when ${text} not in (${sql.join(dated)}) then ${cut} end`
  return plan.default === undefined ? iso : sql`case when ${isRecorded(scope, text)} then ${iso} else ${plan.default} end`
}

/** Characters of an ISO date that the precision column vouches for. */
function precisionLength(scope: Scope, alias: string, { column, codes }: NonNullable<PrecisionOf>): Sql {
  const code = trimmedText(scope, alias, column)
  const when = (precision: 'month' | 'year', length: number): readonly Sql[] => {
    const texts = [...codes].filter(([text, to]) => to === precision && !scope.model.nulls.has(text)).map(([text]) => text)
    return texts.length === 0 ? [] : [sql`when ${code} in (${sql.join(texts)}) then ${sql.lit(length)}`]
  }
  const cases = [...when('year', 4), ...when('month', 7)]
  return cases.length === 0 ? sql`10` : sql`case ${sql.join(cases, sql` `)} else 10 end`
}
type PrecisionOf = Extract<ColumnPlan['convert'], { readonly to: 'date' }>['precision']

/** The ISO date of a date field of the row, for ordering and comparing. */
export const fieldIso = (scope: Scope, alias: string, reader: FieldReader): Sql => {
  switch (reader.read) {
    case 'constant':
      return sql`${reader.values[0] ?? null}`
    case 'column':
      return isoOf(scope, alias, reader.column)
    case 'firstOf':
      return sql`coalesce(${sql.join(reader.of.map((plan) => isoOf(scope, alias, plan)))})`
    case 'flags':
    case 'names':
    case 'documents':
      return sql`null`
  }
}

/** Whether a date of the field may be a month or a year alone. */
export const mayBeReduced = (reader: FieldReader): boolean => {
  const plans = reader.read === 'column' ? [reader.column] : reader.read === 'firstOf' ? reader.of : []
  return (
    reader.read === 'constant' ||
    plans.some(({ convert }) => convert.to === 'date' && (convert.precision !== undefined || convert.formats.some(isReduced)))
  )
}

/** Whether nothing stands in the field, as opposed to a text that cannot be read. */
export const isFieldEmpty = (scope: Scope, alias: string, reader: FieldReader): Sql => {
  if (reader.read === 'constant') return NO
  const plans = reader.read === 'column' ? [reader.column] : reader.read === 'firstOf' ? reader.of : []
  return all(plans.map((plan) => sql`not ${isRecorded(scope, trimmedText(scope, alias, plan.column, plan.path))}`))
}

/** ISO dates, both inclusive. */
export interface DateRange {
  readonly from?: string
  readonly to?: string
  /** The dates compared may be a month or a year alone. */
  readonly isReduced: boolean
}

/** Whether the day lies within `from` … `to`, both inclusive; a month or a year where its whole span does. Two-valued. */
export const isoWithin = (scope: Scope, iso: Sql, range: DateRange): Sql => {
  const { db } = scope
  const missing = (rest: string): Sql => substringOf(db, sql.lit(rest), sql`${lengthOf(db, iso)} - 3`, sql`6`)
  const { isReduced: isReducedToo } = range
  const tests: Sql[] = []
  if (range.from !== undefined) {
    const first = isReducedToo ? db.concat([iso, missing('-01-01')]) : iso
    tests.push(sql`${first} >= ${firstDay(range.from)}`)
  }
  if (range.to !== undefined) {
    const last = isReducedToo ? db.concat([iso, missing('-12-31')]) : iso
    tests.push(sql`${last} <= ${lastDay(range.to)}`)
  }
  return tests.length === 0 ? sql`${iso} is not null` : twoValued(scope, all(tests))
}

const firstDay = (iso: string): string => iso + '-01-01'.slice(iso.length - 4)

/** The last day that any month could have, so that a whole month written `2024-02` (ends in SQL as `2024-02-31`) lies within one. */
const lastDay = (iso: string): string => {
  if (iso.length < 10) return iso + (iso.length === 4 ? '-12-31' : '-31')
  const [year = 0, month = 0, day = 0] = iso.split('-').map(Number)
  const isLast = new Date(Date.UTC(year, month - 1, day + 1)).getUTCMonth() !== month - 1
  return isLast ? `${iso.slice(0, 7)}-31` : iso
}

/** Whether the field's last day has not passed: empty means no end; a text that cannot be read has ended, to be safe. */
export const isNotEnded = (scope: Scope, alias: string, reader: FieldReader): Sql => {
  const iso = fieldIso(scope, alias, reader)
  // A month or a year holds to its end.
  const today = mayBeReduced(reader)
    ? substringOf(scope.db, sql`${todayParameter}`, sql`1`, lengthOf(scope.db, iso))
    : sql`${todayParameter}`
  return sql`(${isFieldEmpty(scope, alias, reader)} or ${twoValued(scope, sql`${iso} >= ${today}`)})`
}
