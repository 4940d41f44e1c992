import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { type AttackedHub, expectRefused, json } from './support/attacked-hub.ts'
import { send, sendBytes } from './support/http.ts'
import { expectNoLeak } from './support/leaks.ts'

const analyst = { as: 'klatu.analyst', purpose: 'OVERSIGHT' } as const
const investigator = { as: 'pcic.investigator', purpose: 'INVESTIGATION' } as const
const partner = { as: 'partner.app', purpose: 'STATISTICS' } as const
const CASES = '{ cases(first: 3) { nodes { id } } }'
const ME = '{ me { agency roles purpose } }'

/** Somebody outside, with nothing or with a token of their own, before the gateway's door. */
export function gatewayDoor(attacked: () => AttackedHub): void {
  const ask: AttackedHub['ask'] = (...args) => attacked().ask(...args)

  describe('with the token in the wrong place', () => {
    const places: Readonly<Record<string, (token: string) => ReturnType<AttackedHub['toGateway']>>> = {
      'the query string': (token) =>
        attacked().toGateway(`/graphql?query=${encodeURIComponent(CASES)}&access_token=${token}&token=${token}`, { method: 'GET' }),
      'a cookie': (token) => ask(CASES, undefined, { headers: { cookie: `authorization=Bearer ${token}; token=${token}` } }),
      'the body': (token) =>
        ask(CASES, undefined, { body: JSON.stringify({ query: CASES, token, authorization: `Bearer ${token}`, extensions: { token } }) }),
      'a variable': (token) => ask({ query: CASES, variables: { authorization: token, token } }),
      'a header of a proxy': (token) =>
        ask(CASES, undefined, {
          headers: { 'x-forwarded-authorization': `Bearer ${token}`, 'proxy-authorization': `Bearer ${token}`, 'x-access-token': token },
        }),
      'a header of the hub’s own calls': (token) =>
        ask(CASES, undefined, {
          headers: { 'tip-context': Buffer.from(JSON.stringify({ token, purpose: 'OVERSIGHT' })).toString('base64url') },
        }),
    }
    it.each(Object.entries(places))('%s: nobody is signed in', async (_where, attack) => {
      expectRefused(await attack(await attacked().token(analyst)), 'UNAUTHENTICATED', [401])
    })
    it.each<[string, (token: string) => string]>([
      ['Basic', (token) => `Basic ${Buffer.from(`klatu:${token}`).toString('base64')}`],
      ['two schemes', (token) => `Bearer ${token}, Bearer ${token}`],
      ['a list of tokens', (token) => `Bearer ${token} ${token}`],
      ['no token', () => 'Bearer '],
      ['no scheme', (token) => token],
      ['a quoted token', (token) => `Bearer "${token}"`],
      ['undefined', () => 'Bearer undefined'],
      ['a token of 10 kB', () => `Bearer ${'A'.repeat(10_000)}`],
    ])('in an authorization of %s: refused', async (_what, write) => {
      const got = await ask(CASES, undefined, { headers: { authorization: write(await attacked().token(analyst)) } })
      expectRefused(got, 'TOKEN_INVALID', [401])
    })
  })

  it.each<[string, (good: string) => string[]]>([
    ['a good one first', (good) => [`Bearer ${good}`, 'Bearer nothing']],
    ['a good one last', (good) => ['Bearer nothing', `Bearer ${good}`]],
    ['the same one', (good) => [`Bearer ${good}`, `Bearer ${good}`]],
  ])('with two authorizations, %s: refused', async (_what, both) => {
    const good = await attacked().token(analyst)
    expectRefused(await ask(CASES, undefined, { headers: { authorization: both(good) } }), 'TOKEN_INVALID', [401])
  })

  describe('with an identity or a purpose of one’s own making', () => {
    it.each([
      { 'x-user': 'pgr.prosecutor', 'x-forwarded-user': 'pgr.prosecutor', 'x-remote-user': 'pgr.prosecutor', remote_user: 'x' },
      { 'tip-agency': 'pgr', 'tip-roles': 'prosecutor', 'tip-viewer': 'pgr.prosecutor' },
      { 'x-hasura-role': 'admin', 'x-hasura-admin-secret': 'x', 'x-tip-role': 'prosecutor' },
      { 'tip-context': Buffer.from('{"agency":"pgr","roles":["prosecutor"],"purpose":"INVESTIGATION"}').toString('base64url') },
      { 'signature-input': 'tip=()', signature: 'tip=::', 'content-digest': 'sha-256=::' },
      { 'apollo-federation-include-trace': 'ftv1', 'apollo-query-plan-experimental': '1', 'apollo-expose-query-plan': 'true' },
    ])('headers %o change nothing', async (headers) => {
      const [plain, forged] = [await ask(ME, analyst), await ask(ME, analyst, { headers })]
      expect(json(forged).data.me).toEqual({ agency: 'klatu', roles: ['analyst'], purpose: 'OVERSIGHT' })
      expect(forged.text).toBe(plain.text)
    })
    it.each<[string, string | string[], string]>([
      ['that the token does not carry', 'INVESTIGATION', 'PURPOSE_NOT_ALLOWED'],
      ['that opens nothing, then another', ['STATISTICS', 'OVERSIGHT'], 'PURPOSE_REQUIRED'],
      ['in small letters', 'oversight', 'PURPOSE_REQUIRED'],
      ['in letters of another alphabet', Buffer.from('ОVERSIGHT', 'utf8').toString('latin1'), 'PURPOSE_REQUIRED'],
      ['of Object.prototype', '__proto__', 'PURPOSE_REQUIRED'],
      ['that is a list', 'OVERSIGHT, INVESTIGATION', 'PURPOSE_REQUIRED'],
      ['that is everything', '*', 'PURPOSE_REQUIRED'],
    ])('a purpose %s: refused, and not repeated', async (_what, purpose, code) => {
      const got = await ask(CASES, analyst, { headers: { 'tip-purpose': purpose } })
      expectRefused(got, code)
      expect(got.text).not.toMatch(/__proto__|oversight, |\*/)
    })
    it('a purpose in a variable, the body or the address: not read', async () => {
      const inBody = await ask(ME, analyst, {
        body: JSON.stringify({
          query: ME,
          purpose: 'INVESTIGATION',
          variables: { purpose: 'INVESTIGATION' },
          extensions: { purpose: 'INVESTIGATION' },
        }),
      })
      const inAddress = await attacked().toGateway('/graphql?purpose=INVESTIGATION&tip-purpose=INVESTIGATION', {
        headers: { 'content-type': 'application/json', authorization: `Bearer ${await attacked().token(analyst)}` },
        body: JSON.stringify({ query: ME }),
      })
      expect(json(inBody).data.me.purpose).toBe('OVERSIGHT')
      expect(json(inAddress).data.me.purpose).toBe('OVERSIGHT')
    })
    it('no purpose where the token carries two: none is guessed', async () => {
      const token = await attacked().token(analyst, { purposes: ['OVERSIGHT', 'STATISTICS'] })
      expectRefused(await ask(CASES, undefined, { headers: { authorization: `Bearer ${token}` } }), 'PURPOSE_REQUIRED')
    })
    it.each<[string, string]>([
      ['of 10 kB', 'x'.repeat(10_000)],
      ['of 201 characters', 'x'.repeat(201)],
      ['with a tab that splits a log', 'case 1\tadmin'],
    ])('a reason %s: refused, and not repeated', async (_what, reason) => {
      const got = await ask(CASES, investigator, { headers: { 'tip-reason': reason } })
      expectRefused(got, ['BAD_ARGUMENT', 'REASON_REQUIRED'])
      expect(got.text).not.toContain('xxxx')
    })
  })

  describe('for statistics only', () => {
    it.each([
      '{ cases(first: 1) { nodes { id } } }',
      '{ victims(first: 1) { nodes { id } } }',
      '{ perpetrators(first: 1) { nodes { id } } }',
      '{ referrals(first: 1) { nodes { id } } }',
      '{ caseByNuc(nuc: "0062/18.PDSUA") { id } }',
      '{ case(id: "x") { id } }',
      '{ victim(id: "x") { id } }',
    ])('%s opens no record', async (query) => {
      const got = await ask(query, partner)
      expectNoLeak(got.text)
      const { data, errors } = json(got)
      expect(Object.values(data ?? {}).every((value) => value === null)).toBe(true)
      if (!/\(id:/.test(query)) expect(errors?.length).toBeGreaterThan(0)
    })
  })

  describe('with no token', () => {
    it.each([
      '{ cases { nodes { id } } }',
      '{ me { agency } }',
      '{ agencies { code } cases { nodes { id } } }',
      '{ a: victims { nodes { id } } }',
      '{ ... { reportedTotals { nodes { id } } } }',
      'query ($s: Boolean = true) { agencies { code } cases @skip(if: $s) { nodes { id } } me { agency } }',
      'fragment F on Query { victims { nodes { id } } } query { ...F }',
    ])('%s: refused whole', async (query) => expectRefused(await ask(query), 'UNAUTHENTICATED', [401]))
    it('introspection tells public words only', async () => {
      const got = await ask('{ __schema { types { name fields { name } } } }')
      const names: string[] = (json(got).data?.__schema.types ?? []).map(({ name }: { name: string }) => name)
      expect(names.filter((name) => /Victim|Perpetrator|Case/.test(name))).toEqual([])
    })
    it('a field that is hidden is like one that does not exist', async () => {
      const [hidden, absent] = [
        await ask('{ __type(name: "PgrVictimRecord") { name } }'),
        await ask('{ __type(name: "NoSuchRecord123") { name } }'),
      ]
      expect(json(hidden).data).toEqual({ __type: null })
      expect(hidden.text).toBe(absent.text)
    })
  })

  describe('from a browser elsewhere', () => {
    it('a preflight allows nothing', async () => {
      const got = await attacked().toGateway('/graphql', {
        method: 'OPTIONS',
        headers: {
          origin: 'https://evil.example',
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization',
        },
      })
      expect(got.status).toBe(405)
      expect(Object.keys(got.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
    })
    it('an answer names no origin that may read it', async () => {
      const got = await ask(ME, analyst, { headers: { origin: 'https://evil.example' } })
      expect(Object.keys(got.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
      expect(got.headers['cross-origin-resource-policy']).toBe('same-origin')
    })
    it.each([
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/graphql',
      'application/json+evil',
      '',
    ])('a simple request of type %j is not read', async (type) => {
      const got = await attacked().toGateway('/graphql', {
        headers: type ? { 'content-type': type } : {},
        body: JSON.stringify({ query: '{ __typename }' }),
      })
      expectRefused(got, 'UNSUPPORTED_MEDIA_TYPE', [415])
    })
    it.each(['hub.example', '127.0.0.1.evil.example', 'localhost@evil.example', '[::2]', '0.0.0.0', '2130706433'])(
      'under the name %s nothing is served',
      async (host) => {
        const got = await attacked().toGateway('/graphql', {
          headers: { host, 'content-type': 'application/json' },
          body: JSON.stringify({ query: '{ __typename }' }),
        })
        expect([403, 421]).toContain(got.status)
        expectNoLeak(got.text)
      },
    )
    it('a GET changes nothing: there is no mutation in it', async () => {
      expect(
        (await attacked().toGateway(`/graphql?query=${encodeURIComponent('mutation { x }')}`, { method: 'GET' })).status,
      ).toBeGreaterThanOrEqual(400)
    })
    it('a method in a header is not the method', async () => {
      const got = await attacked().toGateway(`/graphql?query=${encodeURIComponent('{ __typename }')}`, {
        method: 'GET',
        headers: { 'x-http-method-override': 'POST' },
      })
      expect(json(got).data).toEqual({ __typename: 'Query' })
    })
    it('no page may frame the page, and no answer is kept', async () => {
      const page = await attacked().toGateway('/', { method: 'GET', headers: { accept: 'text/html' } })
      const shown = page.status === 200 ? page : await attacked().toGateway('/graphql', { method: 'GET', headers: { accept: 'text/html' } })
      expect(shown.headers['content-security-policy']).toMatch(/frame-ancestors 'none'/)
      for (const got of [shown, await ask(CASES, analyst), await ask('{ x }', analyst)])
        expect(got.headers['cache-control']).toBe('no-store')
    })
  })

  describe('by other roads', () => {
    it.each([
      '/../../etc/passwd',
      '/assets/../settings.ts',
      '/assets/..%2f..%2fpackage.json',
      '/%2e%2e/package.json',
      '/explorer/../server/start.ts',
      '/.git/config',
      '/graphql/../internal',
      '/internal',
      '/metrics',
      '/debug/pprof',
      '/__proto__',
      '/assets/__proto__',
      '/constructor',
      '/server.json',
      '/graphql;x=y',
    ])('path %s leads nowhere', async (path) => {
      const raw = await sendBytes(attacked().hub.url, `GET ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`)
      expect(raw).toMatch(/^HTTP\/1\.1 (400|404|405) /)
      expectNoLeak(raw)
      expect(raw).not.toMatch(/root:|import |"dependencies"/)
    })
    it.each<[string, string]>([
      [
        'two lengths',
        'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n0\r\n\r\n',
      ],
      [
        'a length twice',
        'POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-length: 5\r\ncontent-length: 6\r\nconnection: close\r\n\r\nabcdef',
      ],
      [
        'a line break in a header',
        'POST /graphql HTTP/1.1\r\nhost: localhost\r\ntip-purpose: OVERSIGHT\n\rx: y\r\nconnection: close\r\n\r\n',
      ],
      ['no host', 'GET /health HTTP/1.1\r\nconnection: close\r\n\r\n'],
      ['a space before the colon', 'GET /health HTTP/1.1\r\nhost : localhost\r\nconnection: close\r\n\r\n'],
    ])('a request with %s is no request', async (_what, bytes) => {
      expect(await sendBytes(attacked().hub.url, bytes)).toMatch(/^HTTP\/1\.1 400 /)
    })
    it('an upgrade to a socket of another protocol is not made', async () => {
      const raw = await sendBytes(
        attacked().hub.url,
        'GET /graphql HTTP/1.1\r\nhost: localhost\r\nconnection: upgrade, close\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\nsec-websocket-protocol: graphql-transport-ws\r\n\r\n',
      )
      expect(raw).not.toMatch(/101 Switching/)
    })
    it.each<[string, Readonly<Record<string, string>>, string | Uint8Array, readonly string[]]>([
      ['a body of 200 kB', {}, JSON.stringify({ query: `{ me { agency } } #${'a'.repeat(200_000)}` }), ['DOCUMENT_TOO_LARGE']],
      ['a body that unpacks to 50 MB', { 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(50_000_000)), ['UNSUPPORTED_MEDIA_TYPE']],
      ['a batch of a thousand', {}, JSON.stringify(Array(1_000).fill({ query: '{ __typename }' })), ['REQUEST_INVALID']],
      ['bytes that are no UTF-8', {}, Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), ['REQUEST_INVALID']],
      [
        'UTF-16',
        { 'content-type': 'application/json; charset=utf-16' },
        Buffer.from('{"query":"{ __typename }"}', 'utf16le'),
        ['UNSUPPORTED_MEDIA_TYPE'],
      ],
      ['a null', {}, 'null', ['REQUEST_INVALID']],
      ['a query that is a list', {}, '{"query":["{ __typename }"]}', ['REQUEST_INVALID']],
      [
        'brackets 50,000 deep',
        {},
        `{"query":"{ __typename }","variables":{"a":${'['.repeat(45_000)}${']'.repeat(45_000)}}}`,
        ['REQUEST_INVALID', 'DOCUMENT_TOO_LARGE', 'QUERY_TOO_DEEP'],
      ],
      [
        'objects 15,000 deep',
        {},
        `{"query":"{ __typename }","variables":${'{"a":'.repeat(15_000)}1${'}'.repeat(15_000)}}`,
        ['REQUEST_INVALID', 'DOCUMENT_TOO_LARGE', 'QUERY_TOO_DEEP'],
      ],
    ])('%s is refused', async (_what, headers, body, codes) => {
      const got = await ask('', analyst, { headers, body }).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EPIPE' && error.code !== 'ECONNRESET') throw error // cut off while sending: refused too
        return undefined
      })
      if (got) expectRefused(got, codes)
    })
    it('five hundred half requests keep nobody waiting', async () => {
      const { connect } = await import('node:net')
      const { hostname, port } = new URL(attacked().hub.url)
      const sockets = Array.from({ length: 500 }, () => connect(Number(port), hostname).on('error', () => undefined))
      for (const socket of sockets) socket.write('POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n{')
      try {
        expect((await ask(ME, analyst)).status).toBe(200)
      } finally {
        for (const socket of sockets) socket.destroy()
      }
    })
    it('health and readiness name no agency, address or version', async () => {
      for (const path of ['/health', '/ready']) {
        const got = await send(`${attacked().hub.url}${path}`, { method: 'GET' })
        expect(got.text).not.toMatch(/pgr|pntl|127\.0\.0\.1|\d+\.\d+\.\d+/)
        expectNoLeak(got.text)
      }
    })
    it('no header tells what the server is made of', async () => {
      const { headers } = await ask(ME, analyst)
      expect(headers['x-powered-by']).toBeUndefined()
      expect(headers.server).toBeUndefined()
    })
  })
}
