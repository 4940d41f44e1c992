import { loadAgencyFolder } from '../../adapters/index.ts'
import { agencyFolder } from '../../demo/state/home.ts'
import { AGENCY_CODES, type AgencyCode, type FieldValue, type RecordRef, type RecordTruth, type Truth } from '../../demo/world/index.ts'
import {
  accessFor,
  type CompiledPolicy,
  type Decision,
  decide,
  type FieldGapReason,
  LINK,
  type RecordKindName,
  type RowFacts,
  type Transform,
  type Viewer,
  vocabulary,
} from '../../schema/index.ts'

/** A value as a viewer must get it, or why it is missing. */
export type Shown = { readonly value: FieldValue; readonly gap?: never } | { readonly value: null; readonly gap: FieldGapReason }

/**
 * What each viewer must be shown, worked out from the truth of the world and the agencies' policies alone: no adapter, no SQL, no subgraph and
 * no gateway has a part in it.
 */
export interface TruthOracle {
  readonly records: readonly RecordTruth[]
  /** @throws {RangeError} where no source holds such a row */
  recordOf(ref: RecordRef): RecordTruth
  decisionOn(record: RecordTruth, field: string, viewer: Viewer): Decision
  show(record: RecordTruth, field: string, viewer: Viewer): Shown
  /** Whether the viewer may know that the row is there: at least one cell of it is shown. */
  mayKnow(record: RecordTruth, viewer: Viewer): boolean
  /** Whether its case number may be used to join it to the records of others. */
  mayLink(record: RecordTruth, viewer: Viewer): boolean
  /** Whether some row of the kind could be shown to the viewer by the agency: then it is asked. */
  couldShow(agency: AgencyCode, kind: RecordKindName, viewer: Viewer): boolean
  /** Whether some row's cell could be shown in full. */
  couldShowInFull(agency: AgencyCode, kind: RecordKindName, field: string, viewer: Viewer): boolean
  holds(agency: AgencyCode, kind: RecordKindName, field: string): boolean
  holdsKind(agency: AgencyCode, kind: RecordKindName): boolean
}

/** Rejected, done, revoked: such a referral opens nothing any more. */
const DEAD_REFERRALS = ['REJ', 'DON', 'REV']
export const refText = ({ agency, kind, key }: RecordRef): string => `${agency} ${kind} ${key.join('/')}`

