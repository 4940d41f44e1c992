import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { mariaDbPrograms } from '../../demo/mariadb/server.ts'
import { adapterRole } from '../../demo/supervisor/adapter-roles.ts'
import { tokenFor } from '../support/ask.ts'
import { startHub, type TestHub } from '../support/start-hub.ts'
import { type FaultProxy, startFaultProxy } from './support/fault-proxy.ts'
import { ANALYST } from './support/faulty-hub.ts'
import { type SlowTable, slowMariaDbTable, slowPostgresTable } from './support/slow-table.ts'

const ENDS_MS = 10_000
const POOL = 4
const hasMariaDb = (await mariaDbPrograms()) !== undefined
if (!hasMariaDb) console.warn('SKIPPED: what MariaDB sees of people who hang up needs mariadb-server, which is not installed here')

let hub: TestHub
const wires = new Map<string, FaultProxy>()
beforeAll(async () => {
  hub = await startHub({
    reach: async (agency, url) => {
      const wire = await startFaultProxy(Number(new URL(url).port))
      wires.set(agency, wire)
      return `http://127.0.0.1:${wire.port}`
    },
    // Neither the hub nor the agency ends the question within this test: only the person does.
    gateway: { agencyMs: 60_000, requestMs: 60_000 },
  })
}, 120_000)
afterAll(async () => {
  await hub?.close()
  for (const wire of wires.values()) await wire.close()
})

let slow: SlowTable | undefined
afterEach(async () => {
  await slow?.mend()
  slow = undefined
})

describe.each([['pgr', 'PROCESSO', true] as const, ['courts', 'autos', hasMariaDb] as const])(
  'a person who hangs up while %s reads',
  (agency, table, isThere) => {
    it.runIf(isThere)(
      'frees the connection to the agency, and the database stops reading at once',
      async () => {
        const role = adapterRole(agency)
        const { databases } = hub
        slow =
          agency === 'pgr'
            ? await slowPostgresTable(databases.ownerUrl(agency), table, role)
            : await slowMariaDbTable(databases.mariaDbOwnerUrl(agency), table, role)
        const token = await tokenFor(hub.keys, ANALYST)
        const hungUp = new AbortController()
        const ask = (signal?: AbortSignal): Promise<number | string> =>
          fetch(`${hub.url}/graphql`, {
            method: 'POST',
            headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
            body: JSON.stringify({
              query: `{ cases(first: 20, filter: { agencies: ["${agency}"] }) { nodes { records { __typename } } } }`,
            }),
            ...(signal && { signal }),
          }).then(
            ({ status }) => status,
            () => 'hung up',
          )

        const leaving = [ask(hungUp.signal), ask(hungUp.signal), ask(hungUp.signal)]
        const staying = ask()
        await expect.poll(() => slow?.running(), { timeout: ENDS_MS, interval: 20 }).toBe(POOL)
        hungUp.abort()

        expect(await Promise.all(leaving)).toEqual(['hung up', 'hung up', 'hung up'])
        // The one who waits is still being read for, and the adapter itself looks at what changed: it is not the time limit of the statements that
        // ended the others.
        await expect.poll(() => slow?.running(), { timeout: ENDS_MS, interval: 20 }).toBeLessThanOrEqual(2)
        for (let n = 0; n < 10; n++) expect([1, 2]).toContain(await slow.running())
        expect(await staying).toBe(200)
        expect(await slow.sessions()).toBeLessThanOrEqual(POOL + 1)
        // What is left are kept connections of those who waited and of the hub's own rounds.
        await expect.poll(() => wires.get(agency)?.open, { timeout: ENDS_MS }).toBeLessThanOrEqual(3)
      },
      60_000,
    )
  },
)
