import { HubError } from '../../schema/index.ts'
import type { Engine } from '../types.ts'

/** What `check` and `grants` say of a source on SQL Server. */
export const MSSQL_NOTE = 'SQL Server: the statements are compiled and were read as text, but no server has run them'

/**
 * There is no driver for SQL Server here.
 *
 * @throws {HubError} CONFIG_INVALID, with what to do instead
 */
export const openMssql = (): Engine => {
  throw new HubError('CONFIG_INVALID', {
    where: 'agency.yaml: source.engine',
    problems: [
      `- ${MSSQL_NOTE}, and no driver is part of this release;`,
      '  copy the mapped tables into PostgreSQL or MariaDB each night, or export them as CSV or XLSX files, and name that as the source.',
      '  `check --offline` and `grants` work for SQL Server as it is',
    ].join('\n'),
  })
}
