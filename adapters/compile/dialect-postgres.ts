import { sql } from 'kysely'
import { ACCENTED, foldText, PLAIN } from '../values/text.ts'
import type { Sql, SqlDialect } from './dialect.ts'
import { type DateFunctions, isoDateSql } from './iso-date.ts'

const concat = (parts: readonly Sql[]): Sql => sql`(${sql.join(parts, sql` || `)})`
// ASCII under the C collation only, whatever the database's locale; accents by the table that JavaScript uses.
const folded = (text: Sql): Sql => sql`lower(translate(${text}, ${sql.lit(ACCENTED)}, ${sql.lit(PLAIN)}) collate "C")`

const dates: DateFunctions = {
  matches: (text, pattern) => sql`${text} ~ ${sql.lit(pattern)}`,
  // Twelve times as fast as taking the match out with substring(), which remembers every group.
  ifMatches: (text, pattern) => sql`case when ${text} ~ ${sql.lit(pattern)} then ${text} end`,
  part: (text, separator, place) => sql`split_part(${text}, ${sql.lit(separator)}, ${sql.lit(place)})`,
  folded,
  concat,
  daysAfterEpoch: (days) => sql`to_char(date '1899-12-30' + (${days})::int, 'YYYY-MM-DD')`,
}

/** An array of the database or JSON, as jsonb. */
const asJson = (column: Sql, path: readonly string[] | undefined): Sql =>
  path ? sql`to_jsonb(${column}) #> ${pathLiteral(path)}` : sql`to_jsonb(${column})`

/** Written out, so that an index on the same path is found. */
const pathLiteral = (path: readonly string[]): Sql =>
  sql`${sql.lit(`{${path.map((step) => `"${step.replace(/["\\]/g, '\\$&')}"`).join(',')}}`)}::text[]`

/** `%` alone is special in a mapping's pattern. */
const likePattern = (pattern: string): string => foldText(pattern).replace(/[\\_]/g, '\\$&')

/** PostgreSQL 12 and later. */
export const postgresSql: SqlDialect = {
  name: 'postgres',
  asText: (column) => sql`${column}::text`,
  // chr(160) and no escape: servers that are not UTF-8 know the no-break space too.
  trimmed: (text) => sql`btrim(${text}, E' \\t\\r\\n' || chr(160))`,
  likeAny: (text, patterns) => sql`${folded(text)} like any (${patterns.map(likePattern)}::text[])`,
  // to_jsonb() takes any column, and no index could hold it.
  jsonText: (column, path, isTextual) => sql`${isTextual ? sql`to_jsonb(${column})` : column} #>> ${pathLiteral(path)}`,
  jsonArray: (column, path) => sql`(${asJson(column, path)})::text`,
  arrayHas: (column, path, values) => {
    const json = asJson(column, path)
    // Anything but an array would raise an error.
    const elements = sql`jsonb_array_elements_text(case jsonb_typeof(${json}) when 'array' then ${json} else '[]'::jsonb end)`
    return sql`exists (select 1 from ${elements} as element (text) where btrim(element.text) in (${sql.join(values)}))`
  },
  splitHas: (text, separator, values) =>
    sql`exists (select 1 from unnest(string_to_array(${text}, ${separator})) as element (text) where btrim(element.text) in (${sql.join(values)}))`,
  isoDate: (text, conversion) => isoDateSql(dates, text, conversion),
  // Raises an error on a column that is no date; then everything is compared as text (`isTextual`).
  nativeDate: (column) => sql`case when ${column} between '1000-01-01' and '9999-12-31' then to_char(${column}, 'YYYY-MM-DD') end`,
  // On a column of type date the cast is none at all: its own index serves. Only beside `nativeDate`, which refuses a column that is no date.
  byIndex: { nativeDay: (column) => sql`${column}::date`, asDay: (bound) => sql`${bound}::date`, folded },
  binary: (text) => sql`${text} collate "C"`,
  concat,
  keyMatch: ({ columns, texts, isTextual }) => {
    const [column, ...others] = columns
    const [first] = texts
    if (column === undefined || first === undefined) return sql`false`
    const sides = columns.map((side) => sql`${side}::text`)
    const exact = sql`(${sql.join(sides)}) in (select * from unnest(${sql.join(texts.map((text) => sql`${text}::text[]`))}))`
    if (isTextual) return exact
    // The type of the parameter follows from the column, so that its index serves.
    return others.length === 0 ? sql`${column} = any(${first})` : sql`${column} = any(${first}) and ${exact}`
  },
}
