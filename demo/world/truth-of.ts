import { AGENCY_CODES, type AgencyCode } from './codes.ts'
import type { AgencyHoldings, FieldValue, Held } from './holdings/held.ts'
import { holdingsOf } from './holdings/holdings-of.ts'
import { PLANTED_IDS, type PlantedId, type WorldBlock } from './matter.ts'
import type { ConsentTruth, PersonTotals, PlantedTruth, RecordTruth, TotalsTruth, Truth, VictimTruth } from './truth.ts'
import { groupsOf, refOf } from './truth-groups.ts'

/** Works out what is true of a block and what every source says of it. */
export function truthOf(block: WorldBlock): Truth {
  const holdings = AGENCY_CODES.map((agency) => holdingsOf(block, agency))
  const records = holdings.flatMap((held) => held.records)
  return {
    block: block.index,
    records: records.map(recordTruth),
    groups: groupsOf(block.matters, records),
    victims: records.filter(({ kind }) => kind === 'VictimRecord').map(victimTruth),
    consents: holdings.flatMap(consentTruths),
    planted: PLANTED_IDS.flatMap((id) => plantedTruths(block, records, id)),
    totals: totalsOf(records),
  }
}

const recordTruth = (record: Held): RecordTruth => ({
  ...refOf(record),
  matter: record.matter?.id ?? null,
  person: record.person?.id ?? null,
  caseKey: record.caseKey,
  victimKey: record.victimKey,
  perpetratorKey: record.perpetratorKey,
  fields: record.fields,
  unmapped: record.unmapped,
  planted: record.planted,
})

const textOrNull = (value: FieldValue | undefined): string | null => (typeof value === 'string' ? value : null)

const victimTruth = (record: Held): VictimTruth => ({
  agency: record.agency,
  key: record.key,
  person: record.person?.id ?? null,
  ...('identifiedDate' in record.fields ? { identifiedDate: textOrNull(record.fields.identifiedDate) } : {}),
  ...('municipality' in record.fields ? { municipality: textOrNull(record.fields.municipality) } : {}),
})

const consentTruths = ({ agency, consents }: AgencyHoldings): ConsentTruth[] =>
  consents.map(({ victimKey, scope, state, until, planted }) => ({ agency, victimKey, scope, state, until, planted }))

const PLANTED: Readonly<Record<PlantedId, { readonly what: string; readonly isReachedByNuc: boolean }>> = {
  D01: { what: 'the case number is mistyped by one digit at ALFeLa; the court lost its leading zeros', isReachedByNuc: true },
  D02: { what: 'the municipality differs: station town, place of the stop, Ataúro under Dili', isReachedByNuc: true },
  D03: { what: 'MNEC counts a group of seven in one row, PCIC seven victims, PGR six', isReachedByNuc: true },
  D04: { what: 'one person: potential to the police, confirmed to MSSI, not a victim to the prosecution', isReachedByNuc: false },
  D05: { what: 'one person is victim in some institutions and suspect in others', isReachedByNuc: false },
  D06: { what: 'the charge is dated before the registration: day and month exchanged', isReachedByNuc: true },
  D07: { what: 'registered as domestic violence, charged as trafficking ten months later', isReachedByNuc: true },
  D08: { what: 'PRADET may use the record for statistics only, and police know the same person', isReachedByNuc: false },
  D09: { what: 'a referral of the police to MSSI that MSSI never recorded', isReachedByNuc: false },
  D10: { what: 'a sentence of 8 years 6 months, of 102 months, and of 8 years', isReachedByNuc: true },
}

function plantedTruths(block: WorldBlock, records: readonly Held[], id: PlantedId): PlantedTruth[] {
  return block.matters
    .filter((matter) => matter.planted.includes(id))
    .map((matter) => ({
      id,
      ...PLANTED[id],
      matter: matter.id,
      nuc: matter.nuc,
      records: records.filter((record) => record.matter === matter && record.planted.includes(id)).map(refOf),
    }))
}

function totalsOf(records: readonly Held[]): TotalsTruth {
  const pgr = records.filter(({ agency }) => agency === 'pgr')
  const casesOf = (years: readonly string[]) =>
    pgr.filter(({ kind, fields }) => kind === 'CaseRecord' && years.some((year) => textOrNull(fields.registeredDate)?.startsWith(year)))
  const published = casesOf(['2023', '2024'])
  const keys = new Set(published.map(({ key }) => key[0]))
  const inPublished = (kind: Held['kind']) => pgr.filter((record) => record.kind === kind && keys.has(record.caseKey?.[0]))
  const ofStage = (cases: readonly Held[], stage: string) => cases.filter(({ fields }) => fields.stage === stage).length
  const later = casesOf(['2025'])
  return {
    pgr2023to2024: {
      cases: published.length,
      charged: ofStage(published, 'S50'),
      archived: ofStage(published, 'S51'),
      inProcess: ofStage(published, 'S30'),
      victims: personTotals(inPublished('VictimRecord')),
      suspects: personTotals(inPublished('PerpetratorRecord')),
    },
    pgr2025: { cases: later.length, inProcess: ofStage(later, 'S30') },
    klatu: commissionTotals(records),
  }
}

function personTotals(people: readonly Held[]): PersonTotals {
  const count = (field: string, value: string) => people.filter(({ fields }) => fields[field] === value).length
  return {
    total: people.length,
    women: count('sex', 'F'),
    men: count('sex', 'M'),
    timorese: count('nationalityGroup', 'TLS'),
    foreign: count('nationalityGroup', 'FOREIGN'),
  }
}

function commissionTotals(records: readonly Held[]): TotalsTruth['klatu'] {
  const sum = (unit: string, sex: string | null) =>
    records
      .filter(({ kind, fields }) => kind === 'ReportedTotal' && fields.unit === unit && fields.sex === sex)
      .reduce((total, { fields }) => total + Number(fields.count), 0)
  const [women, men] = [sum('VICTIM', 'F'), sum('VICTIM', 'M')]
  return { cases: sum('CASE', null), victims: women + men, women, men }
}

/** Institutions that hold victim records without a date of identification, or without a place of it. */
export function withoutField(truth: Truth, field: 'identifiedDate' | 'municipality'): AgencyCode[] {
  return AGENCY_CODES.filter((agency) => {
    const own = truth.victims.filter((victim) => victim.agency === agency)
    return own.length > 0 && own.every((victim) => victim[field] === undefined)
  })
}

/**
 * The victim records that a question by period and place must find, by date, then agency, then key.
 *
 * @param from first day, `to` last day, both included
 */
export function victimsIdentified(
  truth: Truth,
  { from, to, municipality }: { readonly from: string; readonly to: string; readonly municipality: string },
): VictimTruth[] {
  const order = (victim: VictimTruth) => `${victim.identifiedDate}|${victim.agency}|${victim.key.join('/')}`
  return truth.victims
    .filter(
      ({ identifiedDate, municipality: place }) =>
        identifiedDate != null && identifiedDate >= from && identifiedDate <= to && place === municipality,
    )
    .toSorted((a, b) => (order(a) < order(b) ? -1 : 1))
}
