import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadAgencyFolder } from '../../adapters/index.ts'
import { AGENCY_CODES } from '../../demo/world/index.ts'
import {
  type AgencyModel,
  accessFor,
  decide,
  LINK,
  type Purpose,
  RECORD_KIND_NAMES,
  type RecordKindName,
  type RowFacts,
  type Viewer,
  vocabulary,
} from '../../schema/index.ts'

const TODAY = '2025-12-31'
const models = new Map<string, AgencyModel>()
for (const agency of AGENCY_CODES) models.set(agency, await loadAgencyFolder(join(import.meta.dirname, agency)))

const modelOf = (agency: string): AgencyModel => {
  const model = models.get(agency)
  if (!model) throw new Error(`no folder ${agency}`)
  return model
}

const as = (agency: string, role: string, purpose: Purpose): Viewer => ({ agency, roles: [role], purpose })
const analyst = as('klatu', 'analyst', 'OVERSIGHT')
const commissioner = as('klatu', 'commissioner', 'OVERSIGHT')
const officer = as('pntl', 'case-officer', 'INVESTIGATION')
const investigator = as('pcic', 'case-officer', 'INVESTIGATION')
const prosecutor: Viewer = { agency: 'pgr', roles: ['prosecutor', 'case-officer'], purpose: 'INVESTIGATION' }
const borderOfficer = as('migration', 'case-officer', 'INVESTIGATION')
const caseworker = as('mssi', 'caseworker', 'PROTECTION')
const shelter = as('fokupers', 'caseworker', 'PROTECTION')
const lawyer = as('alfela', 'lawyer', 'PROTECTION')
const consul = as('mnec', 'consul', 'CONSULAR')
const partner = as('partner', 'partner-app', 'STATISTICS')
const auditor = as('ombudsman', 'auditor', 'AUDIT')
const policeCare = as('pntl', 'case-officer', 'PROTECTION')
const borderCare = as('migration', 'case-officer', 'PROTECTION')
const counsellor = as('pradet', 'caseworker', 'PROTECTION')
const judge = as('courts', 'judge', 'INVESTIGATION')
const monitor = as('jsmp', 'monitor', 'OVERSIGHT')
/** Those who carry a statement that the owner's adapter has verified, of one record or of none in particular. */
const atNight: Viewer = {
  ...policeCare,
  emergency: {
    agency: 'fokupers',
    kind: 'LIFE',
    role: 'case-officer',
    minutes: 60,
    coordinates: [{ kind: 'VictimRecord', field: '*' }],
    record: { kind: 'VictimRecord', key: '7' },
  },
}
const atTheBorder: Viewer = {
  ...borderCare,
  emergency: { agency: 'mssi', kind: 'REMOVAL', role: 'case-officer', minutes: 60, coordinates: [{ kind: 'VictimRecord', classUpTo: 1 }] },
}
const everybody = {
  atNight,
  atTheBorder,
  policeCare,
  borderCare,
  counsellor,
  judge,
  monitor,
  analyst,
  commissioner,
  officer,
  investigator,
  prosecutor,
  borderOfficer,
  caseworker,
  shelter,
  lawyer,
  consul,
  partner,
  auditor,
}

const facts = (of: Partial<RowFacts> = {}): RowFacts => ({ fields: {}, consents: [], involvement: [], today: TODAY, ...of })
const nothing = facts()
const open = facts({ fields: { 'CaseRecord.inquirySecret': 'false', 'CaseRecord.stage': 'S30', 'CaseRecord.direction': 'OUT' } })
const secret = facts({ fields: { 'CaseRecord.inquirySecret': 'true', 'CaseRecord.stage': 'S30' } })
const unknownSecrecy = facts({ fields: { 'CaseRecord.stage': 'S30' } })
const consented = (...consents: string[]) => facts({ consents })
const named = facts({ records: ['VictimRecord 7'] })
const received = facts({ involvement: ['received'] })
/** A referral's own row, of a person who was referred to the asker too. */
const referralTo = (agency: string): RowFacts => facts({ fields: { 'ReferralRecord.toAgency': agency }, involvement: ['received'] })

type Effect = 'full' | 'withheld' | `as ${string}`
type Row = readonly [viewer: keyof typeof everybody, coordinate: string, given: RowFacts, effect: Effect]

