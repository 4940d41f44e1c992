import { generateKeyPairSync, sign, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { readTipContext, writeTipContext } from './context.ts'
import { contentDigest, readSignature, readSignatureInput, signatureBase, writeSignature, writeSignatureInput } from './signature.ts'

const params = { created: 1_700_000_000, expires: 1_700_000_030, keyid: 'hub-1' }
const parts = { method: 'POST', path: '/graphql', contentDigest: contentDigest(Buffer.from('{}')), context: 'eyJh' }

describe('a signed call', () => {
  it('has the base that RFC 9421 prescribes, line by line', () => {
    expect(signatureBase(parts, params)).toBe(
      [
        '"@method": POST',
        '"@path": /graphql',
        '"content-digest": sha-256=:RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=:',
        '"tip-context": eyJh',
        '"@signature-params": ("@method" "@path" "content-digest" "tip-context");created=1700000000;expires=1700000030;keyid="hub-1";alg="ed25519";tag="tip-hub"',
      ].join('\n'),
    )
  })

  it('reads back what it writes, and the signature still verifies', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')

    const header = writeSignature(sign(null, Buffer.from(signatureBase(parts, params)), privateKey))
    const read = readSignatureInput(writeSignatureInput(params))
    const signature = readSignature(header)

    expect(read).toEqual(params)
    expect(signature && read && verify(null, Buffer.from(signatureBase(parts, read)), publicKey, signature)).toBe(true)
  })

  it.each([
    ['fewer components', writeSignatureInput(params).replace(' "tip-context"', '')],
    ['another algorithm', writeSignatureInput(params).replace('ed25519', 'hmac-sha256')],
    ['another tag', writeSignatureInput(params).replace('tip-hub', 'other')],
    ['a second signature', `${writeSignatureInput(params)}, x=()`],
    [
      'parameters in another order',
      'tip=("@method" "@path" "content-digest" "tip-context");expires=1;created=1;keyid="a";alg="ed25519";tag="tip-hub"',
    ],
  ])('is not read with %s', (_what, header) => {
    expect(readSignatureInput(header)).toBeUndefined()
  })
})

describe('the context of a call', () => {
  const hub = { aud: 'pntl', requestId: 'request-1', jti: 'call-0001', iat: 1_700_000_000, exp: 1_700_000_030 }
  const person = { ...hub, purpose: 'OVERSIGHT' as const, token: 'a'.repeat(32) }

  it.each([
    ['the hub alone', hub],
    ['a person', person],
  ])('reads back what it writes for %s', (_what, context) => {
    expect(readTipContext(writeTipContext(context))).toEqual(context)
  })

  it.each([
    ['a purpose without a token', { ...hub, purpose: 'OVERSIGHT' }],
    ['a token without a purpose', { ...hub, token: 'a'.repeat(32) }],
    ['an unknown member', { ...person, roles: ['commissioner'] }],
    ['an unknown purpose', { ...person, purpose: 'CURIOSITY' }],
    ['a time that is text', { ...person, iat: '1' }],
  ])('is not read with %s', (_what, context) => {
    expect(readTipContext(Buffer.from(JSON.stringify(context)).toString('base64url'))).toBeUndefined()
  })

  it('is not read when it is not base64url of JSON', () => {
    expect(readTipContext('{}')).toBeUndefined()
    expect(readTipContext('AAAA')).toBeUndefined()
  })
})
