import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AgencySource, compileAgency, loadAgencyFolder, openEngine } from '../../adapters/index.ts'
import type { AgencyModel, Source } from '../../schema/index.ts'
import { freePort } from '../support/free-port.ts'
import { owner, page, queryOf, RUN, TODAY } from './asking.ts'
import { type OpenSource, openPostgresSource, openSqliteSource } from './engines.ts'

const SLOW = {
  postgres: { sql: 'select pg_sleep(20)::text', parameters: [] },
  sqlite: { sql: 'with recursive n (i) as (select 1 union all select i + 1 from n) select count(*) from n', parameters: [] },
}

let model: AgencyModel
const open: { postgres?: OpenSource; sqlite?: OpenSource } = {}
const sourceOf = (name: 'postgres' | 'sqlite'): OpenSource => {
  const source = open[name]
  if (!source) throw new Error(`${name} is not open`)
  return source
}
const countCases = (source: AgencySource) =>
  source.prepare(queryOf(source, 'CaseRecord', { fields: ['localRef'], select: page(), as: owner })).run({ today: TODAY }, RUN)

beforeAll(async () => {
  model = await loadAgencyFolder(new URL('agency/', import.meta.url).pathname)
  const limits = { ...model.limits, pool: 1, queue: 1, waitMs: 50 }
  open.postgres = await openPostgresSource(limits)
  open.sqlite = await openSqliteSource(limits)
})
afterAll(async () => {
  for (const source of Object.values(open)) await source.close()
})

describe.each(['postgres', 'sqlite'] as const)('faults on %s', (name) => {
  it('ends a statement at the deadline of the request, and answers the next one', async () => {
    await expect(sourceOf(name).engine.run(SLOW[name], { ...RUN, timeoutMs: 150 })).rejects.toMatchObject({ code: 'AGENCY_TIMEOUT' })

    // The one connection is free again.
    expect(await countCases(compileAgency(model, sourceOf(name).engine))).toHaveLength(4)
  })

  it('ends a statement at the limit of the agency, however long the request would wait', async () => {
    const limited = { ...model.limits, statementMs: 200 }
    const source = name === 'postgres' ? await openPostgresSource(limited) : await openSqliteSource(limited)
    try {
      await expect(source.engine.run(SLOW[name], { ...RUN, timeoutMs: 10_000 })).rejects.toMatchObject({ code: 'AGENCY_TIMEOUT' })
    } finally {
      await source.close()
    }
  })

  it('ends a statement whose asker hangs up', async () => {
    const asker = new AbortController()
    setTimeout(() => asker.abort(), 100)

    await expect(sourceOf(name).engine.run(SLOW[name], { signal: asker.signal, timeoutMs: 20_000 })).rejects.toMatchObject({
      code: 'AGENCY_TIMEOUT',
    })
  })

  it('answers OVERLOADED when too many wait', async () => {
    const runs = Array.from({ length: 3 }, () => sourceOf(name).engine.run(SLOW[name], { ...RUN, timeoutMs: 300 }))
    const codes = await Promise.all(runs.map((run) => run.catch((error: { code: string }) => error.code)))

    expect(codes.toSorted()).toEqual(['AGENCY_TIMEOUT', 'OVERLOADED', 'OVERLOADED'])
  })

  it('names neither table nor host nor value when a column is gone', async () => {
    const error: unknown = await sourceOf(name)
      .engine.run({ sql: 'select secret_column from kazu', parameters: [] }, RUN)
      .catch((thrown: unknown) => thrown)

    expect(error).toMatchObject({ code: 'SCHEMA_MISMATCH' })
    expect(JSON.stringify(error) + String(error)).not.toMatch(/secret_column|kazu|127\.0\.0\.1|localhost/)
  })
})

describe('a SQLite statement that could run for ever', () => {
  const readers = async (): Promise<number> =>
    (await promisify(execFile)('ps', ['-o', 'args=', '--ppid', String(process.pid)]).catch(() => ({ stdout: '' }))).stdout
      .split('\n')
      .filter((args) => args.includes('sqlite/reader')).length

  it('ends with the process that it runs in', async () => {
    const source = await openSqliteSource(model.limits)
    try {
      await source.engine.run({ sql: 'select 1', parameters: [] }, RUN)
      const before = await readers()
      await expect(source.engine.run(SLOW.sqlite, { ...RUN, timeoutMs: 100 })).rejects.toMatchObject({ code: 'AGENCY_TIMEOUT' })

      expect(before).toBeGreaterThan(0)
      await expect.poll(readers, { timeout: 5_000 }).toBe(before - 1)
    } finally {
      await source.close()
    }
  })
})

describe('a source that is away', () => {
  it.each<[string, () => Promise<{ source: Source; value: string }>]>([
    [
      'a server',
      async () => ({
        source: { engine: 'postgres', urlEnv: 'X', timezone: 'Asia/Dili' },
        value: `postgres://nobody:secret@127.0.0.1:${await freePort()}/none`,
      }),
    ],
    [
      'a MySQL server',
      async () => ({
        source: { engine: 'mysql', urlEnv: 'X', timezone: 'Asia/Dili' },
        value: `mysql://nobody:secret@127.0.0.1:${await freePort()}/none`,
      }),
    ],
    ['a database file', async () => ({ source: { engine: 'sqlite', pathEnv: 'X', timezone: 'Asia/Dili' }, value: '/nowhere/at-all.db' })],
  ])('is SOURCE_UNAVAILABLE: %s', async (_what, of) => {
    const { source, value } = await of()
    const engine = await openEngine(source, model.limits, { X: value }, 'pgr')
    const error: unknown = await engine.run({ sql: 'select 1', parameters: [] }, RUN).catch((thrown: unknown) => thrown)
    await engine.close()

    expect(error).toMatchObject({ code: 'SOURCE_UNAVAILABLE', details: { agency: 'pgr' } })
    expect(JSON.stringify(error) + String(error)).not.toMatch(/secret|nobody|nowhere|127\.0\.0\.1/)
  })

  it('is found again by the next question when a restart has cut its connections', async () => {
    const source = compileAgency(model, sourceOf('postgres').engine)
    await countCases(source)
    await sourceOf('postgres').change("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tip-hub'")

    expect(await countCases(source)).toHaveLength(4)
  })

  it('compares as text where keys are declared with unlike types', async () => {
    const { engine, change } = sourceOf('postgres')
    await change('alter table vitima alter column id_kazu type text')
    const source = compileAgency(model, engine)
    const query = queryOf(source, 'VictimRecord', { fields: ['sex'], parents: ['case'], select: { by: 'keys' } })

    const rows = await source.prepare(query).run({ today: TODAY, keys: ['11', '12', 'garbage'] }, RUN)

    expect(rows.map(({ key, parents }) => [key, parents]).toSorted()).toEqual([
      ['11', ['1']],
      ['12', ['1']],
    ])
  })
})

describe('a PostgreSQL that takes backslashes in texts for something else', () => {
  it('reads the literals of a statement as they are written all the same', async () => {
    const source = await openPostgresSource(model.limits)
    try {
      await source.change(
        "do $$ begin execute format('alter database %I set standard_conforming_strings = off', current_database()); end $$",
      )

      expect(await source.engine.run({ sql: String.raw`select '\\a'`, parameters: [] }, RUN)).toEqual([[String.raw`\\a`]])
    } finally {
      await source.close()
    }
  })
})
