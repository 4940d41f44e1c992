import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { type Engine, loadAgencyFolder, openEngine } from '../../adapters/index.ts'
import { agencyFolder } from '../../demo/state/home.ts'
import type { Answer } from '../support/ask.ts'
import { startHub, type TestHub } from '../support/start-hub.ts'
import { type CallHook, startCallHook } from './support/call-hook.ts'
import { type FaultProxy, startFaultProxy } from './support/fault-proxy.ts'
import { ANALYST, type NamedRecord } from './support/faulty-hub.ts'
import { type Replica, startReplica } from './support/replica.ts'

const COMES_BACK_MS = 10_000
/** Keys of matters that this test adds to the prosecutors' register, and their day: before all others, so that they stand on the first page. */
const [ADDED, ALSO_ADDED] = [9_000_001, 9_000_002]
const LATEST = '2026-12-31'

let hub: TestHub
let replica: Replica
let wire: FaultProxy
let hook: CallHook
let primary: pg.Client
beforeAll(async () => {
  hub = await startHub({
    reach: async (agency, url) => {
      if (agency !== 'pgr') return url
      hook = await startCallHook(url)
      return hook.url
    },
    reachSource: async (agency, address) => {
      if (agency !== 'pgr') return address
      const url = new URL(address)
      wire = await startFaultProxy(Number(url.port))
      url.port = `${wire.port}`
      return url.href
    },
    gateway: { personBudget: { perDay: 1_000_000, roles: {} }, agencyMs: 8_000, requestMs: 10_000 },
  })
  replica = await startReplica(hub.databases.ownerUrl('pgr'), hub.databases.home.postgres)
  primary = new pg.Client(hub.databases.ownerUrl('pgr'))
  primary.on('error', () => undefined)
  await primary.connect()
}, 120_000)
afterAll(async () => {
  await primary?.end().catch(() => undefined)
  await replica?.close()
  await hub?.close()
  await Promise.all([wire?.close(), hook?.close()])
})

/** From now on the adapter reads there; connections of before are broken, as those of a failed server are. */
async function readFrom(port: number): Promise<void> {
  await wire.set({ kind: 'refuse' })
  await wire.set({ kind: 'elsewhere', port })
}
const primaryPort = (): number => Number(new URL(hub.databases.ownerUrl('pgr')).port)

interface Page {
  readonly cases: {
    readonly nodes: readonly { readonly id: string; readonly records: readonly (NamedRecord | null)[] }[]
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  } | null
}
const LIST = `query ($first: Int!, $after: String) {
  cases(filter: { agencies: ["pgr"] }, first: $first, after: $after, orderBy: { field: registeredDate, direction: DESC }) {
    nodes { id records { __typename id gaps { field reason } ... on CaseRecord { stage registeredDate } } } pageInfo { hasNextPage endCursor } } }`
const ask = (first = 5, after: string | null = null): Promise<Answer<Page>> =>
  hub.ask<Page>({ query: LIST, variables: { first, after } }, ANALYST)
const recordsOf = ({ data }: Answer<Page>): readonly NamedRecord[] =>
  (data?.cases?.nodes ?? []).flatMap(({ records }) => records.flatMap((record) => (record?.__typename === 'PgrCaseRecord' ? [record] : [])))
const statusOf = ({ sources }: Answer<Page>): string | undefined => sources.find(({ agency }) => agency === 'pgr')?.status
const whenWhole = () =>
  vi.waitFor(async () => expect([(await ask()).complete, statusOf(await ask())]).toEqual([true, 'OK']), {
    timeout: COMES_BACK_MS,
    interval: 100,
  })
async function rest(after: string | null): Promise<readonly NamedRecord[]> {
  const answer = await ask(5, after)
  expect([answer.errors, statusOf(answer)]).toEqual([[], 'OK'])
  const { hasNextPage, endCursor } = answer.data.cases?.pageInfo ?? { hasNextPage: false, endCursor: null }
  return [...recordsOf(answer), ...(hasNextPage ? await rest(endCursor) : [])]
}
const ids = (records: readonly NamedRecord[]): readonly string[] => records.map(({ id }) => id)

/** A matter like another one, under a key of its own. */
const add = (key: number) =>
  primary.query(
    `insert into "PROCESSO" select (jsonb_populate_record(p, jsonb_build_object('ID_PROC', $1::numeric, 'NUC', null, 'DT_REGISTO', $2::text))).*
     from "PROCESSO" p where "CLASSIFICACAO" = 'TRAFICO DE PESSOAS' order by "ID_PROC" limit 1`,
    [key, LATEST],
  )
const remove = (...keys: readonly number[]) => primary.query('delete from "PROCESSO" where "ID_PROC" = any($1::numeric[])', [keys])

