import { sql } from 'kysely'
import type { Sql, SqlDialect } from '../compile/dialect.ts'
import { compileSql } from '../compile/query-compilers.ts'
import { MIN_COUNT } from '../propose/types.ts'
import type { IntrospectedTable, Statement } from '../types.ts'

type Dialect = SqlDialect['name']

/** Rows that are looked at; a table over person data is not read from end to end for a proposal. */
export const SAMPLE_ROWS = 20_000
export const LONGEST_VALUE = 60
export const MOST_VALUES = 250
const MOST_SHAPES = 20
const MOST_MEMBERS = 300

const relation = ({ schema, name }: IntrospectedTable): Sql => (schema === undefined ? sql`${sql.id(name)}` : sql`${sql.id(schema, name)}`)
const asText = (dialect: Dialect, value: Sql): Sql => (dialect === 'mysql' ? sql`cast(${value} as char)` : sql`cast(${value} as text)`)
/** The first rows of a table, of one column called `v`. */
const sample = (table: IntrospectedTable, value: Sql): Sql =>
  sql`(select ${value} as v from ${relation(table)} limit ${sql.lit(SAMPLE_ROWS)})`

/** Rows looked at; then, for each column, filled cells and different values. One statement for a table. */
export const countStatement = (dialect: Dialect, table: IntrospectedTable, columns: readonly string[]): Statement => {
  const parts = columns.flatMap((column) => [sql`count(${sql.id(column)})`, sql`count(distinct ${asText(dialect, sql.id(column))})`])
  const inner = sql`select ${sql.join(columns.map((column) => sql.id(column)))} from ${relation(table)} limit ${sql.lit(SAMPLE_ROWS)}`
  return compileSql(dialect, sql`select ${sql.join([sql`count(*)`, ...parts])} from (${inner}) s`)
}

/** Values met often enough, with their counts. `path`: a member of a document. */
export const valuesStatement = (
  dialect: Dialect,
  table: IntrospectedTable,
  column: string,
  how: { readonly isArray?: boolean; readonly path?: string },
): Statement => {
  const cell = sql.id(column)
  const value = how.path !== undefined ? memberOf(dialect, cell, how.path) : how.isArray ? sql`unnest(${cell})` : cell
  const text = asText(dialect, sql`v`)
  return compileSql(
    dialect,
    sql`select ${text}, count(*) from ${sample(table, value)} s where v is not null and length(${text}) <= ${sql.lit(LONGEST_VALUE)}
      group by ${text} having count(*) >= ${sql.lit(MIN_COUNT)} order by 2 desc, 1 limit ${sql.lit(MOST_VALUES)}`,
  )
}

const memberOf = (dialect: Dialect, cell: Sql, path: string): Sql =>
  dialect === 'postgres' ? sql`cast(${cell} as jsonb) ->> ${sql.lit(path)}` : sql`json_extract(${cell}, ${sql.lit(`$."${path}"`)})`

/** Written forms with digits as 9 and letters as a: made by the database, so that no date and no number leaves it. */
export const shapesStatement = (dialect: Dialect, table: IntrospectedTable, column: string, path?: string): Statement => {
  const text = sql`substr(${asText(dialect, sql`v`)}, 1, 30)`
  const letters = [...'bcdefghijklmnopqrstuvwxyz']
  const digits = [...'012345678']
  const shaped = [...digits.map((digit) => [digit, '9'] as const), ...letters.map((letter) => [letter, 'a'] as const)].reduce<Sql>(
    (inner, [from, to]) => sql`replace(${inner}, ${sql.lit(from)}, ${sql.lit(to)})`,
    sql`lower(${text})`,
  )
  const over12 = (from: number): Sql => sql`sum(case when substr(${text}, ${sql.lit(from)}, 2) > '12' then 1 else 0 end)`
  return compileSql(
    dialect,
    sql`select ${shaped}, count(*), ${over12(1)}, ${over12(4)} from ${sample(table, path === undefined ? sql.id(column) : memberOf(dialect, sql.id(column), path))} s where v is not null
      group by 1 having count(*) >= ${sql.lit(MIN_COUNT)} order by 2 desc, 1 limit ${sql.lit(MOST_SHAPES)}`,
  )
}

/** Names of the members of documents, where the database can tell them (PostgreSQL, SQLite). */
export const membersStatement = (dialect: Dialect, table: IntrospectedTable, column: string): Statement | undefined => {
  const having = sql`having count(*) >= ${sql.lit(MIN_COUNT)} order by 2 desc, 1 limit ${sql.lit(MOST_MEMBERS)}`
  if (dialect === 'postgres')
    return compileSql(
      dialect,
      sql`select m.key, count(*), bool_or(jsonb_typeof(m.value) = 'array'), bool_or(jsonb_typeof(m.value) = 'object') from ${sample(table, sql`cast(${sql.id(column)} as jsonb)`)} s
        cross join lateral jsonb_each(case jsonb_typeof(v) when 'object' then v else '{}' end) m group by m.key ${having}`,
    )
  if (dialect === 'sqlite')
    return compileSql(
      dialect,
      sql`select m.key, count(*), max(m.type = 'array'), max(m.type = 'object') from ${sample(table, sql.id(column))} s, json_each(case when json_valid(v) then v else '{}' end) m
        where typeof(m.key) = 'text' group by m.key ${having}`,
    )
  return undefined
}
