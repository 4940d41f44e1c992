import {
  type AgencyModel,
  type ColumnPlan,
  type FieldReader,
  nearestName,
  type RecordKindName,
  type RecordModel,
  typeFamily,
} from '../../schema/index.ts'
import { type NeededTable, neededColumns, readerColumns } from '../grants/needed-columns.ts'
import { recommendedIndexes } from '../grants/recommended-indexes.ts'
import { findTable, isSameColumn } from '../lock/find-table.ts'
import type { Engine, IntrospectedTable } from '../types.ts'
import type { Finding } from './finding.ts'

export interface MetadataInput {
  readonly model: AgencyModel
  readonly engine: Engine
  readonly catalogue: readonly IntrospectedTable[]
  readonly placeOf: (path: string) => string
}

/** Below this an index saves nobody any time. */
const SMALL_TABLE = 1_000

/** Whether everything that the mapping names is there, can be read as it says, and is found quickly. */
export const checkMetadata = (input: MetadataInput): readonly Finding[] => {
  const { model, engine } = input
  return [
    ...neededColumns(model, engine.dialect).flatMap((needed) => missing(input, needed)),
    ...[...model.records].flatMap(([kind, record]) => [...types(input, kind, record), ...keys(input, kind, record)]),
    ...indexes(input),
  ]
}

const finding = (severity: Finding['severity'], code: string, where: string, what: string, remedy: string): Finding => ({
  stage: 'metadata',
  severity,
  code,
  where,
  what,
  remedy,
})

function missing(input: MetadataInput, { schema, table, columns }: NeededTable): readonly Finding[] {
  const { model, engine, catalogue, placeOf } = input
  const found = findTable(model, engine, catalogue, { table, ...(schema === undefined ? {} : { schema }) })
  const near = (name: string, names: readonly string[]): string => {
    const nearest = nearestName(name, names)
    return nearest === undefined
      ? 'write the name as the database lists it, and see that the account may read it'
      : `did you mean "${nearest}"?`
  }
  if (!found) {
    const names = catalogue.map(({ name }) => name)
    return [finding('error', 'TABLE_MISSING', whereUsed(model, placeOf, table), `there is no table "${table}"`, near(table, names))]
  }
  return columns
    .filter((column) => !found.columns.some(({ name, isReadable }) => isReadable !== false && isSameColumn(engine, name, column)))
    .map((column) =>
      finding(
        'error',
        'COLUMN_MISSING',
        whereUsed(model, placeOf, table, column),
        `"${column}" is no column of ${table}, or may not be read`,
        near(
          column,
          found.columns.filter(({ name }) => !columns.includes(name)).map(({ name }) => name),
        ),
      ),
    )
}

/** The first place of the mapping that names the table, or the column of it. */
function whereUsed(model: AgencyModel, placeOf: MetadataInput['placeOf'], table: string, column?: string): string {
  const placed = (path: string): string => `${placeOf(path)} ${path}`
  for (const [kind, record] of model.records) {
    const isHere = 'table' in record.from ? record.from.table === table : record.from.sql.includes(table)
    if (!isHere) continue
    if (column === undefined || !('table' in record.from)) return 'table' in record.from ? placed(`records.${kind}.from`) : record.from.name
    if (record.key.includes(column)) return placed(`records.${kind}.key`)
    const field = [...record.fields.values()].find(({ reader }) => readerColumns(reader).includes(column))
    if (field) return placed(`records.${kind}.fields.${field.name}`)
    const parent = [...record.parents].find(([, { columns }]) => columns.includes(column))
    if (parent) return placed(`records.${kind}.${parent[0]}`)
    if (record.only.some((test) => test.column === column)) return placed(`records.${kind}.only`)
  }
  return placed('consents')
}

const plansOf = (reader: FieldReader): readonly ColumnPlan[] =>
  reader.read === 'column' ? [reader.column] : reader.read === 'firstOf' || reader.read === 'names' ? reader.of : []

/** Forms that the database's own dates are printed in. */
const AS_PRINTED = new Set(['native', 'yyyy-MM-dd', 'yyyy-MM-dd HH:mm:ss'])

