import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { vocabulary } from '../vocabulary/kinds.ts'
import { accessFor } from './access.ts'
import { decide, type RowFacts } from './decide.ts'
import type { CompiledPolicy, CompiledRule, Viewer } from './policy.ts'
import { FALSE, not, type Predicate, TRUE } from './predicate.ts'
import { PURPOSES } from './purposes.ts'

const permit = (overrides: Partial<CompiledRule> = {}): CompiledRule => ({
  id: 'T-1',
  effect: 'permit',
  coordinates: [{ kind: 'VictimRecord', field: 'ageGroup' }],
  to: { agencies: ['klatu'] },
  purposes: ['OVERSIGHT'],
  when: TRUE,
  as: new Map(),
  because: 'test',
  ...overrides,
})
const forbid = (overrides: Partial<CompiledRule> = {}): CompiledRule => {
  const { purposes: _everyPurpose, ...rest } = permit({ id: 'T-9', effect: 'forbid', to: {} })
  return { ...rest, ...overrides }
}
const policyOf = (...rules: readonly CompiledRule[]): CompiledPolicy => ({ agency: 'mssi', version: 1, rules })

const klatu: Viewer = { agency: 'klatu', roles: ['analyst'], purpose: 'OVERSIGHT' }
const noFacts: RowFacts = { fields: {}, consents: [], involvement: [], today: '2026-01-15' }
const ageGroup = { kind: 'VictimRecord', field: 'ageGroup' } as const
const consented: Predicate = { op: 'consent', scope: 'AUT' }

describe('decide', () => {
  it('withholds what nobody permitted', () => {
    expect(decide(policyOf(), vocabulary, klatu, ageGroup, noFacts)).toEqual({ effect: 'withheld', rule: 'default' })
  })

  it('shows in full what a rule permits, and names the rule', () => {
    expect(decide(policyOf(permit()), vocabulary, klatu, ageGroup, noFacts)).toEqual({ effect: 'full', rule: 'T-1' })
  })

  it('lets one forbid win over any number of permits, whatever their order', () => {
    const rules = [
      permit(),
      permit({ id: 'T-2', coordinates: [{ kind: '*', classUpTo: 3 }] }),
      forbid({ coordinates: [{ kind: 'VictimRecord', field: '*' }] }),
    ]

    expect(decide(policyOf(...rules), vocabulary, klatu, ageGroup, noFacts).effect).toBe('withheld')
    expect(decide(policyOf(...rules.toReversed()), vocabulary, klatu, ageGroup, noFacts).effect).toBe('withheld')
  })

  it.each<[string, Partial<CompiledRule>]>([
    ['another agency', { to: { agencies: ['mssi'] } }],
    ['another role', { to: { agencies: ['klatu'], roles: ['commissioner'] } }],
    ['another purpose', { purposes: ['INVESTIGATION'] }],
    ['another kind', { coordinates: [{ kind: 'CaseRecord', field: '*' }] }],
    ['a lower class', { coordinates: [{ kind: '*', classUpTo: 0 }] }],
    ['a group that the agency has left', { to: { groups: [[{ agency: 'klatu', until: '2026-01-14' }]] } }],
    ['a group that the agency has yet to join', { to: { groups: [[{ agency: 'klatu', from: '2026-01-16' }]] } }],
  ])('is not moved by a permit for %s', (_what, overrides) => {
    expect(decide(policyOf(permit(overrides)), vocabulary, klatu, ageGroup, noFacts)).toEqual({ effect: 'withheld', rule: 'default' })
  })

  it('counts a member of a group on the first and the last day', () => {
    const rule = permit({ to: { groups: [[{ agency: 'klatu', from: '2026-01-15', until: '2026-01-15' }]] } })

    expect(decide(policyOf(rule), vocabulary, klatu, ageGroup, noFacts).effect).toBe('full')
  })

  it('opens a field with the consent that its rule asks for, and only with that', () => {
    const policy = policyOf(permit({ when: consented }))

    expect(decide(policy, vocabulary, klatu, ageGroup, { ...noFacts, consents: ['AUT'] }).effect).toBe('full')
    expect(decide(policy, vocabulary, klatu, ageGroup, { ...noFacts, consents: ['STA'] }).effect).toBe('withheld')
  })

  it('prefers the full form over a coarser one, and among coarser ones the first in the file', () => {
    const birthDate = { kind: 'VictimRecord', field: 'birthDate' } as const
    const year = permit({ id: 'T-2', coordinates: [birthDate], as: new Map([['VictimRecord.birthDate', 'year']]) })
    const group = permit({ id: 'T-3', coordinates: [birthDate], as: new Map([['VictimRecord.birthDate', 'age-group']]) })
    const full = permit({ id: 'T-4', coordinates: [birthDate], when: consented })
    const policy = policyOf(year, group, full)

    expect(decide(policy, vocabulary, klatu, birthDate, noFacts)).toEqual({ effect: 'transformed', as: 'year', rule: 'T-2' })
    expect(decide(policy, vocabulary, klatu, birthDate, { ...noFacts, consents: ['AUT'] })).toEqual({ effect: 'full', rule: 'T-4' })
  })

  it('opens no record kind for statistics, whatever a rule says', () => {
    const policy = policyOf(permit({ purposes: [...PURPOSES], coordinates: [{ kind: '*', field: '*' }] }))

    expect(decide(policy, vocabulary, { ...klatu, purpose: 'STATISTICS' }, ageGroup, noFacts).effect).toBe('withheld')
    expect(decide(policy, vocabulary, klatu, ageGroup, noFacts).effect).toBe('full')
  })

  it('lends no case key unless a rule names the link', () => {
    const link = { kind: 'CaseRecord', field: 'link' } as const
    const wildcard = permit({
      coordinates: [
        { kind: '*', field: '*' },
        { kind: '*', classUpTo: 3 },
      ],
    })

    expect(decide(policyOf(wildcard), vocabulary, klatu, link, noFacts).effect).toBe('withheld')
    expect(decide(policyOf(permit({ coordinates: [link] })), vocabulary, klatu, link, noFacts).effect).toBe('full')
  })
})