const TABLE: Readonly<Record<string, readonly Row[]>> = {
  pntl: [
    ['investigator', 'CaseRecord.nuc', nothing, 'full'],
    ['borderOfficer', 'CaseRecord.nuc', nothing, 'withheld'],
    ['analyst', 'VictimRecord.sex', nothing, 'full'],
    ['analyst', 'VictimRecord.identifiedDate', nothing, 'full'],
    ['analyst', 'VictimRecord.age', nothing, 'withheld'],
    ['analyst', 'CaseRecord.nuc', nothing, 'withheld'],
    ['analyst', 'CaseRecord.link', nothing, 'withheld'],
    ['commissioner', 'CaseRecord.nuc', nothing, 'full'],
    ['commissioner', 'CaseRecord.link', nothing, 'full'],
    ['commissioner', 'VictimRecord.names', nothing, 'withheld'],
    ['investigator', 'VictimRecord.names', nothing, 'withheld'],
    ['investigator', 'VictimRecord.names', open, 'full'],
    ['investigator', 'VictimRecord.names', consented('AUT'), 'full'],
    ['investigator', 'VictimRecord.names', consented('REF', 'STA'), 'withheld'],
    ['prosecutor', 'VictimRecord.birthDate', open, 'as year'],
    ['borderOfficer', 'VictimRecord.sex', nothing, 'full'],
    ['borderOfficer', 'VictimRecord.names', open, 'withheld'],
    ['shelter', 'VictimRecord.names', nothing, 'withheld'],
    ['shelter', 'VictimRecord.names', received, 'full'],
    ['shelter', 'VictimRecord.names', facts({ involvement: ['made'] }), 'withheld'],
    ['shelter', 'ReferralRecord.status', referralTo('fokupers'), 'full'],
    ['shelter', 'ReferralRecord.status', referralTo('pradet'), 'withheld'],
    ['counsellor', 'ReferralRecord.madeOn', referralTo('pradet'), 'full'],
    ['counsellor', 'ReferralRecord.madeOn', referralTo('mssi'), 'withheld'],
    ['caseworker', 'ReferralRecord.serviceType', referralTo('mssi-adults'), 'full'],
    ['caseworker', 'ReferralRecord.serviceType', referralTo('alfela'), 'withheld'],
    ['lawyer', 'ReferralRecord.toAgency', referralTo('alfela'), 'full'],
    ['lawyer', 'ReferralRecord.toAgency', referralTo('fokupers'), 'withheld'],
    ['shelter', 'ReferralRecord.status', received, 'withheld'],
    ['shelter', 'ReferralRecord.status', facts({ fields: { 'ReferralRecord.toAgency': 'fokupers' } }), 'withheld'],
    ['officer', 'VictimRecord.names', nothing, 'full'],
    ['officer', 'VictimRecord.phone', nothing, 'withheld'],
    ['prosecutor', 'VictimRecord.address', open, 'withheld'],
  ],
  pcic: [
    ['analyst', 'VictimRecord.identifiedDate', open, 'full'],
    ['analyst', 'VictimRecord.identifiedDate', secret, 'withheld'],
    ['analyst', 'VictimRecord.sex', open, 'full'],
    ['analyst', 'VictimRecord.sex', secret, 'withheld'],
    ['commissioner', 'CaseRecord.nuc', open, 'full'],
    ['commissioner', 'CaseRecord.link', secret, 'withheld'],
    ['prosecutor', 'VictimRecord.names', secret, 'full'],
    ['prosecutor', 'CaseRecord.link', secret, 'full'],
    ['prosecutor', 'VictimRecord.phone', open, 'full'],
    ['prosecutor', 'VictimRecord.phone', facts({ fields: { 'CaseRecord.stage': 'S20' } }), 'withheld'],
    ['investigator', 'VictimRecord.phone', open, 'full'],
    ['officer', 'VictimRecord.names', open, 'as initials'],
    ['officer', 'VictimRecord.birthDate', open, 'as year'],
    ['officer', 'VictimRecord.names', secret, 'withheld'],
    ['borderOfficer', 'VictimRecord.idDocuments', open, 'full'],
    ['borderOfficer', 'VictimRecord.names', open, 'withheld'],
    ['consul', 'VictimRecord.names', open, 'full'],
    ['consul', 'VictimRecord.names', facts({ fields: { 'CaseRecord.inquirySecret': 'false', 'CaseRecord.direction': 'INT' } }), 'withheld'],
    ['caseworker', 'VictimRecord.sex', open, 'withheld'],
    ['investigator', 'EventRecord.suco', secret, 'full'],
  ],
  pgr: [
    ['analyst', 'CaseRecord.registeredDate', secret, 'full'],
    ['analyst', 'VictimRecord.nationalityGroup', secret, 'full'],
    ['analyst', 'CaseRecord.municipality', secret, 'withheld'],
    ['analyst', 'CaseRecord.municipality', unknownSecrecy, 'withheld'],
    ['analyst', 'CaseRecord.municipality', open, 'full'],
    ['analyst', 'CaseRecord.link', open, 'withheld'],
    ['commissioner', 'CaseRecord.stage', secret, 'withheld'],
    ['commissioner', 'CaseRecord.link', secret, 'withheld'],
    ['commissioner', 'CaseRecord.link', open, 'full'],
    ['commissioner', 'CaseRecord.chargedDate', open, 'full'],
    ['commissioner', 'VictimRecord.names', open, 'withheld'],
    ['investigator', 'CaseRecord.nuc', secret, 'full'],
    ['investigator', 'CaseRecord.link', secret, 'full'],
    ['investigator', 'VictimRecord.names', secret, 'full'],
    ['officer', 'CaseRecord.nuc', open, 'full'],
    ['officer', 'CaseRecord.nuc', secret, 'withheld'],
    ['officer', 'VictimRecord.names', open, 'withheld'],
    ['officer', 'CaseRecord.nuc', facts({ fields: { 'CaseRecord.inquirySecret': 'false', 'CaseRecord.stage': 'S51' } }), 'withheld'],
    ['caseworker', 'CaseRecord.stage', open, 'full'],
    ['caseworker', 'CaseRecord.nuc', open, 'withheld'],
    ['lawyer', 'CaseRecord.link', secret, 'withheld'],
    [
      'consul',
      'VictimRecord.sex',
      facts({ fields: { 'CaseRecord.inquirySecret': 'false', 'VictimRecord.nationalityGroup': 'FOREIGN' } }),
      'full',
    ],
    [
      'consul',
      'VictimRecord.sex',
      facts({ fields: { 'CaseRecord.inquirySecret': 'false', 'VictimRecord.nationalityGroup': 'TLS' } }),
      'withheld',
    ],
    ['prosecutor', 'VictimRecord.names', secret, 'full'],
  ],
  courts: [
    ['judge', 'PerpetratorRecord.names', nothing, 'full'],
    ['lawyer', 'PerpetratorRecord.names', nothing, 'withheld'],
    ['analyst', 'ProceedingRecord.verdict', nothing, 'full'],
    ['analyst', 'ProceedingRecord.sentenceMonths', nothing, 'withheld'],
    ['commissioner', 'ProceedingRecord.sentenceMonths', nothing, 'full'],
    ['commissioner', 'CaseRecord.link', nothing, 'full'],
    ['commissioner', 'PerpetratorRecord.names', nothing, 'withheld'],
    ['prosecutor', 'PerpetratorRecord.names', nothing, 'full'],
    ['lawyer', 'ProceedingRecord.date', nothing, 'full'],
    ['consul', 'ProceedingRecord.date', nothing, 'withheld'],
  ],
  mssi: [
    ['borderCare', 'VictimRecord.sex', nothing, 'withheld'],
    ['atTheBorder', 'VictimRecord.sex', nothing, 'full'],
    ['atTheBorder', 'VictimRecord.localCode', nothing, 'withheld'],
    ['atNight', 'VictimRecord.sex', named, 'withheld'],
    ['analyst', 'VictimRecord.identifiedDate', nothing, 'full'],
    ['analyst', 'VictimRecord.localCode', nothing, 'withheld'],
    ['shelter', 'VictimRecord.localCode', nothing, 'withheld'],
    ['shelter', 'VictimRecord.localCode', consented('REF'), 'full'],
    ['shelter', 'VictimRecord.localCode', received, 'full'],
    ['shelter', 'VictimRecord.birthDate', consented('REF'), 'withheld'],
    ['investigator', 'VictimRecord.sex', nothing, 'withheld'],
    ['investigator', 'VictimRecord.sex', consented('AUT'), 'full'],
    ['investigator', 'VictimRecord.birthDate', consented('AUT'), 'withheld'],
    ['caseworker', 'VictimRecord.birthDate', nothing, 'full'],
  ],
  'mssi-adults': [
    ['policeCare', 'VictimRecord.sex', received, 'full'],
    ['policeCare', 'VictimRecord.sex', nothing, 'withheld'],
    ['analyst', 'VictimRecord.municipality', nothing, 'full'],
    ['shelter', 'VictimRecord.names', nothing, 'withheld'],
    ['shelter', 'VictimRecord.names', received, 'withheld'],
    ['officer', 'VictimRecord.sex', received, 'withheld'],
    ['caseworker', 'VictimRecord.names', nothing, 'full'],
  ],
  migration: [
    ['analyst', 'VictimRecord.migrationOutcome', nothing, 'full'],
    ['analyst', 'MovementRecord.date', nothing, 'withheld'],
    ['investigator', 'MovementRecord.date', nothing, 'full'],
    ['prosecutor', 'MovementRecord.borderPost', nothing, 'full'],
    ['officer', 'MovementRecord.date', nothing, 'withheld'],
    ['officer', 'VictimRecord.names', nothing, 'as initials'],
    ['consul', 'MovementRecord.date', nothing, 'withheld'],
    ['consul', 'VictimRecord.idDocuments', nothing, 'full'],
    ['caseworker', 'VictimRecord.migrationOutcome', nothing, 'full'],
    ['caseworker', 'VictimRecord.names', nothing, 'withheld'],
    ['borderOfficer', 'MovementRecord.date', nothing, 'full'],
  ],
  mnec: [
    ['borderCare', 'VictimRecord.idDocuments', nothing, 'full'],
    ['borderOfficer', 'VictimRecord.idDocuments', nothing, 'withheld'],
    ['analyst', 'CaseRecord.reportedDate', nothing, 'full'],
    ['consul', 'VictimRecord.names', nothing, 'full'],
    ['investigator', 'VictimRecord.names', nothing, 'as initials'],
    ['caseworker', 'CaseRecord.country', nothing, 'full'],
    ['caseworker', 'VictimRecord.names', nothing, 'withheld'],
    ['officer', 'CaseRecord.country', nothing, 'withheld'],
  ],
  alfela: [
    ['analyst', 'VictimRecord.identifiedDate', nothing, 'full'],
    ['analyst', 'CaseRecord.link', nothing, 'withheld'],
    ['commissioner', 'CaseRecord.link', nothing, 'full'],
    ['commissioner', 'CaseRecord.nuc', nothing, 'withheld'],
    ['investigator', 'VictimRecord.sex', consented('AUT'), 'withheld'],
    ['shelter', 'VictimRecord.localCode', nothing, 'withheld'],
    ['shelter', 'VictimRecord.localCode', received, 'full'],
    ['lawyer', 'CaseRecord.nuc', nothing, 'full'],
  ],
  jsmp: [
    ['commissioner', 'CaseRecord.nuc', nothing, 'full'],
    ['monitor', 'CaseRecord.nuc', nothing, 'full'],
    ['caseworker', 'CaseRecord.nuc', nothing, 'withheld'],
    ['analyst', 'ProceedingRecord.date', nothing, 'full'],
    ['analyst', 'CaseRecord.nuc', nothing, 'withheld'],
    ['commissioner', 'CaseRecord.link', nothing, 'full'],
    ['investigator', 'ProceedingRecord.sentenceMonths', nothing, 'full'],
    ['lawyer', 'ProceedingRecord.sentenceMonths', nothing, 'full'],
    ['caseworker', 'ProceedingRecord.hearingMeasures', nothing, 'full'],
    ['shelter', 'ProceedingRecord.date', nothing, 'withheld'],
  ],
  fokupers: [
    ['analyst', 'VictimRecord.municipality', nothing, 'full'],
    ['investigator', 'VictimRecord.sex', nothing, 'withheld'],
    ['investigator', 'VictimRecord.sex', consented('AUT'), 'full'],
    ['investigator', 'VictimRecord.identifiedDate', consented('AUT'), 'withheld'],
    ['caseworker', 'VictimRecord.names', nothing, 'withheld'],
    ['caseworker', 'VictimRecord.names', consented('REF'), 'full'],
    ['caseworker', 'VictimRecord.phone', consented('REF'), 'withheld'],
    ['shelter', 'VictimRecord.phone', nothing, 'withheld'],
    ['shelter', 'VictimRecord.names', nothing, 'full'],
    ['policeCare', 'VictimRecord.names', named, 'withheld'],
    ['atNight', 'VictimRecord.names', named, 'full'],
    ['atNight', 'VictimRecord.names', nothing, 'withheld'],
    ['atNight', 'VictimRecord.names', facts({ records: ['VictimRecord 8'] }), 'withheld'],
    ['atNight', 'VictimRecord.phone', named, 'withheld'],
    ['atNight', 'ReferralRecord.madeOn', named, 'withheld'],
    ['atTheBorder', 'VictimRecord.sex', named, 'withheld'],
  ],
  pradet: [
    ['counsellor', 'VictimRecord.localCode', nothing, 'full'],
    ['analyst', 'VictimRecord.sex', nothing, 'withheld'],
    ['analyst', 'VictimRecord.sex', consented('STA'), 'full'],
    ['investigator', 'VictimRecord.sex', consented('STA'), 'withheld'],
    ['investigator', 'VictimRecord.localCode', consented('STA'), 'withheld'],
    ['investigator', 'VictimRecord.localCode', consented('STA', 'AUT'), 'full'],
    ['caseworker', 'VictimRecord.localCode', consented('STA'), 'withheld'],
    ['caseworker', 'VictimRecord.localCode', consented('REF'), 'full'],
  ],
  klatu: [
    ['analyst', 'ReportedTotal.count', nothing, 'full'],
    ['consul', 'ReportedTotal.count', nothing, 'full'],
    ['shelter', 'ReportedTotal.count', nothing, 'withheld'],
  ],
}

