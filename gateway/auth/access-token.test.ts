import { generateKeyPairSync, type KeyObject, sign as rawSign } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTokenVerifier } from './access-token.ts'
import { IssuerSettings, toIssuers } from './issuers.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tip-issuer-'))
})
afterAll(() => rm(folder, { recursive: true }))

const NOW = 1_750_000_000
const settings = (jwksFile: string) => IssuerSettings.parse({ issuer: 'demo', jwksFile, agencies: ['klatu'], roles: ['analyst'] })
const keySet = (keys: Readonly<Record<string, KeyObject>>) =>
  JSON.stringify({ keys: Object.entries(keys).map(([kid, key]) => ({ ...key.export({ format: 'jwk' }), kid, alg: 'EdDSA' })) })
const sign = (key: KeyObject, kid: string, seconds = 300) =>
  new SignJWT({
    iss: 'demo',
    aud: 'tip-hub',
    sub: 'a',
    agency: 'klatu',
    roles: ['analyst'],
    purposes: ['OVERSIGHT'],
    iat: NOW,
    exp: NOW + seconds,
    jti: 'j',
  })
    .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid })
    .sign(key)

async function anIssuer(clock: () => number = () => NOW * 1_000, monotonic: () => number = () => 0) {
  const file = join(folder, `${Math.random()}.json`)
  const key = generateKeyPairSync('ed25519')
  await writeFile(file, keySet({ first: key.publicKey }))
  return { file, key, verifier: createTokenVerifier(toIssuers([settings(file)], monotonic), clock) }
}

describe('a token', () => {
  it('is good until it expires, also when it is remembered', async () => {
    let now = NOW * 1_000
    const { key, verifier } = await anIssuer(() => now)
    const token = await sign(key.privateKey, 'first')

    expect(await verifier.verify(token)).toMatchObject({ sub: 'a', agency: 'klatu', purposes: ['OVERSIGHT'] })
    now += 299_000
    expect(await verifier.verify(token)).toMatchObject({ sub: 'a' })
    now += 1_000
    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' })
  })

  it.each([
    ['no signature', (token: string) => `${token.split('.').slice(0, 2).join('.')}.`],
    ['alg none', (token: string) => `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${token.split('.')[1]}.`],
    [
      'other claims',
      (token: string) => token.replace(/\.[^.]+\./, `.${Buffer.from('{"iss":"demo","agency":"pgr"}').toString('base64url')}.`),
    ],
    ['no form', () => 'x'],
    ['endless length', () => 'x'.repeat(5_000)],
  ])('with %s is refused', async (_what, change) => {
    const { key, verifier } = await anIssuer()

    await expect(verifier.verify(change(await sign(key.privateKey, 'first')))).rejects.toMatchObject({ code: 'TOKEN_INVALID' })
  })

  it('of another key under the same name is refused', async () => {
    const { verifier } = await anIssuer()

    await expect(verifier.verify(await sign(generateKeyPairSync('ed25519').privateKey, 'first'))).rejects.toMatchObject({
      code: 'TOKEN_INVALID',
    })
  })

  it('of a new key is good once the issuer has published it, without a restart, and the file is not read for every guess', async () => {
    let at = 0
    const { file, key, verifier } = await anIssuer(undefined, () => at)
    const next = generateKeyPairSync('ed25519')
    const token = await sign(next.privateKey, 'second')
    await writeFile(file, keySet({ first: key.publicKey, second: next.publicKey }))

    await expect(verifier.verify(token)).rejects.toMatchObject({ code: 'TOKEN_INVALID' })
    at += 5_000

    expect(await verifier.verify(token)).toMatchObject({ sub: 'a' })
  })
})

describe('a token in a form of its own', () => {
  const encoded = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
  const claims = { iss: 'demo', aud: 'tip-hub', sub: 'a', agency: 'klatu', roles: ['analyst'], purposes: ['OVERSIGHT'] }
  const timed = { ...claims, iat: NOW, exp: NOW + 300, jti: 'j' }
  const good = { alg: 'EdDSA', typ: 'at+jwt', kid: 'first' }
  /** Signed by the issuer's own key, so that nothing but its form is wrong. */
  const signed = (key: KeyObject, header: unknown, payload: unknown = timed): string => {
    const text = `${encoded(header)}.${encoded(payload)}`
    return `${text}.${rawSign(null, Buffer.from(text), key).toString('base64url')}`
  }
  const without = (name: keyof typeof timed) => ({ ...timed, [name]: undefined })

  it('is good where nothing is wrong with it', async () => {
    const { key, verifier } = await anIssuer()

    expect(await verifier.verify(signed(key.privateKey, good))).toMatchObject({ sub: 'a' })
  })

  it.each<[string, unknown, unknown]>([
    ['no key id', { alg: 'EdDSA', typ: 'at+jwt' }, timed],
    ['an unknown key id', { ...good, kid: 'second' }, timed],
    ['no type', { alg: 'EdDSA', kid: 'first' }, timed],
    ['another type', { ...good, typ: 'JWT' }, timed],
    ['the algorithm none', { ...good, alg: 'none' }, timed],
    ['an algorithm with a shared secret', { ...good, alg: 'HS256' }, timed],
    ['an algorithm of other keys', { ...good, alg: 'RS256' }, timed],
    ['critical members', { ...good, crit: ['exp'] }, timed],
    ['an unencoded payload', { ...good, crit: ['b64'], b64: false }, timed],
    ['a key of its own', { ...good, jwk: { kty: 'OKP', crv: 'Ed25519', x: 'AA' } }, timed],
    ['an address of keys', { ...good, jku: 'http://127.0.0.1:1/' }, timed],
    ['an address of certificates', { ...good, x5u: 'http://127.0.0.1:1/' }, timed],
    ['its type twice', '{"alg":"EdDSA","typ":"JWT","typ":"at+jwt","kid":"first"}', timed],
    ['a claim twice', good, JSON.stringify(timed).replace('{', '{"agency":"pgr",')],
    ['no issuer', good, without('iss')],
    ['no audience', good, without('aud')],
    ['no subject', good, without('sub')],
    ['no beginning', good, without('iat')],
    ['no expiry', good, without('exp')],
    ['no id', good, without('jti')],
    ['no agency', good, without('agency')],
    ['roles that are text', good, { ...timed, roles: 'analyst' }],
    ['an expiry that is text', good, { ...timed, exp: String(NOW + 300) }],
    ['a beginning in the future', good, { ...timed, iat: NOW + 60, exp: NOW + 120 }],
  ])('is refused like any other: %s', async (_what, header, payload) => {
    const { key, verifier } = await anIssuer()

    const refusal = await verifier.verify(signed(key.privateKey, header, payload)).catch((error: unknown) => error)

    expect(refusal).toMatchObject({ code: 'TOKEN_INVALID', details: {} })
  })
})

describe('an issuer', () => {
  it.each([
    ['no keys', { issuer: 'demo', agencies: ['klatu'], roles: ['analyst'] }],
    ['two places of keys', { issuer: 'demo', jwksFile: 'a', jwksUrl: 'http://127.0.0.1/', agencies: ['klatu'], roles: ['analyst'] }],
    ['no agency', { issuer: 'demo', jwksFile: 'a', agencies: [], roles: ['analyst'] }],
    ['a word that nobody knows', { issuer: 'demo', jwksFile: 'a', agencies: ['klatu'], roles: ['analyst'], trusted: true }],
  ])('with %s is none', (_what, written) => expect(IssuerSettings.safeParse(written).success).toBe(false))
})
