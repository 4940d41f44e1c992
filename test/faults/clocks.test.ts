import { createPrivateKey } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { DEMO_AGENCIES } from '../../demo/supervisor/agencies.ts'
import { nowSeconds, signedHeaders } from '../security/support/signed-call.ts'
import { type Answer, askOverHttp, tokenFor } from '../support/ask.ts'
import { type ProcessHub, startProcessHub } from '../support/process-hub.ts'
import { type Clocks, makeClocks } from './support/clocks.ts'
import { ANALYST, type Asked, QUESTION, recordsOf } from './support/faulty-hub.ts'

const HOUR_MS = 3_600_000
const TEN_MINUTES_MS = 600_000
const COMES_BACK_MS = 10_000
const AGENCIES = DEMO_AGENCIES.map(({ code }) => code)
/** Each column under the other's name. */
const SWAP = [
  'begin',
  ...['"FASE" to "MEIO"', '"MUNICIPIO" to "FASE"', '"MEIO" to "MUNICIPIO"'].map(
    (change) => `alter table "PROCESSO" rename column ${change}`,
  ),
  'commit',
].join(';')
const EVERYBODY = [...AGENCIES, 'gateway-0']

let hub: ProcessHub
let clocks: Clocks
/** How far the clock of whoever issues tokens is off. */
let issuerOffMs = 0
beforeAll(async () => {
  clocks = await makeClocks()
  hub = await startProcessHub({
    envOf: clocks.envOf,
    settings: { personBudget: { perDay: 1_000_000, roles: {} }, agencyMs: 4_000, requestMs: 5_000 },
  })
  await whenWhole()
}, 120_000)
afterAll(async () => {
  await hub?.close()
  await clocks?.remove()
})
afterEach(async () => {
  await setAll(0)
  await whenWhole()
  expect(processes()).toEqual(started)
})

const processes = () => [...hub.adapters.values(), ...hub.gateways].map(({ name, pid, state }) => [name, pid, state])
let started: ReturnType<typeof processes>
beforeAll(() => {
  started = processes()
})

/** Also that of the issuer: the whole machine, or all that one time server serves. */
const setAll = async (offMs: number): Promise<void> => {
  issuerOffMs = offMs
  await clocks.set(EVERYBODY, offMs)
}
const token = (): Promise<string> => tokenFor(hub.keys, ANALYST, Date.now() + issuerOffMs)
const askWith = (given: string): Promise<Answer<Asked>> => askOverHttp(hub.gateways[0]?.url ?? '', { query: QUESTION }, given)
const ask = async (): Promise<Answer<Asked>> => askWith(await token())
const isWhole = async (): Promise<boolean> => (await ask().catch(() => undefined))?.complete === true
const whenWhole = () => vi.waitFor(async () => expect(await isWhole()).toBe(true), { timeout: COMES_BACK_MS, interval: 100 })
const statusOf = ({ sources }: Answer<Asked>, agency: string) => sources.find((source) => source.agency === agency)?.status
const logOf = (name: string): Promise<string> => readFile(join(hub.databases.home.logs, `${name}.log`), 'utf8')
/** The newest line of a log that says this. */
const lineOf = async (name: string, message: string): Promise<Readonly<Record<string, unknown>>> => {
  const line = (await logOf(name)).split('\n').findLast((text) => text.includes(`"msg":"${message}"`))
  return JSON.parse(line ?? '{}')
}

describe('an agency whose clock is wrong', () => {
  it.each([
    ['ten minutes ahead', TEN_MINUTES_MS],
    ['ten minutes late', -TEN_MINUTES_MS],
    ['an hour ahead', HOUR_MS],
    ['an hour late', -HOUR_MS],
  ])(
    'by %s refuses the hub, is named, both logs say by how much, and nothing has to be restarted',
    async (_what, offMs) => {
      const whole = await ask()
      await clocks.set(['pgr'], offMs)
      await expect.poll(async () => statusOf(await ask(), 'pgr'), { timeout: COMES_BACK_MS }).toBe('UNAVAILABLE')

      const broken = await ask()

      expect([broken.status, broken.complete, statusOf(broken, 'pgr')]).toEqual([200, false, 'UNAVAILABLE'])
      expect(broken.sources.filter(({ agency }) => agency !== 'pgr')).toEqual(whole.sources.filter(({ agency }) => agency !== 'pgr'))
      for (const [id, record] of recordsOf(broken)) expect(record).toEqual(recordsOf(whole).get(id) ?? record)
      const [atAgency, atHub] = [await lineOf('pgr', 'call refused'), await lineOf('gateway-0', 'the agency refuses the hub')]
      expect([atAgency.check, atHub.agency]).toEqual(['clock', 'pgr'])
      for (const line of [atAgency, atHub]) {
        expect(Math.abs(Number(line.skewSeconds) + offMs / 1_000)).toBeLessThan(30)
        expect(line.remedy).toMatch(/clock .*NTP/)
      }

      await clocks.set(['pgr'], 0)
      await whenWhole()
      expect(recordsOf(await ask())).toEqual(recordsOf(whole))
    },
    60_000,
  )
})

