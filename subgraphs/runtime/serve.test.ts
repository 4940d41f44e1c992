import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HubError, INTERNAL_DOCUMENTS, type LocateAnswer, type TipContext } from '../../schema/index.ts'
import type { EvidenceLog } from './evidence/file-log.ts'
import { openFileLog } from './evidence/file-log.ts'
import type { Listening } from './http/listen.ts'
import { type ServeSettings, serveAgency } from './serve.ts'
import { aHub } from './test-support/hub.ts'
import { createMemorySource, type MemoryData } from './test-support/memory-source.ts'
import { aModel, permit } from './test-support/model.ts'

const data: MemoryData = {
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
const rules = [
  permit({
    coordinates: [
      { kind: '*', classUpTo: 2 },
      { kind: 'CaseRecord', field: 'link' },
    ],
  }),
]
const hub = aHub()
const source = createMemorySource(aModel({ rules }), data)
const logged: string[] = []
let folder = ''
let evidence: EvidenceLog
let agency: Listening
let token = ''

const settings = (): ServeSettings => ({
  source,
  hub: hub.hubKeys,
  issuers: [hub.issuer],
  idSecrets: [{ version: 1, secret: new Uint8Array(32).fill(1) }],
  caseKeySecret: new Uint8Array(32).fill(2),
  evidence,
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

interface Sent {
  readonly context?: TipContext
  readonly path?: string
  readonly url?: string
  readonly headers?: (headers: Record<string, string>) => Record<string, string>
  readonly body?: (body: string) => string
}
const post = async (
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
const locate = async (input: Readonly<Record<string, unknown>>, sent: Sent = {}): Promise<Extract<LocateAnswer, { items: unknown }>> => {
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
const portOf = (server: Server): number => {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}
const SERVICE = '{ _service { sdl } }'
const lastEvidence = async (): Promise<unknown> =>
  JSON.parse((await readFile(join(folder, 'evidence', 'log.jsonl'), 'utf8')).trim().split('\n').at(-1) ?? '')

describe('an agency over HTTP', () => {
  it('gives the hub its schema, and nothing of a record without a person', async () => {
    const hubAlone = { context: hub.contextFor() }
    expect((await post(SERVICE, {}, hubAlone)).json).toMatchObject({
      data: { _service: { sdl: expect.stringContaining('type PntlCaseRecord') } },
    })

    const refused = await post('{ _entities(representations: []) { __typename } }', {}, { context: hub.contextFor() })

    expect(refused.json).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
  })

  it('answers entities that `locate` named, and writes a trace of it first', async () => {
    const { items } = await locate({})
    const r = items.map(({ id, typename }) => ({ __typename: typename, id }))
    source.statements.length = 0

    const answer = await post(
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on PntlCaseRecord { stage localRef nuc victims { sex } } } }',
      { r },
    )

    expect(answer).toMatchObject({
      status: 200,
      json: {
        data: {
          _entities: [
            { stage: 'S30', localRef: 'Ref-Secret', nuc: null, victims: [{ sex: 'F' }, { sex: 'M' }] },
            { stage: 'S99', victims: [] },
          ],
        },
      },
    })
    expect(answer.headers.get('cache-control')).toBe('no-store')
    expect(answer.headers.get('tip-policy-version')).toBe('1')
    expect(source.statements).toEqual(['CaseRecord by keys: stage, localRef, nuc', 'VictimRecord by parents case: sex'])
    expect(await lastEvidence()).toMatchObject({
      agency: 'pntl',
      requestId: 'request-1',
      viewer: {
        agency: 'klatu',
        roles: ['analyst'],
        purpose: 'OVERSIGHT',
        account: expect.stringMatching(/^[\w-]{43}$/),
        reason: expect.stringMatching(/^[\w-]{43}$/),
      },
      fields: ['CaseRecord.localRef', 'CaseRecord.nuc', 'CaseRecord.stage', 'VictimRecord.sex'],
      rules: ['T-1'],
      rows: { CaseRecord: 2, VictimRecord: 2 },
      statements: 2,
      errors: [],
    })
  })

  it('keeps people and values out of its log and its evidence', async () => {
    const written = logged.join('') + (await readFile(join(folder, 'evidence', 'log.jsonl'), 'utf8'))

    for (const secret of ['account-7', 'own case', 'Ref-Secret', '0062/18', token]) expect(written).not.toContain(secret)
  })

  it.each<[string, Sent]>([
    ['unsigned', { headers: () => ({ 'content-type': 'application/json' }) }],
    ['for another agency', { context: hub.contextFor({ aud: 'pgr' }) }],
    ['stale', { context: hub.contextFor({ iat: 1_700_000_000, exp: 1_700_000_030 }) }],
    ['from the future', { context: hub.contextFor({ iat: 4_000_000_000, exp: 4_000_000_030 }) }],
    ['alive too long', { context: hub.contextFor({ exp: Math.floor(Date.now() / 1000) + 3_600 }) }],
    ['with another body', { body: (body) => body.replace('sdl', 'sdl ') }],
    ['with another digest', { headers: (headers) => ({ ...headers, 'content-digest': 'sha-256=:AAAA:' }) }],
    [
      'with another context',
      { headers: (headers) => ({ ...headers, 'tip-context': hub.headersFor('', '/graphql', hub.contextFor())['tip-context'] ?? '' }) },
    ],
    [
      'signed by a stranger',
      {
        headers: (headers) => ({
          ...headers,
          ...hub.headersFor(JSON.stringify({ query: SERVICE, variables: {} }), '/graphql', hub.contextFor(), hub.newKey('hub-1')),
        }),
      },
    ],
    [
      'signed for another path',
      {
        headers: (headers) => ({
          ...headers,
          ...hub.headersFor(JSON.stringify({ query: SERVICE, variables: {} }), '/internal', hub.contextFor()),
        }),
      },
    ],
  ])('refuses a call that is %s, and tells no more than that', async (_what, sent) => {
    const { status, json } = await post(SERVICE, {}, sent)

    expect(status).toBe(401)
    expect(json).toEqual({ errors: [{ message: 'The call was refused.', extensions: expect.objectContaining({ code: 'CALL_REFUSED' }) }] })
  })

  it('refuses the same call a second time', async () => {
    const context = hub.contextFor()

    expect((await post(SERVICE, {}, { context })).status).toBe(200)
    expect((await post(SERVICE, {}, { context })).status).toBe(401)
  })

  it.each<[string, Readonly<Record<string, unknown>>, string, string]>([
    ['expired', { iat: 1_700_000_000, exp: 1_700_000_300 }, 'at+jwt', 'TOKEN_EXPIRED'],
    ['for another audience', { aud: 'elsewhere' }, 'at+jwt', 'TOKEN_INVALID'],
    ['of another type', {}, 'JWT', 'TOKEN_INVALID'],
    ['from an unknown issuer', { iss: 'https://stranger.test' }, 'at+jwt', 'TOKEN_INVALID'],
    ['for an agency that its issuer may not vouch for', { agency: 'pgr' }, 'at+jwt', 'TOKEN_INVALID'],
    ['with a role that its issuer may not give', { roles: ['analyst', 'administrator'] }, 'at+jwt', 'TOKEN_INVALID'],
    ['without the purpose', { purposes: ['AUDIT'] }, 'at+jwt', 'PURPOSE_NOT_ALLOWED'],
  ])("verifies the person's own token: refuses one %s", async (_what, claims, type, code) => {
    const context = hub.contextFor({ token: await hub.token(claims, type), purpose: 'OVERSIGHT' })

    expect((await post('{ __typename }', {}, { context })).json).toMatchObject({ errors: [{ extensions: { code } }] })
  })

  it("fetches the hub's and the issuers' keys from an address where it was given one", async () => {
    const keys = createServer((request, response) =>
      response.end(JSON.stringify(request.url === '/hub' ? hub.hubKeys.jwks : hub.issuerKeys.jwks)),
    )
    const keysAt = await new Promise<string>((resolve) => keys.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${portOf(keys)}`)))
    const other = await serveAgency({
      ...settings(),
      hub: { url: `${keysAt}/hub` },
      issuers: [{ ...hub.issuer, keys: { url: `${keysAt}/issuer` } }],
    })

    const stranger = {
      headers: (headers: Record<string, string>) => ({
        ...headers,
        'signature-input': headers['signature-input']?.replace('hub-1', 'hub-2') ?? '',
      }),
    }
    const answers = [
      await post('{ __typename }', {}, { url: other.url }),
      await post('{ __typename }', {}, { url: other.url, ...stranger }),
    ]
    await other.close()
    keys.close()

    expect(answers).toMatchObject([{ status: 200, json: { data: { __typename: 'Query' } } }, { status: 401 }])
  })

  it('masks what it did not foresee, and logs no more than where it happened', async () => {
    source.failOn('CaseRecord', new RangeError('row 7 of table livru: Maria'))
    const { json } = await post(
      INTERNAL_DOCUMENTS.locate,
      { input: { kind: 'CaseRecord', filter: [], descending: false, backward: false, first: 2, summary: [], related: [] } },
      { path: '/internal' },
    )
    source.failOn('CaseRecord', undefined)

    expect(JSON.stringify(json)).not.toMatch(/Maria|livru|RangeError/)
    expect(json).toMatchObject({ errors: [{ extensions: { code: 'INTERNAL' } }] })
    expect(logged.at(-2)).toMatch(/"error":"RangeError"/)
    expect(logged.join('')).not.toMatch(/Maria|livru|\/work\//)
  })

  it.each<[string, string, unknown, string]>([
    ['cannot be parsed', '{ nope', {}, 'PARSE_FAILED'],
    ['does not fit the schema', '{ servise }', {}, 'VALIDATION_FAILED'],
    [
      'is nested without end',
      `{ _entities(representations: []) { ... on PntlCaseRecord { ${'victims { case { '.repeat(8)} id ${'} }'.repeat(8)} } } }`,
      {},
      'QUERY_TOO_DEEP',
    ],
    [
      'has variables that do not fit',
      'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }',
      { r: null },
      'BAD_ARGUMENT',
    ],
  ])('says what is wrong with a document that %s, without guessing', async (_what, query, variables, code) => {
    const { json } = await post(query, variables)

    expect(json).toMatchObject({ errors: [{ extensions: { code } }] })
    expect(JSON.stringify(json)).not.toMatch(/Did you mean|stack/)
  })

  it('takes nothing but POST of JSON of a bounded size', async () => {
    expect((await fetch(`${agency.url}/graphql?query={__typename}`)).status).toBe(405)
    expect((await fetch(`${agency.url}/graphql`, { method: 'POST', body: '{}', headers: { 'content-type': 'text/plain' } })).status).toBe(
      415,
    )
    expect((await post(SERVICE, {}, { body: () => ' '.repeat(1_100_000) })).status).toBe(413)
    expect((await fetch(`${agency.url}/elsewhere`)).status).toBe(404)
  })

  it('gives no answer where it cannot write the evidence', async () => {
    const broken = { append: () => Promise.reject(new HubError('EVIDENCE_UNAVAILABLE')), close: () => Promise.resolve() }
    const other = await serveAgency({ ...settings(), evidence: broken })

    const { status, json } = await post(SERVICE, {}, { url: other.url, context: hub.contextFor() })
    await other.close()

    expect(status).toBe(503)
    expect(json).toEqual({ errors: [{ message: expect.any(String), extensions: { code: 'EVIDENCE_UNAVAILABLE' } }] })
  })

  it('does not listen beyond this machine without TLS, nor on a taken port', async () => {
    await expect(serveAgency({ ...settings(), host: '0.0.0.0' })).rejects.toMatchObject({ code: 'TLS_REQUIRED' })
    await expect(serveAgency({ ...settings(), port: agency.port })).rejects.toMatchObject({ code: 'PORT_TAKEN' })
  })

  it('tells whether it is alive and ready', async () => {
    expect((await fetch(`${agency.url}/health`)).status).toBe(200)
    expect((await fetch(`${agency.url}/ready`)).status).toBe(200)
  })
})

describe('the internal schema', () => {
  it('describes the agency to the hub', async () => {
    const { json } = await post(INTERNAL_DOCUMENTS.describe, {}, { path: '/internal', context: hub.contextFor() })

    expect(json).toMatchObject({
      data: {
        describe: {
          agency: 'pntl',
          typePrefix: 'Pntl',
          vocabularyVersion: 1,
          kinds: { VictimRecord: { parents: ['case'], fields: expect.arrayContaining(['sex']) } },
          policy: { version: 1, rules: [{ id: 'T-1', as: {} }] },
          sdl: expect.stringContaining('@link'),
        },
      },
    })
  })

  it('walks a list page by page, newest first, the undated last, each record once', async () => {
    const first = await locate({})
    const second = await locate({ after: first.items.at(-1)?.position })

    expect(first.items.map(({ sortKey }) => sortKey)).toEqual(['2024-02-01', '2023-05'])
    expect(first.hasMore).toBe(true)
    expect(second).toMatchObject({ items: [{ sortKey: null, summary: { stage: 'S30' } }], hasMore: false })
  })

  it('gives summaries with their gaps, related records, and the key of the matter', async () => {
    source.statements.length = 0
    const { items } = await locate({
      summary: ['stage', 'nuc', 'court', 'unheardOf'],
      first: 1,
      related: [
        { relation: 'victims', fields: ['sex', 'age'] },
        { relation: 'events', fields: ['kind'] },
      ],
    })

    expect(items).toEqual([
      {
        id: expect.any(String),
        typename: 'PntlCaseRecord',
        sortKey: '2024-02-01',
        position: expect.any(String),
        caseKeys: [expect.stringMatching(/^[\w-]{22}$/)],
        summary: { stage: 'S30', nuc: null, court: null, unheardOf: null },
        gaps: { nuc: 'WITHHELD', court: 'NOT_HELD', unheardOf: 'NOT_HELD' },
        related: {
          victims: [
            { id: expect.any(String), values: { sex: 'F', age: 15 }, gaps: {} },
            { id: expect.any(String), values: { sex: 'M', age: null }, gaps: { age: 'NOT_RECORDED' } },
          ],
        },
      },
    ])
    expect(source.statements).toHaveLength(2)
  })

  it('finds the cases of a matter by its key, and its victims carry the same one', async () => {
    const { items } = await locate({ first: 1 })
    const victims = await locate({ kind: 'VictimRecord', orderBy: undefined, summary: ['sex'] })
    const caseKeys = items[0]?.caseKeys

    const { json } = await post(INTERNAL_DOCUMENTS.locateByKeys, { input: { caseKeys, summary: [], related: [] } }, { path: '/internal' })

    expect(json).toMatchObject({ data: { locateByKeys: { items: [{ id: items[0]?.id, caseKeys }] } } })
    expect(victims.items.map((victim) => victim.caseKeys)).toEqual([caseKeys, caseKeys])
  })

  it('gives records by id, and leaves out those that it does not know', async () => {
    const { items } = await locate({ first: 1 })

    const { json } = await post(
      INTERNAL_DOCUMENTS.locateByIds,
      { input: { kind: 'CaseRecord', ids: ['foreign', items[0]?.id], summary: ['stage'], related: [] } },
      { path: '/internal' },
    )

    expect(json).toMatchObject({ data: { locateByIds: { items: [{ id: items[0]?.id, summary: { stage: 'S30' } }], hasMore: false } } })
  })

  it.each<[string, Readonly<Record<string, unknown>>, unknown]>([
    ['a field that the agency does not hold', { filter: [{ field: 'court', in: ['DILI'] }] }, { data: { locate: { notHeld: ['court'] } } }],
    [
      'a field that the viewer may never see',
      { filter: [{ field: 'nuc', in: ['0062/18.PDSUA'] }] },
      { errors: [{ extensions: { code: 'FORBIDDEN_ARGUMENT' } }] },
    ],
    ['a kind that the agency does not hold', { kind: 'MovementRecord' }, { data: { locate: { notHeld: ['MovementRecord'] } } }],
    ['a place of another list', { after: 'AAAA' }, { errors: [{ extensions: { code: 'CURSOR_INVALID' } }] }],
    ['too many at once', { first: 101 }, { errors: [{ extensions: { code: 'BAD_ARGUMENT' } }] }],
  ])('answers a question by %s before any statement', async (_what, input, expected) => {
    source.statements.length = 0
    const asked = { kind: 'CaseRecord', filter: [], descending: false, backward: false, first: 2, summary: [], related: [], ...input }

    const { json } = await post(INTERNAL_DOCUMENTS.locate, { input: asked }, { path: '/internal' })

    expect(json).toMatchObject(expected as object)
    expect(source.statements).toEqual([])
  })

  it('is closed without a person', async () => {
    const { json } = await post(
      INTERNAL_DOCUMENTS.locateByIds,
      { input: { kind: 'CaseRecord', ids: [], summary: [], related: [] } },
      { path: '/internal', context: hub.contextFor() },
    )

    expect(json).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
  })
})
