import fc from 'fast-check'
import { type CompiledRule, type Coordinate, type Predicate, PURPOSES, type Transform, type Viewer } from '../../../schema/index.ts'

const oneOf = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values)
const some = <T>(...values: readonly T[]): fc.Arbitrary<T[]> => fc.subarray([...values], { minLength: 1 })

const ASKING = ['klatu', 'pntl', 'pcic', 'fokupers'] as const
const ROLES = ['analyst', 'case-officer', 'caseworker'] as const

/** Few kinds of viewers, so that rules and viewers meet often. */
export const viewers: fc.Arbitrary<Viewer> = fc.record({
  agency: oneOf(...ASKING),
  roles: fc.subarray([...ROLES], { minLength: 1, maxLength: 2 }),
  purpose: oneOf('OVERSIGHT', 'PROTECTION', 'INVESTIGATION', 'STATISTICS', 'OVERSIGHT', 'PROTECTION'),
})

const FIELDS = {
  CaseRecord: ['localRef', 'nuc', 'reportedDate', 'registeredDate', 'stage', 'municipality', 'link'],
  VictimRecord: ['localCode', 'names', 'sex', 'birthDate', 'identifiedDate', 'phone', 'address'],
  PerpetratorRecord: ['names', 'sex', 'birthDate'],
  ReferralRecord: ['toAgency', 'status', 'madeOn'],
  ServiceRecord: ['serviceType', 'startDate'],
} as const
const kinds = oneOf<keyof typeof FIELDS>(
  'CaseRecord',
  'CaseRecord',
  'VictimRecord',
  'VictimRecord',
  'PerpetratorRecord',
  'ReferralRecord',
  'ServiceRecord',
)

const coordinate: fc.Arbitrary<Coordinate> = fc.oneof(
  kinds.chain((kind) => oneOf<string>(...FIELDS[kind]).map((field) => ({ kind, field }))),
  fc.record({ kind: fc.oneof(fc.constant('*'), kinds), classUpTo: fc.integer({ min: 0, max: 3 }) }),
  fc.record({ kind: fc.oneof(fc.constant('*'), kinds), field: fc.constant('*' as const) }),
)

const leaf: fc.Arbitrary<Predicate> = oneOf<Predicate>(
  { op: 'in', kind: 'CaseRecord', field: 'stage', values: ['S30', 'S50'] },
  { op: 'in', kind: 'CaseRecord', field: 'inquirySecret', values: ['false'] },
  { op: 'in', kind: 'VictimRecord', field: 'sex', values: ['F'] },
  { op: 'date', kind: 'CaseRecord', field: 'registeredDate', after: '2010-03-01' },
  { op: 'consent', scope: 'AUT' },
  { op: 'consent', scope: 'REF' },
  { op: 'involvement', side: 'made' },
  { op: 'involvement', side: 'received' },
  { op: 'involvement', side: 'either' },
)
const predicate: fc.Arbitrary<Predicate> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Predicate>({ op: 'true' }) },
  { weight: 3, arbitrary: leaf },
  { weight: 1, arbitrary: leaf.map((of): Predicate => ({ op: 'not', of })) },
  { weight: 2, arbitrary: fc.record({ op: oneOf<'and' | 'or'>('and', 'or'), of: fc.array(leaf, { minLength: 2, maxLength: 3 }) }) },
)

const rule: fc.Arbitrary<Omit<CompiledRule, 'id'>> = fc.record({
  effect: oneOf<'permit' | 'forbid'>('permit', 'permit', 'permit', 'permit', 'forbid'),
  coordinates: fc.array(coordinate, { minLength: 1, maxLength: 4 }),
  to: fc.record({ agencies: fc.subarray([...ASKING], { minLength: 2 }), roles: some(...ROLES) }, { requiredKeys: ['agencies'] }),
  purposes: fc.subarray([...PURPOSES], { minLength: 3 }),
  when: predicate,
  as: oneOf<ReadonlyMap<string, Transform>>(
    new Map(),
    new Map<string, Transform>([
      ['VictimRecord.birthDate', 'year'],
      ['VictimRecord.names', 'initials'],
      ['CaseRecord.registeredDate', 'year'],
    ]),
  ),
  because: fc.constant('the fuzz'),
})

/** The rules of one agency. Matters are joined often enough: most agencies let someone use the link. */
export const rulesOf = (agency: string): fc.Arbitrary<readonly CompiledRule[]> =>
  fc
    .tuple(fc.array(rule, { minLength: 4, maxLength: 9, size: 'max' }), fc.boolean())
    .map(([rules, isLinked]) => [
      ...rules,
      ...(isLinked
        ? [
            {
              ...LINK_TO_ALL,
              coordinates: [
                { kind: 'CaseRecord', field: 'link' },
                { kind: 'CaseRecord', field: 'stage' },
              ],
            },
          ]
        : []),
    ])
    .map((rules) => rules.map((of, place) => ({ ...of, id: `${agency.toUpperCase()}-${place}` })))

const LINK_TO_ALL: Omit<CompiledRule, 'id' | 'coordinates'> = {
  effect: 'permit',
  to: {},
  purposes: ['OVERSIGHT', 'PROTECTION', 'INVESTIGATION'],
  when: { op: 'true' },
  as: new Map(),
  because: 'the fuzz',
}
