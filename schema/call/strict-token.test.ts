import { describe, expect, it } from 'vitest'
import { hasTokenForm } from './strict-token.ts'

const part = (text: string): string => Buffer.from(text, 'utf8').toString('base64url')
const HEADER = '{"alg":"EdDSA","typ":"at+jwt","kid":"issuer-1"}'
const token = (header = HEADER, payload = '{"sub":"a"}', signature = part('s'.repeat(64))): string =>
  `${part(header)}.${part(payload)}.${signature}`

describe('the form of a token', () => {
  it('is three segments, and a header of algorithm, type and key id', () => expect(hasTokenForm(token())).toBe(true))

  it.each([
    ['no key id', '{"alg":"EdDSA","typ":"at+jwt"}'],
    ['a key id that is a path', '{"alg":"EdDSA","typ":"at+jwt","kid":"../../keys"}'],
    ['a key id that is a number', '{"alg":"EdDSA","typ":"at+jwt","kid":1}'],
    ['no type', '{"alg":"EdDSA","kid":"a"}'],
    ['another type', '{"alg":"EdDSA","typ":"JWT","kid":"a"}'],
    ['no algorithm', '{"typ":"at+jwt","kid":"a"}'],
    ['the algorithm none', '{"alg":"none","typ":"at+jwt","kid":"a"}'],
    ['an algorithm with a shared secret', '{"alg":"HS256","typ":"at+jwt","kid":"a"}'],
    ['an algorithm of other keys', '{"alg":"RS256","typ":"at+jwt","kid":"a"}'],
    ['the algorithm twice', '{"alg":"none","alg":"EdDSA","typ":"at+jwt","kid":"a"}'],
    ['the algorithm twice, once escaped', '{"\\u0061lg":"none","alg":"EdDSA","typ":"at+jwt","kid":"a"}'],
    ['the algorithm in other letters', '{"alg":"eddsa","typ":"at+jwt","kid":"a"}'],
    ['a key of its own', '{"alg":"EdDSA","typ":"at+jwt","kid":"a","jwk":{"kty":"OKP"}}'],
    ['an address of keys', '{"alg":"EdDSA","typ":"at+jwt","kid":"a","jku":"https://evil.invalid"}'],
    ['an address of certificates', '{"alg":"EdDSA","typ":"at+jwt","kid":"a","x5u":"https://evil.invalid"}'],
    ['certificates', '{"alg":"EdDSA","typ":"at+jwt","kid":"a","x5c":["AA"]}'],
    ['critical members', '{"alg":"EdDSA","typ":"at+jwt","kid":"a","crit":["b64"],"b64":false}'],
    ['compression', '{"alg":"EdDSA","typ":"at+jwt","kid":"a","zip":"DEF"}'],
    ['a prototype', '{"alg":"EdDSA","typ":"at+jwt","kid":"a","__proto__":{}}'],
    ['no object', '["EdDSA"]'],
    ['no JSON', '{alg}'],
  ])('is not a header with %s', (_what, header) => expect(hasTokenForm(token(header))).toBe(false))

  it.each([
    ['a claim twice', '{"sub":"a","sub":"b"}'],
    ['a claim twice further in', '{"sub":"a","more":[{"x":1,"x":2}]}'],
    ['text', '"sub"'],
  ])('is not a payload of %s', (_what, payload) => expect(hasTokenForm(token(HEADER, payload))).toBe(false))

  it.each([
    ['two segments', (good: string) => good.split('.').slice(0, 2).join('.')],
    ['five segments, as if encrypted', (good: string) => `${good}.AA.AA`],
    ['padding', (good: string) => `${good}=`],
    ['white space', (good: string) => good.replace('.', '. ')],
    ['another alphabet', (good: string) => good.replace(/[A-Za-z]/, '+')],
    ['bits that are not zero at the end', (good: string) => good.replace(/\.[^.]+$/, '.AB')],
    ['an empty signature', (good: string) => good.replace(/[^.]+$/, '')],
  ])('is not %s', (_what, change) => expect(hasTokenForm(change(token()))).toBe(false))
})
