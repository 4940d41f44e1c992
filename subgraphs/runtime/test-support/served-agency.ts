import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, expect } from 'vitest'
import { INTERNAL_DOCUMENTS, type LocateAnswer, type TipContext } from '../../../schema/index.ts'
import { type EvidenceLog, openFileLog } from '../evidence/file-log.ts'
import type { Listening } from '../http/listen.ts'
import { type ServeSettings, serveAgency } from '../serve.ts'
import { aHub } from './hub.ts'
import { createMemorySource, type MemoryData } from './memory-source.ts'
import { aModel, permit } from './model.ts'

/** An agency served over HTTP for the tests of one file, and a hub that asks it. Importing this starts and stops it. */
export const data: MemoryData = {
  CaseRecord: [
    { key: '1', values: { nuc: '0062/18.PDSUA', stage: 'S30', registeredDate: '2024-02-01', localRef: 'Ref-Secret' } },
    { key: '2', values: { stage: 'S99', registeredDate: '2023-05' } },
    { key: '3', values: { stage: 'S30' } },
  ],
  VictimRecord: [
    { key: '10', values: { sex: 'F', age: '15' }, parents: { case: '1' } },
    { key: '11', values: { sex: 'M' }, parents: { case: '1' } },
  ],
}
export const rules = [
  permit({
    coordinates: [
      { kind: '*', classUpTo: 2 },
      { kind: 'CaseRecord', field: 'link' },
    ],
  }),
]
export const hub = aHub()
export const source = createMemorySource(aModel({ rules }), data)
export const logged: string[] = []
export let folder = ''
export let evidence: EvidenceLog
export let agency: Listening
export let token = ''

export const settings = (): ServeSettings => ({
  source,
  hub: hub.hubKeys,
  issuers: [hub.issuer],
  idSecrets: [{ version: 1, secret: new Uint8Array(32).fill(1) }],
  caseKeySecret: new Uint8Array(32).fill(2),
  evidence,
  stateFolder: join(folder, 'state'),
  logger: pino({ base: null }, { write: (line: string) => void logged.push(line) }),
})

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tip-agency-'))
  evidence = await openFileLog(join(folder, 'evidence', 'log.jsonl'))
  agency = await serveAgency(settings())
  token = await hub.token()
})
afterAll(async () => {
  await agency.close()
  await evidence.close()
  await rm(folder, { recursive: true })
})

export interface Sent {
  readonly context?: TipContext
  readonly path?: string
  readonly url?: string
  readonly headers?: (headers: Record<string, string>) => Record<string, string>
  readonly body?: (body: string) => string
}
export const post = async (
  query: string,
  variables: unknown,
  { context, path = '/graphql', url = agency.url, headers = (same) => same, body: alter = (same) => same }: Sent = {},
) => {
  const body = JSON.stringify({ query, variables })
  const signed = hub.headersFor(body, path, context ?? hub.contextFor({ token, purpose: 'OVERSIGHT', reason: 'own case 12' }))
  const response = await fetch(url + path, { method: 'POST', headers: headers(signed), body: alter(body) })
  const json: unknown = await response.json()
  return { status: response.status, headers: response.headers, json }
}
export const locate = async (
  input: Readonly<Record<string, unknown>>,
  sent: Sent = {},
): Promise<Extract<LocateAnswer, { items: unknown }>> => {
  const { json } = await post(
    INTERNAL_DOCUMENTS.locate,
    {
      input: {
        kind: 'CaseRecord',
        filter: [],
        orderBy: 'registeredDate',
        descending: true,
        backward: false,
        first: 2,
        summary: ['stage'],
        related: [],
        ...input,
      },
    },
    { path: '/internal', ...sent },
  )
  expect(json).not.toHaveProperty('errors')
  return (json as { data: { locate: Extract<LocateAnswer, { items: unknown }> } }).data.locate // no errors, see above
}
