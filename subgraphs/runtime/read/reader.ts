import type { AgencySource, PreparedRead, ReadInput, RecordRow, RowKey } from '../../../adapters/index.ts'
import type { RecordKindName } from '../../../schema/index.ts'

/** What a request took from the source; goes into the evidence log before the answer leaves. No values. */
export interface Tally {
  statements: number
  /** By `Kind.field`: how often rows were read with it. */
  readonly fields: Set<string>
  readonly rows: Map<RecordKindName, number>
}

/** Reads for one request: batches, bounds and counts. */
export interface Reader {
  readonly tally: Tally
  /** Visible rows by key; one statement, or one per `limits.keys` keys. Missing and hidden keys are absent alike. */
  byKeys(read: PreparedRead, keys: readonly RowKey[]): Promise<ReadonlyMap<RowKey, RecordRow>>
  /** Visible children by parent key, each list in the order of the children's keys. */
  byParents(read: PreparedRead, parents: readonly RowKey[]): Promise<ReadonlyMap<RowKey, readonly RecordRow[]>>
  run(read: PreparedRead, input: Omit<ReadInput, 'today'>): Promise<readonly RecordRow[]>
}

export interface ReaderOptions {
  readonly source: AgencySource
  /** ISO date of the request. */
  readonly today: string
  /** Aborts the statements: the asker hung up, or the deadline passed. */
  readonly signal: AbortSignal
}

export function createReader({ source, today, signal }: ReaderOptions): Reader {
  const { keys: maxKeys, statementMs } = source.model.limits
  const tally: Tally = { statements: 0, fields: new Set(), rows: new Map() }

  const run: Reader['run'] = async (read, input) => {
    signal.throwIfAborted()
    tally.statements += 1
    const rows = await read.run({ ...input, today }, { signal, timeoutMs: statementMs })
    const { kind, fields } = read.query
    for (const field of fields) tally.fields.add(`${kind}.${field}`)
    tally.rows.set(kind, (tally.rows.get(kind) ?? 0) + rows.length)
    return rows
  }

  const runBatches = async (read: PreparedRead, keys: readonly RowKey[]): Promise<readonly RecordRow[]> => {
    const distinct = [...new Set(keys)]
    if (distinct.length === 0) return []
    if (distinct.length <= maxKeys) return run(read, { keys: distinct })
    const batches: Promise<readonly RecordRow[]>[] = []
    for (let from = 0; from < distinct.length; from += maxKeys) batches.push(run(read, { keys: distinct.slice(from, from + maxKeys) }))
    return (await Promise.all(batches)).flat()
  }

  return {
    tally,
    run,
    byKeys: async (read, keys) => new Map((await runBatches(read, keys)).map((row) => [row.key, row])),
    byParents: async (read, parents) => {
      const children = new Map<RowKey, RecordRow[]>()
      for (const row of await runBatches(read, parents)) {
        if (row.of === null) continue
        const siblings = children.get(row.of)
        if (siblings) siblings.push(row)
        else children.set(row.of, [row])
      }
      for (const siblings of children.values()) if (siblings.length > 1) siblings.sort(byKey)
      return children
    },
  }
}

const byKey = (a: RecordRow, b: RecordRow): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
