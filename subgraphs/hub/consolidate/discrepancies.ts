import type { FieldDefinition, JsonValue, RecordKind, RecordKindName, Vocabulary } from '../../../schema/index.ts'
import type { Located } from '../asking/located.ts'
import { agree, type Statement, statementsOf, textOf } from './values.ts'

/** A field that two agencies state differently. */
export interface Discrepancy {
  /** Code of the list `data-issue`: persons counted differently, or any other difference. */
  readonly kind: 'CONFLICT' | 'COUNT_UNIT'
  readonly recordKind: RecordKindName
  readonly field: string
  readonly values: readonly { readonly agency: string; readonly value: string; readonly recordId: string | null }[]
  /** The agency that the shared language holds authoritative; one that states a value where there is such. */
  readonly authoritative: string | null
}

/** Values of CaseRecord that agencies can disagree on: all but their own file numbers. */
export const comparableCaseFields = ({ fields }: RecordKind): readonly string[] =>
  Object.entries(fields)
    .filter(([, { type }]) => type !== 'text')
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

const COUNTS: ReadonlySet<string> = new Set(['victimCount', 'suspectCount'])

/** Every field on which two agencies differ, in the order of the vocabulary. */
export function discrepanciesOf(
  records: readonly Located[],
  vocabulary: Vocabulary,
  speaksFor: (agency: string, institution: string) => boolean,
): readonly Discrepancy[] {
  const caseFields = vocabulary.kinds.CaseRecord.fields
  const ofCases = comparableCaseFields(vocabulary.kinds.CaseRecord).flatMap((field) => {
    const statements = statementsOf(records, field)
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
  recordKind: RecordKindName,
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
  return {
    kind: COUNTS.has(field) ? 'COUNT_UNIT' : 'CONFLICT',
    recordKind,
    field,
    values: distinct(values),
    authoritative: stating ?? owners[0] ?? null,
  }
}

/** One line for each agency and value. */
const distinct = (values: Discrepancy['values']): Discrepancy['values'] =>
  [...new Map(values.toReversed().map((entry) => [`${entry.agency} ${entry.value}`, entry])).values()].toReversed()
