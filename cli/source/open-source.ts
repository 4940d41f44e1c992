import { type Engine, openEngine } from '../../adapters/index.ts'
import { demoSourceOf } from '../../demo/index.ts'
import type { AgencyModel, Source } from '../../schema/index.ts'
import { environment, homeOf } from '../home.ts'
import { UsageError } from '../usage-error.ts'

export interface SourceFlags {
  /** URL, path or folder. */
  readonly source?: string
  /** Folder of the demonstration. */
  readonly home?: string
}

/** The name under which a source expects its address. */
export const variableOf = (source: Source): string =>
  'urlEnv' in source ? source.urlEnv : 'pathEnv' in source ? source.pathEnv : source.folderEnv

/**
 * Opens an agency's own database, read-only: at the address of the flag, else of the variable that its file names, else the one that the
 * demonstration made for it.
 *
 * @throws {UsageError} where none of them is there
 * @throws {HubError} CONFIG_INVALID
 */
export async function openSource({ agency, source, limits }: AgencyModel, flags: SourceFlags): Promise<Engine> {
  const name = variableOf(source)
  const given = flags.source ?? environment()[name]
  if (given !== undefined && given !== '') return openEngine(source, limits, { [name]: given }, agency)
  const demo = await demoSourceOf(agency, source, homeOf(flags).home)
  if (!demo) throw new UsageError(`where is the data of ${agency}? Set ${name}, or name it: --source ${EXAMPLE[source.engine]}`)
  console.error(`using the database of the demonstration for ${agency} (${name} is not set)`)
  return openEngine(demo.source, limits, demo.env, agency)
}

const EXAMPLE = {
  postgres: 'postgres://reader@localhost/register',
  mysql: 'mysql://reader@localhost/register',
  mssql: 'mssql://reader@localhost/register',
  sqlite: './register.sqlite',
  files: './folder-of-the-files',
} as const satisfies Record<Source['engine'], string>
