import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { LOCK_FILE, loadAgencyFolder, openEngine, takeLock, writeLock } from '../../adapters/index.ts'
import { variableOf } from '../source/open-source.ts'

/**
 * Writes down what the mapped tables look like now, so that a change is noticed later. A lock that is there stays: to replace it would be to
 * agree with whatever has changed since.
 *
 * @returns whether it was written
 */
export const lockFolder = async (folder: string, address: string, signal: AbortSignal): Promise<boolean> => {
  const isLocked = await stat(join(folder, LOCK_FILE)).then(
    () => true,
    () => false,
  )
  if (isLocked) return false
  const model = await loadAgencyFolder(folder)
  const engine = await openEngine(model.source, model.limits, { [variableOf(model.source)]: address }, model.agency)
  try {
    await writeLock(folder, await takeLock(model, engine, { signal, timeoutMs: 30_000 }))
    return true
  } finally {
    await engine.close()
  }
}
