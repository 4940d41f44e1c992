import type { FieldDefinition, Transform } from '../../schema/index.ts'
import type { Cell } from '../types.ts'
import { initialsOf } from './names.ts'

/** A value in a coarser form that the field's type can hold (`fitsTransform`); null stays null. */
export const applyTransform = (cell: Cell, transform: Transform, definition: FieldDefinition): Cell => {
  if (cell === null) return null
  switch (transform) {
    case 'year':
      return typeof cell === 'string' ? cell.slice(0, 4) : null
    case 'initials':
      if (typeof cell === 'string') return initialsOf(cell)
      return cell.flatMap((part) => (typeof part === 'object' && 'text' in part ? [{ type: part.type, text: initialsOf(part.text) }] : []))
    case 'yes-no':
      return 'yes'
    case 'age-group':
    case 'municipality':
      return definition.codes === transform ? cell : null
  }
}

/** Whether the value is already as coarse as this form; a value in full is not, unless it says no more. */
export const isInForm = (cell: Cell, transform: Transform, definition: FieldDefinition): boolean =>
  cell === null || JSON.stringify(applyTransform(cell, transform, definition)) === JSON.stringify(cell)
