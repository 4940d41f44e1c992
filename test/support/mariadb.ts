import { randomBytes } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createConnection } from 'mysql2/promise'
import { type MariaDb, mariaDbPrograms, startMariaDb } from '../../demo/mariadb/server.ts'
import { freePort } from './free-port.ts'
import { copyOfTemplate } from './templates.ts'

/** An empty database on a MariaDB server that a test may do with as it likes. */
export interface TestMariaDb {
  readonly url: string
  close(): Promise<void>
}

const programs = process.env.MARIADB_URL === undefined ? await mariaDbPrograms() : undefined

/** Why there is none on this machine; undefined where there is one. */
export const whyNoMariaDb: string | undefined =
  process.env.MARIADB_URL === undefined && !programs
    ? 'SKIPPED: no MariaDB server is installed and MARIADB_URL is not set (Debian: apt-get install mariadb-server-core)'
    : undefined

/** The database that MARIADB_URL names (empty, writable), or a server of the test's own. */
export async function startTestMariaDb(name: string): Promise<TestMariaDb> {
  const { MARIADB_URL: given } = process.env
  if (given !== undefined) return { url: given, close: async () => undefined }
  if (!programs) throw new Error(whyNoMariaDb)
  const folder = await mkdtemp(join(tmpdir(), 'tip-hub-mariadb-'))
  // It runs as another user where the tests run as root, and must reach its data.
  await chmod(folder, 0o755)
  const home = join(folder, 'server')
  await copyOfTemplate('mariadb', home, makeServer)
  const server = await startIn(home)
  const admin = await createConnection({ uri: server.url('mysql') })
  await admin.query(`create database ${name} character set utf8mb4`)
  await admin.end()
  return {
    url: server.url(name),
    close: async () => {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function startIn(home: string): Promise<MariaDb> {
  if (!programs) throw new Error(whyNoMariaDb)
  const password = await readFile(join(home, 'password'), 'utf8')
  return startMariaDb(programs, { folder: join(home, 'data'), port: await freePort(), password })
}

async function makeServer(home: string): Promise<void> {
  await mkdir(home, { mode: 0o755 })
  await writeFile(join(home, 'password'), randomBytes(12).toString('hex'), { mode: 0o600 })
  const server = await startIn(home)
  await server.stop()
}
