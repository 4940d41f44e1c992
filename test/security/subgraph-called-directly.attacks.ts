import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { contentDigest } from '../../schema/index.ts'
import { type AttackedHub, expectRefused, json } from './support/attacked-hub.ts'
import { type Got, type Sent, send, sendBytes } from './support/http.ts'
import { expectNoLeak } from './support/leaks.ts'
import { nowSeconds, signedHeaders } from './support/signed-call.ts'

const investigator = { as: 'pcic.investigator', purpose: 'INVESTIGATION' } as const
const SDL = '{ _service { sdl } }'
;('query ($r: [_Any!]!) { _entities(representations: $r) { __typename ... on PgrCaseRecord { id stage nuc } ... on PgrVictimRecord { id sex names { text } } } }')
const newKey = () => generateKeyPairSync('ed25519').privateKey

/** Who stands before an agency's own port, with everything but the hub's key; or with the hub's key too. */
export function subgraphCalledDirectly(attacked: () => AttackedHub): void {
  const refusals = new Map<string, string>()
  const toPgr = (sent: Sent): Promise<Got> =>
    send(`${attacked().agencyUrl('pgr')}/graphql`, { ...sent, headers: { 'content-type': 'application/json', ...sent.headers } })
  const body = JSON.stringify({ query: SDL })
  const signed = (change: Partial<Parameters<typeof signedHeaders>[0]> = {}) =>
    signedHeaders({ agency: 'pgr', path: '/graphql', body, key: attacked().keys.hub, keyid: attacked().hub.keys.hub.kid, ...change })

  describe('without the hub’s signature', () => {
    const attacks: Readonly<Record<string, () => Promise<Got>>> = {
      'asks for the schema with no signature': () => toPgr({ body }),
      'introspects with no signature': () => toPgr({ body: JSON.stringify({ query: '{ __schema { types { name } } }' }) }),
      'brings a valid person’s token as bearer, and nothing else': async () =>
        toPgr({ body, headers: { authorization: `Bearer ${await attacked().token(investigator)}` } }),
      'brings a right context without a signature': async () => {
        const { 'signature-input': _, signature: __, ...rest } = signed()
        return toPgr({ body, headers: rest })
      },
      'signs with a key of its own under the hub’s key id': () => toPgr({ body, headers: signed({ key: newKey() }) }),
      'signs with a key of its own under a name of its own': () => toPgr({ body, headers: signed({ key: newKey(), keyid: 'evil-1' }) }),
      'signs with the issuer’s key instead of the hub’s': () =>
        toPgr({ body, headers: signed({ key: attacked().keys.issuer, keyid: attacked().hub.keys.issuer.kid }) }),
      'names a key id of Object.prototype': () => toPgr({ body, headers: signed({ keyid: '__proto__' }) }),
      'takes a signed call and changes its body': () => toPgr({ body: JSON.stringify({ query: '{ __typename }' }), headers: signed() }),
      'changes the body and its digest, not the signature': () => {
        const changed = JSON.stringify({ query: '{ __typename }' })
        return toPgr({ body: changed, headers: { ...signed(), 'content-digest': contentDigest(Buffer.from(changed)) } })
      },
      'takes a signed call and changes the purpose in its context': async () => {
        const headers = signed({ person: { token: await attacked().token(investigator), purpose: 'INVESTIGATION' } })
        const context = { ...JSON.parse(Buffer.from(headers['tip-context'] ?? '', 'base64url').toString()), purpose: 'OVERSIGHT' }
        return toPgr({ body, headers: { ...headers, 'tip-context': Buffer.from(JSON.stringify(context)).toString('base64url') } })
      },
      'sends a call that was signed for another agency': () => toPgr({ body, headers: signed({ agency: 'pntl' }) }),
      'sends a call that was signed for another path': () => toPgr({ body, headers: signed({ signedPath: '/internal' }) }),
      'sends a call of two minutes ago': () =>
        toPgr({ body, headers: signed({ context: { iat: nowSeconds() - 150, exp: nowSeconds() - 120 } }) }),
      'sends a call of two minutes hence': () =>
        toPgr({ body, headers: signed({ context: { iat: nowSeconds() + 120, exp: nowSeconds() + 150 } }) }),
      'sends a call that lives for an hour': () => toPgr({ body, headers: signed({ context: { exp: nowSeconds() + 3_600 } }) }),
      'sends a call that ends before it begins': () => toPgr({ body, headers: signed({ context: { exp: nowSeconds() - 1 } }) }),
      'signs other times than the context says': () =>
        toPgr({ body, headers: signed({ lifetime: { created: nowSeconds(), expires: nowSeconds() + 20 } }) }),
      'adds a member to the context': () => toPgr({ body, headers: signed({ context: { roles: ['commissioner'] } }) }),
      'writes a member of the context twice': () => {
        const now = nowSeconds()
        const text = `{"aud":"pntl","aud":"pgr","requestId":"request-1","jti":"jti-${now}-twice","iat":${now},"exp":${now + 30}}`
        return toPgr({ body, headers: signed({ contextText: text, lifetime: { created: now, expires: now + 30 } }) })
      },
      'leaves the jti out': () => toPgr({ body, headers: signed({ context: { jti: undefined } }) }),
      'leaves the digest out': () => {
        const { 'content-digest': _, ...rest } = signed()
        return toPgr({ body, headers: rest })
      },
      'sends two signatures': () => {
        const headers = signed()
        return toPgr({ body, headers: { ...headers, signature: [headers.signature ?? '', signed({ key: newKey() }).signature ?? ''] } })
      },
      'sends two contexts': () => {
        const headers = signed()
        return toPgr({ body, headers: { ...headers, 'tip-context': [headers['tip-context'] ?? '', signed()['tip-context'] ?? ''] } })
      },
      'asks for another algorithm': () => {
        const headers = signed()
        return toPgr({
          body,
          headers: { ...headers, 'signature-input': (headers['signature-input'] ?? '').replace('ed25519', 'hmac-sha256') },
        })
      },
      'signs fewer components': () => {
        const headers = signed()
        return toPgr({
          body,
          headers: { ...headers, 'signature-input': (headers['signature-input'] ?? '').replace(' "content-digest"', '') },
        })
      },
      'adds the group order to the signature': () => {
        const headers = signed()
        return toPgr({ body, headers: { ...headers, signature: malleable(headers.signature ?? '') } })
      },
      'sends a signature of zeros': () =>
        toPgr({ body, headers: { ...signed(), signature: `tip=:${Buffer.alloc(64).toString('base64')}:` } }),
    }
    it.each(Object.entries(attacks))('%s: refused like all others', async (what, attack) => {
      const got = await attack()
      expectRefused(got, 'CALL_REFUSED', [401])
      const { extensions, message } = json(got).errors[0]
      refusals.set(what, JSON.stringify([message, Object.keys(extensions)]))
    })

    it('is told the same thing for every reason; the skew of the clock only to the hub', () => {
      const told = [...refusals].filter(([what]) => !what.includes('hence') && !what.includes('ago'))
      expect(told.length).toBeGreaterThan(20)
      expect(new Set(told.map(([, text]) => text)).size).toBe(1)
    })

    it('sends the same signed call twice: the second is refused', async () => {
      const headers = signed()
      expect((await toPgr({ body, headers })).status).toBe(200)
      expectRefused(await toPgr({ body, headers }), 'CALL_REFUSED', [401])
    })

    it('sends one signed call ten times at once: one is answered', async () => {
      const headers = signed()
      const all = await Promise.all(Array.from({ length: 10 }, () => toPgr({ body, headers })))
      expect(all.filter(({ status }) => status === 200)).toHaveLength(1)
    })
  })

  describe('by other roads', () => {
    it.each([
      '//graphql',
      '/graphql/',
      '/GRAPHQL',
      '/graphql%2f',
      '/internal/../graphql',
      '/metrics',
      '/.env',
      '/agency.yaml',
      '/graphiql',
      '/__proto__',
      '/constructor',
    ])('path %s leads nowhere', async (path) => {
      const got = await send(`${attacked().agencyUrl('pgr')}/`, { body, headers: signed({ signedPath: path }) }).catch(() => undefined)
      const raw = await sendBytes(
        attacked().agencyUrl('pgr'),
        `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`,
      )
      expect(got?.status).toBe(404)
      expect(raw).toMatch(/^HTTP\/1\.1 404 /)
      expectNoLeak(raw)
    })
    it.each(['GET', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'HEAD'])('method %s is not taken', async (method) => {
      const got = await send(`${attacked().agencyUrl('pgr')}/graphql`, { method })
      expect(got.status).toBe(405)
      expectNoLeak(got.text)
    })
    it('a question in the query string is not read', async () => {
      const got = await send(`${attacked().agencyUrl('pgr')}/graphql?query=${encodeURIComponent('{ __schema { types { name } } }')}`, {
        body: JSON.stringify({ query: '{ __typename }' }),
        headers: signedHeaders({
          agency: 'pgr',
          path: '/graphql',
          body: JSON.stringify({ query: '{ __typename }' }),
          key: attacked().keys.hub,
          keyid: attacked().hub.keys.hub.kid,
        }),
      })
      expect(json(got).data).toEqual({ __typename: 'Query' })
    })
    it('health and readiness tell one word', async () => {
      for (const path of ['/health', '/ready']) {
        const got = await send(`${attacked().agencyUrl('pgr')}${path}?verbose=1`, { method: 'GET' })
        expect(got.text).toBe('{"status":"ok"}')
      }
    })
    it('two lengths of one body are no request', async () => {
      const raw = await sendBytes(
        attacked().agencyUrl('pgr'),
        'POST /graphql HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n0\r\n\r\nPOST /internal HTTP/1.1\r\n\r\n',
      )
      expect(raw).toMatch(/^HTTP\/1\.1 400 /)
    })
    it('headers of 20 kB are not read', async () => {
      const got = await toPgr({ body, headers: { 'tip-context': 'A'.repeat(20_000) } })
      expect(got.status).toBe(431)
    })
    it.each<[string, Readonly<Record<string, string>>, string, number]>([
      ['a body of 2 MB', {}, JSON.stringify({ query: 'a'.repeat(2_000_000) }), 413],
      ['a packed body', { 'content-encoding': 'gzip' }, body, 415],
      ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 'query=%7B__typename%7D', 415],
      ['an upload', { 'content-type': 'multipart/form-data; boundary=x' }, '--x--', 415],
    ])('%s is not taken', async (_what, headers, sentBody, status) => {
      const got = await toPgr({ body: sentBody, headers }).catch(() => undefined)
      if (got) expect(got.status).toBe(status)
      expectNoLeak(got?.text ?? '')
      expect((await send(`${attacked().agencyUrl('pgr')}/health`, { method: 'GET' })).status).toBe(200)
    })
  })
}

/** s + L: the same signature to a verifier that does not look whether s is reduced. */
function malleable(header: string): string {
  const bytes = Buffer.from(header.slice(5, -1), 'base64')
  const order = 2n ** 252n + 27742317777372353535851937790883648493n
  let s = BigInt(`0x${Buffer.from(bytes.subarray(32)).reverse().toString('hex')}`) + order
  for (let index = 32; index < 64; index++) {
    bytes[index] = Number(s & 255n)
    s >>= 8n
  }
  return `tip=:${bytes.toString('base64')}:`
}
