import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setDisabled } from '../../demo/state/denied.ts'
import { askOverHttp, tokenFor } from '../support/ask.ts'
import type { DemoDatabases } from '../support/demo-databases.ts'
import { type ProcessHub, startProcessHub } from '../support/process-hub.ts'

const LIMIT = 30
const OFFICER = { as: 'pntl.officer', purpose: 'INVESTIGATION' } as const
const ANALYST = { as: 'klatu.analyst', purpose: 'OVERSIGHT' } as const
const SOON_MS = 15_000
const PAGE = 'query ($after: String) { victims(first: 10, after: $after) { nodes { id } pageInfo { endCursor } } }'

let hub: ProcessHub
let database: string
beforeAll(async () => {
  hub = await startProcessHub({
    gateways: 2,
    settings: async (databases) => ({
      personBudget: { perDay: LIMIT, roles: { analyst: 10_000 } },
      sharedDatabaseUrlFile: await sharedDatabase(databases),
    }),
  })
}, 120_000)
afterAll(() => hub?.close())

/** A database of the hub's own beside those of the agencies. */
async function sharedDatabase(databases: DemoDatabases): Promise<string> {
  const owner = new pg.Client({ connectionString: databases.ownerUrl('pgr') })
  await owner.connect()
  await owner.query('create database tip_hub_shared')
  await owner.end()
  const url = new URL(databases.ownerUrl('pgr'))
  url.pathname = '/tip_hub_shared'
  database = url.href
  const file = join(databases.home.keys, 'shared-database')
  await writeFile(file, `${database}\n`, { mode: 0o600 })
  return file
}

const gatewayUrl = (at: number): string => {
  const url = hub.gateways[at]?.url
  if (url === undefined) throw new RangeError(`gateway ${at} does not run`)
  return url
}
interface Page {
  readonly victims: { readonly nodes: readonly { readonly id: string }[]; readonly pageInfo: { readonly endCursor: string } } | null
}
const ask = async (at: number, as: typeof OFFICER | typeof ANALYST, after: string | null = null) =>
  askOverHttp<Page>(gatewayUrl(at), { query: PAGE, variables: { after } }, await tokenFor(hub.keys, as))

describe('two gateways of one hub', () => {
  it('take each other’s cursors: a walk goes on wherever the next request arrives', async () => {
    const first = await ask(0, ANALYST)
    const second = await ask(1, ANALYST, first.data.victims?.pageInfo.endCursor)
    const alone = await ask(0, ANALYST, first.data.victims?.pageInfo.endCursor)

    expect(second.errors).toEqual([])
    expect(second.data.victims?.nodes).toEqual(alone.data.victims?.nodes)
    expect(second.data.victims?.nodes.length).toBe(10)
  })

  it('count the persons that an account is shown together: who is turned away at one is turned away at both', async () => {
    let after: string | null = null
    const codes: unknown[] = []
    for (let n = 0; n < 8; n++) {
      const answer = await ask(n % 2, OFFICER, after)
      codes.push(answer.errors[0]?.extensions.code)
      after = answer.data?.victims?.pageInfo.endCursor ?? after
    }

    const spentAt = codes.indexOf('BUDGET_SPENT')
    expect(spentAt).toBeGreaterThan(0)
    expect(spentAt).toBeLessThanOrEqual(LIMIT / 10 + 1)
    expect(codes.slice(spentAt).every((code) => code === 'BUDGET_SPENT')).toBe(true)
    expect((await ask(0, ANALYST)).errors).toEqual([])
  })

  it('keep nothing there by which a person could be known', async () => {
    const client = new pg.Client({ connectionString: database })
    await client.connect()
    const { rows } = await client.query<{ account: string; person: string }>('select account, person from tip_hub.person_shown')
    await client.end()

    expect(rows.length).toBeGreaterThanOrEqual(LIMIT)
    for (const { account, person } of rows) expect([account, person].every((text) => /^[\w-]{16}$/.test(text))).toBe(true)
  })

  it('turn away who was disabled, both, from one list', async () => {
    expect([(await ask(0, ANALYST)).status, (await ask(1, ANALYST)).status]).toEqual([200, 200])
    await setDisabled(hub.databases.home, 'klatu.analyst', true)

    for (const at of [0, 1]) await expect.poll(async () => (await ask(at, ANALYST)).status, { timeout: SOON_MS }).toBe(403)
  })

  it('share neither what they remember of the agencies nor their evidence', async () => {
    const [one, other] = await Promise.all(hub.evidenceFiles.map((file) => readFile(file, 'utf8')))

    const ids = (text: string | undefined): readonly string[] =>
      (text ?? '').split('\n').flatMap((line) => /"requestId":"([^"]+)"/.exec(line)?.[1] ?? [])
    expect(ids(one).length).toBeGreaterThan(0)
    expect(ids(other).length).toBeGreaterThan(0)
    expect(ids(one).filter((id) => ids(other).includes(id))).toEqual([])
  })
})
