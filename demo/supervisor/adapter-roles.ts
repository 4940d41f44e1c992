import { DatabaseSync } from 'node:sqlite'
import { type Grants, grantsFor, loadAgencyFolder } from '../../adapters/index.ts'
import { MARKER_TABLE } from '../fill/index.ts'
import { agencyFolder } from '../state/home.ts'

/** Where the adapters of the demonstration sign in from. */
export const ADAPTER_HOST = '127.0.0.1'

/** Name of the role that the adapter of an agency signs in with, in every engine. */
export const adapterRole = (code: string): string => `tip_hub_${code.replaceAll('-', '_')}`

interface Connection {
  query(sql: string): Promise<unknown>
}

/**
 * Makes the role of an agency's adapter in its filled database, by the statements that `tip-hub grants` prints, and the indexes that it recommends.
 *
 * @param connection of the owner, in that database
 * @param password base64url
 */
export async function makeAdapterRole(connection: Connection, engine: 'postgres' | 'mysql', code: string, password: string): Promise<void> {
  const model = await loadAgencyFolder(agencyFolder(code))
  const role = adapterRole(code)
  const grants = grantsFor(model, { engine, role, host: ADAPTER_HOST })
  for (const statement of [...grants.privileges, ...indexesOf(grants), ...demoStatements(engine, role, password)])
    await connection.query(statement)
}

/** Makes the indexes that `tip-hub grants` recommends in a filled SQLite file of the demonstration. */
export async function indexSqliteFile(path: string, code: string): Promise<void> {
  const { indexes } = grantsFor(await loadAgencyFolder(agencyFolder(code)), { engine: 'sqlite' })
  const database = new DatabaseSync(path)
  try {
    for (const statement of [...indexes, 'analyze']) database.exec(statement)
  } finally {
    database.close()
  }
}

/** Nobody reads yet, so that nothing need wait; the databases of the demonstration have what MariaDB could index themselves. */
const indexesOf = ({ engine, indexes }: Grants): readonly string[] =>
  engine === 'postgres' ? [...indexes.map((index) => index.replace(' CONCURRENTLY ', ' ')), 'analyze'] : []

/** What an administrator does by hand, and the mark that says that the records are invented. Names are constants, the password is base64url. */
const demoStatements = (engine: 'postgres' | 'mysql', role: string, password: string): readonly string[] =>
  engine === 'postgres'
    ? [`alter role ${role} password '${password}'`, `grant select on ${MARKER_TABLE} to ${role}`]
    : [
        `alter user ${role}@'${ADAPTER_HOST}' identified by '${password}' account unlock`,
        `grant select on ${MARKER_TABLE} to ${role}@'${ADAPTER_HOST}'`,
      ]
