import { HubError } from '../schema/index.ts'
import { openFiles } from './files/engine.ts'
import { openMssql } from './mssql/engine.ts'
import { openSqlite } from './sqlite/engine.ts'
import type { OpenEngine } from './types.ts'

/**
 * Opens the engine that a source names. No connection is made yet: a database that is down is met by the first `run`.
 * A database's driver is loaded by whoever has such a database, and nobody else: MySQL's takes a tenth of an adapter's memory.
 *
 * @throws {HubError} CONFIG_INVALID where the environment variable is missing or the engine has no adapter
 */
export const openEngine: OpenEngine = async (source, limits, env, agency = 'the agency', keep = undefined) => {
  const address = (name: string): string => {
    const value = env[name]
    if (value === undefined || value === '')
      throw new HubError('CONFIG_INVALID', { where: name, problems: 'the environment variable is not set' })
    return value
  }
  switch (source.engine) {
    case 'postgres':
      return (await import('./postgres/engine.ts')).openPostgres({ url: address(source.urlEnv), source, limits, agency })
    case 'mysql':
      return (await import('./mysql/engine.ts')).openMysql({ url: address(source.urlEnv), source, limits, agency })
    case 'sqlite':
      return openSqlite({ path: address(source.pathEnv), limits, agency })
    case 'files':
      return openFiles({ folder: address(source.folderEnv), source, limits, agency, keep })
    case 'mssql':
      return openMssql()
  }
}
