import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { DemoHome } from '../state/home.ts'
import { makeOwnFolder } from '../state/own-folder.ts'

/** The data folder: in the demonstration's home, unless the server must run as another user who cannot get there (root in a closed folder). */
export async function postgresFolder(home: DemoHome): Promise<string> {
  if (process.getuid?.() !== 0 || (await isOpenToOthers(home.root))) return home.postgres
  const name = createHash('sha256').update(home.root).digest('hex').slice(0, 16)
  const folder = join(tmpdir(), `tip-hub-databases-${name}`)
  await makeOwnFolder(folder)
  return join(folder, 'postgres')
}

async function isOpenToOthers(folder: string): Promise<boolean> {
  const { mode } = await stat(folder)
  if ((mode & 0o001) === 0) return false
  return dirname(folder) === folder || isOpenToOthers(dirname(folder))
}
