import { request } from 'node:http'
import { serverAudits } from 'graphql-http'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { startTestGateway, type TestGateway } from './testing/start-test-gateway.ts'

let test: TestGateway
let token: string
beforeAll(async () => {
  test = await startTestGateway()
  token = await test.token()
})
afterAll(() => test.close())

const audits = serverAudits({
  url: () => `${test.gateway.url}/graphql`,
  fetchFn: (url: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers)
    headers.set('authorization', `Bearer ${token}`)
    return fetch(url, { ...init, headers })
  },
})

describe('GraphQL over HTTP', () => {
  it('is audited in full', () => expect(audits.length).toBeGreaterThan(50))

  it.each(audits.map((audit) => [audit.name, audit] as const))('%s', async (_name, audit) => {
    const result = await audit.fn()

    expect(result.status, result.status === 'ok' ? '' : result.reason).toBe('ok')
  })

  it('answers no mutation over GET', async () => {
    const response = await fetch(`${test.gateway.url}/graphql?query=${encodeURIComponent('mutation { a }')}`, {
      headers: { authorization: `Bearer ${token}` },
    })

    expect(response.status).toBeGreaterThanOrEqual(400)
  })

  it.each(['S50', 'acusação', '₀ and 😀'])('writes the answer %s as the bytes of UTF-8 that it announces', async (stage) => {
    const agencies = [{ agency: 'pgr', typePrefix: 'Pgr', cases: [{ id: 'g1', stage }], shows: ['stage'] }]
    const other = await startTestGateway({}, { agencies })
    onTestFinished(() => other.close())
    const response = await fetch(`${other.gateway.url}/graphql?query={cases{stage}}`, {
      headers: { authorization: `Bearer ${await other.token()}` },
    })
    const bytes = Buffer.from(await response.arrayBuffer())

    expect(response.headers.get('content-type')).toContain('charset=utf-8')
    expect(Number(response.headers.get('content-length'))).toBe(bytes.length)
    expect(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)).data).toEqual({ cases: [{ stage }] })
  })

  it.each(['PUT', 'DELETE', 'PATCH'])('refuses %s and names what it takes', async (method) => {
    const response = await fetch(`${test.gateway.url}/graphql`, { method })

    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST'])
  })

  it.each([undefined, 'text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=latin1', 'multipart/form-data'])(
    'refuses a body of type %s',
    async (type) => {
      const response = await fetch(`${test.gateway.url}/graphql`, {
        method: 'POST',
        headers: type === undefined ? {} : { 'content-type': type },
        body: new Uint8Array(Buffer.from('{"query":"{ __typename }"}')),
      })

      expect(response.status).toBe(415)
    },
  )

  it.each([
    ['the document', '{"query":"{ codeLists }","query":"{ __typename }"}'],
    ['a variable', '{"query":"query ($a: Int) { __typename }","variables":{"a":1,"\\u0061":2}}'],
  ])('refuses a body that says %s twice: who read it before may have read the other one', async (_what, body) => {
    const response = await fetch(`${test.gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body,
    })

    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'REQUEST_INVALID' } }] })
  })

  it('refuses variables in an address that say a name twice', async () => {
    const search = new URLSearchParams({ query: 'query ($a: Int) { __typename }', variables: '{"a":1,"a":2}' })
    const response = await fetch(`${test.gateway.url}/graphql?${search}`, { headers: { authorization: `Bearer ${token}` } })

    expect([response.status, await response.json()]).toMatchObject([400, { errors: [{ extensions: { code: 'REQUEST_INVALID' } }] }])
  })

  it('takes no batch', async () => {
    const response = await fetch(`${test.gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
      body: JSON.stringify([{ query: '{ __typename }' }]),
    })

    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'REQUEST_INVALID' } }] })
  })

  it('lets nothing be kept by anyone between', async () => {
    for (const path of ['/graphql?query={__typename}', '/graphql', '/health', '/ready', '/nothing'])
      expect((await fetch(test.gateway.url + path)).headers.get('cache-control')).toBe('no-store')
  })
})

describe('beside /graphql', () => {
  it('tells that it lives and that it is ready, with numbers only', async () => {
    expect(await (await fetch(`${test.gateway.url}/health`)).json()).toEqual({ status: 'ok' })
    expect(await (await fetch(`${test.gateway.url}/ready`)).json()).toEqual({ status: 'ready', agencies: 2, reachable: 2 })
  })

  it('gives a browser a page that loads nothing from elsewhere and runs nothing inline', async () => {
    const page = await fetch(`${test.gateway.url}/graphql`, { headers: { accept: 'text/html,application/xhtml+xml' } })
    const html = await page.text()

    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(html).not.toMatch(/https?:\/\/|<script>|\son\w+=|style=/)
    const files = [...html.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, file]) => file ?? '')
    expect(files.length).toBeGreaterThan(1)
    for (const file of files) expect((await fetch(test.gateway.url + file)).status, file).toBe(200)
  })

  it('is not served under another name: a page elsewhere cannot pose as this machine', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const { port } = new URL(test.gateway.url)
      request({ host: '127.0.0.1', port, path: '/graphql', headers: { host: 'evil.example' } }, (response) => resolve(response.statusCode))
        .once('error', reject)
        .end()
    })

    expect(status).toBe(421)
  })
})
