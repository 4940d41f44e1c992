import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { As } from '../support/ask.ts'
import { startHub, type TestHub } from '../support/start-hub.ts'

const analyst: As = { as: 'klatu.analyst', purpose: 'OVERSIGHT' }
const investigator: As = { as: 'pcic.investigator', purpose: 'INVESTIGATION' }
const prosecutor: As = { as: 'pgr.prosecutor', purpose: 'INVESTIGATION' }

const CASES = `{
  cases(filter: { agencies: ["pgr"] }, first: 5) {
    nodes { stage { value } records { __typename ... on PgrCaseRecord { stage registeredDate gaps { field reason } } } }
  }
}`
interface Cases {
  readonly cases: {
    readonly nodes: readonly {
      readonly records: readonly {
        readonly stage: string | null
        readonly registeredDate: string | null
        readonly gaps: readonly { readonly field: string; readonly reason: string }[]
      }[]
    }[]
  } | null
}
interface Agencies {
  readonly agencies: readonly { readonly code: string; readonly problems: readonly unknown[] | null }[]
}

describe('a database that changes while the hub asks', () => {
  let hub: TestHub
  beforeAll(async () => {
    hub = await startHub()
  }, 120_000)
  afterAll(() => hub?.close())

  const onPgr = async (...statements: readonly string[]): Promise<void> => {
    const client = new pg.Client(hub.databases.ownerUrl('pgr'))
    await client.connect()
    try {
      for (const statement of statements) await client.query(statement)
    } finally {
      await client.end()
    }
  }
  const records = async () => {
    const answer = await hub.ask<Cases>({ query: CASES }, analyst)
    return {
      ...answer,
      records: answer.data.cases?.nodes.flatMap((node) => node.records) ?? [],
      pgr: answer.sources.find(({ agency }) => agency === 'pgr'),
    }
  }
  const problemsOf = async (code: string, as: As) =>
    (await hub.ask<Agencies>({ query: '{ agencies { code problems { code kind field } } }' }, as)).data.agencies.find(
      (agency) => agency.code === code,
    )?.problems

  it('answers all but the field, names it, tells those who can mend it, and is whole again when it is mended', async () => {
    const before = await records()
    expect(before.pgr?.status).toBe('OK')
    expect(before.records.length).toBeGreaterThan(0)

    await onPgr('alter table "PROCESSO" rename column "FASE" to "ETAPA"')
    const broken = await records()

    expect(broken.records.map(({ registeredDate }) => registeredDate)).toEqual(before.records.map(({ registeredDate }) => registeredDate))
    expect(
      broken.records.every(
        ({ stage, gaps }) => stage === null && gaps.some(({ field, reason }) => field === 'stage' && reason === 'SCHEMA_MISMATCH'),
      ),
    ).toBe(true)
    expect(broken.errors.every(({ extensions }) => extensions.code === 'SCHEMA_MISMATCH' && extensions.agency === 'pgr')).toBe(true)
    expect(broken.errors.some(({ path }) => path?.at(-1) === 'stage')).toBe(true)
    expect(broken.pgr?.status).toBe('SCHEMA_MISMATCH')
    expect(broken.complete).toBe(false)
    expect(broken.text).not.toMatch(/FASE|ETAPA|PROCESSO/)

    const problem = { code: 'SCHEMA_MISMATCH', kind: 'CaseRecord', field: 'stage' }
    await vi.waitFor(async () => expect(await problemsOf('pgr', analyst)).toEqual([problem]), { timeout: 10_000, interval: 200 })
    expect(await problemsOf('pgr', prosecutor)).toEqual([problem])
    expect(await problemsOf('pgr', investigator)).toBeNull()

    await onPgr('alter table "PROCESSO" rename column "ETAPA" to "FASE"')
    await vi.waitFor(async () => expect((await records()).records).toEqual(before.records), { timeout: 10_000, interval: 200 })
    expect((await records()).pgr?.status).toBe('OK')
    await vi.waitFor(async () => expect(await problemsOf('pgr', analyst)).toEqual([]), { timeout: 10_000, interval: 200 })
  })

  it('says that a kind is out of service whose table is gone, and never that there is nothing', async () => {
    await onPgr('alter table "PROCESSO" rename to "PROCESSO_VELHO"')
    const broken = await records()
    await onPgr('alter table "PROCESSO_VELHO" rename to "PROCESSO"')

    expect(broken.records).toEqual([])
    expect(broken.pgr?.status).toBe('SCHEMA_MISMATCH')
    expect(broken.complete).toBe(false)
    await vi.waitFor(async () => expect((await records()).pgr?.status).toBe('OK'), { timeout: 10_000, interval: 200 })
  })

  it('shows no column under another one’s name once it has looked', async () => {
    const before = await records()
    const swap = [
      'rename column "DT_REGISTO" to "MEIO"',
      'rename column "DT_DESPACHO" to "DT_REGISTO"',
      'rename column "MEIO" to "DT_DESPACHO"',
    ].map((change) => `alter table "PROCESSO" ${change}`)
    await onPgr('begin', ...swap, 'commit')
    await vi.waitFor(async () => expect((await records()).pgr?.status).toBe('SCHEMA_MISMATCH'), { timeout: 10_000, interval: 200 })
    const swapped = await records()
    await onPgr('begin', ...swap, 'commit')

    expect(swapped.records.every(({ registeredDate }) => registeredDate === null)).toBe(true)
    await vi.waitFor(async () => expect((await records()).records).toEqual(before.records), { timeout: 10_000, interval: 200 })
  })
})
