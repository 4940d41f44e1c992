import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { CompactEncrypt, exportJWK, SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { type AttackedHub, expectRefused, json } from './support/attacked-hub.ts'
import type { Got } from './support/http.ts'
import { nowSeconds } from './support/signed-call.ts'

const commissioner = { as: 'klatu.commissioner', purpose: 'OVERSIGHT' } as const
const CASES = '{ cases(first: 1) { nodes { id } } }'
const LOCATE = 'query ($input: LocateInput!) { locate(input: $input) { x } }'.replace(' { x }', '')
const input = { kind: 'CaseRecord', filter: [], descending: false, backward: false, first: 1, summary: [], related: [] }
const encode = (value: unknown): string => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
const REFUSED = ['TOKEN_INVALID', 'TOKEN_EXPIRED', 'CALL_REFUSED', 'REQUEST_INVALID']

type Forge = (attacked: AttackedHub) => Promise<string>

/** Header and claims as texts, signed by the issuer's own key: what a broken or bribed issuer could send. */
const signedText: (header: string, claims: string) => Forge = (header, claims) => async (attacked) => {
  const signed = `${encode(header)}.${encode(claims)}`
  return `${signed}.${sign(null, Buffer.from(signed), attacked.keys.issuer).toString('base64url')}`
}
const claimsNow = (change: Readonly<Record<string, unknown>> = {}) => ({
  iss: 'https://issuer.tip-hub.invalid',
  aud: 'tip-hub',
  sub: 'klatu.commissioner',
  jti: 'forged-token-1',
  iat: nowSeconds(),
  exp: nowSeconds() + 300,
  agency: 'klatu',
  roles: ['commissioner'],
  purposes: ['OVERSIGHT'],
  ...change,
})
const withClaims =
  (change: Readonly<Record<string, unknown>>): Forge =>
  (attacked) =>
    attacked.token(commissioner, change)
const withHeader =
  (change: Readonly<Record<string, unknown>>): Forge =>
  (attacked) => {
    const header = { alg: 'EdDSA', typ: 'at+jwt', kid: attacked.hub.keys.issuer.kid, ...change }
    return signedText(JSON.stringify(header), JSON.stringify(claimsNow()))(attacked)
  }
const changed =
  (change: (parts: [string, string, string], attacked: AttackedHub) => string): Forge =>
  async (attacked) => {
    const [header = '', claims = '', signature = ''] = (await attacked.token(commissioner)).split('.')
    return change([header, claims, signature], attacked)
  }
const hmacOver = (attacked: AttackedHub, secret: string | Uint8Array, alg = 'HS256'): string => {
  const signed = `${encode({ alg, typ: 'at+jwt', kid: attacked.hub.keys.issuer.kid })}.${encode(claimsNow())}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}

const FORGED: Readonly<Record<string, Forge>> = {
  'alg none, no signature': changed(([, claims]) => `${encode({ alg: 'none', typ: 'at+jwt' })}.${claims}.`),
  'alg None in other letters': changed(([, claims]) => `${encode({ alg: 'nOnE', typ: 'at+jwt' })}.${claims}.`),
  'alg none, the old signature kept': changed(
    ([, claims, signature]) => `${encode({ alg: 'none', typ: 'at+jwt' })}.${claims}.${signature}`,
  ),
  'HS256 with the public key’s x as secret': async (attacked) =>
    hmacOver(attacked, Buffer.from(attacked.hub.keys.issuer.publicJwk.x ?? '', 'base64url')),
  'HS256 with the public key’s JSON as secret': async (attacked) => hmacOver(attacked, JSON.stringify(attacked.hub.keys.issuer.publicJwk)),
  'HS256 with an empty secret': async (attacked) => hmacOver(attacked, ''),
  'RS256 of another key': async (attacked) => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
    return new SignJWT(claimsNow()).setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: attacked.hub.keys.issuer.kid }).sign(privateKey)
  },
  'ES256 of another key': async (attacked) => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    return new SignJWT(claimsNow()).setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: attacked.hub.keys.issuer.kid }).sign(privateKey)
  },
  'EdDSA of another key under the issuer’s key id': async (attacked) =>
    new SignJWT(claimsNow())
      .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: attacked.hub.keys.issuer.kid })
      .sign(generateKeyPairSync('ed25519').privateKey),
  'the hub’s own signing key': async (attacked) =>
    new SignJWT(claimsNow()).setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: attacked.hub.keys.hub.kid }).sign(attacked.keys.hub),
  'a key of its own in the header (jwk)': async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    return new SignJWT(claimsNow()).setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', jwk: await exportJWK(publicKey) }).sign(privateKey)
  },
  'an address of its own keys in the header (jku)': async () =>
    new SignJWT(claimsNow())
      .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: 'evil', jku: 'http://127.0.0.1:9/jwks.json' })
      .sign(generateKeyPairSync('ed25519').privateKey),
  'a certificate’s address in the header (x5u)': async () =>
    new SignJWT(claimsNow())
      .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: 'evil', x5u: 'http://127.0.0.1:9/cert.pem' })
      .sign(generateKeyPairSync('ed25519').privateKey),
  'a key id that is a path': withHeader({ kid: '../../../../dev/null' }),
  'a key id that is SQL': withHeader({ kid: "x' union select 'key" }),
  'a key id of Object.prototype': withHeader({ kid: '__proto__' }),
  'a critical extension that nobody knows': withHeader({ crit: ['exp-ext'], 'exp-ext': 1 }),
  'an unencoded payload (b64 false)': withHeader({ crit: ['b64'], b64: false }),
  'the type of an ID token': withHeader({ typ: 'JWT' }),
  'no type': withHeader({ typ: undefined }),
  'a packed payload (zip)': withHeader({ zip: 'DEF', crit: ['zip'] }),
  'a header member written twice': async (attacked) =>
    signedText(
      `{"alg":"none","alg":"EdDSA","typ":"at+jwt","kid":"${attacked.hub.keys.issuer.kid}"}`,
      JSON.stringify(claimsNow()),
    )(attacked),
  'a claim written twice': async (attacked) =>
    signedText(
      `{"alg":"EdDSA","typ":"at+jwt","kid":"${attacked.hub.keys.issuer.kid}"}`,
      JSON.stringify(claimsNow()).replace('"agency":"klatu"', '"agency":"pcic","agency":"klatu"'),
    )(attacked),
  'another audience': withClaims({ aud: 'tip-hub-test' }),
  'no audience': withClaims({ aud: undefined }),
  'an audience that is an object': withClaims({ aud: { 'tip-hub': true } }),
  'another issuer': withClaims({ iss: 'https://issuer.evil.invalid' }),
  'an issuer of Object.prototype': withClaims({ iss: '__proto__' }),
  'an issuer with a slash more': withClaims({ iss: 'https://issuer.tip-hub.invalid/' }),
  'no issuer': withClaims({ iss: undefined }),
  'no expiry': withClaims({ exp: undefined }),
  'an expiry that has passed': withClaims({ iat: nowSeconds() - 700, exp: nowSeconds() - 400 }),
  'an expiry that is text': withClaims({ exp: '9999999999' }),
  'an expiry beyond all numbers': withClaims({ exp: 1e300 }),
  'an expiry in a hundred years': withClaims({ exp: nowSeconds() + 3_153_600_000 }),
  'an issue that lies ahead': withClaims({ iat: nowSeconds() + 3_600, exp: nowSeconds() + 3_900 }),
  'a beginning that lies ahead (nbf)': withClaims({ nbf: nowSeconds() + 3_600 }),
  'no issue': withClaims({ iat: undefined }),
  'no subject': withClaims({ sub: undefined }),
  'an empty subject': withClaims({ sub: '' }),
  'no id': withClaims({ jti: undefined }),
  'an agency that the issuer may not assert': withClaims({ agency: 'interpol' }),
  'an agency in capitals': withClaims({ agency: 'KLATU' }),
  'agencies as a list': withClaims({ agency: ['klatu', 'pgr'] }),
  'an agency with a homoglyph': withClaims({ agency: 'кlatu' }),
  'a role that the issuer may not give': withClaims({ roles: ['commissioner', 'administrator'] }),
  'roles as a text': withClaims({ roles: 'commissioner' }),
  'a role of Object.prototype': withClaims({ roles: ['constructor'] }),
  'forty roles': withClaims({ roles: Array(40).fill('commissioner') }),
  'a purpose that does not exist': withClaims({ purposes: ['OVERSIGHT', 'CURIOSITY'] }),
  'purposes as a text': withClaims({ purposes: 'OVERSIGHT' }),
  'no signature': changed(([header, claims]) => `${header}.${claims}.`),
  'no third part': changed(([header, claims]) => `${header}.${claims}`),
  'half a signature': changed(([header, claims, signature]) => `${header}.${claims}.${signature.slice(0, 43)}`),
  'one bit of the signature changed': changed(
    ([header, claims, signature]) => `${header}.${claims}.${signature[0] === 'A' ? 'B' : 'A'}${signature.slice(1)}`,
  ),
  's + L in place of s': changed(([header, claims, signature]) => `${header}.${claims}.${plusOrder(signature)}`),
  'other claims under an old signature': changed(
    ([header, , signature]) => `${header}.${encode(claimsNow({ agency: 'pgr', roles: ['prosecutor'] }))}.${signature}`,
  ),
  'another token’s signature': async (attacked) => {
    const [header, claims] = (await attacked.token(commissioner)).split('.')
    return `${header}.${claims}.${(await attacked.token(commissioner)).split('.')[2]}`
  },
  'a token in a token': changed(([header, , signature], attacked) => `${header}.${encode(hmacOver(attacked, 'x'))}.${signature}`),
  'an encrypted token': async () =>
    new CompactEncrypt(Buffer.from(JSON.stringify(claimsNow())))
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .encrypt(new Uint8Array(32)),
  'claims that are a list': async (attacked) =>
    signedText(JSON.stringify({ alg: 'EdDSA', typ: 'at+jwt', kid: attacked.hub.keys.issuer.kid }), '[]')(attacked),
  'claims that are no JSON': async (attacked) =>
    signedText(JSON.stringify({ alg: 'EdDSA', typ: 'at+jwt', kid: attacked.hub.keys.issuer.kid }), '{')(attacked),
  'dots only': async () => '................................',
}

/** Access tokens that are not what they say: before the gateway, and handed to an agency by a hostile gateway that has the hub's key. */
export function tokensAndSignatures(attacked: () => AttackedHub): void {
  const answers: { readonly at: string; readonly message: string }[] = []
  const remember = (at: string, got: Got) => answers.push({ at, message: json(got).errors[0].message })

  describe.each(Object.entries(FORGED))('a token with %s', (_what, forge) => {
    it('is refused by the gateway', async () => {
      const token = await forge(attacked())
      const got = await attacked().ask(CASES, undefined, { headers: { authorization: `Bearer ${token}` } })
      expectRefused(got, ['TOKEN_INVALID', 'TOKEN_EXPIRED'], [401])
      remember('gateway', got)
    })
    it('is refused by the agency too, whatever the gateway says', async () => {
      const token = await forge(attacked())
      const got = await attacked().toAgency('pgr', { as: commissioner, token, path: '/internal', query: LOCATE, variables: { input } })
      expectRefused(got, REFUSED)
      remember('pgr', got)
    })
  })

  it('says the same for every forged token, but that one has expired', () => {
    for (const at of ['gateway', 'pgr']) {
      const told = new Set(answers.filter((answer) => answer.at === at).map(({ message }) => message))
      expect([...told].length, [...told].join(' | ')).toBeLessThanOrEqual(at === 'gateway' ? 2 : 3)
    }
  })
  it('lets in the token that all of these were made from', async () => {
    expect((await attacked().ask(CASES, commissioner)).status).toBe(200)
    const got = await attacked().toAgency('pgr', { as: commissioner, path: '/internal', query: LOCATE, variables: { input } })
    expect(json(got).data.locate.items).toHaveLength(1)
  })
  it('a good token in the name of which the hub asks for another purpose: refused by the agency', async () => {
    const token = await attacked().token(commissioner)
    const got = await attacked().toAgency('pgr', {
      as: { as: 'klatu.commissioner', purpose: 'STATISTICS' },
      token,
      path: '/internal',
      query: LOCATE,
      variables: { input },
    })
    expectRefused(got, 'PURPOSE_NOT_ALLOWED')
  })
}

function plusOrder(signature: string): string {
  const bytes = Buffer.from(signature, 'base64url')
  let s = BigInt(`0x${Buffer.from(bytes.subarray(32)).reverse().toString('hex')}`) + 2n ** 252n + 27742317777372353535851937790883648493n
  for (let index = 32; index < 64; index++) {
    bytes[index] = Number(s & 255n)
    s >>= 8n
  }
  return bytes.toString('base64url')
}
