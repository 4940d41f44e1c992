import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateWorld, holdingsOf, type WorldBlock } from '../world/index.ts'
import { INSTITUTIONS, institutionOf } from './institutions.ts'
import { MARKER_TABLE, NotADemoSourceError } from './sink.ts'
import { fillSqlite } from './sqlite.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tip-hub-fill-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const query = (path: string, sql: string): Record<string, unknown>[] => {
  const database = new DatabaseSync(path, { readOnly: true })
  try {
    return database.prepare(sql).all()
  } finally {
    database.close()
  }
}

describe.each(INSTITUTIONS.filter(({ engines }) => engines.includes('sqlite')))('the SQLite database of $code', (institution) => {
  it('holds every row as it was written, and the marker', async () => {
    const path = join(folder, `${institution.code}.sqlite`)
    await fillSqlite(path, institution, generateWorld({ seed: 11, scale: 2 }))

    const parts = [...generateWorld({ seed: 11, scale: 2 })].flatMap((block) => institution.project(holdingsOf(block, institution.code)))
    for (const [table, tables] of Map.groupBy(parts, ({ table: name }) => name)) {
      const columns = tables[0]?.columns ?? []
      const rows = query(path, `select ${columns.map((name) => `"${name}"`).join(', ')} from "${table}" order by rowid`)
      expect(
        rows.map((row) => Object.values(row)),
        table,
      ).toEqual(tables.flatMap((one) => one.rows))
    }
    expect(query(path, `select * from ${MARKER_TABLE}`)).toEqual([{ seed: 11, scale: 2, generated_by: 'tip-hub demo world' }])
  })
})

describe('filling SQLite', () => {
  it('serves the acts of the courts as one view, hearings and decisions with their sentence in words', async () => {
    const path = join(folder, 'acts.sqlite')
    await fillSqlite(path, institutionOf('courts'), generateWorld({ seed: 1 }))

    expect(
      query(path, `select data, fase, pena_texto from actos_processuais where n_processo = '40/23.XDSUA' and tipo = 'SENTENCA'`),
    ).toEqual([{ data: '07-05-2024', fase: 'CONDENACAO', pena_texto: '8 anos e 6 meses' }])
  })

  it('replaces an earlier fill, and keeps it when a later one breaks off', async () => {
    const path = join(folder, 'again.sqlite')
    await fillSqlite(path, institutionOf('alfela'), generateWorld({ seed: 1, scale: 2 }))
    await fillSqlite(path, institutionOf('alfela'), generateWorld({ seed: 1 }))
    const once = query(path, 'select count(*) as n from kliente')

    await expect(fillSqlite(path, institutionOf('alfela'), breakingOff())).rejects.toThrow('power cut')
    expect(query(path, 'select count(*) as n from kliente')).toEqual(once)
    expect((await readdir(folder)).filter((name) => name.endsWith('.filling'))).toEqual([])
  })

  it('does not touch a file that is somebody else’s', async () => {
    const path = join(folder, 'theirs.sqlite')
    await writeFile(path, 'not a database at all')

    await expect(fillSqlite(path, institutionOf('alfela'), generateWorld({ seed: 1 }))).rejects.toThrow(NotADemoSourceError)
    expect(existsSync(path)).toBe(true)
    expect(existsSync(`${path}.filling`)).toBe(false)
  })
})

function* breakingOff(): Generator<WorldBlock, void, undefined> {
  yield* [...generateWorld({ seed: 2 })]
  throw new Error('power cut')
}
