import { describe, expect, it } from 'vitest'
import { type AgencyDescription, FALSE, TRUE, type Viewer, vocabulary, type WrittenPolicy } from '../../schema/index.ts'
import { Profiles } from './profile.ts'
import { visibleFields } from './visible-fields.ts'

type Rule = WrittenPolicy['rules'][number]
const rule = (changes: Partial<Rule>): Rule => ({
  id: 'T-1',
  effect: 'permit',
  coordinates: [{ kind: 'CaseRecord', field: 'stage' }],
  to: { agencies: ['klatu'] },
  purposes: ['OVERSIGHT'],
  when: TRUE,
  as: {},
  because: 'a test',
  ...changes,
})
const agency = (rules: readonly Rule[], version = 1): AgencyDescription => ({
  agency: 'pgr',
  institution: 'pgr',
  typePrefix: 'Pgr',
  name: { en: 'PGR', pt: 'PGR' },
  vocabularyVersion: 1,
  kinds: {
    CaseRecord: { fields: ['stage', 'nuc', 'municipality'], filter: [], parents: [] },
    VictimRecord: { fields: ['sex'], filter: [], parents: ['case'] },
  },
  policy: { agency: 'pgr', version, rules },
  sdl: 'unused',
})
const analyst: Viewer = { agency: 'klatu', roles: ['analyst'], purpose: 'OVERSIGHT' }
const seen = (rules: readonly Rule[], viewer = analyst) =>
  [...(visibleFields([agency(rules)], vocabulary, viewer, '2025-06-01').get('PgrCaseRecord') ?? [])].sort()

describe('what a profile can ever be shown', () => {
  const always = ['__typename', 'gaps', 'id']

  it('is nothing but its id where no rule permits', () => expect(seen([])).toEqual(always))
  it('is what a rule permits, under whatever condition', () =>
    expect(seen([rule({ when: { op: 'consent', scope: 'AUT' } })])).toEqual([...always, 'stage']))
  it('is not what a rule forbids without condition', () =>
    expect(seen([rule({ coordinates: [{ kind: '*', classUpTo: 1 }] }), rule({ id: 'T-2', effect: 'forbid' })])).not.toContain('stage'))
  it('is not what a rule permits never', () => expect(seen([rule({ when: FALSE })])).toEqual(always))
  it('is not for another purpose, role or agency', () => {
    expect(seen([rule({})], { ...analyst, purpose: 'AUDIT' })).toEqual(always)
    expect(seen([rule({ to: { agencies: ['klatu'], roles: ['commissioner'] } })])).toEqual(always)
    expect(seen([rule({})], { ...analyst, agency: 'pntl' })).toEqual(always)
  })
  it('is no record for STATISTICS', () =>
    expect(seen([rule({ purposes: ['STATISTICS'] })], { ...analyst, purpose: 'STATISTICS' })).toEqual(always))
  it('follows a relation only where something of the other kind may be shown', () => {
    expect(seen([rule({})])).not.toContain('victims')
    expect(seen([rule({ coordinates: [{ kind: 'VictimRecord', field: 'sex' }] })])).toContain('victims')
  })
})

describe('a profile', () => {
  const hash = (rules: readonly Rule[], viewer = analyst, day = '2025-06-01', version = 1) =>
    new Profiles([agency(rules, version)], vocabulary).of(viewer, day).hash

  it('is shared by people of the same agency, roles and purpose', () =>
    expect(hash([], { ...analyst, roles: ['b', 'a'] })).toBe(hash([], { ...analyst, roles: ['a', 'b'] })))
  it.each([
    ['the purpose', hash([], { ...analyst, purpose: 'AUDIT' })],
    ['the role', hash([], { ...analyst, roles: ['commissioner'] })],
    ['the day', hash([], analyst, '2025-06-02')],
    ['a policy version', hash([], analyst, '2025-06-01', 2)],
    ['a rule', hash([rule({})])],
  ])('is another one with %s', (_what, other) => expect(other).not.toBe(hash([])))
})
