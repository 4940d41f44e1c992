import { type AnsweredRecord, isAnsweredRecord } from '../../subgraphs/index.ts'
import { type ExpectedRecord, type ExpectedValue, GAP_WORDS } from './case-file.ts'

/** What the expectation says and the answer does not, or the other way; empty where they agree. */
export function differences(expected: readonly ExpectedRecord[], records: readonly AnsweredRecord[]): readonly string[] {
  const counts =
    expected.length === records.length ? [] : [`expected ${countText(expected.length)}, was shown ${countText(records.length)}`]
  return [
    ...counts,
    ...expected.flatMap((record, index) => {
      const answered = records[index]
      return answered ? recordDifferences(record, answered).map((text) => `record ${index + 1}: ${text}`) : []
    }),
  ]
}

const countText = (count: number): string => (count === 0 ? 'no record' : count === 1 ? 'one record' : `${count} records`)

/** Names of the fields that an expected record speaks of. */
export const fieldsOf = ({ withheld, 'not-recorded': notRecorded, unmapped, link: _, ...values }: ExpectedRecord): readonly string[] => [
  ...Object.keys(values),
  ...withheld,
  ...notRecorded,
  ...unmapped,
]

function recordDifferences(expected: ExpectedRecord, { values, gaps, isLinked }: AnsweredRecord): readonly string[] {
  const { withheld, 'not-recorded': notRecorded, unmapped, link, ...written } = expected
  const expectedGaps = Object.entries({ withheld, 'not-recorded': notRecorded, unmapped }).flatMap(([word, names]) =>
    names.map((name) => ({ name, word })),
  )
  const found: string[] = []
  if (link !== undefined && (link === 'yes') !== isLinked) found.push(`link should be ${link}, is ${isLinked ? 'yes' : 'no'}`)
  for (const { name, word } of expectedGaps) {
    const shown = shownText(values[name], gaps[name])
    if (!(name in values)) found.push(`${name} was not asked for`)
    else if (gaps[name] !== GAP_WORDS[word as keyof typeof GAP_WORDS]) found.push(`${name} should be ${word}, is ${shown}`) // a key of the three
  }
  for (const [name, value] of Object.entries(written)) {
    if (!(name in values)) found.push(`${name} was not asked for`)
    else if (!isSame(value, values[name]))
      found.push(`${name} should be ${shownText(value, undefined)}, is ${shownText(values[name], gaps[name])}`)
  }
  const spoken = new Set(fieldsOf(expected))
  for (const name of Object.keys(values))
    if (!spoken.has(name)) found.push(`${name} is ${shownText(values[name], gaps[name])}, of which the case says nothing`)
  return found
}

/** Whether an answered value is what was written. A list of one may be written as the one, a name or document as its text. */
function isSame(expected: ExpectedValue, value: unknown): boolean {
  if (isAnsweredRecord(value)) return isObject(expected) && recordDifferences(asRecord(expected), value).length === 0
  if (Array.isArray(value)) {
    if (!isList(expected)) return value.length === 1 && expected !== null && isSame(expected, value[0])
    return expected.length === value.length && expected.every((one, index) => isSame(one, value[index]))
  }
  if (typeof value === 'object' && value !== null) {
    const parts = new Map(Object.entries(value))
    if (typeof expected === 'string') return expected === String(parts.get('text') ?? parts.get('number'))
    return isObject(expected) && Object.entries(expected).every(([part, one]) => isSame(one, parts.get(part)))
  }
  return value === null || value === undefined ? expected === null : typeof expected === 'string' && expected === String(value)
}

const isObject = (value: ExpectedValue): value is { readonly [part: string]: ExpectedValue } =>
  typeof value === 'object' && value !== null && !isList(value)
const isList = (value: ExpectedValue): value is readonly ExpectedValue[] => Array.isArray(value)

/** A record at a relation is expected in the same words as one at the top. */
function asRecord(value: { readonly [part: string]: ExpectedValue }): ExpectedRecord {
  const namesOf = (word: string): string[] => {
    const list = value[word]
    return list !== undefined && isList(list) ? list.map(String) : []
  }
  const { link: _, ...values } = value
  return { ...values, withheld: namesOf('withheld'), 'not-recorded': namesOf('not-recorded'), unmapped: namesOf('unmapped') }
}

/** Records that are expected at a relation: one, or a list. */
export const recordsAt = (value: ExpectedValue): readonly ExpectedRecord[] =>
  isList(value) ? value.flatMap(recordsAt) : isObject(value) ? [asRecord(value)] : []

function shownText(value: unknown, gap: string | undefined): string {
  if (gap !== undefined && (value === null || value === undefined)) return gap.toLowerCase().replace('_', '-')
  return value === undefined ? 'nothing' : JSON.stringify(value)
}