/** @param today ISO date in Dili, as the agencies take it */
export async function createTruthOracle(truth: Truth, today: string): Promise<TruthOracle> {
  const policies = new Map<AgencyCode, CompiledPolicy>()
  const constants = new Map<string, FieldValue>()
  for (const code of AGENCY_CODES) {
    const { policy, records } = await loadAgencyFolder(agencyFolder(code))
    policies.set(code, policy)
    for (const [kind, { fields }] of records)
      for (const [field, { reader, definition }] of fields) {
        if (reader.read !== 'constant' || definition.type !== 'code') continue
        constants.set(`${code} ${kind} ${field}`, definition.list ? [...reader.values] : (reader.values[0] ?? null))
      }
  }
  const policyOf = (agency: AgencyCode): CompiledPolicy => policies.get(agency) ?? { agency, version: 0, rules: [] }
  const byRef = new Map(truth.records.map((record) => [refText(record), record]))
  const held = Map.groupBy(truth.records, ({ agency, kind }) => `${agency} ${kind}`)
  const fieldsHeld = new Map([...held].map(([of, records]) => [of, new Set(records.flatMap(({ fields }) => Object.keys(fields)))]))
  const find = (agency: AgencyCode, kind: RecordTruth['kind'], key: readonly string[] | null): RecordTruth | undefined =>
    key === null ? undefined : byRef.get(refText({ agency, kind, key }))

  const factsOf = (record: RecordTruth, viewer: Viewer): RowFacts => {
    const { agency } = record
    const victim = record.kind === 'VictimRecord' ? record : find(agency, 'VictimRecord', record.victimKey)
    const matter = record.kind === 'CaseRecord' ? record : find(agency, 'CaseRecord', record.caseKey ?? victim?.caseKey ?? null)
    const perpetrator = find(agency, 'PerpetratorRecord', record.perpetratorKey)
    const fields = [record, victim, matter, perpetrator].flatMap((of) =>
      of ? Object.entries(of.fields).map(([field, value]) => [`${of.kind}.${field}`, value === null ? null : String(value)] as const) : [],
    )
    const said = truth.consents.filter(
      (consent) => victim !== undefined && consent.agency === agency && isSame(consent.victimKey, victim.key),
    )
    const against = new Set(said.filter(({ state }) => state === 'WITHDRAWN' || state === 'REFUSED').map(({ scope }) => scope))
    const consents = said.filter(({ state, until, scope }) => state === 'GIVEN' && (until ?? today) >= today && !against.has(scope))
    return {
      fields: Object.fromEntries(fields),
      consents: consents.map(({ scope }) => scope),
      involvement: involvementOf(record, victim, matter, viewer),
      today,
    }
  }

  /** A referral that names a victim opens that victim's rows and the case, not the other victims of it. */
  const involvementOf = (
    record: RecordTruth,
    victim: RecordTruth | undefined,
    matter: RecordTruth | undefined,
    viewer: Viewer,
  ): RowFacts['involvement'] => {
    const referrals = (held.get(`${record.agency} ReferralRecord`) ?? []).filter(
      ({ fields }) => !DEAD_REFERRALS.includes(String(fields.status)),
    )
    const concerning = referrals.filter((referral) => {
      if (referral === record) return true
      if (record.kind === 'CaseRecord') return isSame(referral.caseKey, record.key)
      if (victim && referral.victimKey !== null) return isSame(referral.victimKey, victim.key)
      return matter !== undefined && referral.victimKey === null && isSame(referral.caseKey, matter.key)
    })
    return concerning.flatMap(({ fields }) => [
      ...(isOfInstitution(fields.fromAgency, viewer.agency) ? (['made'] as const) : []),
      ...(isOfInstitution(fields.toAgency, viewer.agency) ? (['received'] as const) : []),
    ])
  }

  const decisionOn = (record: RecordTruth, field: string, viewer: Viewer): Decision =>
    decide(policyOf(record.agency), vocabulary, viewer, { kind: record.kind, field }, factsOf(record, viewer))
  const holds = (agency: AgencyCode, kind: RecordKindName, field: string): boolean =>
    fieldsHeld.get(`${agency} ${kind}`)?.has(field) ?? false
  const accessTo = (agency: AgencyCode, kind: RecordKindName, viewer: Viewer) =>
    accessFor(policyOf(agency), vocabulary, kind, viewer, today)

  return {
    records: truth.records,
    recordOf(ref) {
      const record = byRef.get(refText(ref))
      if (!record) throw new RangeError(`no source holds ${refText(ref)}`)
      return record
    },
    decisionOn,
    show(record, field, viewer) {
      // What a mapping says of every row is no part of the world.
      const constant = constants.get(`${record.agency} ${record.kind} ${field}`)
      if (constant === undefined && !holds(record.agency, record.kind, field)) return { value: null, gap: 'NOT_HELD' }
      const decision = decisionOn(record, field, viewer)
      if (decision.effect === 'withheld') return { value: null, gap: 'WITHHELD' }
      const value = constant ?? statedAs(record, field)
      if (value === null) return { value: null, gap: field in record.unmapped ? 'UNMAPPED' : 'NOT_RECORDED' }
      return { value: decision.effect === 'full' ? value : transformed(value, decision.as) }
    },
    mayKnow: (record, viewer) =>
      Object.keys(vocabulary.kinds[record.kind].fields).some((field) => decisionOn(record, field, viewer).effect !== 'withheld'),
    mayLink: (record, viewer) => decisionOn(record, LINK, viewer).effect === 'full',
    couldShow: (agency, kind, viewer) => held.has(`${agency} ${kind}`) && accessTo(agency, kind, viewer).row.op !== 'false',
    couldShowInFull: (agency, kind, field, viewer) =>
      accessTo(agency, kind, viewer)
        .cells.get(field)
        ?.some(({ as }) => as === undefined) ?? false,
    holds,
    holdsKind: (agency, kind) => held.has(`${agency} ${kind}`),
  }
}

/** The ministry has two adapters, and is one institution. */
const isOfInstitution = (written: FieldValue | undefined, agency: string): boolean =>
  written === agency || (written === 'mssi-adults' && agency === 'mssi') || (written === 'mssi' && agency === 'mssi-adults')

const isSame = (a: readonly string[] | null, b: readonly string[]): boolean => a !== null && a.join('\n') === b.join('\n')

/** Given names and surname have columns of their own at the border; in the shared language a name is one text. */
function statedAs({ agency, fields }: RecordTruth, field: string): FieldValue {
  const value = fields[field] ?? null
  if (agency !== 'migration' || field !== 'names' || !Array.isArray(value)) return value
  return [{ type: 'MRZ', text: value.map((part) => (typeof part === 'object' && 'text' in part ? part.text : '')).join(' ') }]
}

/** The coarser forms that the demo's policies give of what the questions ask. */
function transformed(value: FieldValue, as: Transform): FieldValue {
  if (as === 'year' && typeof value === 'string') return value.slice(0, 4)
  if (as === 'initials' && Array.isArray(value))
    return value.map((part) => {
      if (typeof part !== 'object' || !('text' in part)) throw new TypeError('only names have initials')
      return { ...part, text: initialsOf(part.text) }
    })
  throw new TypeError(`the oracle does not know the transform ${as} of this value`)
}

/** The first letter of every part of a name, particles too. */
const initialsOf = (name: string): string =>
  name
    .split(/[\s-]+/u)
    .map((part) => `${[...part][0]}.`)
    .join(' ')
