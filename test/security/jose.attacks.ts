import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto'
import { exportJWK, SignJWT } from 'jose'
import { describe, it } from 'vitest'
import { type AttackedHub, expectRefused } from './support/attacked-hub.ts'
import { nowSeconds } from './support/signed-call.ts'

const commissioner = { as: 'klatu.commissioner', purpose: 'OVERSIGHT' } as const
const LOCATE = 'query ($input: LocateInput!) { locate(input: $input) }'
const input = { kind: 'CaseRecord', filter: [], descending: false, backward: false, first: 1, summary: [], related: [] }
const encode = (value: unknown): string => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')

type Forge = (attacked: AttackedHub) => Promise<string> | string

const claimsNow = (change: Readonly<Record<string, unknown>> = {}) => ({
  iss: 'https://issuer.tip-hub.invalid',
  aud: 'tip-hub',
  sub: 'klatu.commissioner',
  jti: 'forged-token-2',
  iat: nowSeconds(),
  exp: nowSeconds() + 300,
  agency: 'klatu',
  roles: ['commissioner'],
  purposes: ['OVERSIGHT'],
  ...change,
})
/** Signed by the issuer's own key, whatever header and claims say. */
const signedText =
  (header: (kid: string) => string, claims: () => string = () => JSON.stringify(claimsNow())): Forge =>
  (attacked) => {
    const text = `${encode(header(attacked.hub.keys.issuer.kid))}.${encode(claims())}`
    return `${text}.${sign(null, Buffer.from(text), attacked.keys.issuer).toString('base64url')}`
  }
const withHeader = (change: Readonly<Record<string, unknown>>): Forge =>
  signedText((kid) => JSON.stringify({ alg: 'EdDSA', typ: 'at+jwt', kid, ...change }))
const withClaims = (claims: () => string): Forge => signedText((kid) => JSON.stringify({ alg: 'EdDSA', typ: 'at+jwt', kid }), claims)
const bent =
  (bend: (token: string) => string): Forge =>
  async (attacked) =>
    bend(await attacked.token(commissioner))

