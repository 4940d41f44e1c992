import type { AgencySource, Cell, GapReason, Position, RecordQuery, RecordRow } from '../../../adapters/index.ts'
import { type AgencyModel, HubError, holds, type RecordKindName, type RowFacts } from '../../../schema/index.ts'

/** One row in shared terms: null = not recorded, `undefined` (absent) the same, UNMAPPED a code that the mapping does not know. */
export interface MemoryRow {
  readonly key: string
  readonly values: Readonly<Record<string, Cell>>
  readonly unmapped?: readonly string[]
  /** Relation -> key of the parent row. */
  readonly parents?: Readonly<Record<string, string>>
}
export type MemoryData = Readonly<Partial<Record<RecordKindName, readonly MemoryRow[]>>>

export interface MemorySource extends AgencySource {
  /** What was run, one text per statement: `VictimRecord by parents case: sex, age`. */
  readonly statements: string[]
  /** Thrown by the next statements on that kind. */
  failOn(kind: RecordKindName, error: Error | undefined): void
}

/** An agency's source that decides by the same `accessFor` and `holds` as the SQL of the adapters, over rows in memory. Tests only. */
export function createMemorySource(model: AgencyModel, data: MemoryData): MemorySource {
  const statements: string[] = []
  const failures = new Map<RecordKindName, Error>()
  const rowsOf = (kind: RecordKindName) => data[kind] ?? []
  const rowAt = (kind: RecordKindName, key: string | undefined) => rowsOf(kind).find((row) => row.key === key)
  const toOf = (kind: RecordKindName, relation: string) => {
    const to = model.records.get(kind)?.parents.get(relation)?.kind
    if (!to) throw new TypeError(`${kind} maps no relation ${relation}`)
    return to
  }

  const factsOf = (kind: RecordKindName, row: MemoryRow, today: string): RowFacts => {
    const fields: Record<string, string | null> = {}
    const add = (of: RecordKindName, { values }: MemoryRow) => {
      for (const [field, cell] of Object.entries(values)) fields[`${of}.${field}`] = typeof cell === 'string' ? cell : null
    }
    for (const [relation, key] of Object.entries(row.parents ?? {})) {
      const parent = rowAt(toOf(kind, relation), key)
      if (parent) add(toOf(kind, relation), parent)
    }
    add(kind, row)
    return { fields, consents: [], involvement: [], today }
  }

  const read = (query: RecordQuery, row: MemoryRow, today: string, more: Partial<RecordRow>): RecordRow => {
    const facts = factsOf(query.kind, row, today)
    const cells: Cell[] = []
    const gaps: (GapReason | undefined)[] = []
    for (const field of query.fields) {
      const isHeld = model.records.get(query.kind)?.fields.has(field)
      const grant = query.access.cells.get(field)?.find(({ when }) => holds(when, facts))
      const value = row.values[field] ?? null
      const isList = Array.isArray(value)
      const blank: GapReason = row.unmapped?.includes(field) ? 'UNMAPPED' : 'NOT_RECORDED'
      cells.push(isHeld && grant ? (grant.as === 'year' && typeof value === 'string' ? value.slice(0, 4) : value) : null)
      gaps.push(
        !isHeld ? 'NOT_HELD' : !grant ? 'WITHHELD' : value === null || (isList && row.unmapped?.includes(field)) ? blank : undefined,
      )
    }
    const parents = query.parents.map((relation) => {
      const to = toOf(query.kind, relation)
      const parent = rowAt(to, row.parents?.[relation])
      return parent && holds(query.accessOf(to).row, factsOf(to, parent, today)) ? parent.key : null
    })
    const nuc = row.values.nuc
    const linkNuc = query.withLinkNuc && typeof nuc === 'string' && holds(query.access.link, facts) ? nuc : null
    return { key: row.key, cells, gaps, parents, of: null, position: null, linkNuc, ...more }
  }

  const matches = (query: RecordQuery, row: MemoryRow, facts: RowFacts): boolean =>
    query.selection.by !== 'page' ||
    query.selection.filter.every((filter) => {
      const grant = query.access.cells.get(filter.field)?.find(({ when }) => holds(when, facts))
      const value = row.values[filter.field]
      if (typeof value !== 'string' || !grant || grant.as !== undefined) return false
      return 'in' in filter ? filter.in.includes(value) : value >= (filter.from ?? '') && value <= (filter.to ?? '9')
    })

  const prepare: AgencySource['prepare'] = (query) => {
    const { kind, selection } = query
    const argument =
      selection.by === 'page' ? [...selection.filter.map(({ field }) => field), ...(selection.orderBy ? [selection.orderBy] : [])] : []
    const forbidden = argument.find((field) => !query.access.cells.get(field)?.some(({ as }) => as === undefined))
    if (forbidden) throw new HubError('FORBIDDEN_ARGUMENT', { argument: forbidden, purpose: query.viewer.purpose })
    const sql = `${kind} by ${selection.by}${selection.by === 'parents' ? ` ${selection.relation}` : ''}: ${[...query.fields, ...query.parents.map((p) => `->${p}`)].join(', ')}`
    return {
      query,
      sql,
      async run({ keys = [], after, first = Number.MAX_SAFE_INTEGER, today }, { signal }) {
        await new Promise((resolve) => setImmediate(resolve))
        signal.throwIfAborted()
        statements.push(sql)
        const failure = failures.get(kind)
        if (failure) throw failure
        const visible = rowsOf(kind).filter((row) => {
          const facts = factsOf(kind, row, today)
          return holds(query.access.row, facts) && matches(query, row, facts)
        })
        switch (selection.by) {
          case 'keys':
            return visible.filter((row) => keys.includes(row.key)).map((row) => read(query, row, today, {}))
          case 'nucs':
            return visible.map((row) => read(query, row, today, {})).filter(({ linkNuc }) => linkNuc !== null && keys.includes(linkNuc))
          case 'parents':
            return visible.flatMap((row) => {
              const of = row.parents?.[selection.relation]
              return of !== undefined && keys.includes(of) ? [read(query, row, today, { of })] : []
            })
          case 'page': {
            const { orderBy, isDescending, isBackward } = selection
            const sortKeyOf = (row: MemoryRow) => (orderBy === undefined ? null : (row.values[orderBy] ?? null)) as string | null // dates are text
            const positionOf = (row: MemoryRow): Position => ({ sortKey: sortKeyOf(row), key: row.key })
            const compare = (a: Position, b: Position) =>
              (isBackward ? -1 : 1) *
              (a.sortKey === b.sortKey
                ? a.key < b.key
                  ? -1
                  : a.key > b.key
                    ? 1
                    : 0
                : a.sortKey === null
                  ? 1
                  : b.sortKey === null
                    ? -1
                    : (isDescending ? -1 : 1) * (a.sortKey < b.sortKey ? -1 : 1))
            return visible
              .toSorted((a, b) => compare(positionOf(a), positionOf(b)))
              .filter((row) => !after || compare(positionOf(row), after) > 0)
              .slice(0, first)
              .map((row) => read(query, row, today, { position: positionOf(row) }))
          }
        }
      },
    }
  }

  return {
    model,
    engine: {
      dialect: 'sqlite',
      capabilities: { cancels: true, isSnapshot: false },
      run: () => Promise.resolve([['1']]),
      introspect: () => Promise.resolve([]),
      asOf: () => undefined,
      close: () => Promise.resolve(),
    },
    prepare,
    prepareFacts: (query) => ({
      query,
      sql: `${query.kind} facts`,
      async run({ keys, today }, { signal }) {
        await new Promise((resolve) => setImmediate(resolve))
        signal.throwIfAborted()
        statements.push(`${query.kind} facts`)
        const failure = failures.get(query.kind)
        if (failure) throw failure
        const rows = rowsOf(query.kind).filter(({ key }) => keys.includes(key))
        return new Map(rows.map((row) => [row.key, query.conditions.map((condition) => holds(condition, factsOf(query.kind, row, today)))]))
      },
    }),
    statements,
    failOn(kind, error) {
      if (error) failures.set(kind, error)
      else failures.delete(kind)
    },
  }
}
