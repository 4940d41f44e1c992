import type { AgencyCode, RecordRef } from '../../demo/world/index.ts'
import { RECORD_KIND_NAMES, type Viewer } from '../../schema/index.ts'
import type { Answer } from '../support/ask.ts'
import { type AnsweredFields, expectedOf, seenOf } from '../support/compare.ts'
import type { NamedRecord } from '../support/record-refs.ts'
import { refText, type TruthOracle } from '../support/truth-oracle.ts'
import type { SoakQuestion } from './questions.ts'

export interface Finding {
  readonly what: 'wrong' | 'leaked'
  /** Coordinates and keys of synthetic rows, no values. */
  readonly where: string
}

export interface CheckedAnswer {
  readonly findings: readonly Finding[]
  readonly records: number
  /** Agencies whose records are in the answer. */
  readonly shown: ReadonlySet<AgencyCode>
}

export interface Checker {
  readonly oracle: TruthOracle
  refOf(record: NamedRecord): RecordRef
}

type SeenRecord = NamedRecord & AnsweredFields

/**
 * Holds an answer against the truth of the world and the rights of who asked. Neither knows of SQL, subgraphs or the gateway.
 *
 * Where an agency failed, its fields may be null; whatever has a value must have the right one, and be permitted.
 */
export function checkAnswer(
  { oracle, refOf }: Checker,
  question: SoakQuestion,
  viewer: Viewer,
  answer: Answer<Readonly<Record<string, unknown>>>,
): CheckedAnswer {
  const findings: Finding[] = []
  const shown = new Set<AgencyCode>()
  const found = new Set<string>()
  const failed = new Set(answer.sources.filter(({ status }) => status !== 'OK' && status !== 'STALE').map(({ agency }) => agency))
  const records = recordsIn(answer.data)
  for (const record of records) {
    const kind = RECORD_KIND_NAMES.find((name) => record.__typename.endsWith(name))
    const fields = kind && question.fields.get(kind)
    if (!kind || !fields) {
      findings.push({ what: 'wrong', where: `${record.__typename} was not asked for` })
      continue
    }
    const ref = refOf(record)
    const truth = oracle.recordOf(ref)
    shown.add(ref.agency)
    found.add(refText(ref))
    if (!oracle.mayKnow(truth, viewer)) findings.push({ what: 'leaked', where: `existence of ${refText(ref)}` })
    const seen = seenOf(record, fields)
    const expected = expectedOf(truth, fields, viewer, oracle)
    for (const field of fields) {
      const [is, should] = [JSON.stringify(seen[field]), JSON.stringify(expected[field])]
      if (is === should) continue
      if (seen[field] === null && failed.has(ref.agency)) continue
      const isHidden = oracle.show(truth, field, viewer).gap === 'WITHHELD'
      findings.push({ what: isHidden ? 'leaked' : 'wrong', where: `${refText(ref)} ${field}` })
    }
  }
  if (question.list && answer.complete === true && isWholeList(answer.data, question.list.root))
    for (const record of oracle.records) {
      const { kind, agencies } = question.list
      if (record.kind !== kind || !agencies.includes(record.agency) || !oracle.mayKnow(record, viewer)) continue
      if (!found.has(refText(record))) findings.push({ what: 'wrong', where: `${refText(record)} is missing in a whole answer` })
    }
  return { findings, records: records.length, shown }
}

function recordsIn(data: unknown): readonly SeenRecord[] {
  const found: SeenRecord[] = []
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) visit(item)
    else if (typeof value === 'object' && value !== null) {
      if (isRecord(value)) found.push(value)
      for (const inner of Object.values(value)) visit(inner)
    }
  }
  visit(data)
  return found
}

const isRecord = (value: object): value is SeenRecord =>
  '__typename' in value &&
  typeof value.__typename === 'string' &&
  'id' in value &&
  typeof value.id === 'string' &&
  'gaps' in value &&
  Array.isArray(value.gaps)

/** Nothing is left for a next page. */
function isWholeList(data: Readonly<Record<string, unknown>> | null, root: string): boolean {
  const list = data?.[root]
  if (typeof list !== 'object' || list === null || !('pageInfo' in list)) return false
  const { pageInfo } = list
  return typeof pageInfo === 'object' && pageInfo !== null && 'hasNextPage' in pageInfo && pageInfo.hasNextPage === false
}

/** Ids of the hub's own types in an answer, for others to try. */
export function hubIdsIn(data: unknown): readonly string[] {
  if (Array.isArray(data)) return data.flatMap(hubIdsIn)
  if (typeof data !== 'object' || data === null) return []
  const own = 'records' in data && 'id' in data && typeof data.id === 'string' ? [data.id] : []
  return [...own, ...Object.values(data).flatMap(hubIdsIn)]
}
