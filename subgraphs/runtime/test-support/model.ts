import {
  type AgencyModel,
  type CompiledRule,
  type FieldModel,
  type PersonLimits,
  type RecordKindName,
  type RecordModel,
  TRUE,
  vocabulary,
} from '../../../schema/index.ts'

/** Which fields and parents of a kind the agency holds. */
export interface HeldInTest {
  readonly fields: readonly string[]
  readonly parents?: Readonly<Record<string, RecordKindName>>
}

export interface ModelInTest {
  readonly agency?: string
  readonly records?: Readonly<Partial<Record<RecordKindName, HeldInTest>>>
  readonly rules?: readonly CompiledRule[]
  readonly keys?: number
  readonly personsPerDay?: PersonLimits
}

const MANY: PersonLimits = { perAccount: 10_000, roles: {}, perRecipient: 100_000 }

/** A permit of everything to everyone at KLATU for oversight; override what the test is about. */
export const permit = (overrides: Partial<CompiledRule> = {}): CompiledRule => ({
  id: 'T-1',
  effect: 'permit',
  coordinates: [{ kind: '*', classUpTo: 3 }],
  to: { agencies: ['klatu'] },
  purposes: ['OVERSIGHT'],
  when: TRUE,
  as: new Map(),
  because: 'a test',
  ...overrides,
})

export const DEFAULT_RECORDS: Readonly<Partial<Record<RecordKindName, HeldInTest>>> = {
  CaseRecord: { fields: ['localRef', 'nuc', 'registeredDate', 'stage', 'municipality', 'victimCount', 'inquirySecret', 'offenceAtCharge'] },
  VictimRecord: {
    fields: ['localCode', 'sex', 'age', 'names', 'idDocuments', 'identifiedDate', 'means', 'numberOfChildren'],
    parents: { case: 'CaseRecord' },
  },
  ReferralRecord: { fields: ['madeOn', 'status', 'toAgency'], parents: { case: 'CaseRecord', victim: 'VictimRecord' } },
}

/** An agency's model as the mapping of a file would give it; readers are of no consequence with rows in memory. */
export function aModel({
  agency = 'pntl',
  records = DEFAULT_RECORDS,
  rules = [permit()],
  keys = 500,
  personsPerDay = MANY,
}: ModelInTest = {}): AgencyModel {
  const models = Object.entries(records).map(([name, held]): [RecordKindName, RecordModel] => {
    const kind = name as RecordKindName // the keys of the parameter's type
    const fields = held.fields.map((field): [string, FieldModel] => {
      const definition = vocabulary.kinds[kind].fields[field]
      if (!definition) throw new TypeError(`${kind} has no field ${field}`)
      return [field, { name: field, definition, reader: { read: 'constant', values: [] }, isFilter: true }]
    })
    const parents = Object.entries(held.parents ?? {}).map(
      ([relation, to]) => [relation, { kind: to, columns: [relation], references: ['id'] }] as const,
    )
    return [kind, { kind, from: { table: kind }, key: ['id'], only: [], parents: new Map(parents), fields: new Map(fields) }]
  })
  return {
    agency,
    institution: agency,
    typePrefix: agency.replaceAll(/(^|-)([a-z])/g, (_all, _dash, letter: string) => letter.toUpperCase()),
    name: { en: agency.toUpperCase(), pt: agency.toUpperCase() },
    vocabulary,
    source: { engine: 'sqlite', pathEnv: 'TEST_DATABASE', timezone: 'Asia/Dili' },
    limits: { pool: 1, queue: 32, waitMs: 500, statementMs: 2_000, lockMs: 200, rows: 200, keys, planCost: 0, personsPerDay },
    nulls: new Set(['']),
    records: new Map(models),
    consents: [],
    policy: { agency, version: 1, rules },
  }
}
