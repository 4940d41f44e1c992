import type { CodeMap, ColumnPlan, FieldDefinition, FieldReader } from '../../schema/index.ts'
import type { Cell, GapReason, IdDocument, PersonName } from '../types.ts'
import { convertText, UNMAPPED } from './convert.ts'
import { rawCellsOf } from './raw-cells.ts'
import { recordedText, visibleText } from './text.ts'

export interface Decoded {
  readonly cell: Cell
  /** Why it is null, or why the list is shorter than the source. */
  readonly gap: GapReason | undefined
}

interface Read {
  readonly values: readonly string[]
  readonly hasUnmapped: boolean
  /** Something stands in the cell, mapped or not. */
  readonly isRecorded: boolean
}
type RawTexts = readonly (string | null)[]
const NOTHING: Read = { values: [], hasUnmapped: false, isRecorded: false }

/**
 * The value of a field in shared terms.
 *
 * @param cells what `rawCellsOf(reader)` names, in its order
 * @param nulls placeholders that mean "not recorded"
 */
export const decodeField = (definition: FieldDefinition, reader: FieldReader, cells: RawTexts, nulls: ReadonlySet<string>): Decoded => {
  switch (reader.read) {
    case 'constant':
      return finish(definition, { values: reader.values, hasUnmapped: false, isRecorded: true })
    case 'column':
      if (definition.list || reader.column.many) return finish(definition, readPlan(reader.column, cells, nulls))
      return decodeScalar(reader.column, cells, nulls)
    case 'firstOf': {
      const reads = inTurn(reader.of, cells, (plan, own) => readPlan(plan, own, nulls))
      return finish(definition, reads.find((read) => read.isRecorded) ?? NOTHING)
    }
    case 'flags': {
      const texts = cells.map((cell) => recordedText(cell, nulls))
      const values = reader.flags.filter((_, index) => reader.yes.has(texts[index] ?? '')).map(({ code }) => code)
      return finish(definition, { values, hasUnmapped: false, isRecorded: texts.some((text) => text !== null) })
    }
    case 'names': {
      const parts = inTurn(reader.of, cells, (plan, own) => ({ plan, values: readPlan(plan, own, nulls).values }))
      return listed(joinNames(parts))
    }
    case 'documents':
      return decodeDocuments(reader.of, cells, nulls)
  }
}

const NOT_RECORDED: Decoded = { cell: null, gap: 'NOT_RECORDED' }
const UNMAPPED_CODE: Decoded = { cell: null, gap: 'UNMAPPED' }

/** One value in one cell: by far the most frequent reading, without the lists that `readPlan` makes. */
function decodeScalar(plan: ColumnPlan, cells: RawTexts, nulls: ReadonlySet<string>): Decoded {
  const recorded = recordedText(cells[0], nulls)
  const text = recorded === null || plan.pattern === undefined ? recorded : matchPattern(recorded, plan.pattern)
  if (text === null) return plan.default === undefined ? NOT_RECORDED : { cell: plan.default, gap: undefined }
  const value = convertText(text, plan.convert, cells.length > 1 ? recordedText(cells[1], nulls) : null)
  if (value === UNMAPPED) return UNMAPPED_CODE
  return value === null ? NOT_RECORDED : { cell: value, gap: undefined }
}

function inTurn<T>(plans: readonly ColumnPlan[], cells: RawTexts, read: (plan: ColumnPlan, own: RawTexts) => T): readonly T[] {
  let at = 0
  return plans.map((plan) => {
    const count = rawCellsOf({ read: 'column', column: plan }).length
    at += count
    return read(plan, cells.slice(at - count, at))
  })
}

function readPlan(plan: ColumnPlan, [cell = null, precision = null]: RawTexts, nulls: ReadonlySet<string>): Read {
  const texts = manyTexts(plan, cell).flatMap((text) => {
    const recorded = recordedText(text, nulls)
    const found = recorded === null || plan.pattern === undefined ? recorded : matchPattern(recorded, plan.pattern)
    return found === null ? [] : [found]
  })
  if (texts.length === 0) return plan.default === undefined ? NOTHING : { values: [plan.default], hasUnmapped: false, isRecorded: true }

  const precisionCode = recordedText(precision, nulls)
  const converted = texts.map((text) => convertText(text, plan.convert, precisionCode))
  const values = converted.filter((value) => typeof value === 'string')
  const hasUnmapped = converted.includes(UNMAPPED)
  return { values, hasUnmapped, isRecorded: values.length > 0 || hasUnmapped }
}