function types({ model, engine, catalogue, placeOf }: MetadataInput, kind: RecordKindName, record: RecordModel): readonly Finding[] {
  const table = 'table' in record.from ? findTable(model, engine, catalogue, record.from) : undefined
  // SQLite and files hold what they are given; only the values tell.
  if (!table || engine.dialect === 'sqlite') return []
  return [...record.fields.values()].flatMap(({ name, reader }) =>
    plansOf(reader).flatMap((plan): Finding[] => {
      const column = table.columns.find((one) => isSameColumn(engine, one.name, plan.column))
      if (!column) return []
      const family = typeFamily(column.type)
      const path = `records.${kind}.fields.${name}`
      const where = `${placeOf(path)} ${path}`
      const { convert } = plan
      const isDate = family === 'date' || family === 'timestamp'
      if (convert.to === 'date' && plan.path === undefined) {
        if (isDate && !convert.formats.some((format) => AS_PRINTED.has(format)))
          return [
            finding(
              'error',
              'DATE_FORM_UNFIT',
              where,
              `${plan.column} is a ${column.type}, which has no written form`,
              'write `date: native`',
            ),
          ]
        if (!isDate && convert.formats.every((format) => format === 'native'))
          return [
            finding(
              'error',
              'COLUMN_NO_DATE',
              where,
              `${plan.column} is ${column.type}, not a date of the database`,
              'say how it is written, as in `date: dd/MM/yyyy`',
            ),
          ]
      }
      const wantsDocument = plan.path !== undefined || (plan.many !== undefined && 'array' in plan.many)
      if (engine.dialect === 'postgres' && wantsDocument && family !== 'json' && !family.endsWith('[]'))
        return [
          finding(
            'warning',
            'COLUMN_NO_DOCUMENT',
            where,
            `${plan.column} is ${column.type}, no JSON or array`,
            'leave `path` and `array` out, or map a JSON column',
          ),
        ]
      return []
    }),
  )
}

function keys({ model, engine, catalogue, placeOf }: MetadataInput, kind: RecordKindName, record: RecordModel): readonly Finding[] {
  const table = 'table' in record.from ? findTable(model, engine, catalogue, record.from) : undefined
  if (!table || table.isView || model.source.engine === 'files') return []
  const isWithin = (columns: readonly string[]): boolean =>
    columns.length > 0 && columns.every((column) => record.key.some((key) => isSameColumn(engine, key, column)))
  const unique = [table.primaryKey, ...table.uniqueKeys, ...table.indexes.filter(({ isUnique }) => isUnique).map(({ columns }) => columns)]
  if (unique.some((columns) => isWithin(columns.map((column) => column.replace(/^"(.*)"$/, '$1'))))) return []
  const path = `records.${kind}.key`
  return [
    finding(
      'info',
      'KEY_NOT_DECLARED',
      `${placeOf(path)} ${path}`,
      `the database does not keep ${record.key.join(', ')} of ${table.name} unique`,
      'see that it is; of two rows with one key nobody can tell which is meant',
    ),
  ]
}

const INDEX_OF = /CREATE INDEX (?:CONCURRENTLY )?(?:IF NOT EXISTS )?["`]([^"`]+)["`] ON (?:["`][^"`]+["`]\.)?["`]([^"`]+)["`] \((.*)\);$/

/** An index behind each filter, order and pointer, where the table is large enough for anybody to wait. */
function indexes({ model, engine, catalogue }: MetadataInput): readonly Finding[] {
  if (model.source.engine === 'files') return []
  return recommendedIndexes(model, engine.dialect).flatMap((statement): Finding[] => {
    const [, name = '', tableName = '', expression = ''] = INDEX_OF.exec(statement) ?? []
    const table = catalogue.find((one) => one.name === tableName)
    if (!table || table.isView) return []
    const column = /^["`]([^"`]+)["`]$/.exec(expression)?.[1]
    const leads = (columns: readonly string[]): boolean => column !== undefined && columns[0]?.replace(/^"(.*)"$/, '$1') === column
    const isThere = table.indexes.some((index) => index.name === name || leads(index.columns)) || leads(table.primaryKey)
    if (isThere) return []
    const isLarge = table.rowEstimate === undefined || table.rowEstimate >= SMALL_TABLE
    return [
      finding(
        isLarge && engine.dialect === 'postgres' ? 'warning' : 'info',
        'INDEX_MISSING',
        tableName,
        `no index serves ${column ?? 'what is compared'}${isLarge ? '' : '; the table is small, so nobody waits yet'}`,
        statement,
      ),
    ]
  })
}