describe('a gateway whose clock is wrong', () => {
  it.each([
    ['an hour ahead', HOUR_MS, 'TOKEN_EXPIRED'],
    ['an hour late', -HOUR_MS, 'TOKEN_INVALID'],
  ])(
    'by %s lets nobody in, says so, and lets them in when it is right',
    async (_what, offMs, code) => {
      const whole = await ask()
      await clocks.set(['gateway-0'], offMs)

      await expect.poll(async () => (await ask()).errors[0]?.extensions.code, { timeout: COMES_BACK_MS }).toBe(code)
      expect((await ask()).data).toBeNull()

      await clocks.set(['gateway-0'], 0)
      await whenWhole()
      expect(recordsOf(await ask())).toEqual(recordsOf(whole))
    },
    60_000,
  )
})

describe.each([
  ['forward', HOUR_MS],
  ['back', -HOUR_MS],
])('a machine whose clock jumps an hour %s', (_what, offMs) => {
  it('answers all the same: with tokens of its own time, from cursors of before, and everything on record in the order of the answers', async () => {
    const page = (after: string | null) => ({
      query: 'query ($after: String) { cases(first: 10, after: $after) { nodes { id } pageInfo { endCursor } } }',
      variables: { after },
    })
    interface Paged {
      readonly cases: { readonly nodes: readonly { readonly id: string }[]; readonly pageInfo: { readonly endCursor: string } }
    }
    const walk = async (after: string | null) => askOverHttp<Paged>(hub.gateways[0]?.url ?? '', page(after), await token())
    const whole = await ask()
    const first = await walk(null)
    const second = await walk(first.data.cases.pageInfo.endCursor)
    const old = await token()

    await setAll(offMs)
    await whenWhole()

    const later = await ask()
    expect(recordsOf(later)).toEqual(recordsOf(whole))
    expect((await askWith(old)).errors[0]?.extensions.code).toBe(offMs > 0 ? 'TOKEN_EXPIRED' : 'TOKEN_INVALID')
    const continued = await walk(first.data.cases.pageInfo.endCursor)
    expect([continued.complete, continued.data.cases.nodes]).toEqual([true, second.data.cases.nodes])

    await setAll(0)
    await whenWhole()
    const last = await ask()
    const [file = ''] = hub.evidenceFiles
    const recorded = await readFile(file, 'utf8')
    const places = [whole, first, second, later, continued, last].map(({ requestId }) => recorded.indexOf(`"${requestId}"`))
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(places[0]).toBeGreaterThan(-1)
  }, 60_000)

  it('takes no call twice, whenever it is sent again', async () => {
    const url = hub.adapters.get('pgr')?.url ?? ''
    const key = createPrivateKey({ key: { ...hub.keys.hub.privateJwk }, format: 'jwk' })
    const body = JSON.stringify({ query: '{ describe { agency } }' })
    const at = nowSeconds()
    const headers = signedHeaders({
      ...{ agency: 'pgr', path: '/internal', body, key, keyid: hub.keys.hub.kid },
      context: { iat: at, exp: at + 60 },
    })
    const send = async (): Promise<number> => (await fetch(`${url}/internal`, { method: 'POST', headers, body })).status
    const refusedFor = async () => [await send(), (await lineOf('pgr', 'call refused')).check]
    expect(await send()).not.toBe(401)
    await expect.poll(refusedFor, { timeout: COMES_BACK_MS }).toEqual([401, 'replay'])

    await setAll(offMs)
    await expect.poll(refusedFor, { timeout: COMES_BACK_MS }).toEqual([401, 'clock'])
    await setAll(0)

    await expect.poll(refusedFor, { timeout: COMES_BACK_MS }).toEqual([401, 'replay'])
  }, 60_000)

  it('waits for an agency no longer than it may, asks it again when it is back, and sees what changes in a database', async () => {
    const pgr = hub.adapters.get('pgr')
    const owner = new pg.Client({ connectionString: hub.databases.ownerUrl('pgr') })
    await owner.connect()
    try {
      await setAll(offMs)
      await whenWhole()
      process.kill(pgr?.pid ?? 0, 'SIGSTOP')
      const broken = await ask()
      expect([broken.status, statusOf(broken, 'pgr')]).toEqual([200, 'TIMEOUT'])
      process.kill(pgr?.pid ?? 0, 'SIGCONT')
      await whenWhole()

      // Read as before, no statement fails by it: only who looks at the catalogue sees it.
      await owner.query(SWAP)
      try {
        await expect.poll(async () => statusOf(await ask(), 'pgr'), { timeout: COMES_BACK_MS }).toBe('SCHEMA_MISMATCH')
      } finally {
        await owner.query(SWAP)
      }
    } finally {
      process.kill(pgr?.pid ?? 0, 'SIGCONT')
      await owner.end()
    }
  }, 60_000)
})
