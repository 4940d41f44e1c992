import type { Cell, GapReason, RecordQuery, RecordRow } from '../types.ts'
import { decodeField } from '../values/decode-field.ts'
import { applyTransform } from '../values/transform.ts'
import type { FieldPlan, ReadPlan } from './read-plan.ts'
import { joinKey } from './run-parameter.ts'

type Cells = readonly (string | null)[]

/** Rows in shared terms. Rows without a key are none. */
export const decodeRows = (plan: ReadPlan, query: RecordQuery, nulls: ReadonlySet<string>, rows: readonly Cells[]): readonly RecordRow[] =>
  rows.flatMap((row): RecordRow[] => {
    const at = (places: readonly number[]): Cells => places.map((place) => row[place] ?? null)
    const key = joinKey(at(plan.key))
    if (key === null) return []
    const cells: Cell[] = []
    const gaps: (GapReason | undefined)[] = []
    for (const field of plan.fields) {
      const { cell, gap } = decodeCell(field, row, at, nulls)
      cells.push(cell)
      gaps.push(gap)
    }
    const nuc = plan.linkNuc && decodeField(plan.linkNuc.field.definition, plan.linkNuc.field.reader, at(plan.linkNuc.cells), nulls).cell
    return [
      {
        key,
        cells,
        gaps,
        parents: plan.parents.map((places) => (places ? joinKey(at(places)) : null)),
        of: plan.of ? joinKey(at(plan.of)) : null,
        position: query.selection.by === 'page' ? { sortKey: plan.sortKey === undefined ? null : (row[plan.sortKey] ?? null), key } : null,
        linkNuc: typeof nuc === 'string' ? nuc : null,
      },
    ]
  })

function decodeCell(
  plan: FieldPlan,
  row: Cells,
  at: (places: readonly number[]) => Cells,
  nulls: ReadonlySet<string>,
): { readonly cell: Cell; readonly gap: GapReason | undefined } {
  if ('gap' in plan) return { cell: null, gap: plan.gap }
  const grant = plan.grants.find(({ condition }) => condition === undefined || row[condition] === '1')
  if (!grant) return { cell: null, gap: 'WITHHELD' }
  const { definition, reader } = plan.field
  if (grant.isFinished) {
    const cell = at(grant.cells)[0] ?? null
    return { cell, gap: cell === null ? 'NOT_RECORDED' : undefined }
  }
  const decoded = decodeField(definition, reader, at(grant.cells), nulls)
  return grant.as === undefined ? decoded : { cell: applyTransform(decoded.cell, grant.as, definition), gap: decoded.gap }
}
