import {
  INTERNAL_DOCUMENTS,
  type LocateByIdsInput,
  type LocateByKeysInput,
  type LocateInput,
  RECORD_KIND_NAMES,
  type RecordKindName,
  type RelatedWanted,
} from '../../../schema/index.ts'
import { readFilter, type WrittenFilter } from './read-filter.ts'

/** A question of the hub in the one form in which it asks. */
export type KnownQuestion =
  | { readonly field: 'locate'; readonly input: LocateInput }
  | { readonly field: 'locateByKeys'; readonly input: LocateByKeysInput }
  | { readonly field: 'locateByIds'; readonly input: LocateByIdsInput }

/**
 * Reads a request whose document is one of the hub's own and whose input fits it exactly, as GraphQL would have read it.
 *
 * @param asked as it was parsed; not yet known to be a GraphQL request
 * @returns undefined for everything else, also where GraphQL would mend it: a value for a list of one, members that nobody knows
 */
export function readKnownQuestion(asked: unknown): KnownQuestion | undefined {
  if (!isObject(asked) || !hasOnly(asked, REQUEST) || !isObject(asked.variables)) return undefined
  const { query, operationName = null } = asked
  const { input } = asked.variables
  if (!isObject(input) || Object.keys(asked.variables).length !== 1) return undefined
  const named = (name: string): boolean => operationName === null || operationName === name
  switch (query) {
    case INTERNAL_DOCUMENTS.locate:
      return named('Locate') ? asQuestion('locate', readLocate(input)) : undefined
    case INTERNAL_DOCUMENTS.locateByKeys:
      return named('LocateByKeys') ? asQuestion('locateByKeys', readByKeys(input)) : undefined
    case INTERNAL_DOCUMENTS.locateByIds:
      return named('LocateByIds') ? asQuestion('locateByIds', readByIds(input)) : undefined
    default:
      return undefined
  }
}

const asQuestion = <Field extends string, Input>(field: Field, input: Input | undefined) => input && { field, input }

type Members = Readonly<Record<string, unknown>>
const REQUEST = new Set(['query', 'operationName', 'variables'])
const LOCATE = new Set(['kind', 'filter', 'orderBy', 'descending', 'backward', 'after', 'first', 'summary', 'related'])
const BY_KEYS = new Set(['caseKeys', 'summary', 'related'])
const BY_IDS = new Set(['kind', 'ids', 'summary', 'related'])
const FILTER = new Set(['field', 'in', 'from', 'to'])
const RELATED = new Set(['relation', 'fields'])
const KINDS: ReadonlySet<unknown> = new Set(RECORD_KIND_NAMES)
/** GraphQL's Int. */
const LARGEST_INT = 2_147_483_647

function readLocate(input: Members): LocateInput | undefined {
  const { kind, filter, orderBy, descending, backward, after, first, summary, related } = input
  if (!hasOnly(input, LOCATE) || !isKind(kind) || !isFilters(filter) || !isTexts(summary) || !isRelated(related)) return undefined
  if (!isOptionalText(orderBy) || !isOptionalText(after)) return undefined
  if (typeof descending !== 'boolean' || typeof backward !== 'boolean' || !isInt(first)) return undefined
  return {
    kind,
    filter: filter.map(readFilter),
    orderBy: orderBy ?? undefined,
    descending,
    backward,
    after: after ?? undefined,
    first,
    summary,
    related,
  }
}

function readByKeys(input: Members): LocateByKeysInput | undefined {
  const { caseKeys, summary, related } = input
  return hasOnly(input, BY_KEYS) && isTexts(caseKeys) && isTexts(summary) && isRelated(related) ? { caseKeys, summary, related } : undefined
}

function readByIds(input: Members): LocateByIdsInput | undefined {
  const { kind, ids, summary, related } = input
  return hasOnly(input, BY_IDS) && isKind(kind) && isTexts(ids) && isTexts(summary) && isRelated(related)
    ? { kind, ids, summary, related }
    : undefined
}

const isObject = (value: unknown): value is Members => typeof value === 'object' && value !== null && !Array.isArray(value)
const hasOnly = (value: Members, names: ReadonlySet<string>): boolean => Object.keys(value).every((name) => names.has(name))
const isText = (value: unknown): value is string => typeof value === 'string'
const isOptionalText = (value: unknown): value is string | null | undefined => value === undefined || value === null || isText(value)
const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText)
const isKind = (value: unknown): value is RecordKindName => KINDS.has(value)
const isInt = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value <= LARGEST_INT && value >= -LARGEST_INT - 1

const isFilters = (value: unknown): value is readonly WrittenFilter[] =>
  Array.isArray(value) &&
  value.every(
    (filter: unknown) =>
      isObject(filter) &&
      hasOnly(filter, FILTER) &&
      isText(filter.field) &&
      (filter.in === undefined || filter.in === null || isTexts(filter.in)) &&
      isOptionalText(filter.from) &&
      isOptionalText(filter.to),
  )

const isRelated = (value: unknown): value is readonly RelatedWanted[] =>
  Array.isArray(value) &&
  value.every((related: unknown) => isObject(related) && hasOnly(related, RELATED) && isText(related.relation) && isTexts(related.fields))
