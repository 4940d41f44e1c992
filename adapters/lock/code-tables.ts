import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { type AgencyModel, type CodeTable, isHubError, type RecordModel, typeFamily } from '../../schema/index.ts'
import { DIALECTS } from '../compile/dialects.ts'
import { compileSql } from '../compile/query-compilers.ts'
import { columnOf, relationAs } from '../compile/scope.ts'
import type { Engine, IntrospectedTable, RunOptions } from '../types.ts'
import { codeColumns } from './code-columns.ts'
import { findTable, isSameColumn } from './find-table.ts'

/** More codes than any list of the shared language could want; a larger table is one of records. */
const MOST_CODES = 500
const MOST_LABELS = 4

interface Place {
  readonly table: IntrospectedTable
  readonly key: string
}

/**
 * The meanings that the database itself gives to mapped codes: where a mapped column of codes points to a table by a foreign key, the digest of the
 * texts beside each code. Tables that the role may not read, or that are no small lists, are left out.
 */
export const readCodeTables = async (
  model: AgencyModel,
  engine: Engine,
  catalogue: readonly IntrospectedTable[],
  options: RunOptions,
): Promise<readonly CodeTable[]> => {
  const places = new Map<string, Place>()
  for (const record of model.records.values())
    for (const place of pointedTo(model, engine, catalogue, record))
      places.set(JSON.stringify([place.table.schema, place.table.name, place.key]), place)
  const read = await Promise.all([...places.values()].map((place) => readCodeTable(engine, place, options)))
  return read.flatMap((table) => (table ? [table] : []))
}

function pointedTo(model: AgencyModel, engine: Engine, catalogue: readonly IntrospectedTable[], record: RecordModel): readonly Place[] {
  if (!('table' in record.from)) return []
  const own = findTable(model, engine, catalogue, record.from)
  if (!own) return []
  const coded = [...record.fields.values()].flatMap(({ reader }) => codeColumns(reader))
  return own.foreignKeys.flatMap(({ columns, table, references }): Place[] => {
    const [column] = columns
    const [key] = references
    const target = catalogue.find(({ schema, name }) => name === table && schema === own.schema)
    const isCode = columns.length === 1 && column !== undefined && coded.some((one) => isSameColumn(engine, one, column))
    const keyName = key === undefined || key === '' ? target?.primaryKey[0] : key
    return isCode && target && keyName !== undefined ? [{ table: target, key: keyName }] : []
  })
}

async function readCodeTable(engine: Engine, { table, key }: Place, options: RunOptions): Promise<CodeTable | undefined> {
  const labels = table.columns
    .filter(({ name, type }) => name !== key && typeFamily(type) === 'text')
    .slice(0, MOST_LABELS)
    .map(({ name }) => name)
  if (labels.length === 0 || (table.rowEstimate ?? 0) > MOST_CODES) return undefined
  const db = DIALECTS[engine.dialect]
  const columns = [key, ...labels].map((column) => db.asText(columnOf('t1', column)))
  const from = relationAs({ table: table.name, ...(table.schema === undefined ? {} : { schema: table.schema }) }, 't1')
  const query = compileSql(engine.dialect, sql`select ${sql.join(columns)} from ${from} limit ${MOST_CODES + 1}`)
  const rows = await engine.run(query, options).catch((cause: unknown) => {
    // Without the right to read the table nothing is known of its meanings; that is no fault of the mapping.
    if (isHubError(cause)) return undefined
    throw cause
  })
  if (!rows || rows.length > MOST_CODES) return undefined
  const meanings = rows.flatMap(([code, ...texts]): [string, string][] =>
    code == null ? [] : [[code.trim(), `sha256:${createHash('sha256').update(JSON.stringify(texts)).digest('hex')}`]],
  )
  return {
    ...(table.schema === undefined ? {} : { schema: table.schema }),
    table: table.name,
    key,
    labels,
    meanings: Object.fromEntries(meanings),
  }
}
