import { createHmac, sign } from 'node:crypto'
import { rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Listening } from './http/listen.ts'
import { serveAgency } from './serve.ts'
import { aHub } from './test-support/hub.ts'
import { agency, folder, hub, logged, post, settings, token } from './test-support/served-agency.ts'

const person = (changes: Readonly<Record<string, unknown>> = {}) => ({
  context: hub.contextFor({ token, purpose: 'OVERSIGHT', ...changes }),
})
const refusal = (code: string) => ({ errors: [{ message: expect.any(String), extensions: { code } }] })
const NAME = '{ __typename }'
let other: Listening | undefined
afterEach(async () => {
  await other?.close()
  other = undefined
})

describe('a person whose case must be named', () => {
  it.each(['INVESTIGATION', 'PROTECTION', 'CONSULAR'])('is refused by the agency itself without one, for %s', async (purpose) => {
    const asked = { token: await hub.token({ purposes: [purpose] }), purpose }

    expect((await post(NAME, {}, person(asked))).json).toMatchObject(refusal('REASON_REQUIRED'))
    expect((await post(NAME, {}, person({ ...asked, reason: 'my case 7' }))).json).toEqual({ data: { __typename: 'Query' } })
  })
})

describe('a token in a form of its own', () => {
  const claims = async (): Promise<string> => (await hub.token()).split('.')[1] ?? ''
  const encoded = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
  const forged = async (header: Readonly<Record<string, unknown>> | string): Promise<string> => {
    const key = aHub().newKey('issuer-1')
    const text = `${encoded(header)}.${await claims()}`
    return `${text}.${sign(null, Buffer.from(text), key.privateKey).toString('base64url')}`
  }
  const good = { alg: 'EdDSA', typ: 'at+jwt', kid: 'issuer-1' }

  it.each<[string, () => Promise<string>]>([
    ['signed by a stranger', () => forged(good)],
    ['with a key of its own in the header', async () => forged({ ...good, jwk: aHub().issuerKeys.jwks.keys[0] })],
    ['with an address of keys', () => forged({ ...good, jku: 'http://127.0.0.1:1/' })],
    ['with an address of certificates', () => forged({ ...good, x5u: 'http://127.0.0.1:1/' })],
    ['with critical members', () => forged({ ...good, crit: ['exp'] })],
    ['without encoding of its payload', () => forged({ ...good, crit: ['b64'], b64: false })],
    ['without a key id', () => forged({ alg: 'EdDSA', typ: 'at+jwt' })],
    ['with an unknown key id', () => forged({ ...good, kid: 'issuer-9' })],
    ['with its algorithm twice', () => forged('{"alg":"none","alg":"EdDSA","typ":"at+jwt","kid":"issuer-1"}')],
    ['that is not signed', async () => `${encoded({ ...good, alg: 'none' })}.${await claims()}.${encoded('none')}`],
    [
      'signed with the public key as a secret',
      async () => {
        const text = `${encoded({ ...good, alg: 'HS256' })}.${await claims()}`
        return `${text}.${createHmac('sha256', String(hub.issuerKeys.jwks.keys[0]?.x)).update(text).digest('base64url')}`
      },
    ],
    ['that lives too long', async () => hub.token({ exp: Math.floor(Date.now() / 1000) + 3_600 })],
    ['from the future', async () => hub.token({ iat: Math.floor(Date.now() / 1000) + 60 })],
    ['without an audience', async () => hub.token({ aud: undefined })],
    ['without an expiry', async () => hub.token({ exp: undefined })],
    ['without an id', async () => hub.token({ jti: undefined })],
    ['without a subject', async () => hub.token({ sub: undefined })],
    ['without an agency', async () => hub.token({ agency: undefined })],
    ['whose roles are text', async () => hub.token({ roles: 'analyst' })],
  ])('is refused: %s', async (_what, make) => {
    expect((await post(NAME, {}, person({ token: await make() }))).json).toEqual(refusal('TOKEN_INVALID'))
  })
})

