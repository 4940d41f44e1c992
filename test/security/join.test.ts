import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { createServer, type RequestListener, type Server } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { askHub, signRequest } from '../../cli/join/ask-hub.ts'
import { standingText } from '../../cli/join/standing.ts'
import { runCommand } from '../../cli/testing/run-command.ts'
import { invite } from '../../gateway/membership/index.ts'
import { startTestGateway, type TestGateway } from '../../gateway/server/testing/start-test-gateway.ts'
import { type Invitation, MembershipAnswer, type MembershipRequest, readInvitation, writeInvitation } from '../../schema/index.ts'
import { send, sendBytes } from './support/http.ts'
import { expectNoLeak } from './support/leaks.ts'

const newKey = (): KeyObject => generateKeyPairSync('ed25519').privateKey
const xOf = (key: KeyObject): string => key.export({ format: 'jwk' }).x ?? ''
const nowSeconds = (): number => Math.floor(Date.now() / 1_000)
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

describe('whoever knocks at the door for institutions', () => {
  let test: TestGateway
  beforeEach(async () => {
    test = await startTestGateway()
  })
  afterEach(() => test.close())

  const fresh = () => ({ aud: test.gateway.url, iat: nowSeconds(), jti: randomBytes(16).toString('base64url') })
  const post = async (request: string, headers: Readonly<Record<string, string>> = {}) => {
    const got = await send(`${test.gateway.url}/membership`, {
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ request }),
    })
    expectNoLeak(got.text)
    return got
  }
  const codeOf = (text: string): string => JSON.parse(text).errors?.[0]?.extensions.code ?? 'granted'
  const joining = (key: KeyObject, code: string, more: Readonly<Record<string, unknown>> = {}) =>
    ({ ...fresh(), do: 'join', agency: 'courts', code, key: xOf(key), url: 'http://127.0.0.1:1', ...more }) as MembershipRequest // an attacker's may be none
  const aCode = async (agency = 'courts'): Promise<string> => {
    const { text } = await invite({ stateFolder: test.settings.stateFolder, agency, hub: test.gateway.url, now: Date.now(), days: 1 })
    return readInvitation(text)?.code ?? ''
  }
  const aMember = async (): Promise<KeyObject> => {
    const key = newKey()
    expect(codeOf((await post(signRequest(key, joining(key, await aCode())))).text)).toBe('granted')
    return key
  }
  const guess = () => {
    const key = newKey()
    return signRequest(key, joining(key, randomBytes(32).toString('base64url')))
  }

  it('with bodies that never end keeps no member from leaving', async () => {
    const key = await aMember()
    const { hostname, port } = new URL(test.gateway.url)
    const slow = await Promise.all(
      Array.from(
        { length: 20 },
        () =>
          new Promise<Socket>((resolve) => {
            const socket = connect(Number(port), hostname, () => {
              socket.write(
                'POST /membership HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 500\r\n\r\n{',
                () => resolve(socket),
              )
            })
            socket.on('error', () => undefined)
          }),
      ),
    )
    try {
      // Each of them was read as far as it goes: the server answers a request that was sent after them.
      expect((await send(`${test.gateway.url}/health`, { method: 'GET' })).status).toBe(200)
      expect(codeOf((await post(signRequest(key, { ...fresh(), do: 'leave', agency: 'courts' }))).text)).toBe('granted')
    } finally {
      for (const socket of slow) socket.destroy()
    }
  })

  it('guesses again and again under keys of its own: that is remembered nowhere, and the same guess is refused alike', async () => {
    const again = guess()
    const first = await post(again)
    const second = await post(again)

    expect(codeOf(first.text)).toBe('INVITATION_INVALID')
    expect(second.text).toBe(first.text)
  })

  it('learns nothing of who is a member, was invited, or stands in the settings', async () => {
    await aMember()
    await aCode('mnec')
    const key = newKey()
    const code = randomBytes(32).toString('base64url')
    const told: string[] = []
    for (const agency of ['courts', 'mnec', 'pgr', 'nobody-here'])
      for (const request of [
        joining(key, code, { agency }),
        { ...fresh(), do: 'status' as const, agency },
        { ...fresh(), do: 'leave' as const, agency },
      ]) {
        const { status, text } = await post(signRequest(key, request))
        told.push(`${status} ${text}`)
      }

    for (const offset of [0, 1, 2]) expect(new Set(told.filter((_, n) => n % 3 === offset)).size).toBe(1)
  })

  it.each<[string, (token: string, key: KeyObject, request: MembershipRequest) => string]>([
    ['without an algorithm', (token) => `${encode({ alg: 'none', typ: 'tip-membership+jwt', kid: 'x' })}.${token.split('.')[1]}.`],
    [
      'with its key in the header',
      (_token, key, request) => signedWith(key, { alg: 'EdDSA', typ: 'tip-membership+jwt', kid: 'x', jwk: { x: xOf(key) } }, request),
    ],
    [
      'under the key id of another key',
      (_token, key, request) => signedWith(key, { alg: 'EdDSA', typ: 'tip-membership+jwt', kid: 'x' }, request),
    ],
    ['of the type of an access token', (_token, key, request) => signedWith(key, { alg: 'EdDSA', typ: 'at+jwt', kid: 'x' }, request)],
    ['in base64 of another form', (token) => `${token}=`],
    ['with a part more', (token) => `${token}.x`],
    ['twice in one', (token) => `${token}${token}`],
  ])('shows a request %s: refused', async (_what, forge) => {
    const [key, code] = [newKey(), await aCode()]
    const request = joining(key, code)

    expect(codeOf((await post(forge(signRequest(key, request), key, request))).text)).toBe('CALL_REFUSED')
    expect(codeOf((await post(signRequest(key, request))).text)).toBe('granted')
  })

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['an address with a name before it', { url: 'http://127.0.0.1@evil.example' }],
    ['the address of a metadata service', { url: 'http://169.254.169.254' }],
    ['an address of another machine in another writing', { url: 'http://0x0a000007' }],
    ['an address in small letters of another alphabet', { url: 'http://lоcalhost:1' }],
    ['a null byte in its address', { url: 'http://127.0.0.1:1\u0000.evil.example' }],
    ['a line break in its address', { url: 'http://127.0.0.1:1\r\nx: y' }],
    ['a script as its address', { url: 'javascript:alert(1)' }],
    ['a code that is a path', { code: `${'../'.repeat(14)}a` }],
    ['an agency that is a path', { agency: '../../etc' }],
    ['an agency of Object.prototype', { agency: '__proto__' }],
    ['the hub’s own name as its agency', { agency: 'hub' }],
    ['a key that is no point', { key: 'A'.repeat(42) }],
  ])('names %s: it is not taken in', async (_what, more) => {
    const [key, code] = [newKey(), await aCode()]

    const got = await post(signRequest(key, joining(key, code, more)))

    expect(got.status).toBeGreaterThanOrEqual(400)
    expect(got.text).not.toMatch(/evil|169\.254|etc|javascript/)
    expect(test.gateway.agencies.map(({ agency }) => agency)).not.toContain('courts')
  })

  it.each<[string, string]>([
    ['a list', '[]'],
    ['a request that is an object', '{"request":{}}'],
    ['members more', '{"request":"a.b.c","admin":true}'],
    ['members of Object.prototype', '{"__proto__":{"request":"a.b.c"}}'],
    ['a member twice', '{"request":"a.b.c","request":"d.e.f"}'],
    ['half of it', '{"request":"'],
    ['brackets without end', '['.repeat(16_000)],
    ['more than a request may have', JSON.stringify({ request: 'a'.repeat(50_000) })],
  ])('sends %s: refused', async (_what, body) => {
    const got = await send(`${test.gateway.url}/membership`, { headers: { 'content-type': 'application/json' }, body }).catch(
      () => undefined,
    )

    expect(got?.status ?? 400).toBeGreaterThanOrEqual(400)
    expectNoLeak(got?.text ?? '')
    expect((await send(`${test.gateway.url}/health`, { method: 'GET' })).status).toBe(200)
  })

  it.each(['GET', 'PUT', 'DELETE', 'OPTIONS'])('asks by %s: there is no such door', async (method) => {
    expect((await send(`${test.gateway.url}/membership`, { method })).status).toBe(404)
  })

  it('asks under the name of another hub: refused before anything is read', async () => {
    const raw = await sendBytes(
      test.gateway.url,
      'POST /membership HTTP/1.1\r\nhost: evil.example\r\ncontent-length: 0\r\nconnection: close\r\n\r\n',
    )

    expect(raw).toMatch(/^HTTP\/1\.1 421 /)
  })
})

