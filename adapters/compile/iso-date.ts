import { sql } from 'kysely'
import { CENTURY_TURNS_AT, DATE_SHAPES, type DateShape, REAL, SERIALS } from '../values/dates.ts'
import { monthNumbers } from '../values/months.ts'
import type { DateConversion, Sql } from './dialect.ts'

/** What taking a written date apart needs of a database that has no function of ours. */
export interface DateFunctions {
  matches(text: Sql, pattern: string): Sql
  /** The text where it matches the pattern, else null. */
  ifMatches(text: Sql, pattern: string): Sql
  /** Part of a text between separators, counted from 1. */
  part(text: Sql, separator: string, place: number): Sql
  folded(text: Sql): Sql
  concat(parts: readonly Sql[]): Sql
  /** ISO date so many days (a text of digits) after 1899-12-30. */
  daysAfterEpoch(days: Sql): Sql
}

/**
 * The ISO date of a written one: the SQL twin of `parseDate`, by the same table of shapes. The parts are put in order and then checked whole,
 * so that the written text stands few times in the statement.
 */
export const isoDateSql = (db: DateFunctions, text: Sql, { formats, months }: DateConversion): Sql => {
  const shapes = [...new Set(formats.map((format) => DATE_SHAPES[format]))]
  const dates = shapes.map((shape) => ofShape(db, text, shape, months))
  const [only] = dates
  return only !== undefined && dates.length === 1 ? only : sql`coalesce(${sql.join(dates)})`
}

function ofShape(db: DateFunctions, text: Sql, shape: DateShape, months: DateConversion['months']): Sql {
  switch (shape.by) {
    case 'place': {
      if (shape.month === undefined) return db.ifMatches(text, REAL.year)
      if (shape.month === 6) return ofIso(db, text, shape)
      const at = (place: number, length: number): Sql => sql`substr(${text}, ${sql.lit(place)}, ${sql.lit(length)})`
      return sql`case when ${db.matches(text, shape.pattern)} then ${real(db, at(shape.year, 4), at(shape.month, 2), at(shape.day ?? 7, 2))} end`
    }
    case 'separator': {
      const head = db.part(text, ' ', 1)
      const two = (place: number): Sql => sql`lpad(${db.part(head, shape.separator, place)}, 2, '0')`
      const written = db.part(head, shape.separator, shape.year)
      const century = sql`case when ${written} <= ${sql.lit(CENTURY_TURNS_AT)} then '20' else '19' end`
      const year = shape.pattern.includes('[0-9]{4}') ? written : db.concat([century, written])
      const date = shape.day === undefined ? real(db, year, two(shape.month)) : real(db, year, two(shape.month), two(shape.day))
      return sql`case when ${db.matches(text, shape.pattern)} then ${date} end`
    }
    case 'words': {
      const plain = sql`replace(replace(replace(${text}, '.', ''), ' de ', ' '), ' DE ', ' ')`
      const numbers = [...monthNumbers(months)].map(([name, number]) => sql`when ${sql.lit(name)} then ${sql.lit(number)}`)
      // The month alone is folded: folding is what costs.
      const month = sql`case ${db.folded(db.part(plain, ' ', 2))} ${sql.join(numbers, sql` `)} end`
      const date = real(db, db.part(plain, ' ', 3), month, sql`lpad(${db.part(plain, ' ', 1)}, 2, '0')`)
      return sql`case when ${db.matches(plain, shape.pattern)} then ${date} end`
    }
    case 'serial': {
      const days = db.part(text, '.', 1)
      // Compared as texts of one length: a number too large for the database would raise an error.
      const padded = sql`lpad(${days}, 6, '0')`
      const [first, last] = [SERIALS.first, SERIALS.last].map((serial) => sql.lit(String(serial).padStart(6, '0')))
      const isSerial = sql`${db.matches(text, shape.pattern)} and ${padded} between ${first} and ${last}`
      return sql`case when ${isSerial} then ${db.daysAfterEpoch(days)} end`
    }
  }
}

/** Already in order: only a time behind it is cut off. */
const ofIso = (db: DateFunctions, text: Sql, { pattern, day }: Extract<DateShape, { readonly by: 'place' }>): Sql => {
  const date = db.ifMatches(sql`substr(${text}, 1, ${sql.lit(day === undefined ? 7 : 10)})`, day === undefined ? REAL.month : REAL.day)
  return sql`case when ${db.matches(text, pattern)} then ${date} end`
}

const real = (db: DateFunctions, year: Sql, month: Sql, day?: Sql): Sql =>
  day === undefined
    ? db.ifMatches(db.concat([year, sql`'-'`, month]), REAL.month)
    : db.ifMatches(db.concat([year, sql`'-'`, month, sql`'-'`, day]), REAL.day)