describe('a call', () => {
  it('from before the process began to remember is refused, and one of now is not', async () => {
    const clock = () => Date.now() + 3_000
    const started = Math.floor(clock() / 1000)
    other = await serveAgency({ ...settings(), clock })
    const { url } = other
    const at = (iat: number) => ({ url, context: hub.contextFor({ iat, exp: iat + 30 }) })

    expect((await post(NAME, {}, at(started - 1))).status).toBe(401)
    expect((await post(NAME, {}, at(started + 2))).status).toBe(200)
  })
  it.each([3_600, -3_600])(
    'is taken as soon as the clock is right, and one from before the start is not, where the clock was %i s wrong then',
    async (wrong) => {
      let offMs = wrong * 1_000
      const started = Math.floor(Date.now() / 1000)
      other = await serveAgency({ ...settings(), clock: () => Date.now() + offMs })
      const { url } = other
      const at = (iat: number) => ({ url, context: hub.contextFor({ iat, exp: iat + 30 }) })
      expect((await post(NAME, {}, at(started + 2))).status).toBe(401)

      offMs = 0

      expect((await post(NAME, {}, at(started + 2))).status).toBe(200)
      expect((await post(NAME, {}, at(started - 2))).status).toBe(401)
    },
  )

  it('is told how far the clocks are apart only where the hub signed it', async () => {
    const late = { context: hub.contextFor({ iat: 1_700_000_000, exp: 1_700_000_030 }) }
    const unsigned = {
      ...late,
      headers: (headers: Record<string, string>) => ({ ...headers, signature: `tip=:${'A'.repeat(86)}==:` }),
    }

    expect((await post(NAME, {}, late)).json).toMatchObject({ errors: [{ extensions: { skewSeconds: expect.any(Number) } }] })
    expect((await post(NAME, {}, unsigned)).json).toEqual(refusal('CALL_REFUSED'))
  })

  it('with a member twice in its context is refused', async () => {
    const [context, once] = [hub.contextFor(), hub.contextFor()]
    const send = async (text: string, { iat, exp }: typeof context) => {
      const body = JSON.stringify({ query: NAME, variables: {} })
      const headers = () => hub.headersForText(body, '/graphql', { text, iat, exp })
      const { status, json } = await post(NAME, {}, { headers })
      return [status, json]
    }

    for (const member of ['"aud":"pgr"', '"aud":"pntl"', '"\\u0061ud":"pntl"', '"jti":"another-1"'])
      expect(await send(JSON.stringify(context).replace('{', `{${member},`), context), member).toEqual([401, refusal('CALL_REFUSED')])
    expect(await send(JSON.stringify(once), once)).toEqual([200, { data: { __typename: 'Query' } }])
  })

  it('may name a hundred entities and no more, in variables or in the document', async () => {
    const r = (count: number) => Array.from({ length: count }, () => ({ __typename: 'PntlCaseRecord', id: 'x' }))
    const byVariable = 'query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }'
    const written = `{ _entities(representations: [${'{ __typename: "PntlCaseRecord", id: "x" } '.repeat(101)}]) { __typename } }`

    expect((await post(byVariable, { r: r(100) })).json).not.toHaveProperty('errors')
    expect((await post(byVariable, { r: r(101) })).json).toMatchObject(refusal('BAD_ARGUMENT'))
    expect((await post(written, {})).json).toMatchObject(refusal('BAD_ARGUMENT'))
  })
})

describe('a call that was recorded', () => {
  it('is refused right after a restart too, in the same second, and where the hub’s clock is ahead', async () => {
    const at = Math.floor(Date.now() / 1000)
    const clock = () => at * 1_000
    const stateFolder = join(folder, 'restarted')
    const before = await serveAgency({ ...settings(), stateFolder, clock })
    const calls = [at, at + 4].map((iat) => hub.contextFor({ iat, exp: iat + 30 }))
    for (const context of calls) expect((await post(NAME, {}, { url: before.url, context })).status).toBe(200)
    await before.close()

    other = await serveAgency({ ...settings(), stateFolder, clock })
    const { url } = other
    logged.length = 0
    for (const context of calls) expect((await post(NAME, {}, { url, context })).status).toBe(401)

    expect(logged.filter((line) => line.includes('"check":"replay"'))).toHaveLength(2)
    expect((await post(NAME, {}, { url, context: hub.contextFor({ iat: at, exp: at + 30 }) })).status).toBe(200)
  })

  it('cannot be pushed out: a full memory refuses what is new, until what it holds has expired', async () => {
    let at = Math.floor(Date.now() / 1000)
    other = await serveAgency({ ...settings(), stateFolder: join(folder, 'full'), clock: () => at * 1_000, rememberedCalls: 3 })
    const { url } = other
    const call = () => hub.contextFor({ iat: at, exp: at + 30 })
    const status = async (context = call()) => (await post(NAME, {}, { url, context })).status
    const first = call()
    logged.length = 0

    expect([await status(first), await status(), await status(), await status(), await status(first)]).toEqual([200, 200, 200, 401, 401])
    expect(logged.flatMap((line) => /"check":"(\w+)"/.exec(line)?.[1] ?? [])).toEqual(['memory', 'replay'])

    at += 36
    expect(await status()).toBe(200)
  })

  it('is refused where nothing can be remembered any more', async () => {
    const stateFolder = join(folder, 'gone')
    let at = Math.floor(Date.now() / 1000)
    other = await serveAgency({ ...settings(), stateFolder, clock: () => at * 1_000 })
    const { url } = other
    await rm(stateFolder, { recursive: true })
    at += 600

    expect((await post(NAME, {}, { url, context: hub.contextFor({ iat: at, exp: at + 30 }) })).status).toBe(401)
  })
})

