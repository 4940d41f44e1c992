import type { FieldDefinition } from '../vocabulary/types.ts'
import type { ColumnPlan, Conversion } from './model.ts'
import { codesOf } from './resolve-codes.ts'
import { asList, asText, codeMapFor, type ResolveContext } from './resolve-context.ts'
import type { ColumnReader } from './values.ts'

const YES = ['1', 'true', 'True', 'TRUE', 't', 'T', 'yes', 'Yes', 'YES', 'y', 'Y', 'sim', 'Sim', 'SIM', 's', 'S']
const NO = ['0', 'false', 'False', 'FALSE', 'f', 'F', 'no', 'No', 'NO', 'n', 'N', 'não', 'Não', 'NÃO', 'nao', 'Nao', 'NAO']

/** The parts of a column reader that name a conversion, and the field types that each of them fits. */
const CONVERSIONS = {
  date: ['date'],
  codes: ['code'],
  format: ['nuc'],
  yes: ['boolean'],
  no: ['boolean'],
  measure: ['int', 'money'],
  name: ['names'],
} as const satisfies Record<string, readonly FieldDefinition['type'][]>

/** One column of a field, with the conversion that its type wants: what is written, or the default of the type. */
export const resolvePlan = (context: ResolveContext, path: string, definition: FieldDefinition, reader: ColumnReader): ColumnPlan => {
  const { problems } = context
  for (const [part, types] of Object.entries(CONVERSIONS)) {
    const isWritten = Object.entries(reader).some(([name, value]) => name === part && value !== undefined)
    if (isWritten && !types.some((type) => type === definition.type))
      problems.add(`${path}.${part}`, `does not fit a field of type ${definition.type}`, remedyFor(definition))
  }
  if (reader.array && reader.split !== undefined) problems.add(path, 'says both `array` and `split`', 'keep the one that is true')
  if (reader.pattern !== undefined) checkPattern(context, `${path}.pattern`, reader.pattern)
  const fallback = reader.default === undefined ? undefined : asText(reader.default)
  if (fallback !== undefined) checkValue(context, `${path}.default`, definition, fallback)
  return {
    column: reader.column,
    ...(reader.path === undefined ? {} : { path: reader.path.split('.') }),
    ...(reader.array ? { many: { array: true } } : reader.split === undefined ? {} : { many: { split: reader.split } }),
    ...(reader.pattern === undefined ? {} : { pattern: reader.pattern }),
    convert: conversionOf(context, path, definition, reader),
    ...(fallback === undefined ? {} : { default: fallback }),
  }
}

function conversionOf(context: ResolveContext, path: string, definition: FieldDefinition, reader: ColumnReader): Conversion {
  switch (definition.type) {
    case 'code':
      if (definition.codes === undefined) return { to: 'text' }
      return { to: 'code', codes: codeMapFor(context, path, definition.codes, reader.codes) }
    case 'date': {
      const { precision } = reader
      return {
        to: 'date',
        formats: reader.date === undefined ? ['native'] : asList(reader.date),
        months: reader.months,
        ...(precision ? { precision: { column: precision.column, codes: new Map(Object.entries(precision.codes)) } } : {}),
      }
    }
    case 'boolean': {
      const isWritten = reader.yes !== undefined || reader.no !== undefined
      return {
        to: 'yes-no',
        yes: new Set(isWritten ? (reader.yes ?? []).map(asText) : YES),
        no: new Set(isWritten ? (reader.no ?? []).map(asText) : NO),
      }
    }
    case 'int':
      return reader.measure === 'months-text' ? { to: 'months' } : { to: 'int' }
    case 'money':
      return { to: 'money' }
    case 'nuc':
      return { to: 'nuc' }
    case 'names': {
      const type = reader.type ?? 'CIV'
      if (!codesOf('name-type').includes(type)) context.problems.unknown(`${path}.type`, 'name type', type, codesOf('name-type'))
      return { to: 'name', form: reader.name ?? 'full', type }
    }
    case 'text':
    case 'documents':
      return { to: 'text' }
  }
}

const remedyFor = ({ type }: FieldDefinition): string => {
  const fitting = Object.entries(CONVERSIONS).flatMap(([part, types]) => (types.some((fit) => fit === type) ? [`\`${part}\``] : []))
  return fitting.length === 0 ? `a field of type ${type} is read as it stands` : `such a field takes ${fitting.join(' or ')}`
}

/** A value that the file itself gives must be one of the shared language. */
export const checkValue = ({ problems }: ResolveContext, path: string, { type, codes }: FieldDefinition, value: string): void => {
  if (type === 'code' && codes !== undefined && !codesOf(codes).includes(value))
    problems.unknown(path, `code of the shared list ${codes}`, value, codesOf(codes))
  if (type === 'boolean' && value !== 'true' && value !== 'false') problems.add(path, 'is neither true nor false', 'write true or false')
  if (type === 'date' && !/^\d{4}(-\d{2}(-\d{2})?)?$/.test(value))
    problems.add(path, 'is no ISO date', 'write it like 2024-03-01, 2024-03 or 2024')
  if ((type === 'int' && !/^-?\d{1,9}$/.test(value)) || (type === 'money' && !/^-?\d{1,15}(\.\d{1,2})?$/.test(value)))
    problems.add(path, `is no value of type ${type}`, 'write digits')
}

/** Forms that can make a regular expression run for ever, or that other machines do not know. */
const REFUSED = [/\(\?[=!<]/, /\\[1-9]/, /\([^()]*[*+}][^()]*\)[*+{]/]

function checkPattern({ problems }: ResolveContext, path: string, pattern: string): void {
  if (pattern.length > 200 || REFUSED.some((refused) => refused.test(pattern)))
    problems.add(
      path,
      'is longer than 200 characters or uses look-around, back-references or nested repetition',
      'write a simpler pattern with one group',
    )
  try {
    new RegExp(pattern, 'u')
  } catch {
    problems.add(path, 'is no regular expression', 'check brackets and escapes')
  }
}