const isKind = (text: string): text is RecordKindName => RECORD_KIND_NAMES.some((kind) => kind === text)

describe.each(Object.keys(TABLE))('the policy of %s', (agency) => {
  it.each(TABLE[agency] ?? [])('gives %s %s (%o): %s', (who, coordinate, given, effect) => {
    const [kind = '', field = ''] = coordinate.split('.')
    if (!isKind(kind)) throw new Error(`${kind} is no record kind`)
    const decision = decide(modelOf(agency).policy, vocabulary, everybody[who], { kind, field }, given)

    expect(decision.effect === 'transformed' ? `as ${decision.as}` : decision.effect).toBe(effect)
  })
})

describe.each(AGENCY_CODES)('every rule of %s that opens records', (agency) => {
  it('is shown at work by a row above', () => {
    const decided = (TABLE[agency] ?? []).flatMap(([who, coordinate, given]) => {
      const [kind = '', field = ''] = coordinate.split('.')
      return isKind(kind) ? [decide(modelOf(agency).policy, vocabulary, everybody[who], { kind, field }, given).rule] : []
    })
    // A decision on the link names no rule: a rule that gives the link alone is shown by a row on CaseRecord.link.
    const opening = modelOf(agency).policy.rules.filter(
      ({ effect, coordinates }) => effect === 'permit' && coordinates.some((of) => 'kind' in of && !('field' in of && of.field === LINK)),
    )

    expect(opening.map(({ id }) => id).filter((id) => !decided.includes(id))).toEqual([])
  })
})