describe('keys that change', () => {
  it('are fetched anew when an unknown one is named, and an old one that is gone opens nothing', async () => {
    const [next, nextIssuer] = [hub.newKey('hub-2'), hub.newKey('issuer-2')]
    let published: unknown[] = [hub.hubKeys.jwks.keys[0]]
    let issued: unknown[] = [hub.issuerKeys.jwks.keys[0]]
    const keys = createServer((request, response) => response.end(JSON.stringify({ keys: request.url === '/hub' ? published : issued })))
    const keysAt = await new Promise<string>((resolve) =>
      keys.listen(0, '127.0.0.1', () => {
        const address = keys.address()
        resolve(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`)
      }),
    )
    other = await serveAgency({
      ...settings(),
      hub: { url: `${keysAt}/hub`, cooldownMs: 0 },
      issuers: [{ ...hub.issuer, keys: { url: `${keysAt}/issuer`, cooldownMs: 0 } }],
    })
    const { url } = other
    const ask = async (key: typeof next | undefined, given: string) => {
      const context = hub.contextFor({ token: given, purpose: 'OVERSIGHT' })
      const headers = (usual: Record<string, string>) =>
        key ? hub.headersFor(JSON.stringify({ query: NAME, variables: {} }), '/graphql', context, key) : usual
      return (await post(NAME, {}, { url, context, headers })).status
    }

    const before = [await ask(undefined, token), await ask(next, token)]
    published = [next.jwk]
    issued = [nextIssuer.jwk]
    const after = [await ask(next, await hub.token({}, 'at+jwt', nextIssuer)), await ask(undefined, token)]
    keys.close()

    expect(before).toEqual([200, 401])
    expect(after).toEqual([200, 401])
  })
})

describe('an account that was disabled', () => {
  it('is refused by the agency itself as soon as the file says so, also with a token that it knows, and is let in again', async () => {
    const file = join(folder, 'denied.json')
    const write = (accounts: readonly unknown[], tokens: readonly string[] = []) =>
      writeFile(file, JSON.stringify({ version: 1, accounts, tokens }))
    await write([])
    other = await serveAgency({ ...settings(), deniedFile: file, deniedRereadMs: 0 })
    const { url } = other
    const code = async (): Promise<unknown> => {
      const { json } = await post(NAME, {}, { url, ...person() })
      return (json as { errors?: { extensions: { code: string } }[] }).errors?.[0]?.extensions.code // an answer of GraphQL
    }

    const seen = [await code()]
    await write([{ issuer: hub.issuer.issuer, subject: 'account-7' }])
    seen.push(await code())
    await writeFile(file, '{"version":1,')
    seen.push(await code())
    await write([{ issuer: 'https://elsewhere.test', subject: 'account-7' }])
    seen.push(await code())
    const { jti } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    await write([], [jti])
    seen.push(await code())

    expect(seen).toEqual([undefined, 'ACCOUNT_DISABLED', 'ACCOUNT_DISABLED', undefined, 'TOKEN_INVALID'])
  })

  it('is refused within a minute by a list that is fetched', async () => {
    let accounts: readonly unknown[] = []
    const lists = createServer((_request, response) => response.end(JSON.stringify({ version: 1, accounts, tokens: [] })))
    await new Promise<void>((resolve) => lists.listen(0, '127.0.0.1', resolve))
    const address = lists.address()
    const deniedUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/denied.json`
    other = await serveAgency({ ...settings(), stateFolder: join(folder, 'listed'), deniedUrl, deniedPollMs: 20 })
    const { url } = other
    expect((await post(NAME, {}, { url, ...person() })).status).toBe(200)

    accounts = [{ issuer: hub.issuer.issuer, subject: 'account-7' }]

    await vi.waitFor(async () => expect((await post(NAME, {}, { url, ...person() })).json).toEqual(refusal('ACCOUNT_DISABLED')))
    lists.close()
  })

  it('keeps an agency from starting where the file cannot be read', async () => {
    await expect(serveAgency({ ...settings(), deniedFile: join(folder, 'nowhere.json') })).rejects.toMatchObject({ code: 'CONFIG_INVALID' })
    expect(agency.url).toContain('127.0.0.1')
  })
})
