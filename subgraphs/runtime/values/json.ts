import type { Cell, IdDocument, PersonName } from '../../../adapters/index.ts'
import type { FieldDefinition } from '../../../schema/index.ts'

/** GraphQL's `Int` ends at 32 bits. */
const MAX_INT = 2_147_483_647

/** A single value as the graph gives it. */
export type ScalarValue = string | number | boolean | null
/** A list as the graph gives it; never with nulls in it. */
export type ListValue = readonly (NonNullable<ScalarValue> | PersonName | IdDocument)[] | null

/** Fields whose value is a list. */
export const isListField = (definition: FieldDefinition): boolean =>
  definition.list === true || definition.type === 'names' || definition.type === 'documents'

/** Value of one text in shared terms; null where the graph's type cannot hold it. */
function fromText(type: FieldDefinition['type'], text: string): ScalarValue {
  if (type === 'int') {
    const number = /^-?\d{1,10}$/.test(text) ? Number(text) : Number.NaN
    return Math.abs(number) <= MAX_INT ? number : null
  }
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : null
  return text
}

/** Value of a field that is no list: numbers and booleans by the field's type, everything else (codes, dates, money) as text. */
export const scalarValue = (definition: FieldDefinition, cell: Cell): ScalarValue =>
  typeof cell === 'string' ? fromText(definition.type, cell) : null

/** Value of a field that is a list. */
export const listValue = (definition: FieldDefinition, cell: Cell): ListValue =>
  Array.isArray(cell)
    ? cell
        .map((item: string | PersonName | IdDocument) => (typeof item === 'string' ? fromText(definition.type, item) : item))
        .filter((item) => item !== null)
    : null

/** Whether the cell holds something that the graph's type cannot say; the value is then null and the gap `UNMAPPED`. */
export const isInexpressible = (definition: FieldDefinition, cell: Cell): boolean =>
  cell !== null && (isListField(definition) ? !Array.isArray(cell) : scalarValue(definition, cell) === null)
