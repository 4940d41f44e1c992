import type { FieldModel } from '../../schema/index.ts'
import { noteUnmapped } from '../codes/codes-met.ts'
import type { Cell, GapReason, RecordQuery, RecordRow, RowKey } from '../types.ts'
import { type Decoded, decodeField } from '../values/decode-field.ts'
import { applyTransform } from '../values/transform.ts'
import { type FieldPlan, type GrantPlan, type ReadPlan, repeats } from './read-plan.ts'
import { joinKey } from './run-parameter.ts'

type Cells = readonly (string | null)[]
type Decode = (row: Cells) => Decoded

const WITHHELD: Decoded = { cell: null, gap: 'WITHHELD' }
const NOT_RECORDED: Decoded = { cell: null, gap: 'NOT_RECORDED' }

/** Compiles how rows of a read are said in shared terms. Rows without a key are none. */
export const rowDecoder = (plan: ReadPlan, query: RecordQuery, nulls: ReadonlySet<string>): ((rows: readonly Cells[]) => RecordRow[]) => {
  const fields = plan.fields.map((field) => cellDecoder(field, nulls))
  const keyOf = keyReader(plan.key)
  const parentOf = plan.of && keyReader(plan.of)
  const parents = plan.parents.map((places) => (places ? keyReader(places) : noKey))
  const { linkNuc, sortKey } = plan
  const isPage = query.selection.by === 'page'
  /** Of rows that lack nothing, as most do. */
  const noGaps: readonly (GapReason | undefined)[] = fields.map(() => undefined)

  return (rows) => {
    const decoded: RecordRow[] = []
    for (const row of rows) {
      const key = keyOf(row)
      if (key === null) continue
      const cells = new Array<Cell>(fields.length)
      let gaps: (GapReason | undefined)[] | undefined
      for (let index = 0; index < fields.length; index++) {
        const value = fields[index]?.(row) ?? NOT_RECORDED
        cells[index] = value.cell
        if (value.gap === undefined) continue
        gaps ??= [...noGaps]
        gaps[index] = value.gap
      }
      const nuc = linkNuc && decodeField(linkNuc.field.definition, linkNuc.field.reader, at(row, linkNuc.cells), nulls).cell
      decoded.push({
        key,
        cells,
        gaps: gaps ?? noGaps,
        parents: parents.length === 0 ? NO_PARENTS : parents.map((read) => read(row)),
        of: parentOf ? parentOf(row) : null,
        position: isPage ? { sortKey: sortKey === undefined ? null : (row[sortKey] ?? null), key } : null,
        linkNuc: typeof nuc === 'string' ? nuc : null,
      })
    }
    return decoded
  }
}

const NO_PARENTS: readonly (RowKey | null)[] = []
const noKey = (): null => null
const at = (row: Cells, places: readonly number[]): Cells => places.map((place) => row[place] ?? null)

/** Nearly every key is one column: then it is the cell itself. */
function keyReader(places: readonly number[]): (row: Cells) => RowKey | null {
  const [only, ...others] = places
  if (only !== undefined && others.length === 0) return (row) => row[only] ?? null
  return (row) => joinKey(at(row, places))
}

function cellDecoder(plan: FieldPlan, nulls: ReadonlySet<string>): Decode {
  if ('gap' in plan) {
    const missing: Decoded = { cell: null, gap: plan.gap }
    return () => missing
  }
  const ways = plan.grants.map((grant) => ({ condition: grant.condition, decode: grantDecoder(plan.field, grant, nulls) }))
  const [first] = ways
  if (first && first.condition === undefined) return first.decode
  return (row) => ways.find(({ condition }) => condition === undefined || row[condition] === '1')?.decode(row) ?? WITHHELD
}

function grantDecoder(field: FieldModel, grant: GrantPlan, nulls: ReadonlySet<string>): Decode {
  const [place, ...more] = grant.cells
  if (grant.isFinished)
    return (row) => {
      const cell = place === undefined ? null : (row[place] ?? null)
      return cell === null ? NOT_RECORDED : { cell, gap: undefined }
    }
  const { definition, reader } = field
  const decode = (texts: Cells): Decoded => {
    const decoded = decodeField(definition, reader, texts, nulls)
    if (decoded.gap === 'UNMAPPED') noteUnmapped(field, texts, nulls)
    return grant.as === undefined ? decoded : { cell: applyTransform(decoded.cell, grant.as, definition), gap: decoded.gap }
  }
  if (place === undefined || more.length > 0) return (row) => decode(at(row, grant.cells))
  return repeats(field) ? remembering(place, decode, knownOf(field, grant.as, nulls)) : (row) => decode([row[place] ?? null])
}

const MOST_REMEMBERED = 2_000

/** Text -> what it says. Of what was read once the result stands here, not whose it was. */
type Known = Map<string | null, Decoded>

const knownByField = new WeakMap<FieldModel, { readonly nulls: ReadonlySet<string>; readonly byTransform: Map<string, Known> }>()

/** One for all reads of a field that show it alike, however many questions they were prepared for. */
function knownOf(field: FieldModel, as: GrantPlan['as'], nulls: ReadonlySet<string>): Known {
  const before = knownByField.get(field)
  const ofField = before?.nulls === nulls ? before : { nulls, byTransform: new Map<string, Known>() }
  knownByField.set(field, ofField)
  const known = ofField.byTransform.get(as ?? '') ?? new Map<string | null, Decoded>()
  ofField.byTransform.set(as ?? '', known)
  return known
}

function remembering(place: number, decode: (texts: Cells) => Decoded, known: Known): Decode {
  return (row) => {
    const text = row[place] ?? null
    const before = known.get(text)
    if (before) return before
    const decoded = decode([text])
    if (known.size >= MOST_REMEMBERED) known.clear()
    known.set(text, decoded)
    return decoded
  }
}
