import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compileAgency, type Engine, openEngine } from '../../adapters/index.ts'
import { INTERNAL_DOCUMENTS } from '../../schema/index.ts'
import { type EvidenceLog, openFileLog } from '../../subgraphs/runtime/evidence/file-log.ts'
import type { Listening } from '../../subgraphs/runtime/http/listen.ts'
import { serveAgency } from '../../subgraphs/runtime/serve.ts'
import { aHub } from '../../subgraphs/runtime/test-support/hub.ts'
import { modelOf } from '../support/agency-folder.ts'
import type { Seen, SlowDatabase } from './databases.ts'

const POOL = 4
const yaml = (engine: string, view: string, statementMs: number): string => `
version: 1
agency: pntl
name: { en: PNTL, pt: PNTL }
source: { engine: ${engine}, urlEnv: HARM_URL, timezone: Asia/Dili }
limits: { pool: ${POOL}, queue: 32, waitMs: 500, statementMs: ${statementMs} }
records:
  CaseRecord: { from: ${view}, key: id, fields: { localRef: no_rejistu } }
policy:
  version: 1
  rules:
    - { id: PNTL-01, permit: [CaseRecord.localRef], to: { agencies: [klatu] }, for: [OVERSIGHT], because: a test }
`

interface Served {
  readonly ask: (signal?: AbortSignal) => Promise<{ readonly status: number; readonly retryAfter: string | null; readonly json: unknown }>
  close(): Promise<void>
}

/** What an adapter may do to the database of an agency, as that database sees it. */
export const describeHarm = (name: string, engine: 'postgres' | 'mysql', open: () => Promise<SlowDatabase>): void => {
  describe(`the ${name} of an agency, asked by many at once`, { timeout: 60_000 }, () => {
    const hub = aHub()
    let database: SlowDatabase
    let folder = ''
    let evidence: EvidenceLog
    let token = ''
    beforeAll(async () => {
      database = await open()
      folder = await mkdtemp(join(tmpdir(), 'tip-hub-harm-'))
      evidence = await openFileLog(join(folder, 'evidence.jsonl'))
      token = await hub.token()
    })
    afterAll(async () => {
      await evidence?.close()
      await database?.close()
      await rm(folder, { recursive: true, force: true })
    })

    /** The adapter of `npx tip-hub serve`, over its real HTTP, before one view. */
    const serve = async (view: string, statementMs: number): Promise<Served> => {
      const model = await modelOf({ yaml: yaml(engine, view, statementMs) })
      const opened: Engine = await openEngine(model.source, model.limits, { HARM_URL: await database.grant(model) }, 'pntl')
      const adapter: Listening = await serveAgency({
        source: compileAgency(model, opened),
        hub: hub.hubKeys,
        issuers: [hub.issuer],
        idSecrets: [{ version: 1, secret: new Uint8Array(32).fill(1) }],
        evidence,
        stateFolder: folder,
        logger: pino({ level: 'silent' }),
      })
      return {
        async ask(signal) {
          const input = { kind: 'CaseRecord', filter: [], descending: false, backward: false, first: 1, summary: ['localRef'], related: [] }
          const body = JSON.stringify({ query: INTERNAL_DOCUMENTS.locate, variables: { input } })
          const headers = hub.headersFor(body, '/internal', hub.contextFor({ token, purpose: 'OVERSIGHT' }))
          const response = await fetch(`${adapter.url}/internal`, { method: 'POST', headers, body, ...(signal ? { signal } : {}) })
          return { status: response.status, retryAfter: response.headers.get('retry-after'), json: await response.json() }
        },
        async close() {
          await adapter.close()
          await opened.close()
        },
      }
    }

    /** Looks at the database for as long as the work takes. */
    const watched = async <T>(work: Promise<T>): Promise<{ readonly done: T; readonly most: Seen }> => {
      let isOver = false
      const over = work.finally(() => {
        isOver = true
      })
      over.catch(() => undefined)
      const seen: Seen[] = []
      while (!isOver) seen.push(await database.look())
      return {
        done: await over,
        most: {
          connections: Math.max(...seen.map(({ connections }) => connections)),
          running: Math.max(...seen.map(({ running }) => running)),
          longestMs: Math.max(...seen.map(({ longestMs }) => longestMs)),
        },
      }
    }

    it(`sees ${POOL} connections at most; who finds the queue full is refused with 503 and when to ask again`, async () => {
      const adapter = await serve('neineik', 5_000)
      try {
        const { done, most } = await watched(Promise.all(Array.from({ length: 200 }, () => adapter.ask())))

        expect(most.connections).toBeLessThanOrEqual(POOL)
        expect(most.running).toBeGreaterThan(0)
        const answered = done.filter(({ status }) => status === 200)
        const refused = done.filter(({ status }) => status === 503)
        expect(answered.length).toBeGreaterThanOrEqual(POOL)
        expect(refused.length).toBeGreaterThan(0)
        expect(answered.length + refused.length).toBe(200)
        for (const { json } of answered) expect(json).toMatchObject({ data: { locate: { items: [{ summary: { localRef: 'VPU/1' } }] } } })
        for (const { retryAfter, json } of refused) {
          expect(retryAfter).toBe('5')
          expect(json).toEqual({ errors: [{ message: expect.any(String), extensions: { code: 'OVERLOADED' } }] })
        }
      } finally {
        await adapter.close()
      }
    })

    it('sees no statement that outlives its limit by more than the time of ending it', async () => {
      const adapter = await serve('monu', 400)
      try {
        const { done, most } = await watched(Promise.all(Array.from({ length: 200 }, () => adapter.ask())))

        // The connections, and those that end statements for them.
        expect(most.connections).toBeLessThanOrEqual(POOL + 1)
        expect(most.longestMs).toBeGreaterThan(0)
        expect(most.longestMs).toBeLessThan(400 + 2_000)
        const codes = new Set(done.map(({ json }) => JSON.stringify(json).match(/"code":"(\w+)"/)?.[1]))
        expect([...codes].toSorted()).toEqual(['AGENCY_TIMEOUT', 'OVERLOADED'])
      } finally {
        await adapter.close()
      }
    })

    it('sees the statement of an asker who hangs up end at once', async () => {
      const adapter = await serve('monu', 60_000)
      const asker = new AbortController()
      try {
        const asked = adapter.ask(asker.signal).catch((thrown: unknown) => thrown)
        await expect.poll(async () => (await database.look()).running, { timeout: 10_000, interval: 20 }).toBe(1)
        asker.abort()

        await asked
        // Long before the limit of the statement, and of the request.
        await expect.poll(async () => (await database.look()).running, { timeout: 5_000, interval: 20 }).toBe(0)
      } finally {
        asker.abort()
        await adapter.close()
      }
    })
  })
}
