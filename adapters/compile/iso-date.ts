import { sql } from 'kysely'
import { CENTURY_TURNS_AT, DATE_SHAPES, DAYS_OF_MONTH, type DateShape, SERIALS } from '../values/dates.ts'
import { monthNumbers } from '../values/months.ts'
import type { DateConversion, Sql } from './dialect.ts'

/** What taking a written date apart needs of a database that has no function of ours. */
export interface DateFunctions {
  matches(text: Sql, pattern: string): Sql
  /** Part of a text between separators, counted from 1. */
  part(text: Sql, separator: string, place: number): Sql
  folded(text: Sql): Sql
  concat(parts: readonly Sql[]): Sql
  /** Whole number of a text of digits. */
  number(digits: Sql): Sql
  /** ISO date so many days after 1899-12-30. */
  daysAfterEpoch(days: Sql): Sql
}

/** The ISO date of a written one: the SQL twin of `parseDate`, by the same table of shapes. */
export const isoDateSql = (db: DateFunctions, text: Sql, { formats, months }: DateConversion): Sql => {
  const shapes = [...new Set(formats.map((format) => DATE_SHAPES[format]))]
  const dates = shapes.map((shape) => ofShape(db, text, shape, months))
  const [only] = dates
  return only !== undefined && dates.length === 1 ? only : sql`coalesce(${sql.join(dates)})`
}

function ofShape(db: DateFunctions, text: Sql, shape: DateShape, months: DateConversion['months']): Sql {
  switch (shape.by) {
    case 'place': {
      const at = (place: number | undefined): Sql | undefined =>
        place === undefined ? undefined : sql`substr(${text}, ${sql.lit(place)}, 2)`
      return ifMatches(db, text, shape, real(db, sql`substr(${text}, ${sql.lit(shape.year)}, 4)`, at(shape.month), at(shape.day)))
    }
    case 'separator': {
      const head = db.part(text, ' ', 1)
      const at = (place: number | undefined): Sql | undefined =>
        place === undefined ? undefined : sql`lpad(${db.part(head, shape.separator, place)}, 2, '0')`
      const written = db.part(head, shape.separator, shape.year)
      const year = shape.pattern.includes('[0-9]{4}')
        ? written
        : sql`case when ${written} <= ${CENTURY_TURNS_AT} then ${db.concat([sql`'20'`, written])} else ${db.concat([sql`'19'`, written])} end`
      return ifMatches(db, text, shape, real(db, year, at(shape.month), at(shape.day)))
    }
    case 'words': {
      const plain = sql`replace(replace(${db.folded(text)}, '.', ''), ' de ', ' ')`
      const numbers = [...monthNumbers(months)].map(([name, number]) => sql`when ${name} then ${number}`)
      const month = sql`case ${db.part(plain, ' ', 2)} ${sql.join(numbers, sql` `)} end`
      return ifMatches(db, plain, shape, real(db, db.part(plain, ' ', 3), month, sql`lpad(${db.part(plain, ' ', 1)}, 2, '0')`))
    }
    case 'serial': {
      const days = db.number(db.part(text, '.', 1))
      const inRange = sql`${days} between ${sql.lit(SERIALS.first)} and ${sql.lit(SERIALS.last)}`
      return ifMatches(db, text, shape, sql`case when ${inRange} then ${db.daysAfterEpoch(days)} end`)
    }
  }
}

/** CASE, so that nothing is taken apart that has not the form. */
const ifMatches = (db: DateFunctions, text: Sql, { pattern }: DateShape, then: Sql): Sql =>
  sql`case when ${db.matches(text, pattern)} then ${then} end`

function real(db: DateFunctions, year: Sql, month: Sql | undefined, day: Sql | undefined): Sql {
  if (month === undefined) return sql`case when ${year} >= '1000' then ${year} end`
  const isYearAndMonth = sql`${year} >= '1000' and ${month} between '01' and '12'`
  if (day === undefined) return sql`case when ${isYearAndMonth} then ${db.concat([year, sql`'-'`, month])} end`
  const last = sql`substr(${sql.lit(DAYS_OF_MONTH)}, ${db.number(month)} * 2 - 1, 2)`
  const y = db.number(year)
  const isLeap = sql`(mod(${y}, 4) = 0 and mod(${y}, 100) <> 0 or mod(${y}, 400) = 0)`
  // Nested, because a month that is none must not become a place in the list of last days.
  return sql`case when ${isYearAndMonth} then case when ${day} between '01' and ${last} and (${month} <> '02' or ${day} <> '29' or ${isLeap}) then ${db.concat([year, sql`'-'`, month, sql`'-'`, day])} end end`
}
