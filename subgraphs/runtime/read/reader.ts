import type { AgencySource, PreparedFacts, PreparedRead, ReadInput, RecordRow, RowKey } from '../../../adapters/index.ts'
import { isHubError, PERSON_KINDS, type RecordKindName } from '../../../schema/index.ts'
import type { CallTrace } from '../trace/traces.ts'

/** What a request took from the source; goes into the evidence log before the answer leaves. No values. */
export interface Tally {
  statements: number
  /** By `Kind.field`: how often rows were read with it. */
  readonly fields: Set<string>
  readonly rows: Map<RecordKindName, number>
  /** Keys of the records of persons among what is answered, by kind; for the budget, and never written anywhere as they stand here. */
  readonly persons: Map<RecordKindName, Set<RowKey>>
}

/** Reads for one request: batches, bounds and counts. */
export interface Reader {
  readonly tally: Tally
  /** Visible rows by key; one statement, or one per `limits.keys` keys. Missing and hidden keys are absent alike. */
  byKeys(read: PreparedRead, keys: readonly RowKey[]): Promise<ReadonlyMap<RowKey, RecordRow>>
  /** Visible children by parent key, each list in the order of the children's keys. */
  byParents(read: PreparedRead, parents: readonly RowKey[]): Promise<ReadonlyMap<RowKey, readonly RecordRow[]>>
  /** At most `first` rows of a list, and whether there are more. */
  page(
    read: PreparedRead,
    input: Pick<ReadInput, 'after'> & { readonly first: number },
  ): Promise<{ readonly rows: readonly RecordRow[]; readonly hasMore: boolean }>
  /** Visible cases by their number. */
  byNucs(read: PreparedRead, nucs: readonly string[]): Promise<readonly RecordRow[]>
  /** Which conditions rows meet; one statement, or one per `limits.keys` keys. */
  facts(prepared: PreparedFacts, keys: readonly RowKey[]): Promise<ReadonlyMap<RowKey, readonly boolean[]>>
}

export interface ReaderOptions {
  readonly source: AgencySource
  /** ISO date of the request. */
  readonly today: string
  /** Aborts the statements: the asker hung up, or the deadline passed. */
  readonly signal: AbortSignal
  /** @default no traces */
  readonly trace?: CallTrace | undefined
}

export function createReader({ source, today, signal, trace }: ReaderOptions): Reader {
  const { keys: maxKeys, statementMs } = source.model.limits
  const tally: Tally = { statements: 0, fields: new Set(), rows: new Map(), persons: new Map() }

  const answered = (read: PreparedRead, rows: readonly RecordRow[]): readonly RecordRow[] => {
    const { kind } = read.query
    if (!PERSON_KINDS.has(kind) || rows.length === 0) return rows
    const persons = tally.persons.get(kind) ?? new Set<RowKey>()
    tally.persons.set(kind, persons)
    for (const { key } of rows) persons.add(key)
    return rows
  }

  const run = async (read: PreparedRead, input: Omit<ReadInput, 'today'>): Promise<readonly RecordRow[]> => {
    signal.throwIfAborted()
    tally.statements += 1
    const { kind, fields } = read.query
    const rows = await traced(kind, () => read.run({ ...input, today }, { signal, timeoutMs: statementMs }))
    for (const field of fields) tally.fields.add(`${kind}.${field}`)
    tally.rows.set(kind, (tally.rows.get(kind) ?? 0) + rows.length)
    return rows
  }

  const traced = async <Result>(kind: string, work: () => Promise<Result>): Promise<Result> => {
    const end = trace?.statement(kind)
    if (!end) return work()
    try {
      const result = await work()
      end('OK')
      return result
    } catch (thrown) {
      end(isHubError(thrown) ? thrown.code : 'INTERNAL')
      throw thrown
    }
  }

  const runBatches = async (read: PreparedRead, keys: readonly RowKey[]): Promise<readonly RecordRow[]> => {
    return answered(read, (await Promise.all(batchesOf(keys).map((batch) => run(read, { keys: batch })))).flat())
  }

  const batchesOf = (keys: readonly RowKey[]): readonly (readonly RowKey[])[] => {
    const distinct = [...new Set(keys)]
    return Array.from({ length: Math.ceil(distinct.length / maxKeys) }, (_, at) => distinct.slice(at * maxKeys, (at + 1) * maxKeys))
  }

  const facts: Reader['facts'] = async (prepared, keys) => {
    const batches = batchesOf(keys).map((batch) => {
      signal.throwIfAborted()
      tally.statements += 1
      return prepared.run({ keys: batch, today }, { signal, timeoutMs: statementMs })
    })
    return new Map((await Promise.all(batches)).flatMap((found) => [...found]))
  }

  return {
    tally,
    async page(read, { first, after }) {
      // One row more than wanted tells whether there is more; only rows that the viewer may see are counted.
      const rows = await run(read, { first: first + 1, ...(after ? { after } : {}) })
      return { rows: answered(read, rows.slice(0, first)), hasMore: rows.length > first }
    },
    byNucs: async (read, nucs) => answered(read, await run(read, { keys: [...new Set(nucs)] })),
    facts,
    byKeys: async (read, keys) => new Map((await runBatches(read, keys)).map((row) => [row.key, row])),
    byParents: async (read, parents) => {
      const children = new Map<RowKey, RecordRow[]>()
      for (const row of await runBatches(read, parents)) {
        if (row.of === null) continue
        const siblings = children.get(row.of)
        if (siblings) siblings.push(row)
        else children.set(row.of, [row])
      }
      for (const siblings of children.values()) if (!isInOrder(siblings)) siblings.sort(byKey)
      return children
    },
  }
}

/** Whether there is nothing to sort, as where the database read an index. */
const isInOrder = (rows: readonly RecordRow[]): boolean => {
  for (let at = 1; at < rows.length; at++) if ((rows[at - 1]?.key ?? '') > (rows[at]?.key ?? '')) return false
  return true
}

const byKey = (a: RecordRow, b: RecordRow): number => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
