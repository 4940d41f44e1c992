import type { AgencyModel, ColumnPlan, FieldReader, Relation, SourceTest } from '../../schema/index.ts'
import { selectColumns, type TableColumn } from './sql-columns.ts'
import type { SqlSpelling } from './sql-tokens.ts'

/** A table with the columns that an adapter reads of it. */
export interface NeededTable {
  readonly schema?: string
  readonly table: string
  /** Sorted. */
  readonly columns: readonly string[]
}

const planColumns = ({ column, convert }: ColumnPlan): readonly string[] =>
  convert.to === 'date' && convert.precision !== undefined ? [column, convert.precision.column] : [column]

const testColumns = (only: readonly SourceTest[]): readonly string[] => only.map(({ column }) => column)

/** Columns that a field is read from. */
export const readerColumns = (reader: FieldReader): readonly string[] => {
  switch (reader.read) {
    case 'constant':
      return []
    case 'column':
      return planColumns(reader.column)
    case 'firstOf':
    case 'names':
      return reader.of.flatMap(planColumns)
    case 'flags':
      return reader.flags.map(({ column }) => column)
    case 'documents':
      return reader.of.flatMap(({ column, type }) => (typeof type === 'string' ? [column] : [column, type.column]))
  }
}

/**
 * The tables and columns that the mapping of an agency reads: keys, pointers, fields, conditions, consents, and what its own SELECTs read. Nothing
 * else of the database is needed at all.
 *
 * @returns sorted by table
 * @throws {HubError} MAPPING_INVALID where a SELECT of the folder leaves open which table a column belongs to
 */
export const neededColumns = (model: AgencyModel, spelling: SqlSpelling): readonly NeededTable[] => {
  const needed = new Map<string, { readonly schema?: string; readonly table: string; readonly columns: Set<string> }>()
  const add = ({ schema, table, column }: TableColumn): void => {
    const name = JSON.stringify([schema, table])
    const known = needed.get(name) ?? { ...(schema === undefined ? {} : { schema }), table, columns: new Set<string>() }
    known.columns.add(column)
    needed.set(name, known)
  }
  const addAll = (from: Relation, columns: readonly string[]): void => {
    if ('table' in from) for (const column of columns) add({ ...from, column })
    else for (const read of selectColumns(from.sql, from.name, spelling).reads) add(read)
  }

  for (const record of model.records.values()) {
    addAll(record.from, [
      ...record.key,
      ...testColumns(record.only),
      ...[...record.fields.values()].flatMap(({ reader }) => readerColumns(reader)),
      ...[...record.parents.values()].flatMap(({ columns }) => columns),
    ])
    for (const { kind, references } of record.parents.values()) {
      const target = model.records.get(kind)
      if (target) addAll(target.from, references)
    }
  }
  for (const { from, only, subject, scope, state, until } of model.consents) {
    const read = [scope, state, ...(until ? [until] : [])].flatMap(readerColumns)
    addAll(from, [...subject.columns, ...testColumns(only), ...read])
    const victims = model.records.get('VictimRecord')
    if (victims) addAll(victims.from, subject.references)
  }
  return [...needed.values()]
    .map(({ columns, ...table }) => ({ ...table, columns: [...columns].toSorted() }))
    .toSorted((a, b) => (`${a.schema ?? ''}.${a.table}` < `${b.schema ?? ''}.${b.table}` ? -1 : 1))
}