function manyTexts(plan: ColumnPlan, cell: string | null): readonly (string | null)[] {
  if (cell === null || plan.many === undefined) return [cell]
  return 'split' in plan.many ? cell.split(plan.many.split) : readArray(cell)
}

/** A JSON array of scalars; a text that itself is a JSON array is opened once more. Anything else holds nothing. */
function readArray(cell: string, isInner = false): readonly string[] {
  let value: unknown
  try {
    value = JSON.parse(cell)
  } catch {
    return [] // free text in a column that should hold an array: not recorded
  }
  if (typeof value === 'string' && !isInner) return readArray(value, true)
  return Array.isArray(value) ? value.flatMap((item) => (item === null || typeof item === 'object' ? [] : [String(item)])) : []
}

const patterns = new Map<string, RegExp>()
/** First group, or the whole match. Cells are cut at 2,000 characters, so that no pattern runs away on a long text. */
function matchPattern(text: string, pattern: string): string | null {
  const expression = patterns.get(pattern) ?? new RegExp(pattern, 'u')
  patterns.set(pattern, expression)
  const match = expression.exec(text.slice(0, 2_000))
  return match ? (match[1] ?? match[0]) : null
}

function finish(definition: FieldDefinition, read: Read): Decoded {
  const missing = read.hasUnmapped ? 'UNMAPPED' : 'NOT_RECORDED'
  if (definition.list) {
    const values = [...new Set(read.values)]
    if (values.length === 0 && (read.hasUnmapped || !read.isRecorded)) return { cell: null, gap: missing }
    return { cell: values, gap: read.hasUnmapped ? 'UNMAPPED' : undefined }
  }
  const [first] = read.values
  return first === undefined ? { cell: null, gap: missing } : { cell: first, gap: undefined }
}

const listed = (values: readonly PersonName[] | readonly IdDocument[]): Decoded =>
  values.length === 0 ? { cell: null, gap: 'NOT_RECORDED' } : { cell: values, gap: undefined }

/** Given names and surname of one type stand in columns of their own: they are one name, spoken given names first. */
function joinNames(parts: readonly { readonly plan: ColumnPlan; readonly values: readonly string[] }[]): readonly PersonName[] {
  const names: PersonName[] = []
  const halves = new Map<string, { given: string[]; surname: string[] }>()
  for (const { plan, values } of parts) {
    if (plan.convert.to !== 'name') continue
    const { form, type } = plan.convert
    if (form !== 'given' && form !== 'surname') {
      names.push(...values.map((text) => ({ type, text })))
      continue
    }
    const both = halves.get(type) ?? { given: [], surname: [] }
    both[form].push(...values)
    halves.set(type, both)
  }
  for (const [type, { given, surname }] of halves) {
    const text = [...given, ...surname].join(' ')
    if (text !== '') names.push({ type, text })
  }
  return names
}

type DocumentPlans = Extract<FieldReader, { readonly read: 'documents' }>['of']

function decodeDocuments(of: DocumentPlans, cells: RawTexts, nulls: ReadonlySet<string>): Decoded {
  let at = 0
  let hasUnmapped = false
  const documents = of.flatMap(({ type }): IdDocument[] => {
    const number = visibleText(recordedText(cells[at++], nulls) ?? '')
    const written = typeof type === 'string' ? null : recordedText(cells[at++], nulls)
    if (number === null) return []
    const code = typeof type === 'string' ? type : sharedCode(type.codes, written)
    if (code === undefined) hasUnmapped = true
    return code === undefined ? [] : [{ type: code, number }]
  })
  if (documents.length === 0) return { cell: null, gap: hasUnmapped ? 'UNMAPPED' : 'NOT_RECORDED' }
  return { cell: documents, gap: hasUnmapped ? 'UNMAPPED' : undefined }
}

const sharedCode = (codes: CodeMap, written: string | null): string | undefined =>
  written === null ? undefined : codes.toShared.get(written)
