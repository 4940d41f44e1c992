import type { DateFormat } from '../../schema/index.ts'
import { type MonthLanguage, monthNumbers } from './months.ts'
import { foldText } from './text.ts'

/**
 * How one written form is taken apart. Data, because SQL takes dates apart by the same table: `pattern` is in the syntax that
 * JavaScript, PostgreSQL and MySQL share. Places count from 1.
 */
export type DateShape =
  /** Parts between separators; a time may follow after a blank. */
  | {
      readonly by: 'separator'
      readonly pattern: string
      readonly separator: string
      readonly year: number
      readonly month: number
      readonly day?: number
    }
  /** Parts at fixed places. */
  | { readonly by: 'place'; readonly pattern: string; readonly year: number; readonly month?: number; readonly day?: number }
  /** `14 de março de 2023`, `14 Mar 2023`. */
  | { readonly by: 'words'; readonly pattern: string }
  /** Days since 1899-12-30, as spreadsheets count. */
  | { readonly by: 'serial'; readonly pattern: string }

const two = '[0-9]{1,2}'
const four = '[0-9]{4}'
const time = '( .*)?$'
const separated = (
  separator: string,
  places: { readonly year: number; readonly month: number; readonly day: number },
  year = four,
): DateShape => {
  const parts = [1, 2, 3].map((place) => (place === places.year ? year : two))
  return { by: 'separator', separator, pattern: `^${parts.join(separator === '.' ? '[.]' : separator)}${time}`, ...places }
}
const DMY = { day: 1, month: 2, year: 3 }
const YMD = { year: 1, month: 2, day: 3 }
const iso: DateShape = { by: 'place', pattern: `^${four}-[0-9]{2}-[0-9]{2}([ T].*)?$`, year: 1, month: 6, day: 9 }
const words: DateShape = { by: 'words', pattern: `^${two} [^ ]+ ${four}${time}` }

export const DATE_SHAPES: Readonly<Record<DateFormat, DateShape>> = {
  native: iso,
  'yyyy-MM-dd': iso,
  'yyyy-MM-dd HH:mm:ss': iso,
  'dd/MM/yyyy': separated('/', DMY),
  'MM/dd/yyyy': separated('/', { month: 1, day: 2, year: 3 }),
  'dd-MM-yyyy': separated('-', DMY),
  'dd.MM.yyyy': separated('.', DMY),
  'yyyy.MM.dd': separated('.', YMD),
  'yyyy/MM/dd': separated('/', YMD),
  yyyyMMdd: { by: 'place', pattern: '^[0-9]{8}$', year: 1, month: 5, day: 7 },
  'dd/MM/yy': separated('/', DMY, '[0-9]{2}'),
  'dd-MM-yy': separated('-', DMY, '[0-9]{2}'),
  'd MMMM yyyy': words,
  'd MMM yyyy': words,
  'MM/yyyy': { by: 'separator', separator: '/', pattern: `^${two}/${four}$`, month: 1, year: 2 },
  'yyyy-MM': { by: 'place', pattern: `^${four}-[0-9]{2}$`, year: 1, month: 6 },
  yyyy: { by: 'place', pattern: `^${four}$`, year: 1 },
  excel: { by: 'serial', pattern: '^[0-9]{2,6}([.][0-9]*)?$' },
}

/** Whether the written form may give a month or a year alone. */
export const isReduced = (format: DateFormat): boolean => format === 'MM/yyyy' || format === 'yyyy-MM' || format === 'yyyy'

/** Two-digit years up to 29 are 20xx, later ones 19xx: the rule of the spreadsheets that such dates come from. */
export const CENTURY_TURNS_AT = '29'

/** Serial numbers below are in the two months that spreadsheets count wrongly; none above is a date of this millennium. */
export const SERIALS = { first: 61, last: 401_768 }

/**
 * Reads a written date.
 *
 * @param text trimmed
 * @param formats tried in order
 * @returns ISO date of the precision that is written, or null where it is none of these forms or no real day
 */
