import type { FileTable } from '../../schema/index.ts'

type Members = Readonly<Record<string, unknown>>
const isObject = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value)
const isRecords = (value: unknown): value is readonly unknown[] => Array.isArray(value) && value.some(isObject)

const PEEK_RECORDS = 200
const DEEPEST = 4
const MOST_TABLES = 40

/** Every array of records in a JSON document as a table, and the arrays inside the records as tables of their own. */
export const describeJson = (
  document: unknown,
  name: string,
  base: Pick<FileTable, 'file' | 'encoding'>,
): readonly (readonly [string, FileTable])[] => {
  const found = isRecords(document) ? [{ path: undefined, records: document }] : pathsToRecords(document, '', 0)
  return found.slice(0, MOST_TABLES).map(({ path, records }) => {
    const table = found.length === 1 || path === undefined ? name : path.replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    const peeked = records.slice(0, PEEK_RECORDS).filter(isObject)
    const arrays = new Set(peeked.flatMap((record) => Object.entries(record).flatMap(([key, value]) => (isRecords(value) ? [key] : []))))
    const keep = keyMember(peeked)
    const unnest = Object.fromEntries(
      [...arrays]
        .filter((inner) => /^[\w-]+$/.test(inner) && inner !== table)
        .map((inner) => [inner, { path: inner, keep: keep === undefined ? [] : [keep] }]),
    )
    return [table, { ...base, format: 'json', separator: ',', fillDown: [], unnest, ...(path === undefined ? {} : { items: path }) }]
  })
}

function pathsToRecords(
  value: unknown,
  path: string,
  depth: number,
): readonly { readonly path: string; readonly records: readonly unknown[] }[] {
  if (!isObject(value) || depth > DEEPEST) return []
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = path === '' ? key : `${path}.${key}`
    return isRecords(inner) ? [{ path: here, records: inner }] : pathsToRecords(inner, here, depth + 1)
  })
}

/** The first member whose values are all there and all different identifies a record. */
function keyMember(records: readonly Members[]): string | undefined {
  return Object.keys(records[0] ?? {}).find((key) => {
    const values = records.map((record) => record[key])
    return values.every((value) => typeof value === 'string' || typeof value === 'number') && new Set(values).size === values.length
  })
}
