import type { Cell, IdDocument, PersonName } from '../../../adapters/index.ts'
import type { FieldDefinition } from '../../../schema/index.ts'
import { isListField, listValue, scalarValue } from '../values/json.ts'
import type { CollectedField } from './collect.ts'
import type { CellPrinter } from './level.ts'

/** @param place among the members of its object */
export const labelOf = (responseKey: string, place = 0): string => `${place === 0 ? '' : ','}${JSON.stringify(responseKey)}:`

/**
 * Printer of a field's cells as members of an object.
 *
 * @param label what stands before each value
 * @param members the fields selected of its value type, where it has one
 */
export function cellPrinter(definition: FieldDefinition, members: ReadonlyMap<string, CollectedField>, label: string): CellPrinter {
  if (definition.type === 'names' || definition.type === 'documents') {
    const print = valuePrinter(definition.type === 'names' ? 'PersonName' : 'IdDocument', members)
    return (cell) => {
      const list = listValue(definition, cell)
      return `${label}${list === null ? 'null' : `[${list.map((item) => (typeof item === 'object' ? print(item) : 'null')).join()}]`}`
    }
  }
  if (isListField(definition)) return (cell) => label + JSON.stringify(listValue(definition, cell))
  if (definition.type === 'int' || definition.type === 'boolean') return (cell) => `${label}${scalarValue(definition, cell)}`
  if (definition.type === 'code' || definition.type === 'date') return (cell) => label + printRepeated(cell)
  return (cell) => label + (typeof cell === 'string' ? quoted(cell) : 'null')
}

/** What JSON may write otherwise than it stands there: control characters, quotes, and halves of letters where they are alone. */
const WRITTEN_OTHERWISE = /[^ !#-[\]-\ud7ff\ue000-\uffff]/

/** The text as JSON: for one that needs nothing a look is a third of what `JSON.stringify` takes. */
export const quoted = (text: string): string => (WRITTEN_OTHERWISE.test(text) ? JSON.stringify(text) : `"${text}"`)

const MOST_REMEMBERED = 2_000
const remembered = new Map<string, string>()

/** For codes and days, which say the same few things over and over, in whatever field they stand. */
const printRepeated = (cell: Cell): string => {
  if (typeof cell !== 'string') return 'null'
  const before = remembered.get(cell)
  if (before !== undefined) return before
  const printed = quoted(cell)
  if (remembered.size >= MOST_REMEMBERED) remembered.clear()
  remembered.set(cell, printed)
  return printed
}

function valuePrinter(typename: string, members: ReadonlyMap<string, CollectedField>): (value: PersonName | IdDocument) => string {
  const slots = [...members].map(([responseKey, { name }]) => ({ label: labelOf(responseKey), name }))
  const member = (value: PersonName | IdDocument, name: string): string => {
    if (name === '__typename') return typename
    if (name === 'type') return value.type
    return 'text' in value ? value.text : value.number
  }
  return (value) => `{${slots.map(({ label, name }) => label + JSON.stringify(member(value, name))).join()}}`
}

/** Printer of one `FieldGap`. */
export function gapPrinter(members: ReadonlyMap<string, CollectedField>): (field: string, reason: string) => string {
  const slots = [...members].map(([responseKey, { name }]) => ({ label: labelOf(responseKey), name }))
  return (field, reason) =>
    `{${slots.map(({ label, name }) => label + JSON.stringify(name === 'field' ? field : name === 'reason' ? reason : 'FieldGap')).join()}}`
}
