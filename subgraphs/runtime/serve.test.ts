import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { HubError, INTERNAL_DOCUMENTS } from '../../schema/index.ts'
import { serveAgency } from './serve.ts'
import { agency, folder, hub, locate, logged, post, type Sent, settings, source, token } from './test-support/served-agency.ts'

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
    expect(logged.join('')).not.toMatch(/Maria|livru|\/subgraphs\//)
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

  it('refuses whole, with 503 and when to ask again, where its database has too much to do', async () => {
    source.failOn('CaseRecord', new HubError('OVERLOADED', { service: 'pntl' }))
    const { status, headers, json } = await post(
      INTERNAL_DOCUMENTS.locate,
      { input: { kind: 'CaseRecord', filter: [], descending: false, backward: false, first: 2, summary: [], related: [] } },
      { path: '/internal' },
    )
    source.failOn('CaseRecord', undefined)

    expect([status, headers.get('retry-after')]).toEqual([503, '2'])
    expect(json).toEqual({ errors: [{ message: expect.any(String), extensions: { code: 'OVERLOADED' } }] })
    expect(await lastEvidence()).toMatchObject({ errors: ['OVERLOADED'] })
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
