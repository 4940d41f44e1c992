import type { AgencyCode } from './codes.ts'
import type { FieldValue, Held } from './holdings/held.ts'
import type { Matter, PlantedId } from './matter.ts'
import type { DisagreementTruth, GroupTruth, RecordRef, TimelineEntry } from './truth.ts'

/** Who is authoritative for a field when values differ (reference, "Owner"), best first. */
const OWNERS: Readonly<Record<string, readonly AgencyCode[]>> = {
  reportedDate: ['pntl', 'pcic'],
  registeredDate: ['pgr'],
  chargedDate: ['pgr'],
  archivedDate: ['pgr'],
  distributedDate: ['courts'],
  finalDate: ['courts'],
  detectionSource: ['pntl'],
  stage: ['courts', 'pgr'],
  municipality: ['pgr'],
  court: ['courts'],
  country: ['mnec'],
  direction: ['pcic'],
  offenceAtRegistration: ['pntl', 'pcic'],
  offenceAtCharge: ['pgr'],
  archiveReason: ['pgr'],
  victimCount: ['pgr'],
  suspectCount: ['pgr'],
  inquirySecret: ['pgr'],
  sentenceMonths: ['courts'],
}

/** The dates of a case record that mark a stage. */
const MILESTONES: readonly (readonly [field: string, stage: string])[] = [
  ['reportedDate', 'S10'],
  ['registeredDate', 'S30'],
  ['chargedDate', 'S50'],
  ['archivedDate', 'S51'],
  ['distributedDate', 'S60'],
  ['finalDate', 'S99'],
]

const PLANTED_FIELD: Readonly<Record<string, PlantedId>> = {
  municipality: 'D02',
  victimCount: 'D03',
  offenceAtRegistration: 'D07',
  sentenceMonths: 'D10',
}

export const refOf = ({ agency, kind, key }: Held): RecordRef => ({ agency, kind, key })
const isText = (value: FieldValue | undefined): value is string => typeof value === 'string'

/** What a case number joins, how it went, and where the books differ. */
export function groupsOf(matters: readonly Matter[], records: readonly Held[]): GroupTruth[] {
  const cases = records.filter(({ kind }) => kind === 'CaseRecord')
  const byNuc = Map.groupBy(cases, (record) => (isText(record.fields.nuc) ? record.fields.nuc : ''))
  const acts = Map.groupBy(
    records.filter(({ kind }) => kind === 'ProceedingRecord'),
    (act) => `${act.agency}|${act.caseKey?.join('/')}`,
  )
  return matters.flatMap((matter) => {
    const joined = matter.nuc === null ? [] : (byNuc.get(matter.nuc) ?? [])
    if (matter.nuc === null || joined.length === 0) return []
    const proceedings = joined.flatMap((record) => acts.get(`${record.agency}|${record.key.join('/')}`) ?? [])
    return [
      {
        nuc: matter.nuc,
        matter: matter.id,
        isSecret: matter.isSecret,
        cases: joined.map(refOf),
        apart: cases.filter((record) => record.matter === matter && !joined.includes(record)).map(refOf),
        timeline: timelineOf(joined, proceedings),
        disagreements: [...conflictsOf(matter, joined, proceedings), ...dateOrderOf(matter, joined)],
      },
    ]
  })
}

function timelineOf(cases: readonly Held[], proceedings: readonly Held[]): TimelineEntry[] {
  const entries = cases.flatMap((record) =>
    MILESTONES.flatMap(([field, stage]) => {
      const date = record.fields[field]
      return isText(date) ? [{ date, stage, source: refOf(record), field }] : []
    }),
  )
  const acts = proceedings.flatMap((act) => {
    const { date, stage } = act.fields
    return isText(date) && isText(stage) ? [{ date, stage, source: refOf(act), field: 'date' }] : []
  })
  const order = (entry: TimelineEntry) => `${entry.date}|${entry.source.agency}|${entry.stage}|${entry.source.key.join('/')}`
  return [...entries, ...acts].toSorted((a, b) => (order(a) < order(b) ? -1 : 1))
}

function conflictsOf(matter: Matter, cases: readonly Held[], proceedings: readonly Held[]): DisagreementTruth[] {
  return Object.keys(OWNERS).flatMap((field) => {
    const values: Partial<Record<AgencyCode, FieldValue>> = {}
    for (const record of field === 'sentenceMonths' ? proceedings : cases) {
      const value = record.fields[field]
      if (value === undefined || value === null) continue
      // One defendant after the other: an agency's sentences are compared as a list.
      if (field === 'sentenceMonths') values[record.agency] = [...listOf(values[record.agency]), String(value)]
      else values[record.agency] = value
    }
    const different = new Set(Object.values(values).map(comparable))
    if (different.size < 2) return []
    const id = PLANTED_FIELD[field]
    return [
      {
        kind: id === 'D03' && matter.planted.includes('D03') ? ('COUNT_UNIT' as const) : ('CONFLICT' as const),
        field,
        values: field === 'sentenceMonths' ? mapValues(values, monthsOf) : values,
        authoritative: (OWNERS[field] ?? []).find((owner) => values[owner] !== undefined) ?? null,
        planted: id !== undefined && matter.planted.includes(id) ? id : null,
      },
    ]
  })
}

const listOf = (value: FieldValue | undefined): string[] => (Array.isArray(value) ? value.filter(isText) : [])
const comparable = (value: FieldValue | undefined): string =>
  Array.isArray(value) ? JSON.stringify(value.map((item) => JSON.stringify(item)).toSorted()) : JSON.stringify(value)
const monthsOf = (value: FieldValue): FieldValue => {
  const months = listOf(value)
  return months.length === 1 ? Number(months[0]) : months
}
const mapValues = (values: Partial<Record<AgencyCode, FieldValue>>, map: (value: FieldValue) => FieldValue) =>
  Object.fromEntries(Object.entries(values).map(([agency, value]) => [agency, map(value)]))

/** A later stage that is dated before an earlier one, in one institution's own book. */
function dateOrderOf(matter: Matter, cases: readonly Held[]): DisagreementTruth[] {
  return cases.flatMap((record) => {
    const { registeredDate, chargedDate } = record.fields
    if (!isText(registeredDate) || !isText(chargedDate) || chargedDate >= registeredDate) return []
    return [
      {
        kind: 'DATE_ORDER' as const,
        field: 'chargedDate',
        values: { [record.agency]: chargedDate },
        authoritative: record.agency,
        planted: matter.planted.includes('D06') ? ('D06' as const) : null,
      },
    ]
  })
}
