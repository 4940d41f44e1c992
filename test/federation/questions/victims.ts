import { AGENCY_CODES, type RecordTruth, type VictimTruth } from '../../../demo/world/index.ts'
import { readQuestion } from '../../../examples/questions/question.ts'
import type { Viewer } from '../../../schema/index.ts'
import type { Answer, As } from '../../support/ask.ts'
import type { AnsweredFields } from '../../support/compare.ts'
import type { NamedRecord } from '../../support/record-refs.ts'
import { refText, type TruthOracle } from '../../support/truth-oracle.ts'
import type { QuestionWorld } from './world.ts'

/** The answer to questions 3 and 4. */
export interface VictimsAnswer {
  readonly victims: {
    readonly nodes: readonly { readonly records: readonly ((NamedRecord & AnsweredFields) | null)[] }[]
    readonly pageInfo: {
      readonly startCursor: string | null
      readonly endCursor: string | null
      readonly hasNextPage: boolean
      readonly hasPreviousPage: boolean
    }
    readonly notHeld: readonly FilterGap[]
    readonly withheld: readonly FilterGap[]
  } | null
}
interface FilterGap {
  readonly agency: string
  readonly field: string
}

/** Period and place of the questions' tests: enough records for several pages. */
export const ASKED = { from: '2020-01-01', to: '2025-12-31', municipality: 'TL-DI' } as const
/** Fields that the question asks of a record. */
export const FIELDS = [
  'identifiedDate',
  'municipality',
  'sex',
  'age',
  'ageGroup',
  'nationalityGroup',
  'status',
  'localCode',
  'names',
  'birthDate',
  'phone',
] as const

/** Asks question 3 for one page. */
export async function askVictims(
  { hub }: QuestionWorld,
  as: As | undefined,
  page: Readonly<Record<string, unknown>> = { first: 100 },
): Promise<Answer<VictimsAnswer>> {
  const { query } = await readQuestion('03-victims-by-date-and-municipality')
  return hub.ask<VictimsAnswer>({ query, variables: { ...ASKED, ...page } }, as)
}

/** The records of a page, in its order. */
export const recordsOf = ({ data }: Answer<VictimsAnswer>): readonly (NamedRecord & AnsweredFields)[] =>
  (data?.victims?.nodes ?? []).flatMap(({ records }) => records).flatMap((record) => (record ? [record] : []))

/** Victims whom truth and policy together put into the answer: both fields of the filter are shown in full and fit. By date. */
export function expectedVictims(oracle: TruthOracle, viewer: Viewer): readonly RecordTruth[] {
  const isFull = (record: RecordTruth, field: string): boolean => oracle.decisionOn(record, field, viewer).effect === 'full'
  return oracle.records
    .filter((record) => record.kind === 'VictimRecord' && record.fields.municipality === ASKED.municipality)
    .filter(
      ({ fields }) => typeof fields.identifiedDate === 'string' && fields.identifiedDate >= ASKED.from && fields.identifiedDate <= ASKED.to,
    )
    .filter((record) => isFull(record, 'identifiedDate') && isFull(record, 'municipality'))
    .toSorted((a, b) => (dateOf(a) < dateOf(b) ? -1 : dateOf(a) > dateOf(b) ? 1 : refText(a) < refText(b) ? -1 : 1))
}

const dateOf = ({ fields }: RecordTruth): string => String(fields.identifiedDate)

/** Agencies that could show victims and cannot be asked by a field of the filter, and why. */
export function expectedFilterGaps(oracle: TruthOracle, viewer: Viewer) {
  const gaps = AGENCY_CODES.filter((agency) => oracle.couldShow(agency, 'VictimRecord', viewer)).flatMap((agency) =>
    (['identifiedDate', 'municipality'] as const)
      .filter((field) => !oracle.holds(agency, 'VictimRecord', field) || !oracle.couldShowInFull(agency, 'VictimRecord', field, viewer))
      .map((field) => ({ agency, field, isHeld: oracle.holds(agency, 'VictimRecord', field) })),
  )
  const of = (isHeld: boolean) => gaps.filter((gap) => gap.isHeld === isHeld).map(({ agency, field }) => `${agency} ${field}`)
  return { notHeld: of(false).toSorted(), withheld: of(true).toSorted() }
}

export const gapTexts = (gaps: readonly FilterGap[] | undefined): readonly string[] =>
  (gaps ?? []).map(({ agency, field }) => `${agency} ${field}`).toSorted()

/** Agencies that are asked: those that could show the viewer victims and can be filtered by both fields. */
export function expectedAsked(oracle: TruthOracle, viewer: Viewer): readonly string[] {
  const { notHeld, withheld } = expectedFilterGaps(oracle, viewer)
  const skipped = new Set([...notHeld, ...withheld].map((text) => text.split(' ')[0]))
  return AGENCY_CODES.filter((agency) => oracle.couldShow(agency, 'VictimRecord', viewer) && !skipped.has(agency)).toSorted()
}

export const victimText = ({ agency, key }: Pick<VictimTruth, 'agency' | 'key'>): string => refText({ agency, kind: 'VictimRecord', key })