const FORGED: Readonly<Record<string, Forge>> = {
  'the key of its signature in the header, beside the issuer’s key id': async (attacked) => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    const header = { alg: 'EdDSA', typ: 'at+jwt', kid: attacked.hub.keys.issuer.kid, jwk: await exportJWK(publicKey) }
    return new SignJWT(claimsNow()).setProtectedHeader(header).sign(privateKey)
  },
  'a chain of certificates (x5c)': withHeader({ x5c: ['MIIB'] }),
  'a thumbprint of a certificate (x5t#S256)': withHeader({ 'x5t#S256': 'AAAA' }),
  'a good key and an address of others (jku)': withHeader({ jku: 'http://127.0.0.1:9/jwks.json' }),
  'the content type of a token in it (cty)': withHeader({ cty: 'JWT' }),
  'b64 true, and no crit': withHeader({ b64: true }),
  'an empty crit': withHeader({ crit: [] }),
  'a crit that names alg': withHeader({ crit: ['alg'] }),
  'its type with a prefix': withHeader({ typ: 'application/at+jwt' }),
  'its type in capitals': withHeader({ typ: 'AT+JWT' }),
  'the type of a statement for an emergency': withHeader({ typ: 'tip-emergency+jwt' }),
  'the type of a request to join': withHeader({ typ: 'tip-membership+jwt' }),
  'Ed25519 as the name of its algorithm': withHeader({ alg: 'Ed25519' }),
  'its algorithm in small letters': withHeader({ alg: 'eddsa' }),
  'its algorithm as a list': withHeader({ alg: ['EdDSA', 'none'] }),
  'a key id that is a number': withHeader({ kid: 1 }),
  'a key id with a null byte': withHeader({ kid: 'a\u0000b' }),
  'a key id that is an address': withHeader({ kid: 'http://127.0.0.1:9/key' }),
  'an empty key id': withHeader({ kid: '' }),
  'a header that names a member in two ways': signedText((kid) => `{"alg":"EdDSA","\\u0061lg":"none","typ":"at+jwt","kid":"${kid}"}`),
  'a header with __proto__': signedText((kid) => `{"alg":"EdDSA","typ":"at+jwt","kid":"${kid}","__proto__":{"crit":[]}}`),
  'a header that is a list': signedText(() => '["EdDSA"]'),
  'PS256 of another key': async (attacked) => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
    return new SignJWT(claimsNow()).setProtectedHeader({ alg: 'PS256', typ: 'at+jwt', kid: attacked.hub.keys.issuer.kid }).sign(privateKey)
  },
  'Ed448 of another key': (attacked) => {
    const { privateKey } = generateKeyPairSync('ed448')
    const text = `${encode({ alg: 'EdDSA', typ: 'at+jwt', kid: attacked.hub.keys.issuer.kid })}.${encode(claimsNow())}`
    return `${text}.${sign(null, Buffer.from(text), privateKey).toString('base64url')}`
  },
  'ES256 with a signature of zeros (psychic)': (attacked) =>
    `${encode({ alg: 'ES256', typ: 'at+jwt', kid: attacked.hub.keys.issuer.kid })}.${encode(claimsNow())}.${Buffer.alloc(64).toString('base64url')}`,
  'a signature over its parts without the dot': (attacked) => {
    const [header, claims] = [encode({ alg: 'EdDSA', typ: 'at+jwt', kid: attacked.hub.keys.issuer.kid }), encode(claimsNow())]
    return `${header}.${claims}.${sign(null, Buffer.from(header + claims), attacked.keys.issuer).toString('base64url')}`
  },
  'a signature over its parts before they were encoded': (attacked) => {
    const [header, claims] = [
      JSON.stringify({ alg: 'EdDSA', typ: 'at+jwt', kid: attacked.hub.keys.issuer.kid }),
      JSON.stringify(claimsNow()),
    ]
    return `${encode(header)}.${encode(claims)}.${sign(null, Buffer.from(`${header}.${claims}`), attacked.keys.issuer).toString('base64url')}`
  },
  'the key of an agency’s director': (attacked) => {
    const { privateKey } = generateKeyPairSync('ed25519')
    const director = createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' }))
    const text = `${encode({ alg: 'EdDSA', typ: 'at+jwt', kid: attacked.hub.keys.issuer.kid })}.${encode(claimsNow())}`
    return `${text}.${sign(null, Buffer.from(text), director).toString('base64url')}`
  },
  'padding behind its parts': bent((token) =>
    token
      .split('.')
      .map((part) => `${part}=`)
      .join('.'),
  ),
  'the letters of plain base64': bent((token) => `${token.slice(0, -2)}+/`),
  'a last letter whose spare bits are set': bent((token) => {
    const last = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    return (
      token.slice(0, -1) +
      (last[last.indexOf(token.at(-1) ?? 'A') | 1] === token.at(-1) ? `${token.at(-1)}A` : last[last.indexOf(token.at(-1) ?? 'A') | 1])
    )
  }),
  'an empty part in the middle': bent((token) => token.replace('.', '..')),
  'a fourth part': bent((token) => `${token}.AAAA`),
  'a dot before it': bent((token) => `.${token}`),
  'a dot behind it': bent((token) => `${token}.`),
  'claims with a member in two ways': withClaims(() => JSON.stringify(claimsNow()).replace('"agency":', '"\\u0061gency":"pgr","agency":')),
  'claims with roles twice': withClaims(() => JSON.stringify(claimsNow()).replace('"roles":', '"roles":["analyst"],"roles":')),
  'claims deep in which a member stands twice': withClaims(() =>
    JSON.stringify({ ...claimsNow(), x: 1 }).replace('"x":1', '"x":[{"a":1,"a":2}]'),
  ),
  'claims with a byte order mark': withClaims(() => `\ufeff${JSON.stringify(claimsNow())}`),
  'claims with something behind them': withClaims(() => `${JSON.stringify(claimsNow())}{}`),
  'claims that are nested ten thousand deep': withClaims(() =>
    JSON.stringify({ ...claimsNow(), x: 1 })
      .replace('"x":1', `"x":${'['.repeat(900)}${']'.repeat(900)}`)
      .replace('"agency":"klatu"', '"agency":"interpol"'),
  ),
  'an expiry that is a date': withClaims(() => JSON.stringify(claimsNow({ exp: '2099-01-01T00:00:00Z' }))),
  'an expiry of 1e9999': withClaims(() => JSON.stringify(claimsNow()).replace(/"exp":\d+/, '"exp":1e9999')),
  'an issue that is negative': withClaims(() => JSON.stringify(claimsNow({ iat: -1 }))),
  'an issue with a fraction': withClaims(() => JSON.stringify(claimsNow({ iat: nowSeconds() + 0.5 }))),
  'an audience in a list in a list': withClaims(() => JSON.stringify(claimsNow({ aud: [['tip-hub']] }))),
  'an audience with a space': withClaims(() => JSON.stringify(claimsNow({ aud: 'tip-hub ' }))),
  'an issuer in capitals': withClaims(() => JSON.stringify(claimsNow({ iss: 'HTTPS://ISSUER.TIP-HUB.INVALID' }))),
  'an issuer that is a list': withClaims(() => JSON.stringify(claimsNow({ iss: ['https://issuer.tip-hub.invalid'] }))),
  'a subject that is a number': withClaims(() => JSON.stringify(claimsNow({ sub: 7 }))),
  'a subject of 10 kB': withClaims(() => JSON.stringify(claimsNow({ sub: 'a'.repeat(2_000) }))),
  'a role that is an object': withClaims(() => JSON.stringify(claimsNow({ roles: [{ toString: 'commissioner' }] }))),
  'a purpose with a null byte': withClaims(() => JSON.stringify(claimsNow({ purposes: ['OVERSIGHT\u0000'] }))),
  'an agency that ends with a line break': withClaims(() => JSON.stringify(claimsNow({ agency: 'klatu\n' }))),
}

/** More of what the specifications of signed tokens allow and the hub must not (RFC 7515, 7519, 8725, 9068). */
export function jose(attacked: () => AttackedHub): void {
  describe.each(Object.entries(FORGED))('a token with %s', (_what, forge) => {
    it('is refused by the gateway', async () => {
      const token = await forge(attacked())
      const got = await attacked().ask('{ cases(first: 1) { nodes { id } } }', undefined, { headers: { authorization: `Bearer ${token}` } })
      expectRefused(got, ['TOKEN_INVALID', 'TOKEN_EXPIRED'], [401])
    })
    it('is refused by the agency too', async () => {
      const token = await forge(attacked())
      const got = await attacked().toAgency('pgr', { as: commissioner, token, path: '/internal', query: LOCATE, variables: { input } })
      expectRefused(got, ['TOKEN_INVALID', 'TOKEN_EXPIRED', 'CALL_REFUSED'])
    })
  })
}
