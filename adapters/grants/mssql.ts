import type { AgencyModel } from '../../schema/index.ts'
import { MSSQL_NOTE } from '../mssql/engine.ts'
import type { NeededTable } from './needed-columns.ts'
import { bracketed, literal } from './quote.ts'

/** Statements for SQL Server 2017 and later, to be run by the owner of the tables in the agency's database. */
export const mssqlPrivileges = (role: string, tables: readonly NeededTable[]): readonly string[] => {
  const name = bracketed(role)
  const schemas = [...new Set(tables.map(({ schema }) => schema ?? 'dbo'))].toSorted()
  return [
    `IF DATABASE_PRINCIPAL_ID(N${literal(role)}) IS NULL CREATE USER ${name} FOR LOGIN ${name};`,
    ...schemas.flatMap((schema) => [
      `REVOKE SELECT ON SCHEMA::${bracketed(schema)} FROM ${name};`,
      // Wins over whatever a role of the database grants.
      `DENY INSERT, UPDATE, DELETE, ALTER, EXECUTE ON SCHEMA::${bracketed(schema)} TO ${name};`,
    ]),
    ...tables.flatMap(({ schema, table, columns }) => {
      const object = `OBJECT::${bracketed(schema ?? 'dbo')}.${bracketed(table)}`
      return [`REVOKE SELECT ON ${object} FROM ${name};`, `GRANT SELECT ON ${object} (${columns.map(bracketed).join(', ')}) TO ${name};`]
    }),
  ]
}

export const mssqlNotes = (role: string, { limits }: AgencyModel): readonly string[] => [
  `${MSSQL_NOTE}. Read them before you run them.`,
  `Make the login first, with a password of its own: CREATE LOGIN ${bracketed(role)} WITH PASSWORD = …; give it no role of the server.`,
  'Rights of the role public hold for it too. There should be none on tables of records:',
  "  SELECT OBJECT_NAME(major_id), permission_name FROM sys.database_permissions WHERE grantee_principal_id = DATABASE_PRINCIPAL_ID(N'public') AND class = 1 AND major_id > 0;",
  `SQL Server has no time limit for a user: Resource Governor can hold the login to ${Math.ceil(limits.statementMs / 1_000)} s of CPU (REQUEST_MAX_CPU_TIME_SEC).`,
]
