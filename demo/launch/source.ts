import type { Source } from '../../schema/index.ts'
import { readIfThere } from '../state/files.ts'
import { demoHome } from '../state/home.ts'
import { AgencySettings, agencySettingsFile } from './settings.ts'

/** Where an adapter of the demonstration finds its database. */
export interface DemoSource {
  /** The source as the demonstration runs it: the courts are on MariaDB where it is installed. */
  readonly source: Source
  /** The variables that the source names. */
  readonly env: Readonly<Record<string, string>>
}

/** The source of agency.yaml, or the engine that the demonstration took instead. */
export const sourceOf = (source: Source, { engine }: Pick<AgencySettings, 'engine'>): Source =>
  engine === 'mysql' ? { engine, urlEnv: 'DEMO_DATABASE_URL', timezone: source.timezone } : source

/** The name under which the source expects its address. */
export const addressName = (source: Source): string =>
  'urlEnv' in source ? source.urlEnv : 'pathEnv' in source ? source.pathEnv : source.folderEnv

/**
 * The database of an institution of the demonstration in this folder.
 *
 * @param written as agency.yaml has it
 * @returns undefined where no demonstration was started here, or it has no such institution
 */
export async function demoSourceOf(code: string, written: Source, home?: string): Promise<DemoSource | undefined> {
  const text = await readIfThere(agencySettingsFile(demoHome(home), code))
  if (text === undefined) return undefined
  const settings = AgencySettings.parse(JSON.parse(text))
  const source = sourceOf(written, settings)
  return { source, env: { [addressName(source)]: settings.source } }
}
