import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startCluster } from '../../demo/postgres/cluster.ts'
import { freePort } from './free-port.ts'

/** The database `postgres` of a PostgreSQL server that a test may do with as it likes. */
export async function startTestPostgres(): Promise<{ readonly url: string; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'tip-hub-postgres-'))
  // It runs as another user where the tests run as root, and must reach its data.
  await chmod(folder, 0o755)
  const cluster = await startCluster({ folder: join(folder, 'data'), port: await freePort(), password: randomBytes(12).toString('hex') })
  return {
    url: cluster.url('postgres'),
    close: async () => {
      await cluster.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
