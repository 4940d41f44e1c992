import { describe, expect, it } from 'vitest'
import { EMERGENCY_TYPE, type EmergencyStatement, minutesOf, readEmergencyStatement } from './emergency.ts'

const statement: EmergencyStatement = {
  jti: 'abcdefghijklmnop',
  aud: 'fokupers',
  iss: 'https://login.example.tl',
  sub: '4711',
  iat: 1_800_000_000,
  exp: 1_800_001_800,
  kind: 'LIFE',
  asker: { iss: 'https://login.example.tl', sub: '815', agency: 'pntl', role: 'case-officer', purpose: 'PROTECTION' },
  scope: { coordinates: ['VictimRecord.names'], record: { kind: 'VictimRecord', id: 'AXk3' } },
}
const encoded = (value: unknown): string => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
const written = (payload: unknown, header: unknown = { alg: 'EdDSA', typ: EMERGENCY_TYPE, kid: 'k' }): string =>
  `${encoded(header)}.${encoded(payload)}.${encoded('signature')}`

describe('a statement for an emergency', () => {
  it('is read where it has the one form', () => {
    expect(readEmergencyStatement(written(statement))).toEqual(statement)
  })

  it.each<[string, unknown]>([
    ['a reason in words', { ...statement, reason: 'her husband' }],
    ['a kind of its own', { ...statement, kind: 'HUSBAND' }],
    ['another agency’s form of a code', { ...statement, aud: 'Fokupers' }],
    ['no id', { ...statement, jti: '' }],
    ['two agencies', { ...statement, aud: ['fokupers', 'mssi'] }],
    ['an account that turns the direction of writing', { ...statement, asker: { ...statement.asker, sub: 'a\u202eb' } }],
    ['an account that moves the cursor', { ...statement, sub: 'a\u001b[2Kb' }],
    ['no fields', { ...statement, scope: { coordinates: [] } }],
    ['every kind of record', { ...statement, scope: { coordinates: ['*.names'] } }],
    ['numbers', { ...statement, scope: { coordinates: ['indicators'] } }],
    ['a kind of record that is none', { ...statement, scope: { ...statement.scope, record: { kind: 'Object', id: 'x' } } }],
    ['an id that is none', { ...statement, scope: { ...statement.scope, record: { kind: 'VictimRecord', id: "x' or 1=1" } } }],
    ['a member twice', JSON.stringify(statement).replace('"kind"', '"kind":"LIFE","kind"')],
    ['a list', [statement]],
  ])('is none with %s', (_what, payload) => {
    expect(readEmergencyStatement(written(payload))).toBeUndefined()
  })

  it.each<[string, unknown]>([
    ['a token', { alg: 'EdDSA', typ: 'at+jwt', kid: 'k' }],
    ['unsigned', { alg: 'none', typ: EMERGENCY_TYPE, kid: 'k' }],
    ['signed by a shared secret', { alg: 'HS256', typ: EMERGENCY_TYPE, kid: 'k' }],
    ['with a key of its own', { alg: 'EdDSA', typ: EMERGENCY_TYPE, kid: 'k', jwk: {} }],
    ['critical', { alg: 'EdDSA', typ: EMERGENCY_TYPE, kid: 'k', crit: ['exp'] }],
    ['without the name of a key', { alg: 'EdDSA', typ: EMERGENCY_TYPE }],
  ])('is none where its header says that it is %s', (_what, header) => {
    expect(readEmergencyStatement(written(statement, header))).toBeUndefined()
  })

  it('lives whole minutes', () => {
    expect(minutesOf({ iat: 60, exp: 1_860 })).toBe(30)
    expect([minutesOf({ iat: 60, exp: 61 }), minutesOf({ iat: 60, exp: 60 }), minutesOf({ iat: 120, exp: 60 })]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })
})
