import { sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { contentDigest, signatureBase } from '../../schema/index.ts'
import { type AttackedHub, expectRefused, json } from './support/attacked-hub.ts'
import { type Got, send, sendBytes } from './support/http.ts'
import { expectNoLeak } from './support/leaks.ts'
import { signedHeaders } from './support/signed-call.ts'

const commissioner = { as: 'klatu.commissioner', purpose: 'OVERSIGHT' } as const
const QUESTION = JSON.stringify({ query: '{ __typename }' })
const SMUGGLED = 'GET /smuggled HTTP/1.1\r\nhost: localhost\r\n\r\n'
const CLOSE = 'connection: close\r\n'
const head = (lines: string): string => `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n${lines}\r\n`
const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`

/** Answers in what came back: two where a second request was read out of the body of the first. */
const statusesOf = (raw: string): readonly number[] => [...raw.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status))

/** Requests that two readers could take apart differently, at the gateway and at an agency. */
export function wire(attacked: () => AttackedHub): void {
  const doors: readonly (readonly [string, () => string])[] = [
    ['the gateway', () => attacked().hub.url],
    ['an agency', () => attacked().agencyUrl('pgr')],
  ]
  describe.each(doors)('at %s', (_door, url) => {
    it.each<[string, string]>([
      [
        'chunked behind a tab',
        `${head(`transfer-encoding:\tchunked\r\ncontent-length: 4\r\n${CLOSE}`)}${chunk(QUESTION)}0\r\n\r\n${SMUGGLED}`,
      ],
      ['chunked in another coding', `${head(`transfer-encoding: xchunked\r\ncontent-length: 4\r\n${CLOSE}`)}${chunk(QUESTION)}0\r\n\r\n`],
      ['chunked, then identity', `${head(`transfer-encoding: chunked, identity\r\n${CLOSE}`)}${chunk(QUESTION)}0\r\n\r\n${SMUGGLED}`],
      [
        'two codings in two headers',
        `${head(`transfer-encoding: chunked\r\ntransfer-encoding: cow\r\n${CLOSE}`)}${chunk(QUESTION)}0\r\n\r\n`,
      ],
      ['a length with a sign', `${head(`content-length: +${QUESTION.length}\r\n${CLOSE}`)}${QUESTION}`],
      ['a length in hexadecimal', `${head(`content-length: 0x18\r\n${CLOSE}`)}${QUESTION}`],
      ['two lengths in one header', `${head(`content-length: ${QUESTION.length}, ${QUESTION.length}\r\n${CLOSE}`)}${QUESTION}`],
      ['a length beyond all numbers', `${head(`content-length: 99999999999999999999999\r\n${CLOSE}`)}${QUESTION}`],
      ['a negative length', `${head(`content-length: -1\r\n${CLOSE}`)}${QUESTION}`],
      ['a header that goes on in the next line', head(`content-length: 0\r\nx-a: b\r\n transfer-encoding: chunked\r\n${CLOSE}`)],
      ['a null byte in a header', head(`content-length: 0\r\nx-a: b\0c\r\n${CLOSE}`)],
      ['a line that is no header', head(`content-length: 0\r\nnonsense\r\n${CLOSE}`)],
      ['line ends without carriage returns', `POST /graphql HTTP/1.1\nhost: localhost\ncontent-length: 0\n\n`],
      ['a chunk that is larger than it says', `${head(`transfer-encoding: chunked\r\n${CLOSE}`)}3\r\n${QUESTION}\r\n0\r\n\r\n`],
      ['a chunk of a negative size', `${head(`transfer-encoding: chunked\r\n${CLOSE}`)}-1\r\nx\r\n0\r\n\r\n`],
      ['a chunk beyond all numbers', `${head(`transfer-encoding: chunked\r\n${CLOSE}`)}FFFFFFFFFFFFFFFFF\r\nx\r\n0\r\n\r\n`],
      ['another version of the protocol', 'POST /graphql HTTP/3.7\r\nhost: localhost\r\n\r\n'],
      ['a method of its own', 'SEARCH_ALL /graphql HTTP/1.1\r\nhost: localhost\r\n\r\n'],
      ['the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'],
      ['a tunnel', 'CONNECT 169.254.169.254:80 HTTP/1.1\r\nhost: 169.254.169.254:80\r\n\r\n'],
    ])('a request with %s is none, and hides no second one', async (_what, bytes) => {
      const raw = await sendBytes(url(), bytes)
      expectNoLeak(raw)
      const statuses = statusesOf(raw)
      expect(statuses.length, raw.slice(0, 200)).toBeLessThanOrEqual(1)
      for (const status of statuses) expect(status).toBeGreaterThanOrEqual(400)
    })
    it.each<[string, string, RegExp]>([
      [
        'an upgrade to HTTP/2',
        `GET /health HTTP/1.1\r\nhost: localhost\r\nconnection: close, upgrade, http2-settings\r\nupgrade: h2c\r\nhttp2-settings: AAMAAABkAAQCAAAAAAIAAAAA\r\n\r\n`,
        /101/,
      ],
      [
        'an echo of its headers',
        `TRACE /graphql HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer secret-canary\r\n${CLOSE}\r\n`,
        /secret-canary/,
      ],
      [
        'an address of elsewhere as its target',
        `GET http://169.254.169.254/latest/meta-data HTTP/1.1\r\nhost: localhost\r\n${CLOSE}\r\n`,
        /^HTTP\/1\.1 200/,
      ],
      [
        'an address of elsewhere before a path of ours',
        `GET http://evil.example/health?x=secret-canary HTTP/1.1\r\nhost: localhost\r\n${CLOSE}\r\n`,
        /secret-canary|location:/i,
      ],
    ])('%s is not given', async (_what, bytes, never) => {
      const raw = await sendBytes(url(), bytes)
      expectNoLeak(raw)
      expect(raw).not.toMatch(never)
    })
    it('what was sent behind a refused request on the same connection is not answered', async () => {
      const raw = await sendBytes(
        url(),
        `${head(`content-length: ${QUESTION.length}\r\ncontent-encoding: gzip\r\n`)}${QUESTION}GET /health HTTP/1.1\r\nhost: localhost\r\n${CLOSE}\r\n`,
      )
      // Both are whole requests: each is judged by itself, and the refusal of the first lends nothing to the second.
      expect(statusesOf(raw)[0]).toBeGreaterThanOrEqual(400)
      expect(statusesOf(raw).length).toBeLessThanOrEqual(2)
    })
    it('an asker who waits to be told to go on, with a body that is too large, is told no', async () => {
      const raw = await sendBytes(url(), head(`content-length: 50000000\r\nexpect: 100-continue\r\n${CLOSE}`))
      expectNoLeak(raw)
      expect(statusesOf(raw).at(-1)).toBeGreaterThanOrEqual(400)
    })
    it('a thousand headers are not read', async () => {
      const raw = await sendBytes(
        url(),
        head(`content-length: 0\r\n${Array.from({ length: 3_000 }, (_, n) => `x-${n}: y\r\n`).join('')}${CLOSE}`),
      )
      expect(statusesOf(raw).at(-1)).toBeGreaterThanOrEqual(400)
    })
  })

  it.each([
    '//evil.example/graphql',
    '//x/membership',
    '///graphql',
    'http://localhost/graphql',
    'http://evil.example/membership',
    '*',
    'graphql',
  ])('the target %s names a host of its own, or no path: nothing is served', async (target) => {
    const raw = await sendBytes(attacked().hub.url, `POST ${target} HTTP/1.1\r\nhost: localhost\r\ncontent-length: 0\r\n${CLOSE}\r\n`)
    expect(raw).toMatch(/^HTTP\/1\.1 4(00|21) /)
    expectNoLeak(raw)
  })
  it('a token, a purpose and a reason behind the body (trailers) sign nobody in', async () => {
    const token = await attacked().token(commissioner)
    const body = JSON.stringify({ query: '{ me { agency } }' })
    const raw = await sendBytes(
      attacked().hub.url,
      `${head(`transfer-encoding: chunked\r\ntrailer: authorization, tip-purpose\r\n${CLOSE}`)}${chunk(body)}0\r\nauthorization: Bearer ${token}\r\ntip-purpose: OVERSIGHT\r\n\r\n`,
    )
    expect(raw).toContain('UNAUTHENTICATED')
  })
  it('two questions on one connection, the first with a token: the second is nobody’s', async () => {
    const token = await attacked().token(commissioner)
    const body = JSON.stringify({ query: '{ me { agency } }' })
    const raw = await sendBytes(
      attacked().hub.url,
      `${head(`authorization: Bearer ${token}\r\ncontent-length: ${body.length}\r\n`)}${body}${head(`content-length: ${body.length}\r\n${CLOSE}`)}${body}`,
    )
    expect(raw).toContain('"agency":"klatu"')
    expect(raw.slice(raw.indexOf('"agency":"klatu"'))).toContain('UNAUTHENTICATED')
  })
  it.each(['tip-purpose', 'tip-reason', 'tip-emergency', 'host'])('the header %s twice is not taken from the second', async (name) => {
    const token = await attacked().token(commissioner, { purposes: ['OVERSIGHT', 'STATISTICS'] })
    const body = JSON.stringify({ query: '{ me { agency purpose } }' })
    const values =
      {
        'tip-purpose': ['STATISTICS', 'OVERSIGHT'],
        'tip-reason': ['a', 'b'],
        'tip-emergency': ['a', 'b'],
        host: ['localhost', 'evil.example'],
      }[name] ?? []
    const lines = values.map((value) => `${name}: ${value}\r\n`).join('')
    const raw = await sendBytes(
      attacked().hub.url,
      `POST /graphql HTTP/1.1\r\n${name === 'host' ? '' : 'host: localhost\r\n'}${name === 'tip-purpose' ? '' : 'tip-purpose: OVERSIGHT\r\n'}content-type: application/json\r\nauthorization: Bearer ${token}\r\n${lines}content-length: ${body.length}\r\n${CLOSE}\r\n${body}`,
    )
    expectNoLeak(raw)
    expect(raw).not.toContain('evil.example')
    if (name !== 'tip-reason' && name !== 'host') expect(raw).not.toContain('"purpose":')
  })
  it.each<[string, Readonly<Record<string, string>>]>([
    [
      'forwarded',
      { forwarded: 'for=127.0.0.1;host=localhost;proto=https', 'x-forwarded-host': 'evil.example', 'x-forwarded-for': '127.0.0.1' },
    ],
    ['a real address', { 'x-real-ip': '127.0.0.1', 'true-client-ip': '127.0.0.1', 'cf-connecting-ip': '::1' }],
    ['another address of the page', { 'x-original-url': '/internal', 'x-rewrite-url': '/internal', 'x-forwarded-prefix': '/internal' }],
    [
      'a trace of its own',
      { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`, tracestate: 'x=y', baggage: 'agency=pgr,role=prosecutor' },
    ],
    ['a broken trace', { traceparent: '00-zz', tracestate: 'x'.repeat(5_000), b3: '1' }],
    [
      'a request id of its own',
      { 'tip-request-id': 'chosen-by-me-1', 'x-request-id': 'chosen-by-me-1', 'x-correlation-id': 'chosen-by-me-1' },
    ],
  ])('headers of %s change nothing, and are nowhere after it', async (_what, headers) => {
    const before = attacked().logs.length
    const got = await attacked().ask('{ me { agency roles purpose } cases(first: 1) { nodes { records { __typename } } } }', commissioner, {
      headers,
    })
    expect(json(got).data.me).toEqual({ agency: 'klatu', roles: ['commissioner'], purpose: 'OVERSIGHT' })
    const told = [JSON.stringify(got.headers), ...attacked().logs.slice(before)].join('\n')
    expect(told).not.toMatch(/chosen-by-me|evil\.example|a{32}|b{16}|role=prosecutor/)
  })

  describe('a signature of RFC 9421 that is almost the hub’s', () => {
    const body = JSON.stringify({ query: '{ _service { sdl } }' })
    const signed = () =>
      signedHeaders({ agency: 'pgr', path: '/graphql', body, key: attacked().keys.hub, keyid: attacked().hub.keys.hub.kid })
    const input = (change: (text: string) => string) => () => {
      const headers = signed()
      return { ...headers, 'signature-input': change(headers['signature-input'] ?? '') }
    }
    /** Signed anew by the hub’s own key over what the changed header says: only the form is wrong. */
    const resigned = (change: (text: string) => string) => () => {
      const headers = signed()
      const changed = change(headers['signature-input'] ?? '')
      const params = { created: 0, expires: 0, keyid: 'x' }
      const base = signatureBase(
        { method: 'POST', path: '/graphql', contentDigest: headers['content-digest'] ?? '', context: headers['tip-context'] ?? '' },
        params,
      )
      const text = `${base.slice(0, base.lastIndexOf('\n'))}\n"@signature-params": ${changed.slice(changed.indexOf('=') + 1)}`
      return {
        ...headers,
        'signature-input': changed,
        signature: `tip=:${sign(null, Buffer.from(text), attacked().keys.hub).toString('base64')}:`,
      }
    }
    const digest = (write: (good: string) => string) => () => {
      const headers = signed()
      return { ...headers, 'content-digest': write(headers['content-digest'] ?? '') }
    }
    const attacks: Readonly<Record<string, () => Readonly<Record<string, string | string[]>>>> = {
      'an algorithm in capitals': resigned((text) => text.replace('"ed25519"', '"ED25519"')),
      'no algorithm': resigned((text) => text.replace(';alg="ed25519"', '')),
      'another tag': resigned((text) => text.replace('"tip-hub"', '"tip-hub2"')),
      'no tag': resigned((text) => text.replace(';tag="tip-hub"', '')),
      'a parameter more': resigned((text) => `${text};nonce="x"`),
      'a parameter twice': resigned((text) => text.replace(';expires=', ';created=1;expires=')),
      'parameters in another order': resigned((text) => text.replace(/(;created=\d+)(;expires=\d+)/, '$2$1')),
      'a created that is a decimal': resigned((text) => text.replace(/created=(\d+)/, 'created=$1.0')),
      'a created with zeros before it': resigned((text) => text.replace(/created=(\d+)/, 'created=00$1')),
      'a key id with an escape': resigned((text) => text.replace('keyid="', 'keyid="\\')),
      'a key id that is a token': resigned((text) => text.replace(/keyid="([^"]*)"/, 'keyid=$1')),
      'a component twice': resigned((text) => text.replace('"@method"', '"@method" "@method"')),
      'a component with a parameter': resigned((text) => text.replace('"tip-context"', '"tip-context";sf')),
      'a component of a request elsewhere': resigned((text) => text.replace('"@method"', '"@method";req')),
      'a component in bytes': resigned((text) => text.replace('"content-digest"', '"content-digest";bs')),
      'a component in capitals': resigned((text) => text.replace('"tip-context"', '"Tip-Context"')),
      'components in another order': resigned((text) => text.replace('"@method" "@path"', '"@path" "@method"')),
      'the target instead of the path': resigned((text) => text.replace('"@path"', '"@request-target"')),
      'a component more': resigned((text) => text.replace('"@path"', '"@path" "@query"')),
      'no components': resigned((text) => text.replace(/\(.*\)/, '()')),
      'another label': input((text) => text.replace(/^tip=/, 'sig1=')),
      'a label in capitals': input((text) => text.replace(/^tip=/, 'TIP=')),
      'a second label behind it': input((text) => `${text}, sig2=("@method");created=1`),
      'its own label twice': input((text) => `${text}, ${text}`),
      'a space before it': input((text) => text.replace('=(', '= (')),
      'a digest of another algorithm': digest(() => `sha-512=:${Buffer.alloc(64).toString('base64')}:`),
      'two digests, the good one last': digest((good) => `sha-512=:AAAA:, ${good}`),
      'two digests, the good one first': digest((good) => `${good}, sha-512=:AAAA:`),
      'a digest under a name in capitals': digest((good) => good.replace('sha-256', 'SHA-256')),
      'a digest of the old form': digest((good) => good.replace('sha-256=:', 'SHA-256=').replace(/:$/, '')),
      'a digest without its end': digest((good) => good.slice(0, -1)),
      'an empty digest': digest(() => 'sha-256=::'),
      'a signature twice in one header': () => {
        const headers = signed()
        return { ...headers, signature: `${headers.signature}, ${headers.signature}` }
      },
      'a signature of a text': () => ({ ...signed(), signature: 'tip="AAAA"' }),
      'a signature without padding': () => {
        const headers = signed()
        return { ...headers, signature: (headers.signature ?? '').replace('==:', ':') }
      },
      'a context in base64 with padding': () => {
        const headers = signed()
        return { ...headers, 'tip-context': `${headers['tip-context']}=` }
      },
    }
    const toPgr = (headers: Readonly<Record<string, string | string[]>>): Promise<Got> =>
      send(`${attacked().agencyUrl('pgr')}/graphql`, { body, headers })
    it.each(Object.entries(attacks))('%s: refused like all others', async (_what, write) => {
      const got = await toPgr(write())
      expectRefused(got, 'CALL_REFUSED', [401])
    })
    it('in trailers instead of headers: refused', async () => {
      const { 'content-type': type, ...headers } = signed()
      const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
      const raw = await sendBytes(
        attacked().agencyUrl('pgr'),
        `POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-type: ${type}\r\ntransfer-encoding: chunked\r\n${CLOSE}\r\n${chunk(body)}0\r\n${lines.join('')}\r\n`,
      )
      expect(raw).toContain('CALL_REFUSED')
    })
    it('names of headers in capitals are the same headers: taken once', async () => {
      const headers = Object.fromEntries(Object.entries(signed()).map(([name, value]) => [name.toUpperCase(), value]))
      expect((await toPgr(headers)).status).toBe(200)
      expectRefused(await toPgr(headers), 'CALL_REFUSED', [401])
    })
    it('a digest of an empty body for a body that is none: refused', async () => {
      const { 'content-digest': _, ...rest } = signed()
      const got = await send(`${attacked().agencyUrl('pgr')}/graphql`, {
        headers: { ...rest, 'content-digest': contentDigest(Buffer.alloc(0)) },
        body: '',
      })
      expectRefused(got, 'CALL_REFUSED', [401])
    })
  })
}
