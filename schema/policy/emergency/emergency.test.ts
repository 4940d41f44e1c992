import { describe, expect, it } from 'vitest'
import { vocabulary } from '../../vocabulary/kinds.ts'
import { accessFor } from '../access.ts'
import { decide, type RowFacts } from '../decide.ts'
import type { CompiledPolicy, CompiledRule, EmergencyAccess, EmergencyTerms, Viewer } from '../policy.ts'
import { TRUE } from '../predicate.ts'
import { isWithinRules, readScopeCoordinate } from './emergency.ts'

const TODAY = '2026-03-01'
const terms: EmergencyTerms = { kinds: ['LIFE'], minutes: 60, questions: 1, approvedBy: ['fokupers'], anyRecord: false }
const rule = (overrides: Partial<CompiledRule> = {}): CompiledRule => ({
  id: 'T-1',
  effect: 'permit',
  coordinates: [{ kind: 'VictimRecord', classUpTo: 2 }],
  to: { agencies: ['pntl'], roles: ['case-officer'] },
  purposes: ['PROTECTION'],
  when: TRUE,
  as: new Map(),
  because: 'a test',
  emergency: terms,
  ...overrides,
})
const policy = (...rules: readonly CompiledRule[]): CompiledPolicy => ({ agency: 'fokupers', version: 1, rules })
const statement: EmergencyAccess = {
  agency: 'fokupers',
  kind: 'LIFE',
  role: 'case-officer',
  minutes: 60,
  coordinates: [{ kind: 'VictimRecord', field: 'sex' }],
  record: { kind: 'VictimRecord', key: '7' },
}
const officer: Viewer = { agency: 'pntl', roles: ['case-officer', 'clerk'], purpose: 'PROTECTION' }
const withStatement = (overrides: Partial<EmergencyAccess> = {}): Viewer => ({ ...officer, emergency: { ...statement, ...overrides } })
const anyRecord = ({ record: _, ...rest }: EmergencyAccess): Viewer => ({ ...officer, emergency: rest })
const facts = (records: readonly string[] = ['VictimRecord 7']): RowFacts => ({
  fields: {},
  consents: [],
  involvement: [],
  records,
  today: TODAY,
})
const sex = { kind: 'VictimRecord', field: 'sex' } as const
const effect = (of: CompiledPolicy, viewer: Viewer, coordinate: Parameters<typeof decide>[3] = sex, row = facts()) =>
  decide(of, vocabulary, viewer, coordinate, row).effect

describe('a rule for emergencies', () => {
  it('is not there without a statement', () => {
    expect(effect(policy(rule()), officer)).toBe('withheld')
    expect(accessFor(policy(rule()), vocabulary, 'VictimRecord', officer, TODAY).row.op).toBe('false')
  })
  it('opens what the statement names, of the record that it names', () => {
    expect(effect(policy(rule()), withStatement())).toBe('full')
    expect(effect(policy(rule()), withStatement(), { kind: 'VictimRecord', field: 'age' })).toBe('withheld')
    expect(effect(policy(rule()), withStatement(), sex, facts(['VictimRecord 8']))).toBe('withheld')
    expect(effect(policy(rule()), withStatement(), sex, facts([]))).toBe('withheld')
  })
  it.each<[string, Viewer]>([
    ['is for another agency', withStatement({ agency: 'mssi' })],
    ['is of another kind', withStatement({ kind: 'CHILD' })],
    ['lives longer than the rule allows', withStatement({ minutes: 61 })],
    ['is for another role of the same person', withStatement({ role: 'clerk' })],
    ['names no record', anyRecord(statement)],
    ['is carried for another purpose', { ...withStatement(), purpose: 'INVESTIGATION' }],
    ['is carried by another agency’s person', { ...withStatement(), agency: 'pcic' }],
  ])('stays closed where the statement %s', (_what, viewer) => {
    expect(effect(policy(rule()), viewer)).toBe('withheld')
    expect(isWithinRules(policy(rule()), vocabulary, viewer, TODAY)).toBe(false)
  })
  it('may leave open which record', () => {
    expect(effect(policy(rule({ emergency: { ...terms, anyRecord: true } })), anyRecord(statement), sex, facts([]))).toBe('full')
  })
  it('never lifts a ban', () => {
    const { emergency: _, purposes: __, ...ban } = rule({ id: 'T-9', effect: 'forbid', coordinates: [sex], to: {} })
    expect(effect(policy(rule(), ban), withStatement())).toBe('withheld')
  })
  it('opens nothing of rules that need no statement, and they need none', () => {
    const { emergency: _, ...usual } = rule({ id: 'T-2', coordinates: [{ kind: 'VictimRecord', field: 'age' }] })
    expect(effect(policy(rule(), usual), officer, { kind: 'VictimRecord', field: 'age' }, facts([]))).toBe('full')
  })
})

describe('a scope', () => {
  const within = (...texts: string[]) => {
    const coordinates = texts.flatMap((text) => readScopeCoordinate(vocabulary, text) ?? [])
    return coordinates.length === texts.length && isWithinRules(policy(rule()), vocabulary, withStatement({ coordinates }), TODAY)
  }
  it('is within the rules where each of its fields is', () => {
    expect(within('VictimRecord.sex')).toBe(true)
    expect(within('VictimRecord.class<=1', 'VictimRecord.age')).toBe(true)
    expect(within('VictimRecord.class<=2')).toBe(true)
  })
  it('is not cut down to the rules where it is wider', () => {
    expect(within('VictimRecord.class<=3')).toBe(false)
    expect(within('VictimRecord.*')).toBe(false)
    expect(within('VictimRecord.sex', 'CaseRecord.stage')).toBe(false)
    expect(within()).toBe(false)
  })
  it.each([
    '*.sex',
    'VictimRecord.nothing',
    'VictimRecord.link',
    'VictimRecord',
    '',
    'VictimRecord.sex.sex',
    'VictimRecord.constructor',
    'indicators',
  ])('names no field by %s', (text) => expect(readScopeCoordinate(vocabulary, text)).toBeUndefined())
})
