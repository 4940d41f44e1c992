import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { stripVTControlCharacters } from 'node:util'
import { createConnection } from 'mysql2/promise'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { main } from '../../cli/program.ts'
import { startCluster } from '../../demo/postgres/cluster.ts'
import { freePort } from '../support/free-port.ts'
import { startTestMariaDb, whyNoMariaDb } from '../support/mariadb.ts'
import { readAll } from './read-all.ts'
import { type StressDialect, stressSql, stressTables } from './stress-schema.ts'

interface Place {
  readonly address: string
  close(): Promise<void>
}

const onSqlite = async (folder: string): Promise<Place> => {
  const address = join(folder, 'stress.db')
  const db = new DatabaseSync(address)
  db.exec(`begin; ${stressSql('sqlite').join(';\n')}; commit`)
  db.close()
  return { address, close: async () => undefined }
}

const onPostgres = async (folder: string): Promise<Place> => {
  const cluster = await startCluster({
    folder: join(folder, 'postgres'),
    port: await freePort(),
    password: randomBytes(12).toString('hex'),
  })
  const client = new pg.Client(cluster.url('postgres'))
  await client.connect()
  await client.query(`begin; ${stressSql('postgres').join(';\n')}; commit`)
  await client.end()
  return { address: cluster.url('postgres'), close: () => cluster.stop() }
}

const onMariaDb = async (): Promise<Place> => {
  const server = await startTestMariaDb('stress')
  const client = await createConnection({ uri: server.url, multipleStatements: true })
  await client.query(stressSql('mysql').join(';\n'))
  await client.end()
  return { address: server.url, close: () => server.close() }
}

const suite = (dialect: StressDialect, open: (folder: string) => Promise<Place>) =>
  describe(`init on 470 tables of ${dialect}, with every odd name and key`, () => {
    let folder: string
    let place: Place
    let output = ''

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'tip-hub-stress-'))
      await chmod(folder, 0o755) // PostgreSQL runs as another user where the test runs as root
      place = await open(folder)
    }, 120_000)
    afterAll(async () => {
      vi.restoreAllMocks()
      process.exitCode = 0
      await place.close()
      await rm(folder, { recursive: true, force: true })
    })

    it('answers without a stack trace, and with a folder that loads', async () => {
      const said: string[] = []
      for (const where of ['log', 'error'] as const) vi.spyOn(console, where).mockImplementation((text: string) => void said.push(text))
      const code = await main(['node', 'tip-hub', 'init', join(folder, 'odd'), '--from', place.address, '--yes'])
      vi.restoreAllMocks()
      output = said.join('\n')

      expect(stressTables()).toHaveLength(470)
      expect(output).not.toMatch(/\n\s+at |undefined|\[object|told in confidence|Ximenes/)
      expect(code, output.slice(-2_000)).toBe(0)
      expect(output).toContain('470 tables and views')
    }, 60_000)

    it('finds the register among them', () => {
      const plain = stripVTControlCharacters(output)

      expect(plain).toMatch(/^CaseRecord +Livru Kazu/m)
      expect(plain).toMatch(/^VictimRecord +vítima/m)
      expect(plain).toMatch(/^PerpetratorRecord +autor/m)
    })

    it('maps what can be read: odd keys, padded text and empty pointers included', async () => {
      const rows = await readAll(join(folder, 'odd'), place.address)

      expect(rows.CaseRecord?.map(({ key }) => key.trim())).toEqual(['VPU/1', 'VPU/2', 'VPU/3'])
      expect(rows.VictimRecord).toHaveLength(3)
      expect(rows.VictimRecord?.map(({ parents }) => parents[0]?.trim())).toEqual(['VPU/1', 'VPU/1', 'VPU/2'])
      expect(rows.PerpetratorRecord?.map(({ parents }) => parents[0]?.trim() ?? null)).toEqual(['VPU/1', null])
    }, 30_000)

    it('writes no name into the file that could be read as something else', async () => {
      const text = await readFile(join(folder, 'odd', 'agency.yaml'), 'utf8')

      expect(text).not.toMatch(/drop table|^\s*break/m)
      expect(text.split('\n').filter((line) => line.includes('rules:'))).toHaveLength(1)
    })
  })

suite('sqlite', onSqlite)
suite('postgres', onPostgres)
if (whyNoMariaDb === undefined) suite('mysql', onMariaDb)
else describe('init on 470 tables of MariaDB', () => it.skip(String(whyNoMariaDb), () => undefined))
