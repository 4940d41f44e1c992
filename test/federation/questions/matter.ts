import type { AgencyCode, FieldValue, GroupTruth, RecordTruth } from '../../../demo/world/index.ts'
import { fieldOf, type Viewer, vocabulary } from '../../../schema/index.ts'
import type { NamedRecord } from '../../support/record-refs.ts'
import { refText, type Shown, type TruthOracle } from '../../support/truth-oracle.ts'

/** The answer to question 2, as far as it is compared. */
export interface MatterAnswer {
  readonly caseByNuc: {
    readonly nuc: string | null
    readonly stage: { readonly value: string | null; readonly basis: readonly string[] }
    readonly records: readonly (AnsweredRecord | null)[]
    readonly timeline: readonly { readonly date: string; readonly stage: string; readonly agencies: readonly string[] }[]
    readonly discrepancies: readonly ExpectedDiscrepancy[]
    readonly issues: readonly { readonly code: string; readonly agencies: readonly string[]; readonly fields: readonly string[] }[]
  } | null
}

export type AnsweredRecord = NamedRecord &
  Readonly<Record<string, unknown>> & {
    readonly gaps: readonly { readonly field: string; readonly reason: string }[]
    readonly victims: readonly (NamedRecord | null)[] | null
    readonly proceedings: readonly (NamedRecord | null)[] | null
  }

export interface ExpectedDiscrepancy {
  readonly kind: string
  readonly recordKind: string
  readonly field: string
  readonly authoritative: string | null
  readonly values: readonly { readonly agency: string; readonly value: string }[]
}

/** What the truth and the policies together say of a matter, for one viewer. `without`: agencies that do not answer. */
export function expectedMatter(group: GroupTruth, oracle: TruthOracle, viewer: Viewer, without: readonly AgencyCode[] = []) {
  const cases = group.cases
    .map(oracle.recordOf)
    .filter((record) => !without.includes(record.agency) && oracle.mayKnow(record, viewer) && oracle.mayLink(record, viewer))
  const acts = oracle.records.filter(
    (record) =>
      record.kind === 'ProceedingRecord' &&
      cases.some(({ agency, key }) => record.agency === agency && record.caseKey?.join() === key.join()) &&
      oracle.mayKnow(record, viewer),
  )
  const says = (record: RecordTruth, field: string): Shown => oracle.show(record, field, viewer)
  return {
    cases,
    acts,
    refs: cases.map(refText).toSorted(),
    timeline: expectedTimeline(group, says, [...cases, ...acts]),
    discrepancies: expectedDiscrepancies(group, says, cases, acts),
  }
}

type Says = (record: RecordTruth, field: string) => Shown

/** The truth's steps whose date (and, of an act, stage) is shown; the same step of several agencies once. */
function expectedTimeline(group: GroupTruth, says: Says, records: readonly RecordTruth[]) {
  const byRef = new Map(records.map((record) => [refText(record), record]))
  const shown = group.timeline.filter(({ source, field }) => {
    const record = byRef.get(refText(source))
    return record && says(record, field).value !== null && (record.kind === 'CaseRecord' || says(record, 'stage').value !== null)
  })
  return [...Map.groupBy(shown, ({ date, stage }) => `${date} ${stage}`).values()].flatMap(([first, ...rest]) =>
    first
      ? [{ date: first.date, stage: first.stage, agencies: [...new Set([first, ...rest].map(({ source }) => source.agency))].toSorted() }]
      : [],
  )
}

/** The truth's disagreements with only the values that are shown; one that is left with fewer than two of them is none. */
function expectedDiscrepancies(group: GroupTruth, says: Says, cases: readonly RecordTruth[], acts: readonly RecordTruth[]) {
  return group.disagreements
    .filter(({ kind }) => kind !== 'DATE_ORDER')
    .flatMap(({ kind, field }): readonly ExpectedDiscrepancy[] => {
      const recordKind = fieldOf(vocabulary, 'CaseRecord', field) ? 'CaseRecord' : 'ProceedingRecord'
      const values = (recordKind === 'CaseRecord' ? cases : acts).flatMap((record) => {
        const { value } = says(record, field)
        return value === null ? [] : [{ agency: record.agency, value: asText(value) }]
      })
      if (new Set(values.map(({ value }) => value)).size < 2) return []
      const owners = fieldOf(vocabulary, recordKind, field)?.owners ?? []
      const authoritative = owners.find((owner) => values.some(({ agency }) => agency === owner)) ?? owners[0] ?? null
      return [{ kind, recordKind, field, authoritative, values: values.toSorted((a, b) => (a.agency < b.agency ? -1 : 1)) }]
    })
}

const asText = (value: FieldValue): string => (Array.isArray(value) ? value.map(String).toSorted().join(', ') : String(value))
