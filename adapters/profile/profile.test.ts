import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { LimitsSchema } from '../../schema/index.ts'
import { openEngine } from '../open-engine.ts'
import { propose } from '../propose/index.ts'
import { aTable } from '../propose/testing/tables.ts'
import { tableId } from '../propose/types.ts'
import type { Engine, IntrospectedTable, Statement } from '../types.ts'
import { profileTables } from './profile-tables.ts'
import { whatToAsk } from './what-to-ask.ts'

const VITIMA = aTable(
  'vitima',
  {
    id_vitima: 'integer',
    naran: 'varchar(60)',
    naran_inan: 'varchar(3)',
    sexu: 'varchar(2)',
    data_moris: 'varchar(10)',
    no_telf: 'varchar(20)',
    hela_fatin: 'varchar(80)',
    tipu_moras_saude: 'varchar(3)',
    notas: 'varchar(3)',
    status: 'varchar(20)',
    passaporte: 'varchar(3)',
  },
  { primaryKey: ['id_vitima'] },
)
const OPTIONS = { signal: AbortSignal.timeout(30_000), now: () => 0 }

/** Keeps what it was asked, and answers nothing. */
const silent = (answer: () => readonly (readonly (string | null)[])[] = () => []) => {
  const asked: Statement[] = []
  const engine: Engine = {
    dialect: 'sqlite',
    capabilities: { cancels: true, isSnapshot: false },
    run: async (statement) => {
      asked.push(statement)
      return answer()
    },
    introspect: async () => [],
    asOf: () => undefined,
    close: async () => undefined,
  }
  return { engine, asked }
}
const askedOf = (tables: readonly IntrospectedTable[]) => whatToAsk(propose(tables), tables)

/** The cells of a real database, as they are profiled. */
const profileOf = async (insert: (db: DatabaseSync) => void) => {
  const folder = await mkdtemp(join(tmpdir(), 'tip-hub-profile-'))
  const path = join(folder, 'source.db')
  const db = new DatabaseSync(path)
  db.exec(`begin; create table vitima (${VITIMA.columns.map(({ name, type }) => `${name} ${type}`).join(', ')}, dadus json)`)
  insert(db)
  db.exec('commit')
  db.close()
  const engine = await openEngine({ engine: 'sqlite', pathEnv: 'SOURCE', timezone: 'Asia/Dili' }, LimitsSchema.parse({}), { SOURCE: path })
  const table = { ...VITIMA, columns: [...VITIMA.columns, { name: 'dadus', type: 'json', isNullable: true }] }
  try {
    return { profile: (await profileTables(engine, askedOf([table]), OPTIONS)).profiles.get(tableId(table)), table }
  } finally {
    await engine.close()
    await rm(folder, { recursive: true })
  }
}

describe('profiling', () => {
  it('never asks a column that says who somebody is, where she is, or what she told', async () => {
    const { engine, asked } = silent(() => [Array(40).fill('50')])
    await profileTables(engine, askedOf([VITIMA]), OPTIONS)
    const sql = asked.map((statement) => statement.sql).join('\n')

    expect(sql).toContain('"sexu"')
    expect(sql).not.toMatch(/"(naran|naran_inan|no_telf|hela_fatin|tipu_moras_saude|notas|passaporte|id_vitima)"/)
  })

  it('reads of a date only its form, made by the database', async () => {
    const { engine, asked } = silent()
    await profileTables(engine, askedOf([VITIMA]), OPTIONS)
    const dated = asked.filter(({ sql }) => sql.includes('data_moris'))

    expect(dated).toHaveLength(1)
    expect(dated[0]?.sql).toMatch(/^select replace\(.*having count\(\*\) >= 5/s)
  })

  it('asks of a bounded number of rows, and of nothing met fewer than five times', async () => {
    const { engine, asked } = silent(() => [Array(40).fill('50')])
    await profileTables(engine, askedOf([VITIMA]), OPTIONS)

    expect(asked.length).toBeGreaterThan(1)
    for (const { sql } of asked) expect(sql).toMatch(/limit 20000/)
    for (const { sql } of asked.filter(({ sql: text }) => text.includes('group by'))) expect(sql).toMatch(/having count\(\*\) >= 5/)
  })

  it('goes on where the database refuses, and counts it', async () => {
    const { engine } = silent(() => {
      throw new Error('permission denied for column "sexu" of Maria')
    })
    const { profiles, unanswered } = await profileTables(engine, askedOf([VITIMA]), OPTIONS)

    expect(unanswered).toBeGreaterThan(0)
    expect(JSON.stringify([...profiles].map(([, columns]) => [...columns]))).not.toContain('Maria')
  })

  it('stops asking when the time is over', async () => {
    let clock = 0
    const { engine, asked } = silent()
    const { unasked } = await profileTables(engine, askedOf([VITIMA]), { ...OPTIONS, now: () => (clock += 15_000), budgetMs: 10_000 })

    expect(unasked).toBe(1)
    expect(asked).toEqual([])
  })

  it('finds codes, forms and members, and no rare value', async () => {
    const { profile, table } = await profileOf((db) => {
      const insert = db.prepare('insert into vitima (id_vitima, sexu, status, data_moris, dadus) values (?, ?, ?, ?, ?)')
      for (let id = 0; id < 60; id++)
        insert.run(
          id,
          id % 2 ? 'F' : 'M',
          id === 0 ? 'rare' : 'prezumida',
          `${10 + (id % 18)}/0${1 + (id % 9)}/1999`,
          JSON.stringify({ dalen: ['tet'], sexu: id % 2 ? 'P' : 'L', naran: 'Maria' }),
        )
    })

    expect(profile?.get('sexu')?.values).toEqual([
      { value: 'F', count: 30 },
      { value: 'M', count: 30 },
    ])
    expect(profile?.get('status')?.values).toEqual([{ value: 'prezumida', count: 59 }])
    expect(profile?.get('data_moris')?.shapes).toMatchObject([{ shape: '99/99/9999', count: 60, secondOver12: 0 }])
    expect(profile?.get('dadus')?.members?.map(({ name, isList }) => [name, isList])).toEqual([
      ['dalen', true],
      ['naran', false],
      ['sexu', false],
    ])
    expect(profile?.get('dadus/sexu')?.values?.map(({ value }) => value)).toEqual(['L', 'P'])
    expect(JSON.stringify([...(profile ?? [])])).not.toMatch(/Maria|rare/)
    expect(
      propose([table], new Map([[tableId(table), profile ?? new Map()]])).records[0]?.fields.find(({ field }) => field === 'languages')
        ?.mapping,
    ).toMatchObject({ column: 'dadus', path: 'dalen', array: true, codes: 'language' })
  })
})