export const parseDate = (text: string, formats: readonly DateFormat[], months: MonthLanguage): string | null => {
  const known = parsedBy(formats, months)
  const before = known.get(text)
  if (before !== undefined) return before
  const date = formats.reduce<string | null>((found, format) => found ?? parseShape(text, DATE_SHAPES[format], months), null)
  if (known.size >= MOST_KNOWN) known.clear()
  known.set(text, date)
  return date
}

/** Days repeat over and over: reading one again is a look-up. Dates alone stand here, not whose they are. */
const parsed = new WeakMap<readonly DateFormat[], Map<MonthLanguage, Map<string, string | null>>>()
const MOST_KNOWN = 5_000

const parsedBy = (formats: readonly DateFormat[], months: MonthLanguage): Map<string, string | null> => {
  const byLanguage = parsed.get(formats) ?? new Map<MonthLanguage, Map<string, string | null>>()
  parsed.set(formats, byLanguage)
  const known = byLanguage.get(months) ?? new Map<string, string | null>()
  byLanguage.set(months, known)
  return known
}

const compiled = new Map<string, RegExp>()
const patternOf = (pattern: string): RegExp => {
  const known = compiled.get(pattern) ?? new RegExp(pattern)
  compiled.set(pattern, known)
  return known
}
const monthsOf = { en: monthNumbers('en'), pt: monthNumbers('pt'), tet: monthNumbers('tet'), id: monthNumbers('id') }

function parseShape(written: string, shape: DateShape, months: MonthLanguage): string | null {
  const text = shape.by === 'words' ? plainWords(written) : written
  if (!patternOf(shape.pattern).test(text)) return null
  switch (shape.by) {
    case 'place':
      return real(text.slice(shape.year - 1, shape.year + 3), at(text, shape.month), at(text, shape.day))
    case 'separator': {
      const parts = (text.split(' ', 1)[0] ?? '').split(shape.separator)
      const part = (place: number | undefined): string | undefined => (place === undefined ? undefined : parts[place - 1]?.padStart(2, '0'))
      return real(fullYear(part(shape.year) ?? ''), part(shape.month), part(shape.day))
    }
    case 'words': {
      const [day = '', month = '', year = ''] = text.split(' ')
      const number = monthsOf[months].get(foldText(month))
      return number === undefined ? null : real(year, number, day.padStart(2, '0'))
    }
    case 'serial': {
      const serial = Number.parseInt(text, 10)
      if (serial < SERIALS.first || serial > SERIALS.last) return null
      return new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000).toISOString().slice(0, 10)
    }
  }
}

const at = (text: string, place: number | undefined): string | undefined =>
  place === undefined ? undefined : text.slice(place - 1, place + 1)

const fullYear = (year: string): string => (year.length === 4 ? year : `${year <= CENTURY_TURNS_AT ? '20' : '19'}${year}`)

/** Without the `de` of Portuguese and the dots of abbreviations. */
const plainWords = (text: string): string => text.replaceAll('.', '').replaceAll(' de ', ' ').replaceAll(' DE ', ' ')

const leapYear = '([1-9][0-9](0[48]|[2468][048]|[13579][26])|([2468][048]|[13579][26])00)'
const dayOfMonth = '(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8])'

/** Real days, months and years in ISO form, in the syntax that JavaScript, PostgreSQL and MySQL share; SQL checks by the same texts. */
export const REAL = {
  day: `^([1-9][0-9]{3}-(${dayOfMonth})|${leapYear}-02-29)$`,
  month: '^[1-9][0-9]{3}-(0[1-9]|1[0-2])$',
  year: '^[1-9][0-9]{3}$',
} as const

function real(year: string, month?: string, day?: string): string | null {
  const date = [year, month, day].filter((part) => part !== undefined).join('-')
  return patternOf(REAL[month === undefined ? 'year' : day === undefined ? 'month' : 'day']).test(date) ? date : null
}
