import { describe, expect, it } from 'vitest'
import { accountOf, TokenClaims } from './token.ts'

const claims = { aud: 'tip-hub', agency: 'klatu', roles: [], purposes: [], iat: 1, exp: 2, jti: 'token-1' }
const accept = (iss: string, sub: string) => TokenClaims.safeParse({ ...claims, iss, sub }).data

describe('an account', () => {
  it('is another one at another issuer', () => {
    const [one, other] = [accept('https://a.example', '4711'), accept('https://b.example', '4711')]

    expect(one && other && accountOf(one) !== accountOf(other)).toBe(true)
  })

  it('shares its name with no other one, wherever a space stands', () => {
    const spaced = accept('demo', 'a b')

    expect(spaced && accountOf(spaced)).toBe('demo a b')
    for (const iss of ['demo a', ' demo', 'demo\n', 'demo\u00a0a', '']) expect(accept(iss, 'b')).toBeUndefined()
  })
})
