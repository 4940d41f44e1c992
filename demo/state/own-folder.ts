import { lstat, mkdir } from 'node:fs/promises'
import { basename } from 'node:path'
import { HubError } from '../../schema/index.ts'

/**
 * Makes a folder of a name that others may guess, as in the temporary folder of the machine, and uses it only where it is this account's alone: what
 * somebody else laid there first could be exchanged at any time.
 *
 * @throws {HubError} CONFIG_INVALID
 */
export async function makeOwnFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o755 })
  const found = await lstat(folder)
  const isOthers = process.getuid !== undefined && found.uid !== process.getuid()
  if (!found.isDirectory() || isOthers || (process.platform !== 'win32' && (found.mode & 0o022) !== 0))
    throw new HubError('CONFIG_INVALID', {
      where: `the temporary folder ${basename(folder)}`,
      problems: 'it is not of this account alone; remove it, or name a home that others may pass through',
    })
}
