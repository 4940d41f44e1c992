import type { DatabaseSync } from 'node:sqlite'
import { DATE_FORMATS, type DateFormat } from '../../schema/index.ts'
import { SQLITE_FUNCTIONS } from '../compile/dialect-sqlite.ts'
import { parseDate } from '../values/dates.ts'
import type { MonthLanguage } from '../values/months.ts'
import { foldText } from '../values/text.ts'

const isFormat = (text: string): text is DateFormat => DATE_FORMATS.some((format) => format === text)
const isMonths = (text: unknown): text is MonthLanguage => text === 'en' || text === 'pt' || text === 'tet' || text === 'id'

/** Adds the decoder's own functions, so that SQL and decoder read alike. */
export const addFunctions = (db: DatabaseSync): void => {
  const formatsOf = new Map<string, readonly DateFormat[]>()
  db.function(SQLITE_FUNCTIONS.isoDate, { deterministic: true }, (text, formats, months) => {
    if (typeof text !== 'string' || typeof formats !== 'string' || !isMonths(months)) return null
    const known = formatsOf.get(formats) ?? formats.split('|').filter(isFormat)
    formatsOf.set(formats, known)
    return parseDate(text, known, months)
  })
  db.function(SQLITE_FUNCTIONS.fold, { deterministic: true }, (text) => (typeof text === 'string' ? foldText(text) : null))
  db.function(SQLITE_FUNCTIONS.split, { deterministic: true }, (text, separator) =>
    typeof text === 'string' && typeof separator === 'string' ? JSON.stringify(text.split(separator)) : '[]',
  )
}
