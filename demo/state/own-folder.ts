import { lstat, mkdir } from 'node:fs/promises'
import { basename } from 'node:path'
import { HubError } from '../../schema/index.ts'

/** Whether others may look into a folder, or not even enter it. */
export type FolderDoor = 'others may read' | 'closed'

/**
 * Makes a folder of a name that others may guess, as in the temporary folder of the machine, and uses it only where it is this account's alone: what
 * somebody else laid there first could be exchanged at any time.
 *
 * @throws {HubError} CONFIG_INVALID
 */
export async function makeOwnFolder(folder: string, door: FolderDoor = 'others may read'): Promise<void> {
  await mkdir(folder, { recursive: true, mode: door === 'closed' ? 0o700 : 0o755 })
  await assertOwnFolder(folder, door)
}

/**
 * @returns whether there is such a folder
 * @throws {HubError} CONFIG_INVALID where there is something that is not this account's folder alone
 */
export async function assertOwnFolder(folder: string, door: FolderDoor): Promise<boolean> {
  const found = await lstat(folder).catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    throw cause
  })
  if (found === undefined) return false
  const isOthers = process.getuid !== undefined && found.uid !== process.getuid()
  const isOpen = process.platform !== 'win32' && (found.mode & (door === 'closed' ? 0o077 : 0o022)) !== 0
  if (!found.isDirectory() || isOthers || isOpen)
    throw new HubError('CONFIG_INVALID', {
      where: `the temporary folder ${basename(folder)}`,
      problems: `it is not of this account alone; remove it${door === 'closed' ? '' : ', or name a home that others may pass through'}`,
    })
  return true
}
