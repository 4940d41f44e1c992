import { type RawBuilder, sql } from 'kysely'
import type { Conversion } from '../../schema/index.ts'
import { foldText } from '../values/text.ts'
import type { RunParameter } from './run-parameter.ts'

/** A piece of SQL: identifiers through Kysely, values as parameters. */
export type Sql = RawBuilder<unknown>

export type DateConversion = Extract<Conversion, { readonly to: 'date' }>

/** Columns of a key with what they are compared to. */
export interface KeyMatch {
  readonly columns: readonly Sql[]
  /** Index in `columns` -> the texts of that column, in step with each other. */
  readonly texts: readonly RunParameter[]
  /** How many keys there are at most; only MySQL writes each one out. */
  readonly slots: number
  /** Compare as text, at the cost of the index. */
  readonly isTextual: boolean
}

/** What differs between the databases. Every expression yields text, null or a truth value, and none raises an error on garbage. */
export interface SqlDialect {
  readonly name: 'postgres' | 'mysql' | 'sqlite' | 'mssql'
  /** Any column as text: what the database would print. */
  asText(column: Sql): Sql
  /** Text without blanks around it. */
  trimmed(text: Sql): Sql
  /** Whether the text fits one of the patterns (`%` is any text), case and accents ignored as far as the database can. */
  likeAny(text: Sql, patterns: readonly string[]): Sql
  /** Scalar at a path inside a JSON column, as text. `isTextual`: also of a column that the database does not know as JSON. */
  jsonText(column: Sql, path: readonly string[], isTextual: boolean): Sql
  /** Array (of the database, or JSON at a path) as the text of a JSON array. */
  jsonArray(column: Sql, path: readonly string[] | undefined): Sql
  /** Whether the array holds any of the values. */
  arrayHas(column: Sql, path: readonly string[] | undefined, values: readonly string[]): Sql
  /** Whether the text, split at the separator, holds any of the values. */
  splitHas(text: Sql, separator: string, values: readonly string[]): Sql
  /** ISO date of the precision written, from trimmed text; null where it is no real date. */
  isoDate(text: Sql, conversion: DateConversion): Sql
  /** ISO date of a column of the database's own date type, faster than by its text; absent where the text is as good. */
  nativeDate?(column: Sql): Sql
  /**
   * The day of a column of the database's own date type, in that type: what an index on the column is ordered by. With it go its bounds as
   * parameters. Present where the database can also index the other expressions of this dialect.
   */
  readonly byIndex?: {
    nativeDay(column: Sql): Sql
    asDay(bound: unknown): Sql
    /** What `likeAny` compares. */
    folded(text: Sql): Sql
  }
  /** Text that compares by its bytes. */
  binary(text: Sql): Sql
  concat(parts: readonly Sql[]): Sql
  /** @default `length()` */
  length?(text: Sql): Sql
  /** Characters of a text from a place on, counted from 1. @default `substr()` */
  substring?(text: Sql, from: Sql, length: Sql): Sql
  /** False, not unknown, where something is not recorded. @default `coalesce(test, false)`, where a test is a value */
  twoValued?(test: Sql): Sql
  /** The test that goes with the first case that holds; false where none does. @default a `case` of tests, where a test is a value */
  caseOf?(cases: readonly { readonly when: Sql; readonly test: Sql }[]): Sql
  /** Whether a pointer names the row of a key. @default `=`, where that tells texts apart by their bytes */
  sameKey?(left: Sql, right: Sql): Sql
  /** A SELECT of so many rows at most. @param rest from FROM on. @default `limit` at its end */
  limited?(columns: Sql, rest: Sql, rows: unknown): Sql
  keyMatch(match: KeyMatch): Sql
}

/** `likeAny` where the database has no such operator. `%` alone is special in a mapping's pattern. */
export const orLike = (folded: Sql, patterns: readonly string[]): Sql => {
  const tests = patterns.map((pattern) => sql`${folded} like ${foldText(pattern).replace(/[|_]/g, '|$&')} escape '|'`)
  return sql`(${sql.join(tests, sql` or `)})`
}

export const lengthOf = (db: SqlDialect, text: Sql): Sql => db.length?.(text) ?? sql`length(${text})`

/** @param from counted from 1 */
export const substringOf = (db: SqlDialect, text: Sql, from: Sql, length: Sql): Sql =>
  db.substring?.(text, from, length) ?? sql`substr(${text}, ${from}, ${length})`

export const selectLimited = (db: SqlDialect, columns: Sql, rest: Sql, rows: unknown): Sql =>
  db.limited?.(columns, rest, rows) ?? sql`select ${columns} ${rest} limit ${rows}`
