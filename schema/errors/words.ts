import type { Language, TetumReview } from '../codes/types.ts'
import { HUB_ERRORS, type HubErrorCode, type HubErrorDetail } from './catalogue.ts'
import type { ErrorEntry } from './types.ts'

/** An error in words: the text, the language that it is in (English where the asked one has none), and the mark of Tetum words. */
export interface ErrorWords {
  readonly text: string
  readonly language: Language
  readonly review?: TetumReview
}

/** Longest detail that is shown; the rest is cut, for a message is no way out for data. `problems` lists what a whole file has wrong. */
const LONGEST = 200
const LONGEST_LIST = 4_000

/** Control characters, line and paragraph separators and direction marks, which can forge a line of a log or a terminal. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu
const UNSAFE_BUT_NEWLINE = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/**
 * Makes the message of an error from its template and details, in a language.
 *
 * @param details as the code's `HubErrorDetails`; a missing one is shown as its name in braces
 * @example errorWords('AGENCY_TIMEOUT', { agency: 'pgr', timeoutMs: 2000 }, 'pt').text // pgr não respondeu a tempo.
 */
export function errorWords(code: HubErrorCode, details: Readonly<Record<string, HubErrorDetail>>, language: Language = 'en'): ErrorWords {
  const { words, tetReview }: ErrorEntry = HUB_ERRORS[code]
  const template = words[language]
  if (template === undefined) return errorWords(code, details, 'en')

  const text = template.replaceAll(/\{(\w+)\}/g, (braces, name: string) => {
    const detail = Object.hasOwn(details, name) ? details[name] : undefined
    return detail === undefined ? braces : String(safeDetail(name, detail))
  })
  return language === 'tet' ? { text, language, review: tetReview } : { text, language }
}

/** A detail without control characters and of bounded length; numbers stay as they are. */
export const safeDetail = (name: string, detail: HubErrorDetail): HubErrorDetail => {
  if (typeof detail === 'number') return detail
  const [unsafe, longest] = name === 'problems' ? [UNSAFE_BUT_NEWLINE, LONGEST_LIST] : [UNSAFE, LONGEST]
  const text = String(detail).replaceAll(unsafe, ' ')
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}
