import type { FieldDefinition } from '../vocabulary/types.ts'
import type { FieldReader } from './model.ts'
import { codesOf } from './resolve-codes.ts'
import { asList, asText, codeMapFor, type ResolveContext } from './resolve-context.ts'
import { checkValue, resolvePlan } from './resolve-plan.ts'
import type { ColumnReader, FieldMapping } from './values.ts'

/** A plain column name, written out. */
export const columnReader = (column: string): ColumnReader => ({ column, months: 'en' })

/** How a field is read, whatever shorthand it is written in. */
export const resolveField = (context: ResolveContext, path: string, definition: FieldDefinition, written: FieldMapping): FieldReader => {
  const { problems } = context
  const misfit = (what: string, types: string): void =>
    problems.add(path, `${what} does not fit a field of type ${definition.type}`, `use it for ${types} only`)

  if (typeof written === 'string') return readerOf(context, path, definition, columnReader(written))
  if ('value' in written) {
    const values = asList(written.value).map(asText)
    if (definition.type === 'names' || definition.type === 'documents') misfit('a constant', 'other types')
    if (values.length !== 1 && !definition.list) problems.add(path, 'gives several values to a field that holds one', 'give one value')
    for (const value of values) checkValue(context, `${path}.value`, definition, value)
    return { read: 'constant', values }
  }
  if ('flags' in written) {
    if (definition.type !== 'code') misfit('`flags`', 'fields of codes')
    const flags = Object.entries(written.flags).map(([column, code]) => ({ column, code }))
    for (const { column, code } of flags) checkValue(context, `${path}.flags.${column}`, definition, code)
    return { read: 'flags', flags, yes: new Set(written.yes.map(asText)) }
  }
  if ('firstOf' in written) {
    if (definition.type === 'names' || definition.type === 'documents') misfit('`firstOf`', 'other types')
    return {
      read: 'firstOf',
      of: written.firstOf.map((reader, index) => resolvePlan(context, `${path}.firstOf.${index}`, definition, reader)),
    }
  }
  if ('names' in written) {
    if (definition.type !== 'names') misfit('`names`', 'fields of names')
    return { read: 'names', of: written.names.map((reader, index) => resolvePlan(context, `${path}.names.${index}`, definition, reader)) }
  }
  if ('documents' in written) {
    if (definition.type !== 'documents') misfit('`documents`', 'fields of documents')
    return {
      read: 'documents',
      of: written.documents.map(({ column, type }, index) => ({
        column,
        type: documentType(context, `${path}.documents.${index}.type`, type),
      })),
    }
  }
  return readerOf(context, path, definition, written)
}

function readerOf(context: ResolveContext, path: string, definition: FieldDefinition, reader: ColumnReader): FieldReader {
  if (definition.type === 'documents')
    context.problems.add(path, 'does not say which type of document the number is of', 'write { documents: [ { column: …, type: … } ] }')
  const plan = resolvePlan(context, path, definition, reader)
  return definition.type === 'names' ? { read: 'names', of: [plan] } : { read: 'column', column: plan }
}

type WrittenDocumentType = string | { readonly column: string; readonly codes: string }

function documentType(context: ResolveContext, path: string, type: WrittenDocumentType) {
  if (typeof type !== 'string') return { column: type.column, codes: codeMapFor(context, path, 'document-type', type.codes) }
  if (!codesOf('document-type').includes(type)) context.problems.unknown(path, 'document type', type, codesOf('document-type'))
  return type
}
