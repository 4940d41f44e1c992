import { type Engine, isFor, readLock, takeLock, writeLock } from '../../adapters/index.ts'
import type { AgencyModel, SchemaLock } from '../../schema/index.ts'

/** Of a machine that has thirteen adapters to start at once. */
const CATALOGUE_MS = 30_000

/**
 * The lock of the folder; where the demonstration runs the institution on another kind of database (the courts on MariaDB), one of that, made at the
 * first start and kept in the demonstration's own home.
 */
export async function demoLock(
  model: AgencyModel,
  engine: Engine,
  ofFolder: SchemaLock | undefined,
  stateFolder: string,
): Promise<SchemaLock | undefined> {
  if (!ofFolder || isFor(model, engine, ofFolder)) return ofFolder
  const kept = await readLock(stateFolder)
  if (isFor(model, engine, kept)) return kept
  const made = await takeLock(model, engine, { signal: AbortSignal.timeout(CATALOGUE_MS), timeoutMs: CATALOGUE_MS })
  await writeLock(stateFolder, made)
  return made
}
