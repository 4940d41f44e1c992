import { lstat, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { HubError, isSealed, lockText, SchemaLock } from '../../schema/index.ts'

/** Name of the lock in an agency's folder. */
export const LOCK_FILE = 'schema.lock.json'
const LARGEST_FILE_BYTES = 2_000_000

/**
 * The lock of an agency's folder.
 *
 * @returns undefined where the folder has none
 * @throws {HubError} MAPPING_INVALID where it is none, or was changed by hand
 */
export const readLock = async (folder: string): Promise<SchemaLock | undefined> => {
  const path = join(folder, LOCK_FILE)
  const found = await lstat(path).catch(() => undefined)
  if (!found) return undefined
  if (!found.isFile()) throw invalid('is no plain file')
  if (found.size > LARGEST_FILE_BYTES) throw invalid(`is larger than ${LARGEST_FILE_BYTES} bytes`)
  const parsed = SchemaLock.safeParse(parsedJson(await readFile(path, 'utf8')))
  if (!parsed.success) throw invalid('is not what the program writes')
  if (!isSealed(parsed.data)) throw invalid('was changed by hand')
  return parsed.data
}

/** Writes the lock whole: whoever reads meanwhile sees the old one. */
export const writeLock = async (folder: string, lock: SchemaLock): Promise<void> => {
  const path = join(folder, LOCK_FILE)
  const draft = `${path}.${process.pid}.new`
  await writeFile(draft, lockText(lock), { mode: 0o644 })
  await rename(draft, path)
}

const parsedJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // no JSON is no lock
  }
}

const invalid = (message: string): HubError =>
  new HubError('MAPPING_INVALID', {
    where: LOCK_FILE,
    problems: `- ${LOCK_FILE}: ${message}; write it anew with \`tip-hub check --write-lock\` after a look at \`tip-hub diff\``,
  })
