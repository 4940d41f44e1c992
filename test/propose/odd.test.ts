import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createConnection } from 'mysql2/promise'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { RecordRow } from '../../adapters/index.ts'
import { main } from '../../cli/program.ts'
import { startCluster } from '../../demo/postgres/cluster.ts'
import { freePort } from '../support/free-port.ts'
import { startTestMariaDb, whyNoMariaDb } from '../support/mariadb.ts'
import { readAll } from './read-all.ts'

/** Persons apart from their part in a case, a table between both, a foreign key to a code that is no primary key and may be null. Invented people. */
const SQL = [
  'create table person (person_id integer primary key, full_name varchar(80), gender char(10), date_of_birth date, notes text)',
  'create table court_case (case_id integer primary key, case_number varchar(20) not null unique, date_reported date, status varchar(12), municipality varchar(20))',
  'create table victim (victim_id integer primary key, person_id integer references person (person_id), type_of_exploitation varchar(20))',
  'create table victim_case (victim_id integer references victim (victim_id), case_id integer references court_case (case_id), primary key (victim_id, case_id))',
  'create table suspect (suspect_id integer primary key, suspect_name varchar(80), case_number varchar(20) references court_case (case_number))',
  "insert into person values (1, 'Bui Mauk', 'F', '2001-02-03', 'told in confidence'), (2, 'Abuk Seran', 'M', null, null), (3, null, null, null, null)",
  "insert into court_case values (10, 'C-10', '2024-01-01', 'open', 'DILI'), (11, 'C-11', null, null, 'SUAI')",
  "insert into victim values (100, 1, 'labour'), (101, 2, null), (102, 3, 'labour'), (103, null, null)",
  'insert into victim_case values (100, 11), (100, 10), (101, 11)',
  "insert into suspect values (7, 'X', 'C-10'), (8, 'Y', null)",
]

interface Place {
  readonly address: string
  close(): Promise<void>
}
const onSqlite = async (folder: string): Promise<Place> => {
  const address = join(folder, 'odd.db')
  const db = new DatabaseSync(address)
  db.exec(`begin; ${SQL.join(';')}; commit`)
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
  // The register lives in a schema of its own, beside an empty public one.
  await client.query(`create schema "Registo 1"; set search_path to "Registo 1"; ${SQL.join(';')}`)
  await client.end()
  return { address: cluster.url('postgres'), close: () => cluster.stop() }
}
const onMariaDb = async (): Promise<Place> => {
  const server = await startTestMariaDb('odd')
  const client = await createConnection({ uri: server.url, multipleStatements: true })
  // MariaDB ignores a reference written beside its column.
  await client.query(
    SQL.map((sql) => sql.replace(/(\w+) (\w+(?:\(\d+\))?) references (\w+ \(\w+\))/g, '$1 $2, foreign key ($1) references $3')).join(';'),
  )
  await client.end()
  return { address: server.url, close: () => server.close() }
}

const suite = (name: string, open: (folder: string) => Promise<Place>) =>
  describe(`a database of ${name} whose records are spread over tables`, () => {
    let folder: string
    let place: Place
    let rows: Partial<Record<string, readonly RecordRow[]>>

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'tip-hub-odd-'))
      await chmod(folder, 0o755) // PostgreSQL runs as another user where the test runs as root
      place = await open(folder)
      for (const where of ['log', 'error'] as const) vi.spyOn(console, where).mockReturnValue(undefined)
      await main(['node', 'tip-hub', 'init', join(folder, 'odd'), '--from', place.address, '--yes'])
      vi.restoreAllMocks()
      process.exitCode = 0
      rows = await readAll(join(folder, 'odd'), place.address)
    }, 120_000)
    afterAll(async () => {
      await place.close()
      await rm(folder, { recursive: true, force: true })
    })

    it('is read as one row for each victim, with the person and the first case', () => {
      const victims = rows.VictimRecord ?? []

      expect(victims.map(({ key, parents }) => [key, parents[0]])).toEqual([
        ['100', '10'],
        ['101', '11'],
        ['102', null],
        ['103', null],
      ])
      expect(JSON.stringify(victims[0]?.cells)).toContain('Bui Mauk')
      expect(JSON.stringify(victims[3]?.cells)).not.toContain('Bui Mauk')
    })

    it('points by a code that is not the key, and nowhere where it is null', () => {
      expect(rows.PerpetratorRecord?.map(({ key, parents }) => [key, parents[0]])).toEqual([
        ['7', '10'],
        ['8', null],
      ])
    })

    it('selects nothing that is not mapped', async () => {
      const files = await readdir(join(folder, 'odd'))
      const sql = await readFile(join(folder, 'odd', 'victim-victims.sql'), 'utf8')

      expect(files).toContain('victim-victims.sql')
      expect(sql).not.toMatch(/notes|\*/)
    })
  })

suite('SQLite', onSqlite)
suite('PostgreSQL', onPostgres)
if (whyNoMariaDb === undefined) suite('MariaDB', onMariaDb)
else describe('a database of MariaDB whose records are spread over tables', () => it.skip(String(whyNoMariaDb), () => undefined))