function signedWith(key: KeyObject, header: Readonly<Record<string, unknown>>, request: unknown): string {
  const text = `${encode(header)}.${encode(request)}`
  return `${text}.${sign(null, Buffer.from(text), key).toString('base64url')}`
}

describe('an invitation from an enemy', () => {
  let server: Server | undefined
  afterEach(() => {
    server?.close()
    server?.closeAllConnections()
  })
  const serve = async (listener: RequestListener): Promise<string> => {
    const started = createServer(listener)
    server = started
    await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve))
    const address = started.address()
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  }
  const ask = (hub: string) => askHub({ hub }, newKey(), { do: 'status', agency: 'courts' })

  it.each(['http://hub.example', 'http://10.0.0.7:4000', 'http://127.0.0.1.evil.example', 'http://[::2]'])(
    'to a hub at %s, without TLS: nothing is sent there',
    async (hub) => {
      await expect(ask(hub)).rejects.toMatchObject({ code: 'TLS_REQUIRED' })
    },
  )

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['with a path', { hub: 'https://hub.example/evil' }],
    ['with a name and a word in its address', { hub: 'https://a:b@hub.example' }],
    ['to a file', { hub: 'file:///etc/passwd' }],
    ['with members more', { hub: 'https://hub.example', exec: 'rm' }],
    ['for a path', { hub: 'https://hub.example', agency: '../pgr' }],
    ['without its code', { hub: 'https://hub.example', code: undefined }],
    ['with pins that are none', { hub: 'https://hub.example', pins: ['x'] }],
    ['with a thousand pins', { hub: 'https://hub.example', pins: Array(1_000).fill(`${'A'.repeat(43)}=`) }],
  ])('%s is none', (_what, change) => {
    const good = { hub: 'https://hub.example', agency: 'courts', code: 'A'.repeat(43), pins: [`${'A'.repeat(43)}=`] }
    expect(readInvitation(writeInvitation(good))).toEqual(good)

    expect(readInvitation(writeInvitation({ ...good, ...change } as Invitation))).toBeUndefined() // none, which is what is tried
  })

  it.each<[string, RequestListener]>([
    ['sends elsewhere', (_, response) => void response.writeHead(307, { location: 'http://169.254.169.254/' }).end()],
    ['answers a page', (_, response) => void response.writeHead(200).end('<html>')],
    ['answers nothing of use', (_, response) => void response.writeHead(200).end('{"agency":"courts","isMember":true}')],
    ['answers a list of errors that are none', (_, response) => void response.writeHead(400).end('{"errors":[{"message":{"a":1}}]}')],
    ['answers with keys of Object.prototype', (_, response) => void response.writeHead(200).end('{"__proto__":{"isMember":true}}')],
    ['hangs up', (request) => void request.socket.destroy()],
    ['sends more than any answer', (_, response) => void response.writeHead(200).end('x'.repeat(3_000_000))],
  ])('to a hub that %s: nobody has joined, and it is said', async (_what, listener) => {
    await expect(ask(await serve(listener))).rejects.toMatchObject({ code: 'HUB_UNREACHABLE' })
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  it('to a hub whose words move the cursor: they are shown as what they are', async () => {
    const message = '\u001b[2J\u001b[31mjoined\u0007\r\u202eevil\u009b31m'
    const hub = await serve(
      (_, response) => void response.writeHead(403).end(JSON.stringify({ errors: [{ message, extensions: { code: '\u001b[0m' } }] })),
    )

    const refusal = await ask(hub).catch((error: unknown) => error)

    expect(refusal).toBeInstanceOf(Error)
    expect(refusal instanceof Error && /[\p{Cc}\u202e]/u.test(refusal.message)).toBe(false)
  })

  it('to a hub whose problems and remedies move the cursor: likewise', () => {
    const evil = '\u001b[2Jjoined\u0007\nall is well\u202e'
    const answer = MembershipAnswer.parse({
      agency: 'courts',
      isMember: true,
      jwks: { keys: [{ kty: 'OKP' }] },
      hubPins: [],
      standing: { reachability: 'UNREACHABLE', isComposed: false, problems: [{ rule: evil, where: evil, what: evil, remedy: evil }] },
    })

    const text = standingText(answer, 'agencies/courts')
      .split('\u001b[33m')
      .join('')
      .split('\u001b[31m')
      .join('')
      .split('\u001b[39m')
      .join('')

    expect(text).toBe(text.replaceAll(/[^\P{Cc}\n]|\u202e/gu, ''))
    expect(text.split('\n').some((line) => line.startsWith('all is well'))).toBe(false)
  })

  it('that is pasted with words that move the cursor is no invitation, and is not repeated', async () => {
    const { code, err } = await runCommand('join', '/nowhere\u001b[2J', '--invitation', 'tip-invitation.\u001b[2J')

    expect(code).not.toBe(0)
    expect(err).not.toContain('\u001b[2J')
  })
})