describe.each(AGENCY_CODES)('whatever the policy of %s says elsewhere', (agency) => {
  const { policy } = modelOf(agency)

  it.each(['partner', 'auditor'] as const)('the %s gets no record', (who) => {
    for (const kind of RECORD_KIND_NAMES) expect(accessFor(policy, vocabulary, kind, everybody[who], TODAY).cells.size).toBe(0)
  })

  it('a stranger gets nothing but published totals', () => {
    for (const kind of RECORD_KIND_NAMES.filter((name) => name !== 'ReportedTotal')) {
      const access = accessFor(policy, vocabulary, kind, as('courts', 'visitor', 'OVERSIGHT'), TODAY)
      expect([access.cells.size, access.link.op]).toEqual([0, 'false'])
    }
  })

  it('a purpose that no rule names opens nothing', () => {
    for (const kind of RECORD_KIND_NAMES)
      expect(accessFor(policy, vocabulary, kind, { ...analyst, purpose: 'AUDIT' }, TODAY).cells.size).toBe(0)
  })

  it('names who, why and for what in every rule, and says where a legal text was not read', () => {
    for (const rule of policy.rules) {
      expect(rule.because, rule.id).toMatch(
        /unverified|seen for|Law |DL |NAP |Constitution|CPP|SOP |own records|public by design|safety|ombudsman/,
      )
      if (rule.effect === 'permit') expect(rule.purposes?.length, rule.id).toBeGreaterThan(0)
    }
  })
})
