import type { RecordQuery } from '../../../adapters/index.ts'
import {
  type AgencyModel,
  isForViewer,
  type ParentModel,
  type Predicate,
  type RecordKindName,
  type RecordModel,
} from '../../../schema/index.ts'
import { type ColumnName, columnName, columnsOfReader, conditionColumns, pointer, relationName, speaksOf, standing } from './columns.ts'
import { TODAY } from './every-read.ts'
import type { StatementUses, Use, ValueUse } from './uses.ts'

/** What one statement may take out and look at, by the policy and the mapping. */
export interface Bounds {
  /** May come out of every row that is read. */
  readonly open: ReadonlySet<ColumnName>
  /** May come out inside the CASE of a condition. */
  readonly guarded: ReadonlySet<ColumnName>
  /** Keys of records that the row points to -> the tables of those: they come out where such a record is there and visible. */
  readonly parentKeys: ReadonlyMap<ColumnName, readonly { readonly table: string }[]>
  /** What the conditions of the rules look at. */
  readonly conditions: ReadonlySet<ColumnName>
  /** Everything that may decide: the conditions, and what finds the rows at all. */
  readonly decide: ReadonlySet<ColumnName>
}

const same = (a: Predicate, b: Predicate): boolean => JSON.stringify(a) === JSON.stringify(b)

export const boundsOf = (model: AgencyModel, query: RecordQuery, record: RecordModel): Bounds => {
  const { access, accessOf, selection } = query
  const columnsOf = (field: string): readonly ColumnName[] => {
    const mapped = record.fields.get(field)
    return mapped ? columnsOfReader(mapped.reader).map((column) => columnName(relationName(record.from), column)) : []
  }
  const permitted = [...access.cells].filter(([field]) => record.fields.has(field))
  const inEveryRow = permitted.filter(([, grants]) => grants.some(({ when }) => when.op === 'true' || same(when, access.row)))
  const parents = [...record.parents].flatMap(([relation, parent]) =>
    accessOf(parent.kind).row.op === 'false' ? [] : [{ relation, parent, isSure: isSure(model, query, relation, parent) }],
  )
  const keyOf = (parent: ParentModel): readonly ColumnName[] => {
    const target = model.records.get(parent.kind)
    return [
      ...parent.columns.map((column) => columnName(relationName(record.from), column)),
      ...(target ? target.key.map((column) => columnName(relationName(target.from), column)) : []),
    ]
  }
  const link = access.link.op === 'false' ? [] : columnsOf('nuc')
  const own = record.key.map((column) => columnName(relationName(record.from), column))

  const open = [
    ...own,
    ...inEveryRow.flatMap(([field]) => columnsOf(field)),
    ...parents.filter((each) => each.isSure).flatMap(({ parent }) => keyOf(parent)),
    ...(access.link.op === 'true' || same(access.link, access.row) ? link : []),
  ]
  const conditions = kindsConcerned(record, query).flatMap((kind) => ruledBy(model, kind, query))
  const asked =
    selection.by === 'page'
      ? [...selection.filter.map(({ field }) => field), ...(selection.orderBy === undefined ? [] : [selection.orderBy])]
      : []
  return {
    open: new Set(open),
    guarded: new Set([...permitted.flatMap(([field]) => columnsOf(field)), ...parents.flatMap(({ parent }) => keyOf(parent)), ...link]),
    parentKeys: Map.groupBy(
      parents.flatMap(({ parent }) => {
        const target = model.records.get(parent.kind)
        return target ? keyOf(parent).map((name) => ({ name, table: relationName(target.from) })) : []
      }),
      ({ name }) => name,
    ),
    conditions: new Set(conditions),
    decide: new Set([
      ...conditions,
      ...standing(record),
      ...[...record.parents.values()].flatMap((parent) => pointer(model, record, parent)),
      ...asked.flatMap(columnsOf),
      ...(selection.by === 'nucs' ? columnsOf('nuc') : []),
    ]),
  }
}

/** Whether the parent's key needs no condition: everybody may see each of them, or WHERE has looked already. */
function isSure(model: AgencyModel, { selection, accessOf }: RecordQuery, relation: string, parent: ParentModel): boolean {
  const target = model.records.get(parent.kind)
  const pointsToKey = target !== undefined && parent.references.join() === target.key.join()
  if (selection.by === 'parents' && selection.relation === relation && pointsToKey) return true
  // A subselect brings the key of a parent that is not pointed to by its key; its own WHERE is the condition.
  return !pointsToKey || (accessOf(parent.kind).row.op === 'true' && target.only.length === 0)
}

/** The kind itself and those whose visibility counts: its parents. */
const kindsConcerned = (record: RecordModel, { kind }: RecordQuery): readonly RecordKindName[] => [
  kind,
  ...[...record.parents.values()].map((parent) => parent.kind),
]

/** Columns in the conditions of the rules that are for this viewer and speak of the kind. */
const ruledBy = (model: AgencyModel, kind: RecordKindName, { viewer }: RecordQuery): readonly ColumnName[] =>
  model.policy.rules
    .filter((rule) => isForViewer(rule, viewer, TODAY) && speaksOf(rule, kind))
    .flatMap((rule) => [
      ...conditionColumns(model, kind, rule.when),
      ...(rule.emergency && viewer.emergency?.record ? conditionColumns(model, kind, { op: 'record', ...viewer.emergency.record }) : []),
    ])

/** What a statement does beyond its bounds; empty where it keeps them. */
export const trespasses = ({ values, conditions }: StatementUses, bounds: Bounds): readonly string[] => {
  const name = ({ relation, column }: Use): ColumnName => columnName(relation, column)
  const shown = (use: Use): string => name(use).replace(/\s+/g, ' ').slice(-60)
  const isPolicyGuard = (guard: readonly Use[], of: ValueUse): boolean =>
    // A date is taken apart inside CASEs of its own; those look at nothing but the cell itself.
    guard.length === 0 ||
    guard.some((use) => bounds.conditions.has(name(use)) && name(use) !== name(of)) ||
    guard.some((use) => !use.isOfRow && bounds.parentKeys.get(name(of))?.some(({ table }) => table === use.relation))
  return [
    ...values
      .filter((value) => !bounds.open.has(name(value)) && !bounds.guarded.has(name(value)))
      .map((value) => `${shown(value)} comes out although nothing permits it`),
    ...values
      .filter((value) => !bounds.open.has(name(value)) && bounds.guarded.has(name(value)))
      .filter((value) => !value.guards.some((guard) => isPolicyGuard(guard, value)))
      .map((value) => `${shown(value)} comes out without its condition`),
    ...conditions
      // Taking a value apart is no condition of the policy, but it may look only at what comes out anyway.
      .filter((use) => !bounds.decide.has(name(use)) && !bounds.open.has(name(use)) && !bounds.guarded.has(name(use)))
      .map((use) => `${shown(use)} decides although no rule names it`),
  ]
}
