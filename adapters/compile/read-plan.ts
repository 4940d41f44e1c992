import { sql } from 'kysely'
import {
  type AgencyModel,
  type CellGrant,
  FALSE,
  type FieldModel,
  or,
  type ParentModel,
  type Predicate,
  type RecordModel,
  TRUE,
  type Transform,
} from '../../schema/index.ts'
import type { RecordQuery } from '../types.ts'
import { type RawCell, rawCellsOf } from '../values/raw-cells.ts'
import { type Sql, substringOf } from './dialect.ts'
import { fieldIso } from './field-test.ts'
import { parentKeyParts } from './parent-key.ts'
import { predicateSql } from './predicate-sql.ts'
import { columnOf, type Row, type Scope } from './scope.ts'

/** One expression of the select list. */
export type Slot = (scope: Scope, row: Row) => Sql

/** A way in which a field may be shown in a row. */
export interface GrantPlan {
  /** Slot of the condition, `1` where it holds; absent where it holds for every row that is read. */
  readonly condition?: number
  /** Slots of the raw cells, or of the finished value where SQL has already made it coarser. */
  readonly cells: readonly number[]
  readonly as?: Transform
  readonly isFinished: boolean
}

export type FieldPlan = { readonly gap: 'NOT_HELD' | 'WITHHELD' } | { readonly field: FieldModel; readonly grants: readonly GrantPlan[] }

/** What is selected, and where the decoder finds it. */
export interface ReadPlan {
  readonly record: RecordModel
  readonly slots: readonly Slot[]
  /** By slot, see `Statement.repeats`. */
  readonly repeats: readonly boolean[]
  readonly key: readonly number[]
  readonly fields: readonly FieldPlan[]
  /** By relation of `query.parents`; undefined where there is none to give. */
  readonly parents: readonly (readonly number[] | undefined)[]
  readonly of: readonly number[] | undefined
  readonly sortKey: number | undefined
  readonly linkNuc: { readonly field: FieldModel; readonly cells: readonly number[] } | undefined
}

/** Names the expressions that a query needs: those of permitted fields, the key and the parents, and no other column. */
export const planRead = (model: AgencyModel, query: RecordQuery, record: RecordModel, order: FieldModel | undefined): ReadPlan => {
  const slots = new SlotList()
  const cell = (raw: RawCell, guard: Predicate, field: FieldModel): number => {
    const shown = isSame(guard, query.access.row) ? TRUE : guard
    return slots.add(['cell', raw, shown], (scope, row) => guarded(scope, row, shown, cellSql(scope, row, raw)), repeats(field))
  }
  const condition = (when: Predicate): { readonly condition?: number } =>
    when.op === 'true' || isSame(when, query.access.row)
      ? {}
      : { condition: slots.add(['condition', when], (scope, row) => sql`case when ${predicateSql(scope, row, when)} then '1' end`, true) }

  const planField = (name: string): FieldPlan => {
    const field = record.fields.get(name)
    if (!field) return { gap: 'NOT_HELD' }
    const ways = mergeGrants(query.access.cells.get(name) ?? [])
    if (ways.length === 0) return { gap: 'WITHHELD' }
    const isYearInSql = (way: CellGrant): boolean => way.as === 'year' && field.definition.type === 'date'
    const open = or(ways.filter((way) => !isYearInSql(way)).map(({ when }) => when))
    const cells = open.op === 'false' ? [] : rawCellsOf(field.reader).map((raw) => cell(raw, open, field))
    const grants = ways.map((way): GrantPlan => {
      const as = way.as === undefined ? {} : { as: way.as }
      if (!isYearInSql(way)) return { ...condition(way.when), ...as, cells, isFinished: false }
      const year = slots.add(
        ['year', name, way.when],
        (scope, row) =>
          guarded(
            scope,
            row,
            isSame(way.when, query.access.row) ? TRUE : way.when,
            substringOf(scope.db, fieldIso(scope, row.alias, field.reader), sql`1`, sql`4`),
          ),
        true,
      )
      return { ...condition(way.when), ...as, cells: [year], isFinished: true }
    })
    return { field, grants }
  }

  const parentKey = (parent: ParentModel | undefined): readonly number[] | undefined => {
    const target = parent && model.records.get(parent.kind)
    if (!target) return undefined
    // Children of given parents: WHERE has seen to it already that the parent is there and visible.
    const isSure = query.selection.by === 'parents' && record.parents.get(query.selection.relation) === parent
    return parentKeyParts(query, parent, target, isSure)?.map((part, index) =>
      slots.add(['parent', parent.columns, parent.kind, index], part, true),
    )
  }

  const key = record.key.map((column) => slots.add(['key', column], (scope, row) => scope.db.asText(columnOf(row.alias, column)), true))
  const nuc = record.fields.get('nuc')
  const mayLink = query.withLinkNuc && query.access.link.op !== 'false' && nuc !== undefined
  return {
    record,
    key,
    fields: query.fields.map(planField),
    parents: query.parents.map((relation) => parentKey(record.parents.get(relation))),
    of: query.selection.by === 'parents' ? parentKey(record.parents.get(query.selection.relation)) : undefined,
    sortKey: order && slots.add(['order', order.name], (scope, row) => sortKeySql(scope, row, order, query)),
    linkNuc: mayLink ? { field: nuc, cells: rawCellsOf(nuc.reader).map((raw) => cell(raw, query.access.link, nuc)) } : undefined,
    slots: slots.all,
    repeats: slots.repeats,
  }
}

