import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Cluster, startCluster } from '../postgres/cluster.ts'
import { generateWorld, holdingsOf, type WorldBlock } from '../world/index.ts'
import { INSTITUTIONS, institutionOf } from './institutions.ts'
import { fillPostgres } from './postgres.ts'
import { MARKER_TABLE, NotADemoSourceError } from './sink.ts'

let cluster: Cluster
let folder: string
let databases = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tip-hub-fill-'))
  // Where the tests run as root the server runs as another user, who must get through.
  await chmod(folder, 0o755)
  cluster = await startCluster({ folder: join(folder, 'postgres'), port: await freePort(), password: randomBytes(12).toString('hex') })
}, 120_000)
afterAll(async () => {
  await cluster?.stop()
  await rm(folder, { recursive: true, force: true })
})

const ON_POSTGRES = INSTITUTIONS.filter(({ engines }) => engines.includes('postgres'))

describe.each(ON_POSTGRES)('the PostgreSQL database of $code', (institution) => {
  it('holds every row as it was written, and the marker', async () => {
    const database = await newDatabase()
    await fillPostgres(database, institution, generateWorld({ seed: 11, scale: 2 }))

    const expected = Map.groupBy(
      [...generateWorld({ seed: 11, scale: 2 })].flatMap((block) => institution.project(holdingsOf(block, institution.code))),
      ({ table }) => table,
    )
    await asClient(database, async (client) => {
      for (const [table, parts] of expected) {
        const columns = parts[0]?.columns ?? []
        const { rows } = await client.query<unknown[]>({
          text: `select ${columns.map((name) => `"${name}"::text`).join(', ')} from "${table}"`,
          rowMode: 'array',
        })
        expect(rows.map((row) => row.map(canonical)).toSorted(byText), table).toEqual(
          parts.flatMap((part) => part.rows.map((row) => row.map(canonical))).toSorted(byText),
        )
      }
      expect((await client.query(`select * from ${MARKER_TABLE}`)).rows).toEqual([
        { seed: '11', scale: 2, generated_by: 'tip-hub demo world' },
      ])
    })
  })
})

describe('filling PostgreSQL', () => {
  it('lets the prosecution database answer with the published totals', async () => {
    const database = await newDatabase()
    await fillPostgres(database, institutionOf('pgr'), generateWorld({ seed: 5 }))

    const people = (
      table: string,
    ) => `select p."SEXO", p."NACIONAL", count(*)::int as n from "${table}" p join "PROCESSO" c using ("ID_PROC")
      where c."CLASSIFICACAO" = 'TRAFICO DE PESSOAS' and c."DT_REGISTO" between '2023-01-01' and '2024-12-31' group by 1, 2`
    await asClient(database, async (client) => {
      const sums = async (table: string) => {
        const { rows } = await client.query<{ SEXO: string; NACIONAL: string; n: number }>(people(table))
        const sum = (test: (row: { SEXO: string; NACIONAL: string }) => boolean) => rows.filter(test).reduce((total, { n }) => total + n, 0)
        return {
          women: sum(({ SEXO }) => SEXO === '2'),
          men: sum(({ SEXO }) => SEXO === '1'),
          timorese: sum(({ NACIONAL }) => NACIONAL === 'TL'),
          foreign: sum(({ NACIONAL }) => NACIONAL === 'EST'),
        }
      }
      expect(await sums('OFENDIDO')).toEqual({ women: 20, men: 41, timorese: 36, foreign: 25 })
      expect(await sums('ARGUIDO')).toEqual({ women: 5, men: 13, timorese: 6, foreign: 12 })
    })
  })

  it('replaces an earlier fill', async () => {
    const database = await newDatabase()
    await fillPostgres(database, institutionOf('pgr'), generateWorld({ seed: 1, scale: 3 }))
    await fillPostgres(database, institutionOf('pgr'), generateWorld({ seed: 1 }))

    expect(await countOf(database, '"PROCESSO"')).toBe(38)
  })

  it('keeps the earlier fill when a later one breaks off', async () => {
    const database = await newDatabase()
    await fillPostgres(database, institutionOf('pgr'), generateWorld({ seed: 1 }))

    await expect(fillPostgres(database, institutionOf('pgr'), breakingOff())).rejects.toThrow('power cut')
    expect(await countOf(database, '"PROCESSO"')).toBe(38)
  })

  it('does not touch a database that holds anything else', async () => {
    const database = await newDatabase()
    await asClient(database, (client) => client.query('create table real_cases as select 1 as id'))

    await expect(fillPostgres(database, institutionOf('pgr'), generateWorld({ seed: 1 }))).rejects.toThrow(NotADemoSourceError)
    expect(await countOf(database, 'real_cases')).toBe(1)
  })
})

function* breakingOff(): Generator<WorldBlock, void, undefined> {
  yield* [...generateWorld({ seed: 2 })]
  throw new Error('power cut')
}

/** Cells as text; JSON documents and arrays in one order and spelling. */
function canonical(cell: unknown): string | null {
  if (cell === null) return null
  const text = String(cell)
  if (text.startsWith('{"') && text.endsWith('}') && text.includes(':')) return JSON.stringify(sorted(JSON.parse(text)))
  return /^\{.*\}$/.test(text) ? text.replaceAll('"', '') : text
}

const sorted = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(sorted)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .toSorted(([a], [b]) => (a < b ? -1 : 1))
            .map(([name, inner]) => [name, sorted(inner)]),
        )
      : value

const byText = (a: unknown, b: unknown): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)

async function newDatabase(): Promise<string> {
  const name = `fill_${++databases}`
  await asClient(cluster.url('postgres'), (client) => client.query(`create database ${name}`))
  return cluster.url(name)
}

async function countOf(database: string, table: string): Promise<number> {
  return asClient(
    database,
    async (client) => (await client.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows[0]?.n ?? -1,
  )
}

async function asClient<T>(connectionString: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
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
