import type { AgencyModel, RecordModel } from '../../schema/index.ts'
import { bare, filterExpressions, type IndexedExpression, keyExpression, onlyExpressions } from '../compile/indexed-expressions.ts'
import { schemaOf } from './postgres.ts'
import { bracketed, literal, quoted, ticked } from './quote.ts'
import { selectColumns, type TableColumn } from './sql-columns.ts'
import type { SqlSpelling } from './sql-tokens.ts'

const LONGEST_NAME = 63

/**
 * Indexes on exactly the expressions that the compiled statements compare and order by. A column that a SELECT of the folder makes up has none.
 *
 * PostgreSQL holds expressions. SQLite is given those of keys, which lists are ordered by, but none with a function of ours, which other programs
 * could not keep. MariaDB and SQLite are given indexes on the columns that point to other records, and on case numbers.
 */
export const recommendedIndexes = (model: AgencyModel, dialect: SqlSpelling): readonly string[] => {
  const indexes = new Map<string, string>()
  for (const record of model.records.values()) {
    const outputs = 'table' in record.from ? undefined : selectColumns(record.from.sql, record.from.name, dialect).outputs
    for (const each of expressionsOf(model, dialect, record)) {
      const place = 'table' in record.from ? { ...record.from, column: each.column } : outputs?.get(each.column)
      // Under another name in the table, the expression would have to be written anew.
      if (place?.column === each.column) indexes.set(...createIndex(model, dialect, place, each))
    }
  }
  for (const { from, subject } of model.consents)
    if ('table' in from)
      for (const column of subject.columns) indexes.set(...createIndex(model, dialect, { ...from, column }, bare(dialect, column)))
  return [...indexes.values()].toSorted()
}

const expressionsOf = (model: AgencyModel, dialect: SqlSpelling, record: RecordModel): readonly IndexedExpression[] => [
  ...[...record.fields.values()].flatMap((field) => filterExpressions(model, dialect, field)),
  ...onlyExpressions(model, dialect, record.only),
  ...[...record.parents.values()].flatMap(({ columns }) => columns.slice(0, 1).map((column) => bare(dialect, column))),
  ...((dialect === 'postgres' || dialect === 'sqlite') && record.key.length === 1
    ? record.key.map((column) => keyExpression(model, dialect, column))
    : []),
]

function createIndex(
  model: AgencyModel,
  dialect: SqlSpelling,
  { schema, table }: TableColumn,
  { column, path = [], expression, isBare, isPattern }: IndexedExpression,
): readonly [string, string] {
  const of = [table, column, ...path].map((part) => part.toLowerCase().replace(/[^a-z0-9]+/g, '_')).join('_')
  const isWritten = !isBare && (dialect === 'postgres' || dialect === 'sqlite')
  const name = `tip_hub_${of}`.slice(0, LONGEST_NAME - (isPattern ? 5 : 4)) + (isPattern ? '_like' : isWritten ? '_exp' : '')
  switch (dialect) {
    case 'postgres': {
      const on = `${quoted(schema ?? schemaOf(model))}.${quoted(table)}`
      return [name, `CREATE INDEX CONCURRENTLY IF NOT EXISTS ${quoted(name)} ON ${on} (${isBare ? expression : `(${expression})`});`]
    }
    case 'mysql':
      return [name, `CREATE INDEX ${ticked(name)} ON ${schema === undefined ? '' : `${ticked(schema)}.`}${ticked(table)} (${expression});`]
    case 'mssql': {
      const on = `${bracketed(schema ?? 'dbo')}.${bracketed(table)}`
      const isThere = `INDEXPROPERTY(OBJECT_ID(N${literal(on)}), N${literal(name)}, 'IndexID')`
      return [name, `IF ${isThere} IS NULL CREATE INDEX ${bracketed(name)} ON ${on} (${bracketed(column)});`]
    }
    case 'sqlite':
      return [name, `CREATE INDEX IF NOT EXISTS ${quoted(name)} ON ${quoted(table)} (${expression});`]
  }
}
