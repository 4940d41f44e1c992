import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { vocabulary } from '../../vocabulary/kinds.ts'
import { decide, type RowFacts } from '../decide.ts'
import { diffPolicies } from '../diff/diff.ts'
import { matrix } from '../matrix/matrix.ts'
import { recipientsOf } from '../matrix/recipients.ts'
import type { CompiledPolicy, CompiledRule, Viewer } from '../policy.ts'
import { and, FALSE, not, or, type Predicate, TRUE } from '../predicate.ts'
import { canHold } from './can-hold.ts'
import type { AskedCoordinate } from './cell.ts'
import { explain } from './explain.ts'

const TODAY = '2026-01-15'
const investigator: Viewer = { agency: 'pcic', roles: ['case-officer'], purpose: 'INVESTIGATION' }
const names: AskedCoordinate = { kind: 'VictimRecord', field: 'names' }
const consented: Predicate = { op: 'consent', scope: 'AUT' }
const secret: Predicate = { op: 'in', kind: 'CaseRecord', field: 'inquirySecret', values: ['true'] }

const permit = (overrides: Partial<CompiledRule> = {}): CompiledRule => ({
  id: 'T-1',
  effect: 'permit',
  coordinates: [{ kind: 'VictimRecord', field: 'names' }],
  to: { agencies: ['pcic'], roles: ['case-officer'] },
  purposes: ['INVESTIGATION'],
  when: TRUE,
  as: new Map(),
  because: 'a test',
  ...overrides,
})
const forbid = (overrides: Partial<CompiledRule> = {}): CompiledRule => {
  const { purposes: _everyPurpose, ...rest } = permit({ id: 'T-9', effect: 'forbid', to: {}, because: 'safety' })
  return { ...rest, ...overrides }
}
const policyOf = (...rules: readonly CompiledRule[]): CompiledPolicy => ({ agency: 'fokupers', version: 6, rules })
const explained = (rules: readonly CompiledRule[], overrides: Partial<Parameters<typeof explain>[0]> = {}) =>
  explain({ policy: policyOf(...rules), vocabulary, viewer: investigator, coordinate: names, today: TODAY, ...overrides })

describe('an explanation', () => {
  it('says that nothing permits it', () => {
    expect(explained([])).toMatchObject({ effect: 'withheld', text: 'withheld: no rule permits it' })
  })

  it('names the rule that permits it', () => {
    expect(explained([permit()])).toMatchObject({ effect: 'permitted', text: 'permitted: T-1 permits it' })
  })

  it('says in words on what it depends', () => {
    const { effect, text } = explained([permit({ when: and([consented, not(secret)]) })])

    expect(effect).toBe('conditional')
    expect(text).toBe(
      'conditional: T-1 permits it, only where a consent of the person to “Share with police or prosecutor” (AUT) is in force' +
        ' and CaseRecord.inquirySecret is not yes, or is not recorded; withheld by default otherwise',
    )
  })

  it('tells a ban from a default, with its reason', () => {
    expect(explained([permit(), forbid()])).toMatchObject({ effect: 'withheld', text: 'withheld: T-9 forbids it (safety)' })
    expect(explained([permit(), forbid({ when: secret })]).text).toBe(
      'conditional: T-1 permits it; T-9 forbids it where CaseRecord.inquirySecret is yes (safety); withheld by default otherwise',
    )
  })

  it('names the rule that would permit it for another purpose or to another role, and no rule of other agencies', () => {
    const rules = [
      permit({ id: 'T-2', purposes: ['PROTECTION'], when: consented }),
      permit({ id: 'T-3', to: { agencies: ['pcic'], roles: ['head'] } }),
      permit({ id: 'T-4', to: { agencies: ['mssi'] } }),
    ]

    const { elsewhere, text } = explained(rules)

    expect(elsewhere).toMatchObject([
      { rule: 'T-2', purposes: ['PROTECTION'] },
      { rule: 'T-3', roles: ['head'] },
    ])
    expect(text).toContain('T-2 would permit it for PROTECTION, only where a consent of the person')
    expect(text).toContain('T-3 would permit it to head')
  })

  it('says that statistics open no record, and that a field is not held', () => {
    expect(explained([permit({ purposes: ['STATISTICS'] })], { viewer: { ...investigator, purpose: 'STATISTICS' } }).text).toContain(
      'opens no record',
    )
    expect(explained([permit()], { isHeld: false }).text).toBe('withheld: fokupers does not hold this field')
  })

  it('shows coarser forms after the full one', () => {
    const rules = [permit({ id: 'T-2', as: new Map([['VictimRecord.names', 'initials']]) }), permit({ when: consented })]

    const { effect, grants, text } = explained(rules)

    expect(effect).toBe('permitted')
    expect(grants.map(({ rule, as }) => [rule, as])).toEqual([
      ['T-1', undefined],
      ['T-2', 'initials'],
    ])
    expect(text).toContain('T-2 permits initials only')
  })

  it('speaks Portuguese and Tetum with the labels of the codes', () => {
    const rules = [permit({ when: { op: 'in', kind: 'CaseRecord', field: 'stage', values: ['S30', 'S50'] } })]

    expect(explained(rules, { language: 'pt' }).text).toMatch(
      /^condicionado: T-1 permite-o, apenas onde CaseRecord\.stage é .+ \(S30\) ou .+ \(S50\)/,
    )
    expect(explained(rules, { language: 'tet' }).text).toMatch(/^ho kondisaun: T-1 fó lisensa/)
  })

  it('explains products and the case key like fields', () => {
    const rules = [
      permit({ coordinates: [{ product: 'indicators' }], purposes: ['STATISTICS'] }),
      permit({ id: 'T-2', coordinates: [{ kind: 'CaseRecord', field: 'link' }], when: not(secret) }),
    ]

    expect(explained(rules, { coordinate: { field: 'indicators' }, viewer: { ...investigator, purpose: 'STATISTICS' } }).effect).toBe(
      'permitted',
    )
    expect(explained(rules, { coordinate: { field: 'indicators' } }).effect).toBe('withheld')
    expect(explained(rules, { coordinate: { kind: 'CaseRecord', field: 'link' } }).effect).toBe('conditional')
  })
})

