import type { AgencySource, PreparedRead, RecordRow, RowKey } from '../../../adapters/index.ts'
import type { RecordKindName } from '../../../schema/index.ts'
import type { Profile } from '../access/profile.ts'
import type { RecordIds } from '../ids/record-ids.ts'
import { prepareRead } from '../read/queries.ts'
import type { Reader } from '../read/reader.ts'
import { createBatch } from './batch.ts'

/** A visible record as the resolvers pass it on. */
export interface RecordNode {
  readonly kind: RecordKindName
  readonly id: string
  readonly row: RecordRow
  readonly read: PreparedRead
}

/** Loads whole records for graphql-js, which does not say beforehand which fields it will ask for. One statement per level. */
export interface RecordLoader {
  byKey(kind: RecordKindName, key: RowKey): Promise<RecordNode | null>
  children(kind: RecordKindName, through: string, parent: RowKey): Promise<readonly RecordNode[]>
}

export function createRecordLoader(source: AgencySource, profile: Profile, ids: RecordIds, reader: Reader): RecordLoader {
  const wanted = (kind: RecordKindName) => {
    const record = source.model.records.get(kind)
    return { fields: [...(record?.fields.keys() ?? [])], parents: [...(record?.parents.keys() ?? [])] }
  }
  const nodes = (read: PreparedRead, rows: readonly RecordRow[]): RecordNode[] => {
    const { kind } = read.query
    const encoded = ids.encode(
      kind,
      rows.map(({ key }) => key),
    )
    return rows.map((row, index) => ({ kind, row, read, id: encoded[index] ?? '' }))
  }

  const byKeyBatches = new Map<RecordKindName, (key: RowKey) => Promise<RecordNode | null>>()
  const byKeyBatch = (kind: RecordKindName) =>
    createBatch<RowKey, RecordNode | null>(async (keys) => {
      const read = prepareRead(source, profile, kind, { by: 'keys' }, wanted(kind))
      const rows = await reader.byKeys(read, keys)
      const known = new Map(nodes(read, [...rows.values()]).map((node) => [node.row.key, node]))
      return (key) => known.get(key) ?? null
    })

  const childBatches = new Map<string, (parent: RowKey) => Promise<readonly RecordNode[]>>()
  const childBatch = (kind: RecordKindName, through: string) =>
    createBatch<RowKey, readonly RecordNode[]>(async (parents) => {
      const read = prepareRead(source, profile, kind, { by: 'parents', relation: through }, wanted(kind))
      const children = await reader.byParents(read, parents)
      return (parent) => nodes(read, children.get(parent) ?? [])
    })

  return {
    byKey: (kind, key) => getOrAdd(byKeyBatches, kind, () => byKeyBatch(kind))(key),
    children: (kind, through, parent) => getOrAdd(childBatches, `${kind}.${through}`, () => childBatch(kind, through))(parent),
  }
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const value = map.get(key) ?? make()
  map.set(key, value)
  return value
}
