import { sql } from 'kysely'
import { ACCENTED, foldText, PLAIN } from '../values/text.ts'
import type { Sql, SqlDialect } from './dialect.ts'
import { mssqlIsoDate } from './iso-date-mssql.ts'
import { RunParameter } from './run-parameter.ts'

/** Compares and orders by code points, whatever the database's own collation. */
const binary = (text: Sql): Sql => sql`${text} collate Latin1_General_100_BIN2`
/** Style 121: dates as ISO; types that know no such style take it for their first one. */
const asText = (column: Sql): Sql => sql`convert(nvarchar(max), ${column}, 121)`
const keyText = (column: Sql): Sql => binary(sql`convert(nvarchar(450), ${column}, 121)`)
/** `+` gives null where a part is null; `concat()` would not. */
const concat = (parts: readonly Sql[]): Sql => sql`(${sql.join(parts, sql` + `)})`
const unicode = (text: string): Sql => sql`N${sql.lit(text)}`
const folded = (text: Sql): Sql => sql`lower(translate(${text}, ${unicode(ACCENTED)}, ${unicode(PLAIN)}))`

const twoValued = (test: Sql): Sql => sql`(case when ${test} then 1 else 0 end = 1)`

const jsonPath = (path: readonly string[]): string => `$${path.map((step) => `."${step.replace(/["\\]/g, '')}"`).join('')}`
const inValid = (column: Sql, then: Sql): Sql => sql`case when isjson(${column}) = 1 then ${then} end`
const arrayOf = (column: Sql, path: readonly string[] | undefined): Sql =>
  inValid(column, path ? sql`json_query(${column}, ${jsonPath(path)})` : sql`${column}`)

/** Keys as one JSON text, an array of arrays: 2,100 parameters are the most that a statement may have. */
const jsonOf = (texts: readonly RunParameter[]): RunParameter =>
  new RunParameter((values) => {
    const columns = texts.map((text) => text.fill(values)).filter((column): column is readonly unknown[] => Array.isArray(column))
    return JSON.stringify((columns[0] ?? []).map((_, row) => columns.map((column) => column[row])))
  })

const keyRows = (texts: readonly RunParameter[]): Sql => {
  const columns = texts.map((_, index) => sql`${sql.id(`key${index}`)} nvarchar(450) ${sql.lit(`$[${index}]`)}`)
  return sql`openjson(${jsonOf(texts)}) with (${sql.join(columns)}) as ${sql.id('k')}`
}

/** SQL Server 2017 and later. Compiled and read as text in tests; no server has run it. */
export const mssqlSql: SqlDialect = {
  name: 'mssql',
  asText,
  trimmed: (text) => binary(sql`trim(nchar(32) + nchar(9) + nchar(10) + nchar(13) + nchar(160) from ${text})`),
  likeAny: (text, patterns) => {
    const tests = patterns.map((pattern) => sql`${folded(text)} like ${foldText(pattern).replace(/[|_[]/g, '|$&')} escape '|'`)
    return sql`(${sql.join(tests, sql` or `)})`
  },
  jsonText: (column, path) => inValid(column, sql`json_value(${column}, ${jsonPath(path)})`),
  jsonArray: (column, path) => arrayOf(column, path),
  arrayHas: (column, path, values) => {
    const array = arrayOf(column, path)
    const value = binary(sql`trim(${sql.id('element', 'value')})`)
    // The elements of an object would be those of an array otherwise.
    const elements = sql`openjson(case when left(ltrim(${array}), 1) = '[' then ${array} end)`
    return sql`exists (select 1 from ${elements} as ${sql.id('element')} where ${value} in (${sql.join(values)}))`
  },
  splitHas: (text, separator, values) => {
    // Wrapped in separators, blanks beside them removed: each value then stands between two of them.
    const tight = sql`replace(replace(${text}, ${` ${separator}`}, ${separator}), ${`${separator} `}, ${separator})`
    const wrapped = sql`(${separator} + ${tight} + ${separator})`
    return twoValued(
      sql`(${sql.join(
        values.map((value) => sql`charindex(${`${separator}${value}${separator}`}, ${wrapped}) > 0`),
        sql` or `,
      )})`,
    )
  },
  isoDate: (text, conversion) => mssqlIsoDate(text, conversion, folded),
  nativeDate: (column) => sql`case when ${column} >= '1000-01-01' then convert(nvarchar(10), ${column}, 23) end`,
  binary,
  concat,
  length: (text) => sql`len(${text})`,
  substring: (text, from, length) => sql`substring(${text}, ${from}, ${length})`,
  twoValued,
  caseOf: (cases) => {
    const whens = cases.map(({ when, test }) => sql`when ${when} then case when ${test} then 1 else 0 end`)
    return sql`(case ${sql.join(whens, sql` `)} else 0 end = 1)`
  },
  sameKey: (left, right) => sql`${left} = ${right} and ${keyText(left)} = ${keyText(right)}`,
  limited: (columns, rest, rows) => sql`select top (${rows}) ${columns} ${rest}`,
  keyMatch: ({ columns, texts, isTextual }) => {
    const [column] = columns
    if (column === undefined) return sql`1 = 0`
    // The keys take the type of the column, so that its index serves.
    if (columns.length === 1 && !isTextual) return sql`${column} in (select ${sql.id('k', 'key0')} from ${keyRows(texts)})`
    const tests = columns.map((side, index) => sql`${keyText(side)} = ${sql.id('k', `key${index}`)}`)
    return sql`exists (select 1 from ${keyRows(texts)} where ${sql.join(tests, sql` and `)})`
  },
}
