import type { RecordRow } from '../../../adapters/index.ts'
import {
  type AgencyModel,
  type FieldDefinition,
  type FieldGapReason,
  HubError,
  type KindAccess,
  type RecordKindName,
} from '../../../schema/index.ts'
import { opensNothing } from '../access/profile.ts'
import { type HeldRelation, relationsOf } from '../access/relations.ts'
import { isInexpressible } from './json.ts'

/** Where the reason for a field's gap comes from; decided when a query is prepared. */
export type GapSource =
  | { readonly from: 'cell'; readonly index: number }
  /** A `one` relation: the reason where there is no parent key. */
  | { readonly from: 'parent'; readonly index: number; readonly reason: FieldGapReason }
  | { readonly from: 'constant'; readonly reason: FieldGapReason | undefined }

/** Names that one `gaps` explains at most: more than any kind has fields, too few for a list of nonsense to make an answer of megabytes. */
export const MOST_EXPLAINED = 250

/**
 * The names to explain, each once.
 *
 * @throws {HubError} BAD_ARGUMENT where there are too many
 */
export function toExplain(names: readonly string[]): readonly string[] {
  const distinct = [...new Set(names)]
  if (distinct.length > MOST_EXPLAINED)
    throw new HubError('BAD_ARGUMENT', { argument: 'of', problem: `has more than ${MOST_EXPLAINED} entries` })
  return distinct
}

/**
 * How to explain one field of a kind.
 *
 * @param field any name: also one that this agency's vocabulary does not know, which is `NOT_HELD`
 * @param place where the field's cell (`cell`) or the relation's key (`parent`) will stand in the rows
 */
export function gapSourceOf(
  model: AgencyModel,
  kind: RecordKindName,
  field: string,
  accessOf: (kind: RecordKindName) => KindAccess,
  place: { cell: (field: string) => number; parent: (relation: string) => number },
): GapSource {
  if (field === 'id' || field === 'gaps' || field === '__typename') return { from: 'constant', reason: undefined }
  const relation = relationsOf(model, kind).find(({ name }) => name === field)
  if (relation) return relationGap(relation, accessOf, place.parent)
  return model.records.get(kind)?.fields.has(field) ? { from: 'cell', index: place.cell(field) } : { from: 'constant', reason: 'NOT_HELD' }
}

function relationGap(
  { name, to, many, through }: HeldRelation,
  accessOf: (kind: RecordKindName) => KindAccess,
  parent: (relation: string) => number,
): GapSource {
  if (through === undefined) return { from: 'constant', reason: 'NOT_HELD' }
  const access = accessOf(to)
  if (opensNothing(access)) return { from: 'constant', reason: 'WITHHELD' }
  if (many) return { from: 'constant', reason: undefined }
  // Where some parents are hidden, an absent one must look like a hidden one.
  return { from: 'parent', index: parent(name), reason: access.row.op === 'true' ? 'NOT_RECORDED' : 'WITHHELD' }
}

/** What is told of a field whose column is not what it was mapped for. */
export const schemaMismatch = ({ agency }: AgencyModel, kind: RecordKindName, field: string): HubError =>
  new HubError('SCHEMA_MISMATCH', { agency, field: `${kind}.${field}` })

/** The reason for one field of one row, or undefined where nothing is missing. */
export function gapOf(source: GapSource, row: RecordRow, definition: FieldDefinition | undefined): FieldGapReason | undefined {
  switch (source.from) {
    case 'constant':
      return source.reason
    case 'parent':
      return row.parents[source.index] == null ? source.reason : undefined
    case 'cell': {
      const cell = row.cells[source.index] ?? null
      return row.gaps[source.index] ?? (definition && isInexpressible(definition, cell) ? 'UNMAPPED' : undefined)
    }
  }
}
