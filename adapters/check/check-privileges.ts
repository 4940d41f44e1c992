import { type AgencyModel, isHubError } from '../../schema/index.ts'
import { neededColumns } from '../grants/needed-columns.ts'
import { findTable, isSameColumn } from '../lock/find-table.ts'
import type { Engine, IntrospectedTable, RunOptions } from '../types.ts'
import type { Finding } from './finding.ts'

export interface PrivilegeOptions extends RunOptions {
  /** Tables that hold no records and may be read by anybody, such as the mark of the demonstration. */
  readonly harmless?: readonly string[]
}

const finding = (severity: Finding['severity'], code: string, what: string, remedy: string): Finding => ({
  stage: 'connection',
  severity,
  code,
  where: 'the account of the adapter',
  what,
  remedy,
})

/** What the account that the adapter signs in with may do beyond reading the mapped columns. */
export const checkPrivileges = async (
  model: AgencyModel,
  engine: Engine,
  catalogue: readonly IntrospectedTable[],
  options: PrivilegeOptions,
): Promise<readonly Finding[]> => {
  if (engine.dialect === 'sqlite')
    return [
      finding(
        'info',
        'NO_COLUMN_RIGHTS',
        'a file has no rights on columns: whoever reads it reads all of it',
        'keep what the mapping does not name out of it; `tip-hub grants` says how it should be owned',
      ),
    ]
  const rights = await (engine.dialect === 'postgres' ? postgresRights(engine, options) : mysqlRights(engine, options))
  const readable = unmappedColumns(model, engine, catalogue, options.harmless ?? [])
  return [
    ...(rights.isSuperuser
      ? [
          finding(
            'warning',
            'ROLE_IS_SUPERUSER',
            'the account may do everything in this server',
            'use an account of its own: `tip-hub grants`',
          ),
        ]
      : []),
    ...(rights.writableTables > 0
      ? [
          finding(
            'warning',
            'ROLE_CAN_WRITE',
            `the account may change ${rights.writableTables} table(s)`,
            'take the rights away: `tip-hub grants` prints the statements',
          ),
        ]
      : []),
    ...(readable.columns > 0
      ? [
          finding(
            'warning',
            'ROLE_READS_UNMAPPED',
            `the account may read ${readable.columns} column(s) that the mapping does not name, in ${readable.tables.join(', ')}`,
            'grant the mapped columns alone: `tip-hub grants` prints the statements',
          ),
        ]
      : []),
  ]
}

interface Rights {
  readonly isSuperuser: boolean
  readonly writableTables: number
}

const POSTGRES_RIGHTS = `
select (select rolsuper::text from pg_roles where rolname = current_user),
  (select count(*)::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'f') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg\\_toast%'
      and has_schema_privilege(n.oid, 'USAGE')
      and (has_table_privilege(c.oid, 'INSERT') or has_table_privilege(c.oid, 'UPDATE') or has_table_privilege(c.oid, 'DELETE') or has_table_privilege(c.oid, 'TRUNCATE')))`

const postgresRights = async (engine: Engine, options: RunOptions): Promise<Rights> => {
  const [row] = await engine.run({ sql: POSTGRES_RIGHTS, parameters: [] }, options)
  return { isSuperuser: row?.[0] === 'true', writableTables: Number(row?.[1] ?? 0) }
}

const MYSQL_RIGHTS = `
select cast((select count(*) from information_schema.user_privileges where privilege_type in ('SUPER', 'FILE', 'CREATE USER', 'SHUTDOWN')) as char),
  cast((select count(distinct table_name) from information_schema.columns
    where table_schema = database() and (privileges like '%insert%' or privileges like '%update%')) as char)`

const mysqlRights = async (engine: Engine, options: RunOptions): Promise<Rights> => {
  const [row] = await engine.run({ sql: MYSQL_RIGHTS, parameters: [] }, options).catch((cause: unknown) => {
    if (isHubError(cause, 'SCHEMA_MISMATCH')) return [] // an account that may not even see its rights has few
    throw cause
  })
  return { isSuperuser: Number(row?.[0] ?? 0) > 0, writableTables: Number(row?.[1] ?? 0) }
}

function unmappedColumns(model: AgencyModel, engine: Engine, catalogue: readonly IntrospectedTable[], harmless: readonly string[]) {
  const needed = new Map(
    neededColumns(model, engine.dialect).flatMap((table) => {
      const found = findTable(model, engine, catalogue, table)
      return found ? [[found, table.columns] as const] : []
    }),
  )
  let columns = 0
  const tables: string[] = []
  for (const table of catalogue) {
    if (harmless.includes(table.name)) continue
    const mapped = needed.get(table) ?? []
    const extra = table.columns.filter(
      ({ name, isReadable }) => isReadable !== false && !mapped.some((one) => isSameColumn(engine, one, name)),
    )
    columns += extra.length
    if (extra.length > 0) tables.push(table.name)
  }
  return { columns, tables: tables.length <= 5 ? tables : [...tables.slice(0, 5), `${tables.length - 5} more`] }
}