/** The ISO date that a list is ordered by; null also where the viewer may not see it in full. */
export const sortKeySql = (scope: Scope, row: Row, order: FieldModel, { access }: RecordQuery): Sql => {
  const visible = fullyVisible(access.cells.get(order.name))
  return guarded(scope, row, isSame(visible, access.row) ? TRUE : visible, fieldIso(scope, row.alias, order.reader))
}

/** Where the viewer sees the field in full; FALSE where nowhere. */
export const fullyVisible = (grants: readonly CellGrant[] | undefined): Predicate =>
  grants ? or(grants.filter(({ as }) => as === undefined).map(({ when }) => when)) : FALSE

export const isSame = (a: Predicate, b: Predicate): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

/** Neighbours that show the same form are one way, under either condition. */
function mergeGrants(grants: readonly CellGrant[]): readonly CellGrant[] {
  const merged: CellGrant[] = []
  for (const grant of grants) {
    const last = merged.at(-1)
    if (last && last.as === grant.as)
      merged[merged.length - 1] = { ...last, when: isSame(last.when, grant.when) ? last.when : or([last.when, grant.when]) }
    else merged.push(grant)
  }
  return merged
}

const guarded = (scope: Scope, row: Row, guard: Predicate, value: Sql): Sql =>
  guard.op === 'true' ? value : sql`case when ${predicateSql(scope, row, guard)} then ${value} end`

const cellSql = ({ db, isTextual }: Scope, { alias }: Row, { column, path, isArray }: RawCell): Sql => {
  const source = columnOf(alias, column)
  if (isArray) return db.jsonArray(source, path)
  return path ? db.jsonText(source, path, isTextual) : db.asText(source)
}

/** Whether a column's cells say the same few things over and over: codes, days, small numbers. Of free texts and names nothing is kept. */
export const repeats = ({ reader }: FieldModel): boolean =>
  reader.read === 'column' && ['code', 'date', 'yes-no', 'int', 'months'].includes(reader.column.convert.to)

/** Select list without repetition: equal ids are one expression. */
class SlotList {
  readonly all: Slot[] = []
  readonly repeats: boolean[] = []
  readonly #places = new Map<string, number>()

  add(id: readonly unknown[], slot: Slot, doesRepeat = false): number {
    const name = JSON.stringify(id)
    const known = this.#places.get(name)
    if (known !== undefined) {
      // What one field reads as a code may be another's free text.
      if (!doesRepeat) this.repeats[known] = false
      return known
    }
    this.#places.set(name, this.all.length)
    this.repeats.push(doesRepeat)
    return this.all.push(slot) - 1
  }
}
