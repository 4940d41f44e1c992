import type { FileTable } from '../../schema/index.ts'
import { FILE_LIMITS, FileProblem } from './limits.ts'
import { decodeText } from './read-csv.ts'
import { type FileCell, type FileRows, ROW_COLUMN } from './table.ts'

/** The table of the records, and those made from arrays inside them. */
export const readJson = (bytes: Uint8Array, name: string, table: FileTable): ReadonlyMap<string, FileRows> => {
  let document: unknown
  try {
    document = JSON.parse(decodeText(bytes, table.encoding).replace(/^\uFEFF/, ''))
  } catch (cause) {
    throw cause instanceof FileProblem ? cause : new FileProblem('is not valid JSON', { cause })
  }
  const records = table.items === undefined ? document : at(document, table.items)
  if (!Array.isArray(records)) throw new FileProblem('holds no array where `items` says')
  if (records.length > FILE_LIMITS.rows) throw new FileProblem(`more than ${FILE_LIMITS.rows} records`)

  const tables = new Map<string, FileRows>([
    [name, tableOf(records.map((record, index) => flat(record).set(ROW_COLUMN, String(index + 1))))],
  ])
  for (const [inner, { path, keep }] of Object.entries(table.unnest)) {
    const items = records.flatMap((record: unknown) => {
      const kept = keep.map((column): [string, FileCell] => [column, cellOf(at(record, column))])
      const array = at(record, path)
      if (!Array.isArray(array)) return []
      return array.map((item: unknown, index) => new Map([...kept, ...flat(item), ['_index', String(index + 1)]]))
    })
    tables.set(inner, tableOf(items.map((item, index) => item.set(ROW_COLUMN, String(index + 1)))))
  }
  return tables
}

/** Value at a dotted path; a key that itself holds the dots is found too. */
const at = (value: unknown, path: string): unknown => {
  if (!isObject(value)) return undefined
  if (Object.hasOwn(value, path)) return value[path]
  const dot = path.indexOf('.')
  return dot < 0 ? undefined : at(Object.hasOwn(value, path.slice(0, dot)) ? value[path.slice(0, dot)] : undefined, path.slice(dot + 1))
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Nested objects become dotted names; arrays stay JSON; an item that is no object is the column `value`. */
function flat(value: unknown, prefix = '', depth = 0, into = new Map<string, FileCell>()): Map<string, FileCell> {
  if (depth > FILE_LIMITS.depth) throw new FileProblem(`nested deeper than ${FILE_LIMITS.depth} levels`)
  if (!isObject(value)) return into.set(prefix === '' ? 'value' : prefix, cellOf(value))
  for (const [key, inner] of Object.entries(value)) {
    const name = prefix === '' ? key : `${prefix}.${key}`
    if (isObject(inner)) flat(inner, name, depth + 1, into)
    else into.set(name, cellOf(inner))
  }
  return into
}

const cellOf = (value: unknown): FileCell => {
  if (value === null || value === undefined) return null
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function tableOf(records: readonly ReadonlyMap<string, FileCell>[]): FileRows {
  const columns = new Map<string, string>()
  for (const record of records)
    for (const name of record.keys()) if (!columns.has(name.toLowerCase())) columns.set(name.toLowerCase(), name)
  if (columns.size > FILE_LIMITS.columns) throw new FileProblem(`more than ${FILE_LIMITS.columns} columns`)
  const names = [...columns.values()]
  return { columns: names, rows: records.map((record) => names.map((name) => record.get(name) ?? null)) }
}
