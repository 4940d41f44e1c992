import type { DateFormat } from '../../schema/index.ts'
import { typeClass } from './column-type.ts'
import type { ReadColumn } from './match-field.ts'
import type { CellShape, ColumnProfile } from './types.ts'

export interface GuessedDates {
  readonly formats: readonly DateFormat[]
  readonly evidence: string
  readonly isSure: boolean
}

/** Shapes of cells and the written forms that they can be; of two, the first unless a number above 12 says otherwise. */
const SHAPES: Readonly<Record<string, readonly [DateFormat] | readonly [DateFormat, DateFormat]>> = {
  '9999-99-99': ['yyyy-MM-dd'],
  '9999-99-99 99:99:99': ['yyyy-MM-dd HH:mm:ss'],
  '9999-99-99a99:99:99': ['yyyy-MM-dd HH:mm:ss'],
  '99/99/9999': ['dd/MM/yyyy', 'MM/dd/yyyy'],
  '9/99/9999': ['dd/MM/yyyy', 'MM/dd/yyyy'],
  '99/9/9999': ['dd/MM/yyyy', 'MM/dd/yyyy'],
  '9/9/9999': ['dd/MM/yyyy', 'MM/dd/yyyy'],
  '99-99-9999': ['dd-MM-yyyy'],
  '9-9-9999': ['dd-MM-yyyy'],
  '99.99.9999': ['dd.MM.yyyy'],
  '9999.99.99': ['yyyy.MM.dd'],
  '9999/99/99': ['yyyy/MM/dd'],
  '99999999': ['yyyyMMdd'],
  '99/99/99': ['dd/MM/yy'],
  '99-99-99': ['dd-MM-yy'],
  '99/9999': ['MM/yyyy'],
  '9999-99': ['yyyy-MM'],
  '9999': ['yyyy'],
  '99999': ['excel'],
}
const WORDS = /^9{1,2}(?: a{2})? a+\.?(?: a{2})? 9{4}$/
/** A form met in fewer cells than this share is a slip of the pen; the person who checks will see it as an impossible date. */
const LEAST_SHARE = 0.01

/** The written forms of a date column: by its type, else by the shapes of its cells, else a list to choose from. */
export const guessDates = (column: ReadColumn, profile: ColumnProfile | undefined): GuessedDates => {
  if (typeClass(column.type) === 'date') return { formats: ['native'], evidence: `type ${column.type.slice(0, 40)}`, isSure: true }
  const shapes = profile?.shapes ?? []
  const seen = shapes.reduce((sum, { count }) => sum + count, 0)
  const formats = new Set<DateFormat>()
  const seenForms: string[] = []
  let isSure = true
  for (const shape of shapes) {
    const written = WORDS.test(shape.shape) ? (['d MMMM yyyy'] as const) : SHAPES[shape.shape]
    if (!written || shape.count / seen < LEAST_SHARE) continue
    const chosen = dayOrMonth(written, shape)
    formats.add(chosen.format)
    seenForms.push(shape.shape)
    isSure &&= chosen.isSure
  }
  if (formats.size > 0)
    return {
      formats: [...formats].slice(0, 6),
      evidence: `cells look like ${seenForms.slice(0, 4).join(', ')}`,
      isSure,
    }
  if (typeClass(column.type) === 'number') return { formats: ['yyyyMMdd', 'yyyy'], evidence: 'a number', isSure: false }
  return { formats: ['yyyy-MM-dd', 'dd/MM/yyyy', 'dd-MM-yyyy'], evidence: 'no cells were looked at', isSure: false }
}

function dayOrMonth(
  [first, second]: readonly [DateFormat, DateFormat?],
  { firstOver12, secondOver12 }: CellShape,
): { format: DateFormat; isSure: boolean } {
  if (second === undefined) return { format: first, isSure: true }
  if (secondOver12 > firstOver12) return { format: second, isSure: firstOver12 === 0 }
  return { format: first, isSure: firstOver12 > 0 && secondOver12 === 0 }
}
