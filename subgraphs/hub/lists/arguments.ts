import { fieldOf, HubError, isCode, type LocateFilter, type RecordKindName } from '../../../schema/index.ts'
import type { Directory } from '../directory.ts'

/** Arguments of every list, as GraphQL hands them over. */
export interface ListArguments {
  readonly filter?: Readonly<Record<string, unknown>> | null | undefined
  readonly orderBy?: { readonly field: string; readonly direction: 'ASC' | 'DESC' } | null | undefined
  readonly first?: number | null | undefined
  readonly after?: string | null | undefined
  readonly last?: number | null | undefined
  readonly before?: string | null | undefined
}

/** Which page is wanted. */
export interface Paging {
  readonly size: number
  readonly backward: boolean
  readonly cursor: string | undefined
}

const DEFAULT_SIZE = 20
const LARGEST_SIZE = 100

const bad = (argument: string, problem: string): never => {
  throw new HubError('BAD_ARGUMENT', { argument, problem })
}

/** @throws {HubError} BAD_ARGUMENT where forward and backward are mixed, or the page is too large */
export function readPaging({ first, after, last, before }: ListArguments): Paging {
  const backward = last != null || before != null
  if (backward && (first != null || after != null))
    return bad('first, after', 'cannot be combined with last or before; read one way at a time')
  const size = (backward ? last : first) ?? DEFAULT_SIZE
  if (size < 1 || size > LARGEST_SIZE) return bad(backward ? 'last' : 'first', `is a number from 1 to ${LARGEST_SIZE}`)
  return { size, backward, cursor: (backward ? before : after) ?? undefined }
}

/** @throws {HubError} BAD_ARGUMENT for an agency that is not there, a code that its list does not have, or a date that is none */
export function readFilter(
  kind: RecordKindName,
  written: ListArguments['filter'],
  directory: Directory,
): { readonly agencies?: readonly string[]; readonly filter: readonly LocateFilter[] } {
  const { agencies, ...fields } = written ?? {}
  const filter = Object.entries(fields).flatMap(([field, test]) => (test == null ? [] : readTest(kind, field, test, directory)))
  return isTexts(agencies) ? { agencies: agencies.map((agency) => knownAgency(agency, directory)), filter } : { filter }
}

function readTest(kind: RecordKindName, field: string, test: unknown, directory: Directory): readonly LocateFilter[] {
  const definition = fieldOf(directory.vocabulary, kind, field)
  const argument = `filter.${field}`
  if (!definition) return bad(argument, `${kind} has no such field`)
  if (typeof test === 'boolean') return [{ field, in: [String(test)] }]
  if (isTexts(test)) {
    const { codes } = definition
    const unknown = codes === undefined ? undefined : test.findIndex((code) => !isCode(codes, code))
    // The code itself is the asker's text and stays out of the message.
    if (unknown !== undefined && unknown >= 0) return bad(argument, `entry ${unknown + 1} is no code of the list ${codes}; see codeLists`)
    if (test.length === 0 || test.length > 200) return bad(argument, 'takes 1 to 200 codes')
    return [{ field, in: test }]
  }
  const { from, to } = test as { readonly from?: string | null; readonly to?: string | null } // the input type DateRange
  if (from == null && to == null) return []
  for (const date of [from, to]) if (date != null && !isDate(date)) return bad(argument, 'takes dates like 2025-03-01, 2025-03 or 2025')
  return [{ field, ...(from == null ? {} : { from: firstDay(from) }), ...(to == null ? {} : { to: lastDay(to) }) }]
}

const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every((item) => typeof item === 'string')

const knownAgency = (agency: string, directory: Directory): string =>
  directory.agencies.some((described) => described.agency === agency)
    ? agency
    : bad('filter.agencies', 'names an agency that is not in `agencies`')

const isDate = (date: string): boolean =>
  /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/.test(date) && !Number.isNaN(Date.parse(firstDay(date)))

/** A year or month means all its days. */
const firstDay = (date: string): string => date + '-01-01'.slice(date.length - 4)
function lastDay(date: string): string {
  if (date.length === 10) return date
  if (date.length === 4) return `${date}-12-31`
  const [year, month] = date.split('-').map(Number)
  return `${date}-${String(new Date(Date.UTC(year ?? 0, month ?? 0, 0)).getUTCDate()).padStart(2, '0')}`
}
