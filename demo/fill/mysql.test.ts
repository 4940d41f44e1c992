import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createConnection } from 'mysql2/promise'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MariaDb, mariaDbPrograms, startMariaDb } from '../mariadb/server.ts'
import { generateWorld, holdingsOf, type WorldBlock } from '../world/index.ts'
import { institutionOf } from './institutions.ts'
import { fillMysql } from './mysql.ts'
import { MARKER_TABLE, NotADemoSourceError } from './sink.ts'

const programs = await mariaDbPrograms()
const courts = institutionOf('courts')

describe.skipIf(programs === undefined)(
  `filling MariaDB${programs === undefined ? ' (not run: this machine has no MariaDB server)' : ''}`,
  () => {
    let server: MariaDb
    let folder: string
    let databases = 0

    beforeAll(async () => {
      if (!programs) return
      folder = await mkdtemp(join(tmpdir(), 'tip-hub-fill-'))
      // Where the tests run as root the server runs as another user, who must get through.
      await chmod(folder, 0o755)
      server = await startMariaDb(programs, {
        folder: join(folder, 'mariadb'),
        port: await freePort(),
        password: randomBytes(12).toString('hex'),
      })
    }, 120_000)
    afterAll(async () => {
      await server?.stop()
      if (folder) await rm(folder, { recursive: true, force: true })
    })

    const newDatabase = async (): Promise<string> => {
      const name = `fill_${++databases}`
      await query(server.url('mysql'), `create database ${name}`)
      return server.url(name)
    }

    it('holds every row of the courts as it was written, and the marker', async () => {
      const uri = await newDatabase()
      await fillMysql({ uri }, courts, generateWorld({ seed: 11, scale: 2 }))

      const parts = [...generateWorld({ seed: 11, scale: 2 })].flatMap((block) => courts.project(holdingsOf(block, 'courts')))
      for (const [table, tables] of Map.groupBy(parts, ({ table: name }) => name)) {
        const columns = tables[0]?.columns ?? []
        const found = await query(uri, `select ${columns.map((name) => `\`${name}\``).join(', ')} from ${table}`)
        const expected = tables.flatMap(({ rows }) => rows.map((row) => row.map(String)))
        expect(found.map((row) => Object.values(row).map(String)).toSorted(byText), table).toEqual(expected.toSorted(byText))
      }
      expect(await query(uri, `select seed, scale, generated_by from ${MARKER_TABLE}`)).toEqual([
        { seed: 11, scale: 2, generated_by: 'tip-hub demo world' },
      ])
    })

    it('serves the acts of the courts as one view', async () => {
      const uri = await newDatabase()
      await fillMysql({ uri }, courts, generateWorld({ seed: 1 }))

      expect(
        await query(uri, `select data, fase, pena_texto from actos_processuais where n_processo = '40/23.XDSUA' and tipo = 'SENTENCA'`),
      ).toEqual([{ data: '07-05-2024', fase: 'CONDENACAO', pena_texto: '8 anos e 6 meses' }])
    })

    it('replaces an earlier fill, and says when one broke off', async () => {
      const uri = await newDatabase()
      await fillMysql({ uri }, courts, generateWorld({ seed: 1, scale: 2 }))
      await fillMysql({ uri }, courts, generateWorld({ seed: 1 }))
      expect(await query(uri, 'select count(*) as n from autos')).toEqual([{ n: 20 }])

      await expect(fillMysql({ uri }, courts, breakingOff())).rejects.toThrow('power cut')
      expect(await query(uri, `select generated_by from ${MARKER_TABLE}`)).toEqual([{ generated_by: 'tip-hub demo world (unfinished)' }])

      await fillMysql({ uri }, courts, generateWorld({ seed: 1 }))
      expect(await query(uri, `select generated_by from ${MARKER_TABLE}`)).toEqual([{ generated_by: 'tip-hub demo world' }])
    })

    it('does not touch a database that holds anything else', async () => {
      const uri = await newDatabase()
      await query(uri, 'create table real_cases as select 1 as id')

      await expect(fillMysql({ uri }, courts, generateWorld({ seed: 1 }))).rejects.toThrow(NotADemoSourceError)
      expect(await query(uri, 'select * from real_cases')).toEqual([{ id: 1 }])
    })
  },
)

function* breakingOff(): Generator<WorldBlock, void, undefined> {
  yield* [...generateWorld({ seed: 2 })]
  throw new Error('power cut')
}

const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)

async function query(uri: string, sql: string): Promise<Record<string, unknown>[]> {
  const connection = await createConnection({ uri })
  try {
    const [rows] = await connection.query(sql)
    return Array.isArray(rows) ? rows.map((row) => ({ ...row })) : []
  } finally {
    await connection.end()
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject).listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
