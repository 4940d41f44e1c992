import { generateKeyPairSync, type KeyObject } from 'node:crypto'
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

describe('an issuer', () => {
  it.each([
    ['no keys', { issuer: 'demo', agencies: ['klatu'], roles: ['analyst'] }],
    ['two places of keys', { issuer: 'demo', jwksFile: 'a', jwksUrl: 'http://127.0.0.1/', agencies: ['klatu'], roles: ['analyst'] }],
    ['no agency', { issuer: 'demo', jwksFile: 'a', agencies: [], roles: ['analyst'] }],
    ['a word that nobody knows', { issuer: 'demo', jwksFile: 'a', agencies: ['klatu'], roles: ['analyst'], trusted: true }],
  ])('with %s is none', (_what, written) => expect(IssuerSettings.safeParse(written).success).toBe(false))
})
