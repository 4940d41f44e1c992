import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createConnection } from 'mysql2/promise'
import { describe, it } from 'vitest'
import { mariaDbPrograms, startMariaDb } from '../../demo/mariadb/server.ts'
import type { AgencyModel } from '../../schema/index.ts'
import { describeAdapter } from './adapter.contract.ts'
import { freePort, type OpenSource, openMysqlSource } from './engines.ts'

/** An empty database that may be written, e.g. `mysql://root@127.0.0.1:3306/contract`. */
const url = process.env.MARIADB_URL
const programs = url === undefined ? await mariaDbPrograms() : undefined

async function openInstalled(limits: AgencyModel['limits']): Promise<OpenSource> {
  if (!programs) throw new Error('no MariaDB server is installed')
  const folder = await mkdtemp(join(tmpdir(), 'tip-hub-contract-'))
  await chmod(folder, 0o755)
  const server = await startMariaDb(programs, {
    folder: join(folder, 'data'),
    port: await freePort(),
    password: randomBytes(12).toString('hex'),
  })
  const admin = await createConnection({ uri: server.url('mysql') })
  await admin.query('create database contract character set utf8mb4')
  await admin.end()
  const source = await openMysqlSource(limits, server.url('contract'))
  return {
    ...source,
    close: async () => {
      await source.close()
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

if (url !== undefined) describeAdapter('MariaDB', (limits) => openMysqlSource(limits, url))
else if (programs) describeAdapter('MariaDB', openInstalled)
else
  describe('an adapter on MariaDB', () => {
    it.skip('SKIPPED: no MariaDB server is installed and MARIADB_URL is not set (Debian: apt-get install mariadb-server-core)', () => {})
  })
