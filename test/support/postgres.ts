import { randomBytes } from 'node:crypto'
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCluster } from '../../demo/postgres/cluster.ts'
import { freePort } from './free-port.ts'
import { copyOfTemplate } from './templates.ts'

/** The database `postgres` of a PostgreSQL server that a test may do with as it likes. */
export async function startTestPostgres(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'tip-hub-postgres-'))
  // It runs as another user where the tests run as root, and must reach its data.
  await chmod(folder, 0o755)
  const server = join(folder, 'server')
  await copyOfTemplate('postgres', server, makeServer)
  const cluster = await startCluster({ folder: join(server, 'data'), port: await freePort(), password: await passwordOf(server) })
  return {
    url: cluster.url('postgres'),
    close: async () => {
      await cluster.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const passwordOf = (server: string): Promise<string> => readFile(join(server, 'password'), 'utf8')

async function makeServer(server: string): Promise<void> {
  await mkdir(server, { mode: 0o755 })
  const password = randomBytes(12).toString('hex')
  await writeFile(join(server, 'password'), password, { mode: 0o600 })
  const cluster = await startCluster({ folder: join(server, 'data'), port: await freePort(), password })
  await cluster.stop()
}
