import type {
  AgencyModel,
  CompiledRule,
  FieldReader,
  ParentModel,
  Predicate,
  RecordKindName,
  RecordModel,
  Relation,
  SourceTest,
} from '../../../schema/index.ts'

/** `table column`, as one text. */
export type ColumnName = string
export const columnName = (relation: string, column: string): ColumnName => `${relation} ${column}`

export const relationName = (from: Relation): string => ('table' in from ? from.table : from.sql.trim())

/** Columns that a field is read from. */
export const columnsOfReader = (reader: FieldReader): readonly string[] => {
  switch (reader.read) {
    case 'constant':
      return []
    case 'flags':
      return reader.flags.map(({ column }) => column)
    case 'documents':
      return reader.of.flatMap(({ column, type }) => (typeof type === 'string' ? [column] : [column, type.column]))
    case 'column':
    case 'firstOf':
    case 'names': {
      const plans = reader.read === 'column' ? [reader.column] : reader.of
      return plans.flatMap(({ column, convert }) =>
        convert.to === 'date' && convert.precision ? [column, convert.precision.column] : [column],
      )
    }
  }
}

/** All columns that a statement may look at to find a record of the kind at all. */
export const standing = ({ from, key, only }: RecordModel): readonly ColumnName[] => named(from, [...key, ...testColumns(only)])

const testColumns = (only: readonly SourceTest[]): readonly string[] => only.map(({ column }) => column)
const named = (from: Relation, columns: readonly string[]): readonly ColumnName[] =>
  columns.map((column) => columnName(relationName(from), column))

/** The columns on both sides of a pointer, and those that say whether what it points to is meant. */
export const pointer = (model: AgencyModel, record: RecordModel, parent: ParentModel): readonly ColumnName[] => {
  const target = model.records.get(parent.kind)
  return [...named(record.from, parent.columns), ...(target ? [...named(target.from, parent.references), ...standing(target)] : [])]
}

const fieldColumns = (model: AgencyModel, kind: RecordKindName, fields: readonly string[]): readonly ColumnName[] => {
  const record = model.records.get(kind)
  if (!record) return []
  return fields.flatMap((field) => {
    const mapped = record.fields.get(field)
    return mapped ? named(record.from, columnsOfReader(mapped.reader)) : []
  })
}

const REFERRAL_FIELDS = ['fromAgency', 'toAgency', 'status', 'expiresOn']

/** Pointers of a kind and of all that it points to, however far. */
function ways(model: AgencyModel, kind: RecordKindName, seen: ReadonlySet<string> = new Set()): readonly ColumnName[] {
  const record = model.records.get(kind)
  if (!record || seen.has(kind)) return []
  return [...record.parents.values()].flatMap((parent) => [
    ...pointer(model, record, parent),
    ...ways(model, parent.kind, new Set([...seen, kind])),
  ])
}

/** What a rule's condition may look at, read from the rule as it is written and the mapping alone. */
export const conditionColumns = (model: AgencyModel, kind: RecordKindName, predicate: Predicate): readonly ColumnName[] => {
  switch (predicate.op) {
    case 'true':
    case 'false':
      return []
    case 'and':
    case 'or':
      return predicate.of.flatMap((part) => conditionColumns(model, kind, part))
    case 'not':
      return conditionColumns(model, kind, predicate.of)
    case 'in':
    case 'date':
      return [...fieldColumns(model, predicate.kind, [predicate.field]), ...(predicate.kind === kind ? [] : ways(model, kind))]
    case 'consent':
      return [...consentColumns(model), ...ways(model, kind)]
    case 'record': {
      const record = model.records.get(predicate.kind)
      return [...(record ? standing(record) : []), ...(predicate.kind === kind ? [] : ways(model, kind))]
    }
    case 'involvement': {
      const own = model.records.get(kind)
      const fields = fieldColumns(model, 'ReferralRecord', REFERRAL_FIELDS)
      const between = (['ReferralRecord', 'VictimRecord'] as const).flatMap((of) => {
        const record = model.records.get(of)
        return record ? [...standing(record), ...ways(model, of)] : []
      })
      return [...fields, ...between, ...ways(model, kind), ...(own ? standing(own) : [])]
    }
  }
}

function consentColumns(model: AgencyModel): readonly ColumnName[] {
  const victim = model.records.get('VictimRecord')
  return model.consents.flatMap(({ from, only, subject, scope, state, until }) => [
    ...named(from, [...subject.columns, ...testColumns(only), ...[scope, state, ...(until ? [until] : [])].flatMap(columnsOfReader)]),
    ...(victim ? named(victim.from, subject.references) : []),
  ])
}

/** Whether a rule speaks of the kind at all. */
export const speaksOf = ({ coordinates }: CompiledRule, kind: RecordKindName): boolean =>
  coordinates.some((of) => !('product' in of) && (of.kind === '*' || of.kind === kind))
