import { type AgencyModel, HubError, type Predicate, type RecordKindName } from '../../schema/index.ts'
import { compileAgency } from '../compile/compile-agency.ts'
import { fullyVisible } from '../compile/read-plan.ts'
import type { AgencySource, Engine, PreparedRead, RecordQuery, RecordRow } from '../types.ts'
import { type Degraded, isNothing } from './degraded.ts'
import { denyingAccess, isUnsure } from './unsure.ts'

/** Stands for the key of a record of a kind that cannot be read: whoever follows it is told so. No row has it. */
const UNREADABLE = '\u0000'

/**
 * The agency without what is degraded: such columns are in no statement, conditions on them deny, and what would have come from them is null with
 * the gap SCHEMA_MISMATCH. Reads of a degraded kind fail with SCHEMA_MISMATCH, as do those whose rows, filter or order depend on what is degraded:
 * an empty list would say that there is nothing.
 */
export const degradedSource = (model: AgencyModel, engine: Engine, degraded: Degraded): AgencySource => {
  const whole = compileAgency(model, engine)
  if (isNothing(degraded)) return whole
  const rest = compileAgency(without(model, degraded), engine)
  return {
    model,
    engine,
    prepare(query) {
      const asked = whole.prepare(query) // refuses what may not be asked, whatever the state of the database
      if (query.access.row.op === 'false' || !model.records.has(query.kind)) return asked
      const lost = whyUnreadable(model, degraded, query)
      if (lost !== undefined) return failing(model, query, lost)
      const accessOf = (kind: RecordKindName) => denyingAccess(model, degraded, kind, query.accessOf(kind))
      const read = rest.prepare({ ...query, access: denyingAccess(model, degraded, query.kind, query.access), accessOf })
      const told = tellerOf(model, degraded, query)
      return { query, sql: read.sql, run: async (input, options) => (await read.run(input, options)).map(told) }
    },
    // Whether an unknown condition is met cannot be said by yes or no: under a `not`, "no" would open.
    prepareFacts: (query) =>
      degraded.kinds.has(query.kind) || query.conditions.some((condition) => isUnsure(model, degraded, query.kind, condition))
        ? { query, sql: '', run: () => Promise.reject(mismatch(model, query.kind)) }
        : rest.prepareFacts(query),
  }
}

/** The model as if it did not map what is degraded. */
function without(model: AgencyModel, degraded: Degraded): AgencyModel {
  const records = [...model.records].flatMap(([kind, record]) => {
    if (degraded.kinds.has(kind)) return []
    const lost = degraded.fields.get(kind)
    const fields = new Map([...record.fields].filter(([name]) => !lost?.has(name)))
    const parents = new Map([...record.parents].filter(([, parent]) => !degraded.kinds.has(parent.kind)))
    return [[kind, { ...record, fields, parents }] as const]
  })
  return { ...model, records: new Map(records), consents: degraded.consents ? [] : model.consents }
}

const failing = (model: AgencyModel, query: RecordQuery, field: string): PreparedRead => ({
  query,
  sql: '',
  run: () => Promise.reject(mismatch(model, field)),
})

const mismatch = ({ agency }: AgencyModel, field: string): HubError => new HubError('SCHEMA_MISMATCH', { agency, field })

/** The coordinate that keeps a whole query from being answered; undefined where it can be. */
function whyUnreadable(model: AgencyModel, degraded: Degraded, query: RecordQuery): string | undefined {
  const { kind, selection, access } = query
  const unsure = (predicate: Predicate): boolean => isUnsure(model, degraded, kind, predicate)
  if (isKindLost(model, degraded, query, kind)) return kind
  switch (selection.by) {
    case 'keys':
      return undefined
    case 'parents': {
      const parent = model.records.get(kind)?.parents.get(selection.relation)
      return parent && isKindLost(model, degraded, query, parent.kind) ? parent.kind : undefined
    }
    case 'nucs':
      return degraded.fields.get(kind)?.has('nuc') || unsure(access.link) ? `${kind}.nuc` : undefined
    case 'page': {
      const named = [...selection.filter.map(({ field }) => field), ...(selection.orderBy === undefined ? [] : [selection.orderBy])]
      const lost = named.find((field) => degraded.fields.get(kind)?.has(field) || unsure(fullyVisible(access.cells.get(field))))
      return lost === undefined ? undefined : `${kind}.${lost}`
    }
  }
}

const isKindLost = (model: AgencyModel, degraded: Degraded, query: RecordQuery, kind: RecordKindName): boolean =>
  degraded.kinds.has(kind) || isUnsure(model, degraded, kind, (kind === query.kind ? query.access : query.accessOf(kind)).row)

/** Says in each row what is missing for the reason of the degradation. Withheld stays withheld: whom no rule lets see a field learns nothing of it. */
function tellerOf(model: AgencyModel, degraded: Degraded, query: RecordQuery): (row: RecordRow) => RecordRow {
  const { kind, access } = query
  const isMissing = query.fields.map((field): 'always' | 'withheld' | 'where withheld' | undefined => {
    const grants = access.cells.get(field)
    if (degraded.fields.get(kind)?.has(field)) return grants ? 'always' : 'withheld'
    return grants?.some(({ when }) => isUnsure(model, degraded, kind, when)) ? 'where withheld' : undefined
  })
  const isParentLost = query.parents.map((relation) => {
    const parent = model.records.get(kind)?.parents.get(relation)
    return parent !== undefined && query.accessOf(parent.kind).row.op !== 'false' && isKindLost(model, degraded, query, parent.kind)
  })
  return (row) => ({
    ...row,
    gaps: row.gaps.map((gap, index) => {
      const missing = isMissing[index]
      if (missing === 'withheld') return 'WITHHELD'
      return missing === 'always' || (missing === 'where withheld' && gap === 'WITHHELD') ? 'SCHEMA_MISMATCH' : gap
    }),
    parents: row.parents.map((key, index) => (isParentLost[index] ? UNREADABLE : key)),
  })
}
