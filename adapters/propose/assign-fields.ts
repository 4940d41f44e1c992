import type { Meaning } from './lexicon/index.ts'
import type { FieldMatch } from './match-field.ts'

/** Fields that are read from one column together: what somebody is a citizen of also says whether she is foreign. */
const TOGETHER: readonly (readonly [string, string])[] = [
  ['nationalityGroup', 'citizenships'],
  ['periodFrom', 'periodTo'],
]
/** Several columns of these make one field. */
const SEVERAL: ReadonlySet<string> = new Set(['names', 'idDocuments'])

const speaks = ({ words }: FieldMatch['column'], meaning: Meaning): boolean => words.some(({ meanings }) => meanings.has(meaning))
const mayShare = (a: string, b: string): boolean => TOGETHER.some((pair) => pair.includes(a) && pair.includes(b))

/** One column to a field and one field to a column, the best matches first. `names` and `idDocuments` may take several columns. */
export const assignFields = (matches: readonly FieldMatch[]): ReadonlyMap<string, readonly FieldMatch[]> => {
  // Where a person's country stands in a column of its own, `nationality` only says whether she is foreign.
  const hasCountry = matches.some(({ field, column }) => field === 'citizenships' && !speaks(column, 'NATIONALITY'))
  const hasNationality = matches.some(({ field }) => field === 'nationalityGroup')
  const byField = new Map<string, FieldMatch[]>()
  const byColumn = new Map<string, string[]>()
  for (const match of matches) {
    const held = byField.get(match.field) ?? []
    const taken = byColumn.get(match.column.name) ?? []
    if (hasCountry && hasNationality && match.field === 'citizenships' && speaks(match.column, 'NATIONALITY')) continue
    if (held.length > 0 && !SEVERAL.has(match.field)) continue
    if (held.length > 3 || taken.some((field) => !mayShare(field, match.field))) continue
    byField.set(match.field, [...held, match])
    byColumn.set(match.column.name, [...taken, match.field])
  }
  return byField
}
