import { createHash } from 'node:crypto'
import { rmdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { DemoHome } from '../state/home.ts'
import { assertOwnFolder, makeOwnFolder } from '../state/own-folder.ts'

/** Folder of the socket that only its owner may enter; undefined on Windows, where the name of a pipe stands for itself. Short, for sockets allow about 100 characters. */
export const controlFolder = (home: DemoHome): string | undefined =>
  process.platform === 'win32' ? undefined : join(tmpdir(), `tip-hub-${process.getuid?.() ?? 0}-${nameOf(home)}`)

const nameOf = ({ root }: DemoHome): string => createHash('sha256').update(root).digest('hex').slice(0, 16)

/**
 * Where a demonstration that starts may listen for its commands. Who laid a socket or a folder there first could otherwise answer in its place.
 *
 * @throws {HubError} CONFIG_INVALID where the folder is not of this account alone
 */
export async function takeControlAddress(home: DemoHome): Promise<string> {
  const folder = controlFolder(home)
  if (folder !== undefined) await makeOwnFolder(folder, 'closed')
  return addressIn(folder, home)
}

/** Once nobody listens there any more; something else in the folder keeps it. */
export async function leaveControlAddress(home: DemoHome): Promise<void> {
  const folder = controlFolder(home)
  if (folder !== undefined) await rmdir(folder).catch(() => undefined)
}

/**
 * Where a running demonstration listens.
 *
 * @returns undefined where none can be running, for there is no folder
 * @throws {HubError} CONFIG_INVALID where the folder is not of this account alone: whoever listens there is somebody else
 */
export async function findControlAddress(home: DemoHome): Promise<string | undefined> {
  const folder = controlFolder(home)
  if (folder !== undefined && !(await assertOwnFolder(folder, 'closed'))) return undefined
  return addressIn(folder, home)
}

const addressIn = (folder: string | undefined, home: DemoHome): string =>
  folder === undefined ? `\\\\.\\pipe\\tip-hub-${nameOf(home)}` : join(folder, 'control.sock')
