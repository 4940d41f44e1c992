import { fieldOf, type RecordKindName, vocabulary } from '../../schema/index.ts'
import { FIELD_RULES } from './field-rules.ts'
import { mapCode } from './map-codes.ts'
import { type FieldMatch, LEAST, type ReadColumn } from './match-field.ts'
import type { ColumnProfile } from './types.ts'

type ProfileOf = (column: ReadColumn) => ColumnProfile | undefined

/** A NUC in any of its written forms: `0062/18.PDSUA`, `62/2018-PDSUA`. */
const NUC_SHAPE = /^9{1,5}\/9{2,4}[. -]?a{2,6}$/
const LEAST_SHARE = 0.8
/** What values tell without the name: two codes or more that a list knows. A yes or a no alone says nothing of what was asked. */
const LEAST_KNOWN = 2
const ANY_LIST: ReadonlySet<string> = new Set(['consent-state', 'age-group'])

/** Fields that the cells speak of, whatever the columns are called: codes of a shared list, and numbers in the form of a NUC. */
export const matchValues = (kind: RecordKindName, columns: readonly ReadColumn[], profileOf: ProfileOf): readonly FieldMatch[] =>
  columns.flatMap((column): readonly FieldMatch[] => {
    const profile = profileOf(column)
    if (!profile) return []
    return [...(FIELD_RULES.get(kind)?.keys() ?? [])].flatMap((field): FieldMatch[] => {
      const score = field === 'nuc' ? nucScore(profile) : codeScore(kind, field, profile)
      return score >= LEAST ? [{ field, column, score }] : []
    })
  })

function nucScore({ shapes = [] }: ColumnProfile): number {
  const all = shapes.reduce((sum, { count }) => sum + count, 0)
  const nuc = shapes.filter(({ shape }) => NUC_SHAPE.test(shape)).reduce((sum, { count }) => sum + count, 0)
  return all > 0 && nuc / all >= LEAST_SHARE ? 0.93 : 0
}

function codeScore(kind: RecordKindName, field: string, { values = [] }: ColumnProfile): number {
  const list = fieldOf(vocabulary, kind, field)?.codes
  if (list === undefined || ANY_LIST.has(list) || values.length < LEAST_KNOWN) return 0
  const all = values.reduce((sum, { count }) => sum + count, 0)
  const known = values.flatMap(({ value, count }) => {
    const { target, score } = mapCode(list, value)
    return target === '' || score < 0.7 ? [] : [{ target, count }]
  })
  const share = known.reduce((sum, { count }) => sum + count, 0) / all
  return share >= LEAST_SHARE && new Set(known.map(({ target }) => target)).size >= LEAST_KNOWN ? 0.45 + 0.2 * share : 0
}
