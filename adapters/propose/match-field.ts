import { fieldOf, type RecordKindName, vocabulary } from '../../schema/index.ts'
import type { IntrospectedColumn } from '../types.ts'
import { typeClass, typeFit } from './column-type.ts'
import { FIELD_RULES, type FieldRule } from './field-rules.ts'
import type { Meaning } from './lexicon/index.ts'
import { type NameWord, readName } from './read-name.ts'

/** A column whose name was read; or a member of a JSON document, which has a name of its own inside the column `document`. */
export interface ReadColumn extends IntrospectedColumn {
  readonly words: readonly NameWord[]
  readonly document?: string
}

export interface FieldMatch {
  readonly field: string
  readonly column: ReadColumn
  readonly score: number
}

/** Meanings that speak of somebody or something else than the record: a judge's name is not the victim's. */
const FOREIGN: ReadonlySet<Meaning> = new Set([
  'MOTHER',
  'FATHER',
  'GUARDIAN',
  'OFFICER',
  'USER',
  'UPDATED',
  'FILE',
  'DEATH',
  'OTHERDATE',
  'HEALTH',
  'EXPECTED',
  'COURT',
  'FACTS',
] satisfies Meaning[])
/** In a record of one person, words about the other side. */
const OTHER_SIDE: Partial<Readonly<Record<RecordKindName, ReadonlySet<Meaning>>>> = {
  VictimRecord: new Set(['PERPETRATOR', 'RECRUITER'] satisfies Meaning[]),
  PerpetratorRecord: new Set(['VICTIM'] satisfies Meaning[]),
}
const UNKNOWN_WEIGHT = 0.5
const OTHER_WEIGHT = 0.7
const FOREIGN_WEIGHT = 3
const NEUTRAL_WEIGHT = 0.1

/** The words of a column; a comment in the catalogue is read where the name itself says nothing. */
export const readColumn = (column: IntrospectedColumn): ReadColumn => {
  const named = readName(column.name)
  const isTelling = named.some(({ meanings }) => meanings.size > 0)
  const words = isTelling || column.comment === undefined ? named : readName(column.comment.slice(0, 60))
  return { ...column, words }
}

/** How well a column's name and type fit a field of a kind, 0 to 1. `neutral`: meanings of the table itself, which add nothing. */
const matchField = (kind: RecordKindName, field: string, column: ReadColumn, neutral: ReadonlySet<Meaning>): number => {
  const definition = fieldOf(vocabulary, kind, field)
  const rules = FIELD_RULES.get(kind)?.get(field)
  if (!definition || !rules) return 0
  // Documents of identity are read from columns only.
  if (definition.type === 'documents' && column.document !== undefined) return 0
  const fit = typeFit(column.type, definition.type, definition.list === true)
  if (fit === 0) return 0
  // Where a shelter is must not become anybody's address.
  if (field === 'address' && column.words.some(({ meanings }) => meanings.has('SHELTER'))) return 0
  const isDated = column.words.some(({ meanings }) => meanings.has('DATE') && !meanings.has('AGE'))
  if (isDated && definition.type !== 'date' && definition.type !== 'int') return 0
  const isDate = definition.type === 'date' && typeClass(column.type) === 'date'
  return fit * Math.max(0, ...rules.map((rule) => matchRule(rule, column.words, { neutral, foreign: OTHER_SIDE[kind] ?? NONE, isDate })))
}

const NONE: ReadonlySet<Meaning> = new Set()

interface Surroundings {
  readonly neutral: ReadonlySet<Meaning>
  readonly foreign: ReadonlySet<Meaning>
  /** The column's type says that it is a date. */
  readonly isDate: boolean
}

function matchRule(rule: FieldRule, words: readonly NameWord[], { neutral, foreign, isDate }: Surroundings): number {
  let certainty = 1
  for (const need of rule.needs) {
    const holding = words.filter(({ meanings }) => meanings.has(need))
    // A column of type date says so without a word.
    if (holding.length === 0 && !(need === 'DATE' && isDate)) return 0
    if (holding.length > 0) certainty = Math.min(certainty, Math.max(...holding.map((word) => word.certainty)))
  }
  let covered = 0
  let uncovered = 0
  for (const { meanings } of words) {
    if ([...meanings].some((meaning) => rule.may.has(meaning))) covered += 1
    else if (meanings.size === 0) uncovered += UNKNOWN_WEIGHT
    else if ([...meanings].some((meaning) => neutral.has(meaning))) uncovered += NEUTRAL_WEIGHT
    else uncovered += [...meanings].some((meaning) => FOREIGN.has(meaning) || foreign.has(meaning)) ? FOREIGN_WEIGHT : OTHER_WEIGHT
  }
  // More meanings met tell more.
  const detail = Math.min(1, 0.94 + 0.03 * rule.needs.length)
  return rule.weight * certainty * detail * (covered / (covered + uncovered || 1))
}

/**
 * Fields by the meaning without which no rule of theirs holds, so that half a million columns are read in seconds: most of them speak of
 * nothing that a kind knows.
 */
const BY_MEANING: ReadonlyMap<RecordKindName, ReadonlyMap<Meaning, readonly string[]>> = new Map(
  [...FIELD_RULES].map(([kind, fields]) => {
    const pairs = [...fields].flatMap(([field, rules]) =>
      rules.map(({ needs }): { readonly field: string; readonly need: Meaning } => ({
        field,
        need: needs.find((need) => need !== 'DATE') ?? 'DATE',
      })),
    )
    return [
      kind,
      new Map([...Map.groupBy(pairs, ({ need }) => need)].map(([need, held]) => [need, [...new Set(held.map(({ field }) => field))]])),
    ]
  }),
)

/** Every field of a kind that the columns may hold, best first; at an equal score in the order of the rules. */
export const matchesFor = (kind: RecordKindName, columns: readonly ReadColumn[], neutral: ReadonlySet<Meaning>): readonly FieldMatch[] => {
  const order = [...(FIELD_RULES.get(kind)?.keys() ?? [])]
  return columns
    .flatMap((column) =>
      candidatesFor(kind, column).map((field): FieldMatch => ({ field, column, score: matchField(kind, field, column, neutral) })),
    )
    .filter(({ score }) => score >= LEAST)
    .toSorted((a, b) => b.score - a.score || order.indexOf(a.field) - order.indexOf(b.field))
}

function candidatesFor(kind: RecordKindName, { words, type }: ReadColumn): readonly string[] {
  const index = BY_MEANING.get(kind)
  const fields = new Set<string>()
  for (const { meanings } of words) for (const meaning of meanings) for (const field of index?.get(meaning) ?? []) fields.add(field)
  if (typeClass(type) === 'date') for (const field of index?.get('DATE') ?? []) fields.add(field)
  return [...fields]
}

/** Below this a proposal would cost a reader more than it tells. */
export const LEAST = 0.4
