import { type IsoDate, partsOf } from './calendar.ts'
import type { Held, HeldDocument, HeldKind, HeldName } from './holdings/held.ts'

/** Shared code -> the institution's own words for it. With several words, the row's mark chooses: clerks do not agree. */
export type Words = Readonly<Record<string, readonly [string, ...string[]]>>

/** Records of one kind, in the order in which they were entered. */
export const ofKind = (records: readonly Held[], kind: HeldKind): Held[] => records.filter((record) => record.kind === kind)

/** A field that is a text or not recorded. */
export function textOf(record: Held, field: string): string | null {
  const value = record.fields[field]
  return typeof value === 'string' ? value : null
}

export function numberOf(record: Held, field: string): number | null {
  const value = record.fields[field]
  return typeof value === 'number' ? value : null
}

export function booleanOf(record: Held, field: string): boolean | null {
  const value = record.fields[field]
  return typeof value === 'boolean' ? value : null
}

/** A list of codes; empty where nothing is recorded. */
export function codesOf(record: Held, field: string): string[] {
  const value = record.fields[field]
  return Array.isArray(value) ? value.filter((code): code is string => typeof code === 'string') : []
}

/** The text of the name of one type, where the record has it. */
export function nameOf(record: Held, type = 'CIV'): string | null {
  const value = record.fields.names
  if (!Array.isArray(value)) return null
  return value.find((name): name is HeldName => typeof name === 'object' && name.type === type)?.text ?? null
}

/** The number of the identity document of one type, where the record has it. */
export function documentOf(record: Held, type: string): string | null {
  const value = record.fields.idDocuments
  if (!Array.isArray(value)) return null
  return (
    value.find((document): document is HeldDocument => typeof document === 'object' && 'number' in document && document.type === type)
      ?.number ?? null
  )
}

/** The first key column. */
export const keyOf = (record: { readonly key: readonly string[] }): string => record.key[0] ?? ''

/**
 * The institution's word for a code.
 *
 * @throws {Error} when it has none: every code that an institution states must be writable in its own language
 */
export function wordFor(words: Words, code: string, mark: number): string {
  const own = words[code]
  if (!own) throw new Error(`no word for the code ${code}`)
  return own[mark % own.length] ?? own[0]
}

/** The word for a code field; the source's own word where it has no shared code; null where nothing is recorded. */
export function wordOf(record: Held, field: string, words: Words): string | null {
  const raw = record.unmapped[field]
  if (raw !== undefined) return raw
  const code = textOf(record, field) ?? codesOf(record, field)[0] ?? null
  return code === null ? null : wordFor(words, code, record.mark)
}

/** `2023-02-03` -> `03/02/2023`, with another separator where given. */
export const dayFirst = (date: IsoDate, separator = '/'): string =>
  `${date.slice(8, 10)}${separator}${date.slice(5, 7)}${separator}${date.slice(0, 4)}`

/** The same with a two-digit year: `03-02-23`. */
export const dayFirstShort = (date: IsoDate, separator = '-'): string =>
  `${date.slice(8, 10)}${separator}${date.slice(5, 7)}${separator}${date.slice(2, 4)}`

const ENGLISH_MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** `3 February 2023`. */
export function inEnglish(date: IsoDate): string {
  const { year, month, day } = partsOf(date)
  return `${day} ${ENGLISH_MONTHS[month - 1]} ${year}`
}
