import { sql } from 'kysely'
import { CENTURY_TURNS_AT, DATE_SHAPES, type DateShape, SERIALS } from '../values/dates.ts'
import { monthNumbers } from '../values/months.ts'
import type { DateConversion, Sql } from './dialect.ts'

/** Digits alone: `like` is all there is of patterns. */
const digits = (text: Sql, least: number, most: number): Sql =>
  sql`${text} not like '%[^0-9]%' and len(${text}) between ${sql.lit(least)} and ${sql.lit(most)}`

const date = (year: Sql, month: Sql, day?: Sql): Sql => {
  const two = (part: Sql): Sql => sql`right('0' + ${part}, 2)`
  return day === undefined ? sql`(${year} + '-' + ${two(month)})` : sql`(${year} + '-' + ${two(month)} + '-' + ${two(day)})`
}

/** A day or month of the calendar, of a year of four digits; else null. */
const real = (iso: Sql, isMonth: boolean): Sql => {
  const day = isMonth ? sql`(${iso} + '-01')` : iso
  return sql`case when ${iso} like '[1-9]%' and try_convert(date, ${day}, 23) is not null then ${iso} end`
}

/** Part of a text of three at most, counted from 1; null where there are others. */
const part = (text: Sql, separator: string, place: number, of: number): Sql =>
  sql`parsename(${separator === '.' ? text : sql`replace(${text}, ${sql.lit(separator)}, '.')`}, ${sql.lit(of + 1 - place)})`

const head = (text: Sql): Sql => sql`left(${text}, charindex(' ', ${text} + ' ') - 1)`

/** The twin of `isoDateSql` for a database without regular expressions: the same shapes, taken apart by `like` and `parsename`. */
export const mssqlIsoDate = (text: Sql, { formats, months }: DateConversion, folded: (text: Sql) => Sql): Sql => {
  const shapes = [...new Set(formats.map((format) => DATE_SHAPES[format]))]
  const dates = shapes.map((shape) => ofShape(text, shape, months, folded))
  const [only] = dates
  return only !== undefined && dates.length === 1 ? only : sql`coalesce(${sql.join(dates)})`
}

const FOUR = '[0-9][0-9][0-9][0-9]'
const TWO = '[0-9][0-9]'

function ofShape(text: Sql, shape: DateShape, months: DateConversion['months'], folded: (text: Sql) => Sql): Sql {
  switch (shape.by) {
    case 'place': {
      if (shape.month === undefined) return sql`case when ${text} like '[1-9][0-9][0-9][0-9]' then ${text} end`
      if (shape.day === undefined) return sql`case when ${text} like ${sql.lit(`${FOUR}-${TWO}`)} then ${real(text, true)} end`
      if (shape.month === 5) {
        const iso = date(sql`left(${text}, 4)`, sql`substring(${text}, 5, 2)`, sql`right(${text}, 2)`)
        return sql`case when ${text} like ${sql.lit(`${FOUR}${TWO}${TWO}`)} then ${real(iso, false)} end`
      }
      const written = [`${FOUR}-${TWO}-${TWO}`, `${FOUR}-${TWO}-${TWO}[ T]%`].map((pattern) => sql`${text} like ${sql.lit(pattern)}`)
      return sql`case when ${sql.join(written, sql` or `)} then ${real(sql`left(${text}, 10)`, false)} end`
    }
    case 'separator': {
      const of = shape.day === undefined ? 2 : 3
      const at = (place: number): Sql => part(head(text), shape.separator, place, of)
      const isShort = !shape.pattern.includes('[0-9]{4}')
      const written = at(shape.year)
      const year = isShort ? sql`(case when ${written} <= ${sql.lit(CENTURY_TURNS_AT)} then '20' else '19' end + ${written})` : written
      const tests = [
        sql`parsename(${shape.separator === '.' ? head(text) : sql`replace(${head(text)}, ${sql.lit(shape.separator)}, '.')`}, ${sql.lit(of + 1)}) is null`,
        isShort ? digits(written, 2, 2) : digits(written, 4, 4),
        digits(at(shape.month), 1, 2),
        ...(shape.day === undefined ? [] : [digits(at(shape.day), 1, 2)]),
      ]
      const iso = date(year, at(shape.month), shape.day === undefined ? undefined : at(shape.day))
      return sql`case when ${sql.join(tests, sql` and `)} then ${real(iso, shape.day === undefined)} end`
    }
    case 'words': {
      const plain = sql`replace(replace(replace(${text}, '.', ''), ' de ', ' '), ' DE ', ' ')`
      // The first three words; a time may follow.
      const second = sql`charindex(' ', ${plain}, charindex(' ', ${plain}) + 1)`
      const three = sql`left(${plain}, charindex(' ', ${plain} + ' ', ${second} + 1) - 1)`
      const [day, month, year] = [1, 2, 3].map((place) => part(three, ' ', place, 3))
      if (!day || !month || !year) return sql`null`
      const numbers = [...monthNumbers(months)].map(([name, number]) => sql`when ${sql.lit(name)} then ${sql.lit(number)}`)
      const iso = date(year, sql`case ${folded(month)} ${sql.join(numbers, sql` `)} end`, day)
      return sql`case when ${digits(year, 4, 4)} and ${digits(day, 1, 2)} then ${real(iso, false)} end`
    }
    case 'serial': {
      const days = sql`left(${text}, charindex('.', ${text} + '.') - 1)`
      const tests = [
        digits(days, 2, 6),
        sql`replace(${text}, '.', '') not like '%[^0-9]%'`,
        sql`${text} not like '%.%.%'`,
        sql`try_convert(int, ${days}) between ${sql.lit(SERIALS.first)} and ${sql.lit(SERIALS.last)}`,
      ]
      return sql`case when ${sql.join(tests, sql` and `)} then convert(nvarchar(10), dateadd(day, try_convert(int, ${days}), convert(date, '1899-12-30', 23)), 23) end`
    }
  }
}
