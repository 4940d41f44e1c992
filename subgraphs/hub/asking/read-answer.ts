import {
  type FieldDefinition,
  type FieldGapReason,
  fieldOf,
  GAP_REASONS,
  type JsonValue,
  type RecordKindName,
  type Vocabulary,
} from '../../../schema/index.ts'
import type { Answer, CheckedValues, Located, Wanted } from './located.ts'

/** What an honest answer of this agency looks like. */
export interface Expected {
  readonly agency: string
  readonly kind: RecordKindName
  readonly typename: string
  readonly vocabulary: Vocabulary
  readonly wanted: Wanted
  /** Items at most. */
  readonly most: number
  /** `locate`: each item has a place. */
  readonly isList: boolean
  /** `locateByKeys`: each item shares one of these keys. */
  readonly keys?: ReadonlySet<string>
  /** `locateByIds`: each item is one of these. */
  readonly ids?: ReadonlySet<string>
  /** Told where the agency says that something of it no longer fits its mapping. */
  readonly onMismatch: () => void
}

/** The agency's answer is not one; the reason is for operators and holds nothing of a record. */
export class InvalidAnswer extends Error {}

const refuse = (problem: string): never => {
  throw new InvalidAnswer(problem)
}

const LONGEST = { id: 2_048, position: 700, caseKey: 128, text: 4_096, list: 200, caseKeys: 50, related: 1_000 }
const DATE = /^\d{4}(-\d{2}(-\d{2})?)?$/

/**
 * Checks everything that an agency says and copies only what was asked for: an agency is as hostile as any other network peer.
 *
 * @param answer value of the field `locate`, `locateByKeys` or `locateByIds`
 * @throws {InvalidAnswer}
 */
export function readAnswer(answer: unknown, expected: Expected): Answer {
  if (!isObject(answer)) return refuse('no object')
  const { notHeld, items, hasMore } = answer
  if (Array.isArray(notHeld) && items === undefined) {
    if (notHeld.length === 0 || notHeld.length > LONGEST.list || !notHeld.every((field) => isText(field, 128))) return refuse('notHeld')
    return { unaskable: notHeld }
  }
  if (!Array.isArray(items) || typeof hasMore !== 'boolean') return refuse('items')
  if (items.length > expected.most) return refuse('more items than asked for')
  if (hasMore && items.length === 0) return refuse('more, but no items')
  const read = items.map((item) => readItem(item, expected))
  if (new Set(read.map(({ id }) => id)).size !== read.length) return refuse('an item twice')
  return { items: read, hasMore }
}

function readItem(item: unknown, expected: Expected): Located {
  if (!isObject(item)) return refuse('item')
  const { typename, sortKey, position, caseKeys, related, summary } = item
  if (typename !== expected.typename) return refuse('foreign typename')
  if (sortKey !== null && !isDate(sortKey)) return refuse('sortKey')
  if (position !== null && !isBase64Url(position)) return refuse('position')
  if (expected.isList && position === null) return refuse('item without a place')
  if (!isArrayOf(caseKeys, LONGEST.caseKeys, (key) => isText(key, LONGEST.caseKey))) return refuse('caseKeys')
  const values = readValues({ ...item, values: summary }, expected, expected.kind, expected.wanted.summary)
  if (expected.keys && !caseKeys.some((key) => expected.keys?.has(key))) return refuse('a record of another matter')
  if (expected.ids && !expected.ids.has(values.id)) return refuse('a record that was not asked for')
  return {
    ...values,
    agency: expected.agency,
    kind: expected.kind,
    typename,
    sortKey: expected.isList ? sortKey : null,
    position: expected.isList ? position : null,
    caseKeys,
    related: readRelated(related, expected),
  }
}

function readRelated(related: unknown, { wanted, vocabulary, kind, ...rest }: Expected): Located['related'] {
  if (!isObject(related)) return refuse('related')
  const read: Record<string, readonly CheckedValues[]> = Object.create(null)
  for (const { relation, fields } of wanted.related) {
    const to = vocabulary.kinds[kind].relations[relation]?.to
    const records = Object.hasOwn(related, relation) ? related[relation] : undefined
    if (records === undefined || !to) continue // the agency does not hold the relation
    if (!Array.isArray(records) || records.length > LONGEST.related) return refuse('related records')
    read[relation] = records.map((record) => readValues(record, { ...rest, wanted, vocabulary, kind }, to, fields))
  }
  return read
}

function readValues(record: unknown, { vocabulary, onMismatch }: Expected, kind: RecordKindName, fields: readonly string[]): CheckedValues {
  if (!isObject(record)) return refuse('record')
  const { id, values, gaps } = record
  if (!isText(id, LONGEST.id)) return refuse('id')
  if (!isObject(values) || !isObject(gaps)) return refuse('values or gaps')
  if (Object.values(gaps).includes('SCHEMA_MISMATCH')) onMismatch()
  const checked: Record<string, JsonValue> = Object.create(null)
  const reasons: Record<string, FieldGapReason> = Object.create(null)
  for (const field of fields) {
    const definition = fieldOf(vocabulary, kind, field)
    const value = Object.hasOwn(values, field) ? values[field] : null
    const reason = Object.hasOwn(gaps, field) ? gaps[field] : undefined
    if (!definition || !isValue(value, definition)) return refuse(`value of ${kind}.${field}`)
    checked[field] = value ?? null
    if (reason !== undefined) reasons[field] = isReason(reason) ? reason : refuse('reason of a gap')
  }
  return { id, values: checked, gaps: reasons }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
const isText = (value: unknown, longest: number): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= longest
/** Cursors carry places as bytes, so that a place must read back as it was written. */
const isBase64Url = (value: unknown): value is string =>
  isText(value, LONGEST.position) && Buffer.from(value, 'base64url').toString('base64url') === value
const isDate = (value: unknown): value is string => typeof value === 'string' && DATE.test(value)
const isReason = (value: unknown): value is FieldGapReason => GAP_REASONS.some((reason) => reason === value)
const isArrayOf = <T>(value: unknown, longest: number, is: (item: unknown) => item is T): value is readonly T[] =>
  Array.isArray(value) && value.length <= longest && value.every(is)

const isValue = (value: unknown, { type, list }: FieldDefinition): value is JsonValue | undefined => {
  if (value === null || value === undefined) return true
  return list ? isArrayOf(value, LONGEST.list, (item): item is string => isScalar(item, type)) : isScalar(value, type)
}

function isScalar(value: unknown, type: FieldDefinition['type']): boolean {
  switch (type) {
    case 'int':
      return Number.isSafeInteger(value)
    case 'boolean':
      return typeof value === 'boolean'
    case 'date':
      return isDate(value)
    case 'names':
    case 'documents':
      return false // the hub never asks for them
    default:
      return isText(value, LONGEST.text)
  }
}
