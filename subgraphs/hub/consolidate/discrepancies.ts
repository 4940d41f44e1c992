import type { JsonValue } from '../../../schema/call/index.ts'
import type { FieldDefinition, RecordKind, RecordKindName, Vocabulary } from '../../../schema/index.ts'
import type { Located } from '../asking/located.ts'
import { agree, type Statement, statementsOf, textOf } from './values.ts'

/** A field that two agencies state differently. */
export interface Discrepancy {
  readonly kind: RecordKindName
  readonly field: string
  readonly values: readonly { readonly agency: string; readonly value: string; readonly recordId: string | null }[]
  /** The agency that the shared language holds authoritative; one that states a value where there is such. */
  readonly authoritative: string | null
}

/** Values of CaseRecord that agencies can disagree on: not their own numbers, not the procedure's secrecy, which each sets for itself. */
export const comparableCaseFields = ({ fields }: RecordKind): readonly string[] =>
  Object.entries(fields)
    .filter(([name, { type }]) => type !== 'text' && name !== 'inquirySecret')
    .map(([name]) => name)

/** What the acts of a matter come to, whoever books them: outcome, sentence, money. Dates and kinds make the timeline instead. */
export const COMPARED_PROCEEDING_FIELDS = [
  'archiveReason',
  'compensationAwardedUsd',
  'compensationPaidUsd',
  'compensationRequestedUsd',
  'isSuspended',
  'offences',
  'sentenceMonths',
  'sentenceType',
  'verdict',
] as const

/** Persons whose rows can be counted where an agency keeps no count of its own, by the field that counts them. */
export const COUNTED = { victimCount: 'victims', suspectCount: 'perpetrators' } as const

/** Whether all rows of a kind at an agency are shown to this viewer, so that counting them means something. */
export type ShowsAllRows = (agency: string, kind: RecordKindName) => boolean

/** Every field on which two agencies differ, in the order of the vocabulary. */
export function discrepanciesOf(
  records: readonly Located[],
  vocabulary: Vocabulary,
  speaksFor: (agency: string, institution: string) => boolean,
  showsAllRows: ShowsAllRows,
): readonly Discrepancy[] {
  const caseFields = vocabulary.kinds.CaseRecord.fields
  const ofCases = comparableCaseFields(vocabulary.kinds.CaseRecord).flatMap((field) => {
    const statements = [...statementsOf(records, field), ...counted(records, field, showsAllRows)]
    return differ(byAgency(statements)) ? [report('CaseRecord', field, caseFields[field], statements, speaksFor)] : []
  })
  const ofProceedings = COMPARED_PROCEEDING_FIELDS.flatMap((field) => {
    const statements = records.flatMap(({ agency, related }) =>
      (related.proceedings ?? []).flatMap(({ id, values }) =>
        values[field] == null ? [] : [{ agency, recordId: id, value: values[field] }],
      ),
    )
    if (!contradict(byAgency(statements))) return []
    return [report('ProceedingRecord', field, vocabulary.kinds.ProceedingRecord.fields[field], statements, speaksFor)]
  })
  return [...ofCases, ...ofProceedings]
}

/** Rows of persons stand for a count where the agency keeps none and shows them all. */
function counted(records: readonly Located[], field: string, showsAllRows: ShowsAllRows): readonly Statement[] {
  if (field !== 'victimCount' && field !== 'suspectCount') return []
  const relation = COUNTED[field]
  const kind = field === 'victimCount' ? 'VictimRecord' : 'PerpetratorRecord'
  return records.flatMap(({ agency, id, gaps, values, related }) => {
    const rows = related[relation] ?? []
    if (values[field] != null || gaps[field] === 'WITHHELD' || rows.length === 0 || !showsAllRows(agency, kind)) return []
    const persons = rows.reduce((sum, row) => sum + (typeof row.values.personCount === 'number' ? row.values.personCount : 1), 0)
    return [{ agency, recordId: id, value: persons }]
  })
}

function byAgency(statements: readonly Statement[]): readonly (readonly JsonValue[])[] {
  return [...Map.groupBy(statements, ({ agency }) => agency).values()].map((own) => own.map(({ value }) => value))
}

/** One statement for each matter and agency: different means different. */
const differ = (agencies: readonly (readonly JsonValue[])[]): boolean =>
  agencies.some((own, index) => agencies.slice(index + 1).some((others) => own.some((a) => others.some((b) => !agree(a, b)))))

/** Several acts and defendants: an agency may know fewer of them, which is no contradiction; each knowing one that the other does not, is. */
const contradict = (agencies: readonly (readonly JsonValue[])[]): boolean =>
  agencies.some((own, index) => agencies.slice(index + 1).some((others) => !isPart(own, others) && !isPart(others, own)))
const isPart = (a: readonly JsonValue[], b: readonly JsonValue[]): boolean => a.every((value) => b.some((other) => agree(value, other)))

function report(
  kind: RecordKindName,
  field: string,
  definition: FieldDefinition | undefined,
  statements: readonly Statement[],
  speaksFor: (agency: string, institution: string) => boolean,
): Discrepancy {
  const owners = definition?.owners ?? []
  const stating = owners.find((owner) => statements.some(({ agency }) => speaksFor(agency, owner)))
  const values = statements
    .map(({ agency, value, recordId }) => ({ agency, value: textOf(value), recordId }))
    .toSorted((a, b) => (a.agency < b.agency ? -1 : a.agency > b.agency ? 1 : a.value < b.value ? -1 : 1))
  return { kind, field, values: distinct(values), authoritative: stating ?? owners[0] ?? null }
}

/** One line for each agency and value. */
const distinct = (values: Discrepancy['values']): Discrepancy['values'] =>
  [...new Map(values.toReversed().map((entry) => [`${entry.agency} ${entry.value}`, entry])).values()].toReversed()
