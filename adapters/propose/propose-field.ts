import {
  type CodeListName,
  type ColumnReader,
  type FieldDefinition,
  type FieldMapping,
  fieldOf,
  type RecordKindName,
  vocabulary,
} from '../../schema/index.ts'
import { typeClass } from './column-type.ts'
import { guessDates } from './date-formats.ts'
import { knownShare, mapCodes } from './map-codes.ts'
import type { FieldMatch, ReadColumn } from './match-field.ts'
import type { ColumnProfile, FieldProposal, ProposedCode } from './types.ts'

type ProfileOf = (column: ReadColumn) => ColumnProfile | undefined

/** One field with how its column(s) are to be read. */
export const proposeField = (
  kind: RecordKindName,
  field: string,
  matches: readonly FieldMatch[],
  profileOf: ProfileOf,
): FieldProposal | undefined => {
  const definition = fieldOf(vocabulary, kind, field)
  const [first] = matches
  if (!definition || !first) return undefined
  const { column, score } = first
  const base = { field, column: column.name, score: round(score), evidence: [evidenceOf(column)] }
  switch (definition.type) {
    case 'names':
      return { ...base, ...namesOf(matches.map((match) => match.column)) }
    case 'documents':
      return { ...base, ...documentsOf(matches.map((match) => match.column)) }
    case 'date': {
      const { formats, evidence, isSure } = guessDates(column, profileOf(column))
      const [only] = formats
      return {
        ...base,
        mapping: reader({ ...placeOf(column), date: formats.length === 1 && only !== undefined ? only : [...formats] }),
        dates: formats,
        evidence: [...base.evidence, evidence],
        ...(isSure ? {} : { todo: 'say in which form(s) the dates are written' }),
      }
    }
    case 'code':
      return definition.codes && { ...base, ...codesOf(definition, definition.codes, column, profileOf(column), score) }
    case 'nuc':
      return { ...base, mapping: reader({ ...placeOf(column), format: 'nuc' }) }
    case 'boolean':
      return {
        ...base,
        mapping: reader({ ...placeOf(column), yes: ['1', 'true', 't', 'S', 'Y'], no: ['0', 'false', 'f', 'N'] }),
        todo: 'say which values mean yes and no',
      }
    case 'int':
      return {
        ...base,
        mapping: reader({
          ...placeOf(column),
          measure: field === 'sentenceMonths' && typeClass(column.type) === 'text' ? 'months-text' : 'number',
        }),
      }
    case 'money':
      return { ...base, mapping: reader({ ...placeOf(column), measure: 'decimal' }) }
    case 'text':
      return { ...base, mapping: column.document === undefined ? column.name : reader(placeOf(column)) }
  }
}

const round = (score: number): number => Math.round(score * 100) / 100
/** Where the cell is: the column, or a member of the document that the column holds. */
const placeOf = ({ document, name }: ReadColumn): { readonly column: string; readonly path?: string } =>
  document === undefined ? { column: name } : { column: document, path: name }
const reader = (parts: Omit<ColumnReader, 'months'>): FieldMapping => ({ ...parts, months: 'en' })

/** Which words of the name were understood. */
export const evidenceOf = (column: ReadColumn): string => {
  const understood = column.words
    .filter(({ meanings }) => meanings.size > 0)
    .map(({ text, certainty }) => (certainty === 1 ? text : `${text}~`))
  return understood.length > 0 ? `name: ${understood.join(' + ').slice(0, 80)}` : `type ${column.type.slice(0, 40)}`
}

function codesOf(definition: FieldDefinition, list: CodeListName, column: ReadColumn, profile: ColumnProfile | undefined, score: number) {
  const rows: readonly ProposedCode[] = profile?.values ? mapCodes(list, profile.values) : []
  const isArray = typeClass(column.type) === 'array'
  const mapping = reader({ ...placeOf(column), ...(isArray && definition.list ? { array: true as const } : {}), codes: list })
  const share = knownShare(rows)
  return {
    mapping,
    codes: { list, rows },
    score: round(rows.length === 0 ? score : Math.min(0.99, score * (0.7 + 0.4 * share))),
    evidence: [
      evidenceOf(column),
      ...(rows.length === 0
        ? []
        : [`${rows.filter(({ target }) => target !== '').length} of ${rows.length} frequent values known to ${list}`]),
    ],
    todo: rows.length === 0 ? `write the codes into codes/${list}.csv` : `approve the rows of codes/${list}.csv`,
  }
}

function namesOf(columns: readonly ReadColumn[]): Pick<FieldProposal, 'mapping' | 'todo'> {
  const readers = columns.map((column) => {
    const speaks = (meaning: 'GIVEN' | 'SURNAME' | 'INITIALS' | 'ALIAS'): boolean =>
      column.words.some(({ meanings }) => meanings.has(meaning))
    const isAlias = speaks('ALIAS') && !speaks('GIVEN') && !speaks('SURNAME')
    const form = speaks('INITIALS') ? 'initials' : speaks('GIVEN') && !speaks('SURNAME') ? 'given' : speaks('SURNAME') ? 'surname' : 'full'
    return { ...placeOf(column), name: form, ...(speaks('INITIALS') ? { type: 'INI' } : isAlias ? { type: 'ALI' } : {}) } as const
  })
  // A whole name and its parts say the same twice.
  const whole = readers.filter(({ name }) => name === 'full' || name === 'initials')
  const parts = readers.filter(({ name }) => name === 'given' || name === 'surname')
  const kept = whole.some((one) => !('type' in one))
    ? whole
    : [...parts.toSorted((a, b) => Number(a.name === 'surname') - Number(b.name === 'surname')), ...whole]
  const [only] = kept
  return kept.length === 1 && only
    ? { mapping: reader(only) }
    : { mapping: { names: kept.map((one) => ({ ...one, months: 'en' as const })) } }
}

function documentsOf(columns: readonly ReadColumn[]): Pick<FieldProposal, 'mapping' | 'todo'> {
  const documents = columns.map((column) => {
    const isPassport = column.words.some(({ meanings }) => meanings.has('PASSPORT'))
    const isVoter = /eleitor/i.test(column.name)
    return {
      column: column.name,
      type: isPassport ? 'PAS' : isVoter ? 'CE' : /\bbi\b|bilhete|ktp/i.test(column.name.replaceAll('_', ' ')) ? 'BI' : 'OTH',
    }
  })
  return {
    mapping: { documents },
    ...(documents.some(({ type }) => type === 'OTH') ? { todo: 'name the type of document, or the column that holds it' } : {}),
  }
}
