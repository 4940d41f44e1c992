import { sql } from 'kysely'
import { orLike, type Sql, type SqlDialect } from './dialect.ts'
import { RunParameter } from './run-parameter.ts'

/** Functions that the SQLite worker adds; they are the decoder's own, so that SQL and decoder cannot differ. */
export const SQLITE_FUNCTIONS = { isoDate: 'tip_iso_date', fold: 'tip_fold', split: 'tip_split' } as const

const call = (name: string, ...inputs: readonly unknown[]): Sql => sql`${sql.id(name)}(${sql.join(inputs)})`

const jsonPath = (path: readonly string[]): string => `$${path.map((step) => `."${step.replaceAll('"', '')}"`).join('')}`

/** An integer as SQLite holds one, in its only written form. */
const isInteger = (text: string): boolean => /^(0|-?[1-9]\d{0,18})$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text)

/** Keys as one JSON text. With numbers beside the texts, a column without a declared type finds its integers too. */
const jsonOf = (keys: RunParameter, withNumbers: boolean): RunParameter =>
  new RunParameter((values) => {
    const texts = keys.fill(values)
    if (!Array.isArray(texts)) return '[]'
    // Written out: a number of JavaScript would round those of more than fifteen digits.
    const numbers = withNumbers ? texts.map(String).filter(isInteger) : []
    return `[${[...texts.map((text) => JSON.stringify(text)), ...numbers].join(',')}]`
  })

/** JSON at a path, as an array that `json_each` can walk. */
const asArray = (column: Sql, path: readonly string[] | undefined): Sql => {
  const text = sql`case when json_valid(${column}) then ${path ? sql`json_extract(${column}, ${jsonPath(path)})` : column} end`
  return sql`case when json_valid(${text}) and json_type(${text}) = 'array' then ${text} else '[]' end`
}

export const sqliteSql: SqlDialect = {
  name: 'sqlite',
  asText: (column) => sql`cast(${column} as text)`,
  trimmed: (text) => sql`trim(${text}, char(32, 9, 10, 13, 160))`,
  likeAny: (text, patterns) => orLike(call(SQLITE_FUNCTIONS.fold, text), patterns),
  jsonText: (column, path) => {
    const at = jsonPath(path)
    // JSON's true and false would come as 1 and 0.
    const value = sql`case json_type(${column}, ${at}) when 'true' then 'true' when 'false' then 'false' else json_extract(${column}, ${at}) end`
    return sql`case when json_valid(${column}) then cast(${value} as text) end`
  },
  jsonArray: (column, path) =>
    sql`case when json_valid(${column}) then ${path ? sql`json_extract(${column}, ${jsonPath(path)})` : sql`cast(${column} as text)`} end`,
  arrayHas: (column, path, values) =>
    sql`exists (select 1 from json_each(${asArray(column, path)}) where trim(value) in (${sql.join(values)}))`,
  splitHas: (text, separator, values) =>
    sql`exists (select 1 from json_each(${call(SQLITE_FUNCTIONS.split, text, separator)}) where trim(value) in (${sql.join(values)}))`,
  isoDate: (text, { formats, months }) => call(SQLITE_FUNCTIONS.isoDate, text, formats.join('|'), months),
  binary: (text) => sql`${text} collate binary`,
  concat: (parts) => sql`(${sql.join(parts, sql` || `)})`,
  // Both: the column's own collation has the index, and may take `a` for `A`.
  sameKey: (left, right) => sql`${left} = ${right} and ${left} = ${right} collate binary`,
  keyMatch: ({ columns, texts, isTextual }) => {
    const [column] = columns
    const [first] = texts
    if (column === undefined || first === undefined) return sql`false`
    if (columns.length === 1 && !isTextual) return sql`${column} in (select value from json_each(${jsonOf(first, true)}))`
    const sides = columns.map((side) => sql`cast(${side} as text)`)
    const from = texts.map((text, index) => sql`json_each(${jsonOf(text, false)}) as ${sql.id(`k${index}`)}`)
    const values = texts.map((_, index) => sql`cast(${sql.id(`k${index}`, 'value')} as text)`)
    const inStep = texts.slice(1).map((_, index) => sql`${sql.id(`k${index + 1}`, 'key')} = ${sql.id('k0', 'key')}`)
    const where = inStep.length === 0 ? sql`` : sql` where ${sql.join(inStep, sql` and `)}`
    return sql`(${sql.join(sides)}) in (select ${sql.join(values)} from ${sql.join(from)}${where})`
  },
}
