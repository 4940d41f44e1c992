import { type Conversion, canonicalNuc } from '../../schema/index.ts'
import { parseDate } from './dates.ts'
import { readInt, readMoney, readMonths } from './measures.ts'
import { readName } from './names.ts'
import { visibleText } from './text.ts'

/** A code that the agency's map does not know; never a guess. */
export const UNMAPPED = Symbol('unmapped')

/** One conversion, applied to recorded text. Null: there is no such value (an impossible date, a number that is none). */
export const convertText = (text: string, conversion: Conversion, precisionCode: string | null): string | null | typeof UNMAPPED => {
  switch (conversion.to) {
    case 'text':
      return visibleText(text)
    case 'code':
      return conversion.codes.toShared.get(text) ?? UNMAPPED
    case 'date': {
      const date = parseDate(text, conversion.formats, conversion.months)
      const precision = precisionCode === null ? undefined : conversion.precision?.codes.get(precisionCode)
      return date === null ? null : date.slice(0, LENGTHS[precision ?? 'day'])
    }
    case 'nuc':
      return canonicalNuc(text)
    case 'yes-no':
      return conversion.yes.has(text) ? 'true' : conversion.no.has(text) ? 'false' : null
    case 'int':
      return readInt(text)
    case 'money':
      return readMoney(text)
    case 'months':
      return readMonths(text)
    case 'name':
      return readName(visibleText(text) ?? '', conversion.form) || null
  }
}

/** Length of an ISO date by its precision. */
const LENGTHS = { day: 10, month: 7, year: 4 }
