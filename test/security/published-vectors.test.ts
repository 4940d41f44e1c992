import { createHmac, createPublicKey, type JsonWebKey, verify } from 'node:crypto'
import { calculateJwkThumbprint, createLocalJWKSet, type JWK, SignJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { createTokenVerifier } from '../../gateway/auth/access-token.ts'
import { contentDigest, readSignature, readSignatureInput } from '../../schema/index.ts'
import { hubKeysOf } from '../../subgraphs/runtime/call/keys.ts'
import { createVerifyToken } from '../../subgraphs/runtime/call/verify-token.ts'

/**
 * Signatures that were published as examples. Each is first shown to be what its source says; then both verifiers of access tokens, who trust its
 * very key, refuse it, unless it is of the one kind that they take.
 */
const b64 = (text: string): Buffer => Buffer.from(text, 'base64url')
const ED25519: JWK = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' } // RFC 8037, A.2
const ED25519_PRIVATE = { ...ED25519, d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A' } // RFC 8037, A.1
const P256: JWK = {
  kty: 'EC',
  crv: 'P-256',
  x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
  y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
} // RFC 7515, A.3
const CLAIMS_7515 = 'eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ'
const TEXT_7520 =
  'SXTigJlzIGEgZGFuZ2Vyb3VzIGJ1c2luZXNzLCBGcm9kbywgZ29pbmcgb3V0IHlvdXIgZG9vci4gWW91IHN0ZXAgb250byB0aGUgcm9hZCwgYW5kIGlmIHlvdSBkb24ndCBrZWVwIHlvdXIgZmVldCwgdGhlcmXigJlzIG5vIGtub3dpbmcgd2hlcmUgeW91IG1pZ2h0IGJlIHN3ZXB0IG9mZiB0by4'

interface Vector {
  readonly token: string
  /** The key, where it is one that a key set can hold. */
  readonly jwk?: JWK
  /** Whether the example is what its source says. */
  readonly isGenuine: () => boolean
}
const parts = (token: string): [signed: string, signature: Buffer] => {
  const at = token.lastIndexOf('.')
  return [token.slice(0, at), b64(token.slice(at + 1))]
}
const hmac = (token: string, key: string): Vector => ({
  token,
  jwk: { kty: 'oct', k: key },
  isGenuine: () => createHmac('sha256', b64(key)).update(parts(token)[0]).digest().equals(parts(token)[1]),
})
const PUBLISHED: Readonly<Record<string, Vector>> = {
  'RFC 7515 A.1, HS256': hmac(
    `eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9.${CLAIMS_7515}.dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk`,
    'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow',
  ),
  'RFC 7515 A.3, ES256': {
    token: `eyJhbGciOiJFUzI1NiJ9.${CLAIMS_7515}.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q`,
    jwk: P256,
    isGenuine() {
      const [signed, signature] = parts(this.token)
      return verify('sha256', Buffer.from(signed), { key: keyOf(P256), dsaEncoding: 'ieee-p1363' }, signature)
    },
  },
  'RFC 7515 A.5, unsecured': {
    token: `eyJhbGciOiJub25lIn0.${CLAIMS_7515}.`,
    isGenuine: () => b64('eyJhbGciOiJub25lIn0').toString() === '{"alg":"none"}',
  },
  'RFC 7520 4.4, HS256 over a text': hmac(
    `eyJhbGciOiJIUzI1NiIsImtpZCI6IjAxOGMwYWU1LTRkOWItNDcxYi1iZmQ2LWVlZjMxNGJjNzAzNyJ9.${TEXT_7520}.s0h6KThzkfBBBkLspW1h84VsJZFTsPPqMDA7g1Md7p0`,
    'hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJG-Onbc6mxCcYg',
  ),
  'RFC 8037 A.4, Ed25519 over a text': {
    token:
      'eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg',
    jwk: ED25519,
    isGenuine() {
      const [signed, signature] = parts(this.token)
      return verify(null, Buffer.from(signed), keyOf(ED25519), signature)
    },
  },
}
const keyOf = (jwk: JWK) => createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' }) // a public key, see above

const NOW = 1_800_000_000
const bound = { issuer: 'issuer', agencies: ['klatu'], roles: ['analyst'] }
/** Both verifiers, trusting a set of keys. */
const verifiers = (keys: readonly JWK[]) => {
  const jwks = { keys: [...keys] }
  const atGateway = createTokenVerifier(
    new Map([['issuer', { ...bound, maxTokenSeconds: 300, keys: createLocalJWKSet(jwks) }]]),
    () => NOW * 1_000,
  )
  const atAgency = createVerifyToken([{ ...bound, keys: { jwks } }])
  return [(token: string) => atGateway.verify(token), (token: string) => atAgency(token, NOW)]
}
const refusedByBoth = async (token: string, keys: readonly JWK[]): Promise<void> => {
  for (const check of verifiers(keys)) await expect(check(token)).rejects.toMatchObject({ code: 'TOKEN_INVALID' })
}

describe('published signatures', () => {
  it.each(Object.entries(PUBLISHED))('%s is genuine, and no access token', async (_source, vector) => {
    expect(vector.isGenuine()).toBe(true)
    await refusedByBoth(vector.token, vector.jwk ? [vector.jwk, { ...vector.jwk, kid: 'issuer-1', alg: 'EdDSA' }, ED25519] : [ED25519])
  })

  it('RFC 8037 A.3: the thumbprint that names the hub’s key', async () => {
    expect(await calculateJwkThumbprint(ED25519)).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k')
  })

  it.each([
    [
      '1',
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
      '',
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    ],
    [
      '2',
      '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
      '72',
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    ],
    [
      '3',
      'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
      'af82',
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
    ],
  ])('RFC 8032 7.1, test %s: by the key as an agency reads it', async (_test, publicKey, message, signature) => {
    const jwk: JWK = { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey, 'hex').toString('base64url'), kid: 'hub-1' }
    const key = await hubKeysOf({ jwks: { keys: [jwk] } })('hub-1')
    expect(key && verify(null, Buffer.from(message, 'hex'), key, Buffer.from(signature, 'hex'))).toBe(true)
    expect(key && verify(null, Buffer.from(`${message}00`, 'hex'), key, Buffer.from(signature, 'hex'))).toBe(false)
  })

  it('RFC 9421 2.1 and RFC 9530: the digest of a body', () => {
    expect(contentDigest(Buffer.from('{"hello": "world"}'))).toBe('sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:')
    expect(contentDigest(Buffer.from('{"hello": "world"}\n'))).toBe('sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:')
  })

  it('RFC 9421 B.2.6: a genuine signature over other parts of a request is none of the hub’s', () => {
    const params = '("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"'
    const base = [
      '"date": Tue, 20 Apr 2021 02:07:55 GMT',
      '"@method": POST',
      '"@path": /foo',
      '"@authority": example.com',
      '"content-type": application/json',
      '"content-length": 18',
      `"@signature-params": ${params}`,
    ].join('\n')
    const signature = 'wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw=='
    const key = keyOf({ kty: 'OKP', crv: 'Ed25519', x: 'JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs' })

    expect(verify(null, Buffer.from(base), key, Buffer.from(signature, 'base64'))).toBe(true)
    expect(readSignatureInput(`sig-b26=${params}`)).toBeUndefined()
    expect(readSignatureInput(`tip=${params}`)).toBeUndefined()
    expect(readSignature(`sig-b26=:${signature}:`)).toBeUndefined()
  })
})

describe('a token that was good', () => {
  const trusted = [{ ...ED25519, kid: 'issuer-1', alg: 'EdDSA' }]
  const good = () =>
    new SignJWT({
      iss: 'issuer',
      aud: 'tip-hub',
      sub: 'account-1',
      agency: 'klatu',
      roles: ['analyst'],
      purposes: ['OVERSIGHT'],
      iat: NOW,
      exp: NOW + 300,
      jti: 'token-1',
    })
      .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', kid: 'issuer-1' })
      .sign(ED25519_PRIVATE)
  const ORDER = 2n ** 252n + 27742317777372353535851937790883648493n
  const withS = (signature: Buffer, change: (s: bigint) => bigint): Buffer => {
    const s = change(BigInt(`0x${Buffer.from(signature.subarray(32)).reverse().toString('hex')}`))
    return Buffer.concat([signature.subarray(0, 32), Buffer.from(s.toString(16).padStart(64, '0').slice(-64), 'hex').reverse()])
  }
  const IDENTITY = Buffer.from('01'.padEnd(64, '0'), 'hex')
  /** A point of order 8 (RFC 7748 and RFC 8032 leave it to the verifier). */
  const SMALL_ORDER = Buffer.from('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a', 'hex')

  it('is taken by both, so that what follows is refused for its signature alone', async () => {
    for (const check of verifiers(trusted)) await expect(check(await good())).resolves.toMatchObject({ sub: 'account-1' })
  })

  it.each<[string, (signature: Buffer) => Buffer]>([
    ['s + L, the same point', (signature) => withS(signature, (s) => s + ORDER)],
    ['s + 2 L', (signature) => withS(signature, (s) => s + 2n * ORDER)],
    ['L - s', (signature) => withS(signature, (s) => ORDER - s)],
    ['s = 0', (signature) => withS(signature, () => 0n)],
    ['s = L', (signature) => withS(signature, () => ORDER)],
    ['s = 2^255 - 1', (signature) => withS(signature, () => 2n ** 255n - 1n)],
    ['all bits set', () => Buffer.alloc(64, 0xff)],
    ['all zero', () => Buffer.alloc(64)],
    ['R the neutral point, s = 0', () => Buffer.concat([IDENTITY, Buffer.alloc(32)])],
    ['R of small order, s = 0', () => Buffer.concat([SMALL_ORDER, Buffer.alloc(32)])],
    ['R of small order, its own s', (signature) => Buffer.concat([SMALL_ORDER, signature.subarray(32)])],
    ['the sign of R turned', (signature) => Buffer.from(signature).fill((signature[31] ?? 0) ^ 0x80, 31, 32)],
    ['R and s changed over', (signature) => Buffer.concat([signature.subarray(32), signature.subarray(0, 32)])],
    ['one byte less', (signature) => signature.subarray(0, 63)],
    ['one byte more', (signature) => Buffer.concat([signature, Buffer.of(0)])],
    ['a byte more at the front', (signature) => Buffer.concat([Buffer.of(0), signature])],
    ['R alone', (signature) => signature.subarray(0, 32)],
    ['itself twice', (signature) => Buffer.concat([signature, signature])],
    ['nothing', () => Buffer.alloc(0)],
  ])('is refused by both with a signature that is %s', async (_what, change) => {
    const [signed, signature] = parts(await good())
    await refusedByBoth(`${signed}.${change(signature).toString('base64url')}`, trusted)
  })

  it('is refused by both under a key whose point is neutral or of small order', async () => {
    const [signed] = parts(await good())
    for (const point of [IDENTITY, SMALL_ORDER])
      for (const first of [IDENTITY, SMALL_ORDER]) {
        const forged = `${signed}.${Buffer.concat([first, Buffer.alloc(32)]).toString('base64url')}`
        await refusedByBoth(forged, [{ ...ED25519, x: point.toString('base64url'), kid: 'issuer-1', alg: 'EdDSA' }])
      }
  })
})