describe('whether a condition can hold', () => {
  const dated = (test: { before?: string; after?: string; withinDays?: number }): Predicate => ({
    op: 'date',
    kind: 'CaseRecord',
    field: 'reportedDate',
    ...test,
  })
  it.each<[string, Predicate, boolean]>([
    ['a test and its opposite', and([secret, not(secret)]), false],
    ['a test or its opposite', or([secret, not(secret)]), true],
    ['two values of one field', and([secret, { op: 'in', kind: 'CaseRecord', field: 'inquirySecret', values: ['false'] }]), false],
    ['before and after', and([dated({ before: '2024-01-01' }), dated({ after: '2024-01-01' })]), false],
    ['between two neighbouring days', and([dated({ after: '2024-03-01' }), dated({ before: '2024-03-02' })]), false],
    ['between two days with one between', and([dated({ after: '2024-03-01' }), dated({ before: '2024-03-03' })]), true],
    ['long ago and lately', and([dated({ before: '2020' }), dated({ withinDays: 30 })]), false],
    ['lately', and([dated({ after: '2025-12-20' }), dated({ withinDays: 30 })]), true],
    [
      'either side, neither made nor received',
      and([{ op: 'involvement', side: 'either' }, not({ op: 'involvement', side: 'made' }), not({ op: 'involvement', side: 'received' })]),
      false,
    ],
  ])('%s', (_what, predicate, expected) => {
    expect(canHold(predicate, TODAY)).toBe(expected)
  })

  it('gives up on a tangle instead of running for ever', () => {
    const pairs = [...Array(40).keys()].map((index) => or([named(`a${index}`), named(`b${index}`)]))

    expect(canHold(and(pairs), TODAY)).toBe(true)
    expect(canHold(and([...pairs, named('z'), not(named('z'))]), TODAY)).toBeUndefined()
  })
})
const named = (scope: string): Predicate => ({ op: 'consent', scope })

const DAYS = ['2024-01-01', '2024-01-02', '2026-01-15']
const predicates: fc.Arbitrary<Predicate> = fc.letrec<{ p: Predicate }>((tie) => ({
  p: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(
      fc.constantFrom<Predicate>(TRUE, FALSE, consented, secret, { op: 'consent', scope: 'REF' }),
      fc.constantFrom('made' as const, 'received' as const, 'either' as const).map((side): Predicate => ({ op: 'involvement', side })),
      fc
        .subarray(['S30', 'S50', 'S60'], { minLength: 1 })
        .map((values): Predicate => ({ op: 'in', kind: 'CaseRecord', field: 'stage', values })),
      fc
        .record(
          { before: fc.constantFrom(...DAYS), after: fc.constantFrom(...DAYS), withinDays: fc.constantFrom(1, 30) },
          { requiredKeys: [] },
        )
        .map((test): Predicate => ({ op: 'date', kind: 'CaseRecord', field: 'reportedDate', ...test })),
    ),
    tie('p').map((p) => not(p)),
    fc.array(tie('p'), { minLength: 1, maxLength: 3 }).map((of): Predicate => ({ op: 'and', of })),
    fc.array(tie('p'), { minLength: 1, maxLength: 3 }).map((of): Predicate => ({ op: 'or', of })),
  ),
})).p
const policies = fc
  .array(
    fc.record({
      isPermit: fc.boolean(),
      field: fc.constantFrom('names', 'sex', '*'),
      agency: fc.constantFrom('pcic', 'pcic', 'mssi'),
      as: fc.constantFrom(undefined, 'initials' as const),
      when: predicates,
    }),
    { maxLength: 5 },
  )
  .map((drawn) =>
    policyOf(
      ...drawn.map(({ isPermit, field, agency, as, when }, index) =>
        (isPermit ? permit : forbid)({
          id: `T-${index}`,
          to: { agencies: [agency] },
          coordinates: [{ kind: 'VictimRecord', field }],
          when,
          as: new Map(as === undefined ? [] : [['VictimRecord.names', as]]),
        }),
      ),
    ),
  )

