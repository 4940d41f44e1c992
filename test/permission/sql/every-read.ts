import type { SqlDialect } from '../../../adapters/compile/dialect.ts'
import { DIALECTS } from '../../../adapters/compile/dialects.ts'
import { compileAgency, type Engine, type RecordQuery, type Selection, type Statement } from '../../../adapters/index.ts'
import { DEMO_PEOPLE } from '../../../demo/people/people.ts'
import {
  type AgencyModel,
  accessFor,
  HubError,
  isHubError,
  type RecordKindName,
  type RecordModel,
  singleConditions,
  type Viewer,
  vocabulary,
} from '../../../schema/index.ts'

export const TODAY = '2025-12-31'

/** The officer of the police with statements for emergencies: of one woman at the shelters, and of no child in particular. */
const AT_NIGHT: readonly Viewer[] = [
  {
    agency: 'fokupers',
    kind: 'LIFE' as const,
    coordinates: [
      { kind: 'VictimRecord', classUpTo: 2 },
      { kind: 'ReferralRecord', classUpTo: 2 },
    ],
    record: { kind: 'VictimRecord' as const, key: 'UM-2' },
  },
  { agency: 'mssi', kind: 'CHILD' as const, coordinates: [{ kind: 'VictimRecord', classUpTo: 1 }] },
].map((statement) => ({
  agency: 'pntl',
  roles: ['case-officer'],
  purpose: 'PROTECTION',
  emergency: { ...statement, role: 'case-officer', minutes: 60 },
}))

/** Everybody of the demo, for each purpose that they may have, and with what opens more in an emergency. */
export const DEMO_VIEWERS: readonly Viewer[] = [
  ...DEMO_PEOPLE.flatMap(({ agency, roles, purposes }) => purposes.map((purpose) => ({ agency, roles, purpose }))),
  ...AT_NIGHT,
]

/** One read with all the statements that it may send. */
export interface ReadToCheck {
  readonly query: RecordQuery
  readonly record: RecordModel
  readonly statements: readonly Statement[]
}

/** Every shape in which rows of a kind can be read: by key, from the parent's side, by NUC, and as a page in every order and by every filter. */
export const selectionsOf = (record: RecordModel): readonly Selection[] => {
  const page = { by: 'page', filter: [], isDescending: false, isBackward: false } as const
  const offered = [...record.fields.values()].filter(({ isFilter }) => isFilter)
  return [
    { by: 'keys' },
    ...[...record.parents.keys()].map((relation) => ({ by: 'parents', relation }) as const),
    ...(record.kind === 'CaseRecord' && record.fields.has('nuc') ? ([{ by: 'nucs' }] as const) : []),
    page,
    ...offered.map(({ name, definition }): Selection => {
      const isDate = definition.type === 'date'
      return {
        ...page,
        filter: [isDate ? { field: name, from: '2024', to: '2025-06' } : { field: name, in: ['S30'] }],
        ...(isDate ? { orderBy: name, isDescending: true } : {}),
      }
    }),
    ...offered.filter(({ definition }) => definition.type === 'date').map(({ name }) => ({ ...page, orderBy: name, isBackward: true })),
  ]
}

/** What the adapter sends for one viewer, kind and selection when all fields are asked for. Empty where it sends nothing. */
export const readsOf = async (
  model: AgencyModel,
  dialect: SqlDialect['name'],
  viewer: Viewer,
  kind: RecordKindName,
): Promise<readonly ReadToCheck[]> => {
  const record = model.records.get(kind)
  if (!record) return []
  const accessOf = (of: RecordKindName) => accessFor(model.policy, vocabulary, of, viewer, TODAY)
  const reads: ReadToCheck[] = []
  for (const selection of selectionsOf(record)) {
    const query: RecordQuery = {
      kind,
      fields: Object.keys(vocabulary.kinds[kind].fields),
      parents: [...record.parents.keys()],
      selection,
      access: accessOf(kind),
      accessOf,
      viewer,
      withLinkNuc: kind === 'CaseRecord',
    }
    reads.push({ query, record, statements: await statementsOf(model, dialect, query) })
  }
  return reads
}

/** What the second lock asks of a kind's rows for one viewer; undefined where no rule looks at the row. */
export const factsOf = (
  model: AgencyModel,
  dialect: Engine['dialect'],
  viewer: Viewer,
  kind: RecordKindName,
): { readonly sql: string; readonly query: RecordQuery; readonly record: RecordModel } | undefined => {
  const record = model.records.get(kind)
  const accessOf = (of: RecordKindName) => accessFor(model.policy, vocabulary, of, viewer, TODAY)
  const access = accessOf(kind)
  const conditions = singleConditions([...access.cells.values()].flat().map(({ when }) => when))
  if (!record || conditions.length === 0) return undefined
  const query: RecordQuery = { kind, fields: [], parents: [], selection: { by: 'keys' }, access, accessOf, viewer, withLinkNuc: false }
  const { sql } = compileAgency(
    model,
    engineThat(dialect, () => undefined),
  ).prepareFacts({ kind, conditions, viewer })
  return { sql, query, record }
}

/** An engine without a database. */
const engineThat = (dialect: SqlDialect['name'], hears: (statement: Statement) => void): Engine => ({
  dialect: dialect === 'mssql' ? 'sqlite' : dialect,
  capabilities: { cancels: false, isSnapshot: false },
  run: async (statement) => {
    hears(statement)
    // The adapter then tries the form that compares texts.
    throw new HubError('SCHEMA_MISMATCH', { agency: 'none', field: 'none' })
  },
  introspect: async () => [],
  asOf: () => undefined,
  close: async () => undefined,
})

/** Runs the read on an engine that remembers what it is sent: plain, compared as text, and continued behind a place. */
async function statementsOf(model: AgencyModel, dialect: SqlDialect['name'], query: RecordQuery): Promise<readonly Statement[]> {
  const sent: Statement[] = []
  const engine = engineThat(dialect, (statement) => void sent.push(statement))
  const inputs = [
    { keys: ['1', '["1","2"]', '0001/24.PDDIL'], today: TODAY },
    ...(query.selection.by === 'page'
      ? [
          { today: TODAY, after: { sortKey: '2024-01-01', key: '1' } },
          { today: TODAY, after: { sortKey: null, key: '1' } },
        ]
      : []),
  ]
  for (const input of inputs) {
    try {
      const read = compileAgency(model, engine, { db: DIALECTS[dialect] }).prepare(query)
      await read.run(input, { signal: new AbortController().signal, timeoutMs: 1_000 })
    } catch (cause) {
      if (!isHubError(cause, 'SCHEMA_MISMATCH') && !isHubError(cause, 'FORBIDDEN_ARGUMENT')) throw cause
    }
  }
  return [...new Map(sent.map((statement) => [statement.sql, statement])).values()]
}
