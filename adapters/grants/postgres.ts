import type { AgencyModel } from '../../schema/index.ts'
import type { NeededTable } from './needed-columns.ts'
import { literal, quoted } from './quote.ts'

/** Connections that an adapter may hold: its pool and the one that cancels, twice over while one adapter takes over from another. */
export const connectionsOf = ({ limits }: AgencyModel): number => 2 * (limits.pool + 1)

/** Schema of tables that the mapping names without one. */
export const schemaOf = ({ source }: AgencyModel): string => (source.engine === 'postgres' ? source.searchPath : undefined) ?? 'public'

/** Statements for PostgreSQL 12 and later, to be run by the owner of the tables in the agency's database. */
export const postgresPrivileges = (model: AgencyModel, role: string, tables: readonly NeededTable[]): readonly string[] => {
  const { limits } = model
  const name = quoted(role)
  const schemas = [...new Set(tables.map(({ schema }) => schema ?? schemaOf(model)))].toSorted()
  const settings: Readonly<Record<string, string>> = {
    default_transaction_read_only: 'on',
    statement_timeout: `${limits.statementMs}ms`,
    lock_timeout: `${limits.lockMs}ms`,
    idle_in_transaction_session_timeout: `${limits.statementMs}ms`,
    search_path: schemaOf(model),
  }
  return [
    `DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = ${literal(role)}) THEN CREATE ROLE ${name} LOGIN; END IF; END $$;`,
    `ALTER ROLE ${name} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS NOINHERIT CONNECTION LIMIT ${connectionsOf(model)};`,
    ...Object.entries(settings).map(([setting, value]) => `ALTER ROLE ${name} SET ${setting} = ${literal(value)};`),
    `DO $$ BEGIN EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', current_database(), ${literal(role)}); END $$;`,
    ...schemas.flatMap((schema) => [
      `REVOKE ALL ON ALL TABLES IN SCHEMA ${quoted(schema)} FROM ${name};`,
      `REVOKE ALL ON SCHEMA ${quoted(schema)} FROM ${name};`,
      `GRANT USAGE ON SCHEMA ${quoted(schema)} TO ${name};`,
    ]),
    ...tables.map(
      ({ schema, table, columns }) =>
        `GRANT SELECT (${columns.map(quoted).join(', ')}) ON ${quoted(schema ?? schemaOf(model))}.${quoted(table)} TO ${name};`,
    ),
  ]
}

export const postgresNotes = (role: string): readonly string[] => [
  `Give the role a password of its own: in psql, \\password ${role}`,
  'Rights that everybody has (GRANT … TO PUBLIC) hold for this role too. There should be none on tables of records:',
  "  SELECT table_schema, table_name, privilege_type FROM information_schema.role_table_grants WHERE grantee = 'PUBLIC' AND table_schema NOT IN ('pg_catalog', 'information_schema');",
  'A session could switch its own time limits and read-only mode off; the rights on columns it could not.',
]
