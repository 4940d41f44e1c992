import type { FileTable } from '../../schema/index.ts'

type Members = Readonly<Record<string, unknown>>
const isObject = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value)
const isRecords = (value: unknown): value is readonly unknown[] => Array.isArray(value) && value.some(isObject)

const PEEK_RECORDS = 200
const DEEPEST = 4

/** Where the records of a JSON document are, and which arrays inside them are tables of their own. */
export const describeJson = (document: unknown, file: string, name: string, encoding: FileTable['encoding']): FileTable => {
  const items = isRecords(document) ? undefined : pathToRecords(document, '', 0)
  const found = items === undefined ? document : items.records
  const records = Array.isArray(found) ? found.slice(0, PEEK_RECORDS).filter(isObject) : []
  const arrays = new Set(records.flatMap((record) => Object.entries(record).flatMap(([key, value]) => (isRecords(value) ? [key] : []))))
  const keep = keyMember(records)
  const unnest = Object.fromEntries(
    [...arrays]
      .filter((path) => /^[\w-]+$/.test(path) && path !== name)
      .map((path) => [path, { path, keep: keep === undefined ? [] : [keep] }]),
  )
  return { file, format: 'json', encoding, separator: ',', fillDown: [], unnest, ...(items === undefined ? {} : { items: items.path }) }
}

function pathToRecords(
  value: unknown,
  path: string,
  depth: number,
): { readonly path: string; readonly records: readonly unknown[] } | undefined {
  if (!isObject(value) || depth > DEEPEST) return undefined
  for (const [key, inner] of Object.entries(value)) {
    const here = path === '' ? key : `${path}.${key}`
    if (isRecords(inner)) return { path: here, records: inner }
    const deeper = pathToRecords(inner, here, depth + 1)
    if (deeper) return deeper
  }
  return undefined
}

/** The first member whose values are all there and all different identifies a record. */
function keyMember(records: readonly Members[]): string | undefined {
  return Object.keys(records[0] ?? {}).find((key) => {
    const values = records.map((record) => record[key])
    return values.every((value) => typeof value === 'string' || typeof value === 'number') && new Set(values).size === values.length
  })
}