describe('a replica that lags behind', () => {
  afterEach(async () => {
    hook.before = async () => undefined
    await remove(ADDED, ALSO_ADDED)
    await replica.catchUp()
    await readFrom(primaryPort())
    await whenWhole()
  })

  it('answers whole and as it was; a walk that it catches up under shows every matter that did not change once, and none twice', async () => {
    await readFrom(replica.port)
    await whenWhole()
    const before = await rest(null)
    await replica.fallBehind()
    await add(ADDED)

    const first = await ask()
    expect([ids(recordsOf(first)), statusOf(first)]).toEqual([ids(before).slice(0, 5), 'OK'])
    await replica.catchUp()
    const walked = [...ids(recordsOf(first)), ...ids(await rest(first.data.cases?.pageInfo.endCursor ?? null))]

    expect(walked).toEqual(ids(before))
    expect(await rest(null)).toHaveLength(before.length + 1)
  })

  it('between two reads of one answer: of what is gone at the second nothing is said, neither a value nor a reason for a blank, and all else is whole', async () => {
    const before = await ask(50)
    await readFrom(replica.port)
    await replica.fallBehind()
    await readFrom(primaryPort())
    await add(ADDED)
    await vi.waitFor(async () => expect(recordsOf(await ask(50))).toHaveLength(recordsOf(before).length + 1), {
      timeout: COMES_BACK_MS,
    })
    let read = 0
    hook.before = async (path) => {
      // Places are looked up at the primary, what stands there is read at the replica.
      if (path === '/graphql' && read++ === 0) await readFrom(replica.port)
    }

    const torn = await ask(50)

    expect(read).toBeGreaterThan(0)
    expect([torn.status, torn.errors]).toEqual([200, []])
    const [gone, ...others] = recordsOf(torn)
    expect(gone).toEqual({ __typename: 'PgrCaseRecord', id: gone?.id, gaps: null, stage: null, registeredDate: null })
    expect(others).toEqual(recordsOf(before))
    expect(torn.text).not.toContain(LATEST)
  })

  it('that cancels who reads what it has to change is asked once more, and the person sees nothing of it', async () => {
    const model = await loadAgencyFolder(agencyFolder('pgr'))
    const engine: Engine = await openEngine(
      model.source,
      model.limits,
      { PGR_DATABASE_URL: replica.at(hub.databases.addressFor('pgr')) },
      'pgr',
    )
    const watcher = new pg.Client(replica.at(hub.databases.ownerUrl('pgr')))
    await watcher.connect()
    const count = async (sql: string): Promise<number> => Number((await watcher.query<{ n: string }>(sql)).rows[0]?.n)
    const conflicts = 'select confl_lock as n from pg_stat_database_conflicts where datname = current_database()'
    try {
      const known = await count(conflicts)
      const sql = 'select (select count("ID_PROC")::text from "PROCESSO"), pg_sleep(1)::text'
      const reading = engine.run({ sql, parameters: [] }, { signal: new AbortController().signal, timeoutMs: 10_000 })
      await vi.waitFor(async () => expect(await count("select count(*) as n from pg_stat_activity where wait_event = 'PgSleep'")).toBe(1), {
        timeout: COMES_BACK_MS,
        interval: 10,
      })

      await primary.query('begin; lock table "PROCESSO" in access exclusive mode; commit')

      expect(await reading).toEqual([[expect.stringMatching(/^\d+$/), '']])
      await vi.waitFor(async () => expect(await count(conflicts)).toBeGreaterThan(known), { timeout: COMES_BACK_MS, interval: 100 })
    } finally {
      await watcher.end()
      await engine.close()
    }
  })
})

describe('a replica that takes over with an older state than the server had that died', () => {
  it('is back by itself; what it never had is as if it had never been, cursors and ids of before do no harm', async () => {
    const known = await rest(null)
    await replica.fallBehind()
    await add(ALSO_ADDED)
    const newest = await ask(1)
    const [lost] = newest.data.cases?.nodes ?? []
    expect(recordsOf(newest)[0]?.registeredDate).toBe(LATEST)

    await wire.set({ kind: 'refuse' })
    await hub.databases.stopPostgres()
    const without = await ask()
    expect([without.status, without.complete, statusOf(without)]).toEqual([200, false, 'UNAVAILABLE'])
    await replica.promote()
    await readFrom(replica.port)
    await vi.waitFor(async () => expect(statusOf(await ask())).toBe('OK'), { timeout: COMES_BACK_MS, interval: 100 })

    expect(ids(await rest(newest.data.cases?.pageInfo.endCursor ?? null))).toEqual(ids(known))
    const looked = await hub.ask<{ case: { records: readonly (NamedRecord | null)[] } | null }>(
      { query: 'query ($id: ID!) { case(id: $id) { records { __typename id } } }', variables: { id: lost?.id ?? '' } },
      ANALYST,
    )
    expect([looked.status, looked.data.case, looked.errors]).toEqual([200, null, []])
  }, 60_000)
})
