import type { AgencyModel, LockTable, SchemaLock } from '../../schema/index.ts'
import { EXPRESSION, sealLock } from '../../schema/index.ts'
import { type NeededTable, neededColumns } from '../grants/needed-columns.ts'
import type { Engine, IntrospectedTable } from '../types.ts'
import { readCodeTables } from './code-tables.ts'
import { findTable, isSameColumn } from './find-table.ts'

export interface TakeLockOptions {
  readonly signal: AbortSignal
  /** Longest catalogue query, in milliseconds. @default 10000 */
  readonly timeoutMs?: number
}

/** Catalogues of hundreds of tables answer in far less. */
const CATALOGUE_MS = 10_000

/**
 * What the mapped tables look like in the database now, those behind the folder's SELECTs included. Reads the catalogue, and tables of codes that
 * mapped columns point to; no table of records.
 *
 * @returns tables that are not there are absent; the same database gives the same lock, byte by byte
 * @throws {HubError} SOURCE_UNAVAILABLE, AGENCY_TIMEOUT, OVERLOADED; MAPPING_INVALID where a SELECT leaves open which table a column belongs to
 */
export const takeLock = async (model: AgencyModel, engine: Engine, options: TakeLockOptions): Promise<SchemaLock> => {
  const run = { signal: options.signal, timeoutMs: options.timeoutMs ?? CATALOGUE_MS }
  const catalogue = await engine.introspect(run)
  const tables = neededColumns(model, engine.dialect).flatMap((needed) => {
    const found = findTable(model, engine, catalogue, needed)
    return found ? [{ needed, found }] : []
  })
  return sealLock({
    agency: model.agency,
    engine: lockEngine(model, engine),
    tables: tables.map(({ needed, found }) => lockTable(model, engine, needed, found)),
    codeTables: [...(await readCodeTables(model, engine, catalogue, run))],
  })
}

/** The engine that a lock is for: files are known by their own name, whatever reads them. */
export const lockEngine = ({ source }: AgencyModel, { dialect }: Engine): SchemaLock['engine'] =>
  source.engine === 'files' ? 'files' : dialect

function lockTable({ source }: AgencyModel, engine: Engine, needed: NeededTable, found: IntrospectedTable): LockTable {
  const isMapped = (name: string): boolean => needed.columns.some((column) => isSameColumn(engine, column, name))
  // What stands around a file's rows is our own making.
  const isFile = source.engine === 'files'
  return {
    ...(found.schema === undefined ? {} : { schema: found.schema }),
    name: found.name,
    isView: found.isView,
    columns: found.columns
      .map(({ name, type, isNullable, position, isReadable }, index) => ({
        column: { name, type, isNullable, position: position ?? index + 1, isMapped: isMapped(name) },
        isReadable: isReadable !== false,
      }))
      // What the adapter may not read is to it as if it were gone.
      .filter(({ column, isReadable }) => isReadable || !column.isMapped)
      .map(({ column }) => column),
    primaryKey: [...found.primaryKey],
    uniqueKeys: isFile ? [] : found.uniqueKeys.map((columns) => [...columns]),
    foreignKeys: found.foreignKeys.map(({ columns, table, references }) => ({ columns: [...columns], table, references: [...references] })),
    indexes: isFile
      ? []
      : found.indexes.map(({ name, columns, isUnique }) => ({ name, columns: columns.map((column) => plainOr(found, column)), isUnique })),
  }
}

/** How an expression is printed differs between versions of a database; the index is known by its name then. */
const plainOr = ({ columns }: IntrospectedTable, column: string): string =>
  columns.some(({ name }) => name === column || `"${name}"` === column) ? column.replace(/^"(.*)"$/, '$1') : EXPRESSION
