import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AgencySource } from '../../adapters/index.ts'
import { INTERNAL_DOCUMENTS } from '../../schema/index.ts'
import { type EvidenceLog, openFileLog } from './evidence/file-log.ts'
import { createCaseKeys } from './ids/case-keys.ts'
import { type ServeSettings, serveAgency } from './serve.ts'
import { startAgency } from './start.ts'
import { aHub } from './test-support/hub.ts'
import { createMemorySource } from './test-support/memory-source.ts'
import { aModel } from './test-support/model.ts'
import { trustOf } from './test-support/signed-folder.ts'
import { aSqliteAgency } from './test-support/sqlite-agency.ts'

const hub = aHub()
let fixture: Awaited<ReturnType<typeof aSqliteAgency>>
let evidence: EvidenceLog
let folder = ''
let token = ''
beforeAll(async () => {
  fixture = await aSqliteAgency()
  folder = await mkdtemp(join(tmpdir(), 'tip-start-'))
  evidence = await openFileLog(join(folder, 'log.jsonl'))
  token = await hub.token()
})
afterAll(async () => {
  await fixture.close()
  await evidence.close()
  await rm(folder, { recursive: true })
})

const common = (): Omit<ServeSettings, 'source'> => ({
  hub: hub.hubKeys,
  issuers: [hub.issuer],
  idSecrets: [{ version: 1, secret: new Uint8Array(32).fill(1) }],
  caseKeySecret: new Uint8Array(32).fill(2),
  evidence,
  stateFolder: folder,
  logger: pino({ level: 'silent' }),
})
const ask = async (url: string, input: Readonly<Record<string, unknown>> = {}, signal: AbortSignal | null = null) => {
  const wanted = {
    kind: 'CaseRecord',
    filter: [],
    descending: false,
    backward: false,
    first: 10,
    summary: ['stage'],
    related: [],
    ...input,
  }
  return post(url, INTERNAL_DOCUMENTS.locate, wanted, signal)
}
const post = async (url: string, query: string, input: unknown, signal: AbortSignal | null = null) => {
  const body = JSON.stringify({ query, variables: { input } })
  const headers = hub.headersFor(body, '/internal', hub.contextFor({ token, purpose: 'OVERSIGHT' }))
  const response = await fetch(`${url}/internal`, { method: 'POST', headers, body, signal })
  return { status: response.status, json: (await response.json()) as unknown }
}

describe('an agency started from its folder', () => {
  it('answers from its database, by codes and dates of the shared language, one statement per level', async () => {
    const { folder, env } = fixture
    const agency = await startAgency({ ...common(), folder, policy: await trustOf(folder), env })

    const { json } = await ask(agency.url, {
      filter: [
        { field: 'stage', in: ['S30', 'S99'] },
        { field: 'registeredDate', from: '2023', to: '2024' },
      ],
      orderBy: 'registeredDate',
      related: [{ relation: 'victims', fields: ['sex'] }],
    })
    await agency.close()

    expect(agency.agency).toBe('pntl')
    expect(json).toMatchObject({
      data: {
        locate: {
          hasMore: false,
          items: [
            {
              typename: 'PntlCaseRecord',
              sortKey: '2023-03-15',
              summary: { stage: 'S99' },
              related: { victims: [] },
              caseKeys: [expect.any(String)],
            },
            {
              sortKey: '2024-02-01',
              summary: { stage: 'S30' },
              related: { victims: [{ values: { sex: 'F' } }, { values: { sex: 'M' } }] },
            },
          ],
        },
      },
    })
  })

  it('finds a matter by its sealed key, however the number is written in its tables', async () => {
    const { folder, env } = fixture
    const agency = await startAgency({ ...common(), folder, policy: await trustOf(folder), env })
    const caseKeys = createCaseKeys(new Uint8Array(32).fill(2), `request-1 ${createHash('sha256').update(token).digest('base64url')}`).seal(
      ['0062/18.PDSUA', '0063/18.PDSUA'],
    )

    const { json } = await post(agency.url, INTERNAL_DOCUMENTS.locateByKeys, { caseKeys, summary: ['localRef', 'nuc'], related: [] })
    await agency.close()

    expect(json).toMatchObject({
      data: {
        locateByKeys: { items: [{ summary: { localRef: 'PNTL/1', nuc: null }, gaps: { nuc: 'WITHHELD' }, caseKeys: [caseKeys[0]] }] },
      },
    })
  })

  it('says what is missing in its settings', async () => {
    const policy = await trustOf(fixture.folder)
    await expect(startAgency({ ...common(), folder: fixture.folder, policy, env: {} })).rejects.toMatchObject({ code: 'CONFIG_INVALID' })
    await expect(startAgency({ ...common(), folder: join(folder, 'nothing'), policy, env: {} })).rejects.toMatchObject({
      code: 'POLICY_INVALID',
    })
  })
})

/** A source whose statements end when the test lets them, or when they are aborted. */
function heldSource() {
  const source = createMemorySource(aModel(), { CaseRecord: [{ key: '1', values: { stage: 'S30' } }] })
  const gate = Promise.withResolvers<void>()
  const started = Promise.withResolvers<AbortSignal>()
  const prepare: AgencySource['prepare'] = (query) => {
    const read = source.prepare(query)
    return {
      ...read,
      async run(input, options) {
        started.resolve(options.signal)
        const aborted = new Promise<never>((_resolve, reject) =>
          options.signal.addEventListener('abort', () => reject(options.signal.reason)),
        )
        await Promise.race([gate.promise, aborted])
        return read.run(input, options)
      },
    }
  }
  return { source: { ...source, prepare }, release: () => gate.resolve(), started: started.promise }
}

describe('a request under way', () => {
  it('ends its statement when the asker hangs up', async () => {
    const { source, started } = heldSource()
    const agency = await serveAgency({ ...common(), source })
    const asker = new AbortController()

    const asked = ask(agency.url, {}, asker.signal)
    const signal = await started
    asker.abort()

    await expect(asked).rejects.toThrow()
    await expect.poll(() => signal.aborted).toBe(true)
    await agency.close()
  })

  it('ends with its deadline, and says so', async () => {
    const { source } = heldSource()
    const agency = await serveAgency({ ...common(), source, requestMs: 50 })

    expect(await ask(agency.url)).toMatchObject({ json: { errors: [{ extensions: { code: 'REQUEST_TIMEOUT' } }] } })
    await agency.close()
  })

  it('is finished before the agency stops, while no other is taken', async () => {
    const { source, started, release } = heldSource()
    const agency = await serveAgency({ ...common(), source })
    const asked = ask(agency.url)
    await started

    const closed = agency.close()
    await expect(fetch(`${agency.url}/health`)).rejects.toThrow()
    release()

    expect(await asked).toMatchObject({ status: 200, json: { data: { locate: { items: [{ summary: { stage: 'S30' } }] } } } })
    await Promise.race([closed, wait(3_000).then(() => Promise.reject(new Error('did not stop')))])
  })
})
