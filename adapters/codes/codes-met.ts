import type { AgencyModel, FieldModel, RecordKindName } from '../../schema/index.ts'
import { unmappedCodes } from '../check/unmapped-codes.ts'

/** Fields in whose rows a code was met that no row of its code map names. That it was, and not which: a code may be what somebody typed about one person. */
const fieldsMet = new WeakSet<FieldModel>()
let changes = 0

/**
 * Takes note of a cell that was read and could not be said in the shared language.
 *
 * @param cells what `rawCellsOf(field.reader)` names, in its order
 */
export function noteUnmapped(field: FieldModel, cells: readonly (string | null)[], nulls: ReadonlySet<string>): void {
  if (fieldsMet.has(field) || unmappedCodes({ nulls }, field, [cells]).length === 0) return
  fieldsMet.add(field)
  changes++
}

/** Rises with each field in which a code was met for the first time. */
export const codesMetVersion = (): number => changes

/** The fields of a model in which one was met since it was loaded. */
export const codesMet = (model: AgencyModel): readonly { readonly kind: RecordKindName; readonly field: string }[] =>
  [...model.records].flatMap(([kind, { fields }]) =>
    [...fields.values()].filter((field) => fieldsMet.has(field)).map(({ name }) => ({ kind, field: name })),
  )
