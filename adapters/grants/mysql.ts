import type { AgencyModel } from '../../schema/index.ts'
import type { NeededTable } from './needed-columns.ts'
import { connectionsOf } from './postgres.ts'
import { literal, ticked } from './quote.ts'

/** Statements for MariaDB 10.6 and MySQL 8, and later, to be run by an administrator with the agency's database chosen (`USE`). */
export const mysqlPrivileges = (model: AgencyModel, role: string, host: string, tables: readonly NeededTable[]): readonly string[] => {
  const user = `${literal(role)}@${literal(host)}`
  const { statementMs } = model.limits
  return [
    // Locked until it has a password: a new user has none.
    `CREATE USER IF NOT EXISTS ${user} ACCOUNT LOCK;`,
    // Only MariaDB has a time limit for a user, and only it reads this kind of comment.
    `ALTER USER ${user} WITH MAX_USER_CONNECTIONS ${connectionsOf(model)} /*M! MAX_STATEMENT_TIME ${statementMs / 1_000} */;`,
    `REVOKE ALL PRIVILEGES, GRANT OPTION FROM ${user};`,
    ...tables.map(
      ({ schema, table, columns }) =>
        `GRANT SELECT (${columns.map(ticked).join(', ')}) ON ${schema === undefined ? '' : `${ticked(schema)}.`}${ticked(table)} TO ${user};`,
    ),
  ]
}

export const mysqlNotes = (role: string, host: string): readonly string[] => [
  `A new user is locked. Give it a password of its own: ALTER USER ${literal(role)}@${literal(host)} IDENTIFIED BY … ACCOUNT UNLOCK;`,
  'The user has no right to write, so that no setting is needed for that. Time limits for statements and locks are set by the adapter at each connection;',
  'MariaDB also holds the user to the one above. MySQL has none for a user: SET PERSIST max_execution_time would hold for the whole server.',
]