/** Every row that these conditions can tell apart. */
const everyFact: readonly RowFacts[] = [null, 'S30', 'S50', 'S60'].flatMap((stage) =>
  [null, 'true'].flatMap((inquirySecret) =>
    [
      null,
      '2020',
      '2023-12-31',
      '2024',
      '2024-01',
      '2024-01-01',
      '2024-01-02',
      '2024-02',
      '2025-12-15',
      '2025-12-16',
      '2026-01',
      '2026-01-14',
      ...DAYS,
      '2026-02',
    ].flatMap((reportedDate) =>
      [[], ['AUT'], ['REF'], ['AUT', 'REF']].flatMap((consents) =>
        ([[], ['made'], ['received'], ['made', 'received']] as const).map((involvement) => ({
          fields: { 'CaseRecord.stage': stage, 'CaseRecord.inquirySecret': inquirySecret, 'CaseRecord.reportedDate': reportedDate },
          consents,
          involvement,
          today: TODAY,
        })),
      ),
    ),
  ),
)

describe('the laws of explaining', () => {
  it('says withheld exactly where decide withholds in every row, permitted exactly where it does so in none', () => {
    fc.assert(
      fc.property(policies, (policy) => {
        const { effect } = explain({ policy, vocabulary, viewer: investigator, coordinate: names, today: TODAY })
        const decided = new Set(
          everyFact.map((facts) => decide(policy, vocabulary, investigator, { kind: 'VictimRecord', field: 'names' }, facts).effect),
        )
        const expected = !decided.has('withheld') ? 'permitted' : decided.size === 1 ? 'withheld' : 'conditional'
        expect(effect).toBe(expected)
      }),
      { numRuns: 60 },
    )
  })

  it('lists in the matrix the forms that decide gives, and no other', () => {
    fc.assert(
      fc.property(policies, (policy) => {
        const [row] = matrix(
          [{ policy, kinds: { VictimRecord: { fields: ['names'] } } }],
          [{ agency: 'pcic', purpose: 'INVESTIGATION' }],
          vocabulary,
          TODAY,
        )
        const decided = everyFact.map((facts) =>
          decide(policy, vocabulary, { ...investigator, roles: [] }, { kind: 'VictimRecord', field: 'names' }, facts),
        )
        const shown = new Set(decided.flatMap((d) => (d.effect === 'withheld' ? [] : [`${d.rule} ${d.effect === 'full' ? 'full' : d.as}`])))
        expect(new Set(row?.cells[0]?.forms.map(({ rule, as }) => `${rule} ${as ?? 'full'}`))).toEqual(shown)
      }),
      { numRuns: 60 },
    )
  })

  it('finds in two policies a difference exactly where decide differs for some row', () => {
    const held = (policy: CompiledPolicy) => ({ policy, kinds: { VictimRecord: { fields: ['names'] } } })
    const shown = (policy: CompiledPolicy, facts: RowFacts): string => {
      const decision = decide(policy, vocabulary, { ...investigator, roles: [] }, { kind: 'VictimRecord', field: 'names' }, facts)
      return decision.effect
    }
    fc.assert(
      fc.property(policies, policies, (before, after) => {
        const { changes } = diffPolicies(held(before), held(after), vocabulary, TODAY)
        const change = changes
          .find(({ recipient }) => recipient.agency === 'pcic')
          ?.fields.find(({ name }) => name === 'VictimRecord.names')
        const opened = everyFact.some((facts) => shown(before, facts) === 'withheld' && shown(after, facts) !== 'withheld')
        const closed = everyFact.some((facts) => shown(before, facts) !== 'withheld' && shown(after, facts) === 'withheld')
        expect([change !== undefined && change.opens.op !== 'false', change !== undefined && change.closes.op !== 'false']).toEqual([
          opened,
          closed,
        ])
      }),
      { numRuns: 40 },
    )
  })
})

describe('recipients', () => {
  it('are all whom a permit names, members of a group on that day among them', () => {
    const rules = [
      permit({ to: { agencies: ['mssi', 'pradet'], roles: ['caseworker'] }, purposes: ['PROTECTION'] }),
      permit({ to: { groups: [[{ agency: 'klatu' }, { agency: 'jsmp', until: '2026-01-14' }]] }, purposes: ['OVERSIGHT'] }),
    ]

    expect(recipientsOf([policyOf(...rules)], TODAY)).toEqual([
      { agency: 'klatu', purpose: 'OVERSIGHT' },
      { agency: 'mssi', role: 'caseworker', purpose: 'PROTECTION' },
      { agency: 'pradet', role: 'caseworker', purpose: 'PROTECTION' },
    ])
  })
})
