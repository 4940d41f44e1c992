import { sql } from 'kysely'
import { orLike, type Sql, type SqlDialect } from './dialect.ts'
import { type DateFunctions, isoDateSql } from './iso-date.ts'
import { KeySlot } from './run-parameter.ts'

const asText = (column: Sql): Sql => sql`cast(${column} as char character set utf8mb4)`
const binary = (text: Sql): Sql => sql`${text} collate utf8mb4_bin`
// The collation folds accents; lower() alone would keep them.
const folded = (text: Sql): Sql => sql`${text} collate utf8mb4_unicode_ci`
const concat = (parts: readonly Sql[]): Sql => sql`concat(${sql.join(parts)})`

const dates: DateFunctions = {
  matches: (text, pattern) => sql`${text} regexp ${sql.lit(pattern)}`,
  // No match is null in MySQL and '' in MariaDB.
  ifMatches: (text, pattern) => sql`nullif(regexp_substr(${text}, ${sql.lit(pattern)}), '')`,
  part: (text, separator, place) =>
    sql`substring_index(substring_index(${text}, ${sql.lit(separator)}, ${sql.lit(place)}), ${sql.lit(separator)}, -1)`,
  folded,
  concat,
  daysAfterEpoch: (days) => sql`date_format(date_add('1899-12-30', interval ${days} day), '%Y-%m-%d')`,
}

const jsonPath = (path: readonly string[]): string => `$${path.map((step) => `."${step.replace(/["\\]/g, '')}"`).join('')}`
const inValid = (column: Sql, then: Sql): Sql => sql`case when json_valid(${column}) then ${then} end`
const extracted = (column: Sql, path: readonly string[] | undefined): Sql =>
  path ? sql`json_extract(${column}, ${jsonPath(path)})` : sql`${column}`

/** MySQL 8 and MariaDB 10.6, and later. */
export const mysqlSql: SqlDialect = {
  name: 'mysql',
  asText,
  // The collation of a column may take `a` for `A` and `á`; the decoder does not.
  trimmed: (text) => binary(sql`regexp_replace(${text}, '^[[:space:]]+|[[:space:]]+$', '')`),
  likeAny: (text, patterns) => orLike(folded(text), patterns),
  jsonText: (column, path) => {
    const value = extracted(column, path)
    return inValid(column, sql`case when json_type(${value}) not in ('NULL', 'OBJECT', 'ARRAY') then json_unquote(${value}) end`)
  },
  jsonArray: (column, path) => inValid(column, sql`cast(${extracted(column, path)} as char character set utf8mb4)`),
  arrayHas: (column, path, values) => {
    const json = extracted(column, path)
    // A number in the list is another value than the same digits as a text.
    const written = values.flatMap((value) => [JSON.stringify(value), ...(/^(-?(0|[1-9]\d*)|true|false)$/.test(value) ? [value] : [])])
    const tests = written.map((value) => sql`json_contains(${json}, ${value})`)
    // A scalar contains itself, and is no list.
    const isList = sql`json_type(${json}) = 'ARRAY'`
    return sql`coalesce(${inValid(column, sql`${isList} and (${sql.join(tests, sql` or `)})`)}, false)`
  },
  splitHas: (text, separator, values) => {
    // Wrapped in separators, blanks beside them removed: each value then stands between two of them.
    const tight = sql`replace(replace(${text}, concat(' ', ${separator}), ${separator}), concat(${separator}, ' '), ${separator})`
    const wrapped = binary(sql`concat(${separator}, ${tight}, ${separator})`)
    return sql`coalesce(${sql.join(
      values.map((value) => sql`locate(concat(${separator}, ${value}, ${separator}), ${wrapped}) > 0`),
      sql` or `,
    )}, false)`
  },
  isoDate: (text, conversion) => isoDateSql(dates, text, conversion),
  binary,
  concat,
  // Bytes as well: `a1` would name the row of `A1`, and the text `1x` that of the number 1.
  sameKey: (left, right) => sql`${left} = ${right} and ${binary(asText(left))} = ${binary(asText(right))}`,
  keyMatch: ({ columns, texts, slots, isTextual }) => {
    const sides = isTextual ? columns.map((column) => binary(asText(column))) : columns
    const tuple = (parts: readonly unknown[]): Sql => (parts.length === 1 ? sql`${parts[0]}` : sql`(${sql.join(parts)})`)
    const keys = Array.from({ length: slots }, (_, slot) => tuple(texts.map((text) => new KeySlot(text, slot))))
    return sql`${tuple(sides)} in (${sql.join(keys)})`
  },
}