const predicates: fc.Arbitrary<Predicate> = fc.letrec<{ p: Predicate }>((tie) => ({
  p: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<Predicate>(
      TRUE,
      FALSE,
      consented,
      { op: 'involvement', side: 'either' },
      { op: 'in', kind: 'CaseRecord', field: 'stage', values: ['S30'] },
    ),
    tie('p').map((p) => not(p)),
    fc.array(tie('p'), { minLength: 1, maxLength: 3 }).map((of): Predicate => ({ op: 'and', of })),
    fc.array(tie('p'), { minLength: 1, maxLength: 3 }).map((of): Predicate => ({ op: 'or', of })),
  ),
})).p
const rules = fc.record({
  effect: fc.constantFrom<'permit' | 'forbid'>('permit', 'permit', 'forbid'),
  field: fc.constantFrom('ageGroup', 'sex', 'names', '*'),
  agency: fc.constantFrom('klatu', 'mssi'),
  when: predicates,
})
const facts = fc.record({
  stage: fc.constantFrom('S30', 'S50', null),
  consents: fc.subarray(['AUT', 'STA']),
  involvement: fc.subarray<'made' | 'received'>(['made', 'received']),
})
const toPolicy = (drawn: readonly { effect: 'permit' | 'forbid'; field: string; agency: string; when: Predicate }[]): CompiledPolicy =>
  policyOf(
    ...drawn.map(({ effect, field, agency, when }, index) =>
      (effect === 'permit' ? permit : forbid)({
        id: `T-${index}`,
        to: { agencies: [agency] },
        coordinates: [{ kind: 'VictimRecord', field }],
        when,
      }),
    ),
  )
const toFacts = ({
  stage,
  consents,
  involvement,
}: {
  stage: string | null
  consents: string[]
  involvement: ('made' | 'received')[]
}): RowFacts => ({
  ...noFacts,
  fields: { 'CaseRecord.stage': stage },
  consents,
  involvement,
})

describe('the laws of the policy', () => {
  it('does not depend on the order of the rules', () => {
    fc.assert(
      fc.property(fc.array(rules, { maxLength: 6 }), facts, (drawn, row) => {
        const forwards = decide(toPolicy(drawn), vocabulary, klatu, ageGroup, toFacts(row)).effect
        const backwards = decide(toPolicy(drawn.toReversed()), vocabulary, klatu, ageGroup, toFacts(row)).effect
        expect(backwards).toBe(forwards)
      }),
    )
  })

  it('never opens anything by one more forbid', () => {
    fc.assert(
      fc.property(fc.array(rules, { maxLength: 6 }), facts, predicates, (drawn, row, when) => {
        const policy = toPolicy(drawn)
        const stricter = { ...policy, rules: [...policy.rules, forbid({ when })] }
        if (decide(stricter, vocabulary, klatu, ageGroup, toFacts(row)).effect === 'full')
          expect(decide(policy, vocabulary, klatu, ageGroup, toFacts(row)).effect).toBe('full')
      }),
    )
  })

  it('shows a row exactly when it shows a cell of it', () => {
    fc.assert(
      fc.property(fc.array(rules, { maxLength: 6 }), facts, (drawn, row) => {
        const policy = toPolicy(drawn)
        const all = policyOf(permit({ when: accessFor(policy, vocabulary, 'VictimRecord', klatu, noFacts.today).row }))
        const isRowShown = decide(all, vocabulary, klatu, ageGroup, toFacts(row)).effect === 'full'
        const isAnyCellShown = Object.keys(vocabulary.kinds.VictimRecord.fields).some(
          (field) => decide(policy, vocabulary, klatu, { kind: 'VictimRecord', field }, toFacts(row)).effect !== 'withheld',
        )
        expect(isRowShown).toBe(isAnyCellShown)
      }),
    )
  })
})
