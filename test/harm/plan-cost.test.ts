import { createConnection } from 'mysql2/promise'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CostlyPlan, compileAgency, type Engine, grantsFor, openEngine } from '../../adapters/index.ts'
import type { AgencyModel } from '../../schema/index.ts'
import { owner, queryOf, RUN, TODAY } from '../contract/asking.ts'
import { modelOf } from '../support/agency-folder.ts'
import { startTestMariaDb, whyNoMariaDb } from '../support/mariadb.ts'
import { startTestPostgres } from '../support/postgres.ts'

const ROWS = 20_000
const yaml = (engine: string): string => `
version: 1
agency: pntl
name: { en: PNTL, pt: PNTL }
source: { engine: ${engine}, urlEnv: COST_URL, timezone: Asia/Dili }
limits: { planCost: ${engine === 'postgres' ? 300 : 5_000} }
records:
  CaseRecord: { from: livru_kustu, key: id, fields: { nuc: { column: nuc_mp, format: nuc }, localRef: ref }, filter: [nuc] }
policy:
  version: 1
  rules:
    - { id: PNTL-01, permit: ["*.*", CaseRecord.link], to: { agencies: [pntl] }, for: [INVESTIGATION], because: own records }
`

interface Costed {
  readonly url: string
  run(sql: string): Promise<unknown>
  close(): Promise<void>
}

const ENGINES = {
  async postgres(): Promise<Costed> {
    const server = await startTestPostgres()
    const client = new pg.Client(server.url)
    await client.connect()
    await client.query(`create table livru_kustu (id int primary key, nuc_mp text, ref text);
      insert into livru_kustu select n, lpad((n % 9999 + 1)::text, 4, '0') || '/24.PDDIL', 'R' || n from generate_series(1, ${ROWS}) n; analyze livru_kustu`)
    return { url: server.url, run: (sql) => client.query(sql), close: () => client.end().then(() => server.close()) }
  },
  async mysql(): Promise<Costed> {
    const server = await startTestMariaDb('cost')
    const client = await createConnection({ uri: server.url })
    await client.query('drop table if exists livru_kustu')
    await client.query('create table livru_kustu (id int primary key, nuc_mp varchar(30), ref varchar(30))')
    await client.query(
      `insert into livru_kustu select seq, concat(lpad(seq % 9999 + 1, 4, '0'), '/24.PDDIL'), concat('R', seq) from seq_1_to_${ROWS}`,
    )
    await client.query('analyze table livru_kustu')
    return { url: server.url, run: (sql) => client.query(sql), close: () => client.end().then(() => server.close()) }
  },
}

describe.each(['postgres', 'mysql'] as const)('the cost that %s expects of a statement', (name) => {
  const isHere = name === 'postgres' || whyNoMariaDb === undefined
  let database: Costed
  let model: AgencyModel
  let engine: Engine
  beforeAll(async () => {
    if (!isHere) return
    database = await ENGINES[name]()
    model = await modelOf({ yaml: yaml(name) })
    engine = await openEngine(model.source, model.limits, { COST_URL: database.url }, 'pntl')
  })
  afterAll(async () => {
    await engine?.close()
    await database?.close()
  })
  const open = () => {
    const told: CostlyPlan[] = []
    const source = compileAgency(model, engine, { onCostly: (plan) => told.push(plan) })
    const read = (select: Parameters<typeof queryOf>[2]['select'], keys?: readonly string[]) =>
      source
        .prepare(queryOf(source, 'CaseRecord', { fields: ['localRef'], select, as: owner }))
        .run({ today: TODAY, ...(keys ? { keys } : { first: 5 }) }, RUN)
    return { told, read }
  }

  it('refuses what reads a whole table for want of an index, names the index to the agency, and runs it once that is there', async ({
    skip,
  }) => {
    if (!isHere) return skip(whyNoMariaDb)
    const before = open()
    const byNumber = () => before.read({ by: 'nucs' }, ['0007/24.PDDIL'])

    await expect(byNumber()).rejects.toMatchObject({ code: 'PLAN_TOO_COSTLY', details: { agency: 'pntl', asked: 'CaseRecord' } })
    await expect(byNumber()).rejects.not.toThrow(/livru_kustu|nuc_mp|tip_hub_/)
    const [plan, ...others] = before.told
    expect(others).toEqual([])
    expect(plan).toMatchObject({ asked: 'CaseRecord', ceiling: model.limits.planCost, wholeTables: ['livru_kustu'] })
    expect(plan?.cost).toBeGreaterThan(model.limits.planCost)
    expect(grantsFor(model).indexes).toEqual(expect.arrayContaining([...(plan?.indexes ?? [])]))
    expect(plan?.indexes.join()).toContain('nuc_mp')
    // By its key a row is found at once, whatever the table holds.
    expect(await before.read({ by: 'keys' }, ['7', '8'])).toHaveLength(2)

    for (const index of plan?.indexes ?? []) await database.run(index)
    const after = open()
    expect(await after.read({ by: 'nucs' }, ['0007/24.PDDIL'])).toHaveLength(2)
    expect(after.told).toEqual([])
  })

  it('asks the database once for each text, and not at all where there is no bound', async ({ skip }) => {
    if (!isHere) return skip(whyNoMariaDb)
    let asked = 0
    const counted: NonNullable<Engine['cost']> = async (statement, options) => {
      asked++
      return engine.cost?.(statement, options)
    }
    const counting: Engine = { ...engine, cost: counted }
    const ask = async (of: AgencyModel) => {
      const source = compileAgency(of, counting)
      const read = source.prepare(queryOf(source, 'CaseRecord', { fields: [], select: { by: 'keys' }, as: owner }))
      for (const key of ['1', '2', '3']) await read.run({ today: TODAY, keys: [key] }, RUN)
      return asked
    }

    expect(await ask(model)).toBe(1)
    expect(await ask({ ...model, limits: { ...model.limits, planCost: 0 } })).toBe(1)
  })
})
