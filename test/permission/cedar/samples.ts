import fc from 'fast-check'
import {
  type CompiledPolicy,
  type CompiledRule,
  type Coordinate,
  EMERGENCY_KINDS,
  type EmergencyAccess,
  type EmergencyTerms,
  LINK,
  type Predicate,
  PURPOSES,
  type RowFacts,
  TRANSFORMS,
  type Viewer,
} from '../../../schema/index.ts'

/** Few names each, so that rules, viewers and rows meet often. */
const AGENCIES = ['klatu', 'pntl', 'mssi'] as const
const ROLES = ['analyst', 'case-officer', 'caseworker'] as const
const FIELDS = {
  CaseRecord: ['stage', 'nuc', 'registeredDate', 'inquirySecret', LINK],
  VictimRecord: ['sex', 'names', 'birthDate', 'age', 'phone'],
} as const
const SCOPES = ['AUT', 'STA', 'REF'] as const
const DATES = ['2024', '2025', '2024-12', '2025-01', '2024-12-31', '2025-01-01', '2025-01-14', '2025-01-15', '2025-01-16'] as const

const oneOf = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values)
const some = <T>(...values: readonly T[]): fc.Arbitrary<T[]> => fc.subarray([...values], { minLength: 1 })
const kinds = oneOf('CaseRecord' as const, 'VictimRecord' as const)
const full = oneOf('2024-12-31', '2025-01-01', '2025-01-14', '2025-01-15', '2025-01-16')

/** A cell that somebody asks for. */
export const coordinates = kinds.chain((kind) => oneOf<string>(...FIELDS[kind]).map((field) => ({ kind, field })))

const dateTest: fc.Arbitrary<Predicate> = fc
  .record({ before: oneOf(...DATES), after: oneOf(...DATES), withinDays: oneOf(1, 14, 15, 400) }, { requiredKeys: [] })
  .chain((bounds) =>
    oneOf<Predicate>(
      { op: 'date', kind: 'CaseRecord', field: 'registeredDate', ...bounds },
      { op: 'date', kind: 'VictimRecord', field: 'birthDate', ...bounds },
    ),
  )

const leaf: fc.Arbitrary<Predicate> = fc.oneof(
  oneOf<Predicate>({ op: 'true' }, { op: 'false' }),
  some('S10', 'S30', 'S50').map((values): Predicate => ({ op: 'in', kind: 'CaseRecord', field: 'stage', values })),
  oneOf('true', 'false').map((value): Predicate => ({ op: 'in', kind: 'CaseRecord', field: 'inquirySecret', values: [value] })),
  dateTest,
  oneOf(...SCOPES).map((scope): Predicate => ({ op: 'consent', scope })),
  oneOf<'made' | 'received' | 'either'>('made', 'received', 'either').map((side): Predicate => ({ op: 'involvement', side })),
)

const { predicate } = fc.letrec<{ predicate: Predicate }>((tie) => ({
  predicate: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    tie('predicate').map((of): Predicate => ({ op: 'not', of })),
    fc.record({ op: oneOf<'and' | 'or'>('and', 'or'), of: fc.array(tie('predicate'), { maxLength: 3 }) }),
  ),
}))

const ruleCoordinates: fc.Arbitrary<Coordinate> = fc.oneof(
  coordinates,
  fc.record({ kind: oneOf('*', 'CaseRecord', 'VictimRecord'), classUpTo: fc.integer({ min: 0, max: 3 }) }),
  fc.record({ kind: oneOf('*', 'CaseRecord', 'VictimRecord'), field: fc.constant('*' as const) }),
  fc.record({ product: oneOf<'indicators' | 'releases'>('indicators', 'releases') }),
)

const terms: fc.Arbitrary<EmergencyTerms> = fc.record({
  kinds: some(...EMERGENCY_KINDS.slice(0, 3)),
  minutes: oneOf(30, 60),
  questions: fc.constant(1),
  approvedBy: fc.constant(['pntl']),
  anyRecord: fc.boolean(),
})

const scopes: fc.Arbitrary<Coordinate> = fc.oneof(
  coordinates,
  fc.record({ kind: kinds, classUpTo: fc.integer({ min: 0, max: 3 }) }),
  fc.record({ kind: kinds, field: fc.constant('*' as const) }),
)

const statement: fc.Arbitrary<EmergencyAccess> = fc.record(
  {
    agency: oneOf('pntl', 'pntl', 'pntl', 'mssi'),
    kind: oneOf(...EMERGENCY_KINDS.slice(0, 3)),
    role: oneOf(...ROLES),
    minutes: oneOf(30, 60),
    coordinates: fc.array(scopes, { minLength: 1, maxLength: 3 }),
    record: fc.record({ kind: kinds, key: oneOf('1', '2') }),
  },
  { requiredKeys: ['agency', 'kind', 'role', 'minutes', 'coordinates'] },
)

const member = fc.record({ agency: oneOf(...AGENCIES), from: full, until: full }, { requiredKeys: ['agency'] })

const rule: fc.Arbitrary<CompiledRule> = fc
  .record({
    effect: oneOf<'permit' | 'forbid'>('permit', 'permit', 'permit', 'forbid'),
    coordinates: fc.array(ruleCoordinates, { minLength: 1, maxLength: 3 }),
    to: fc.record(
      {
        agencies: some(...AGENCIES),
        roles: some(...ROLES),
        groups: fc.array(fc.array(member, { maxLength: 3 }), { minLength: 1, maxLength: 2 }),
      },
      { requiredKeys: [] },
    ),
    purposes: fc.option(some(...PURPOSES), { nil: undefined }),
    emergency: fc.option(terms, { nil: undefined, freq: 2 }),
    when: fc.oneof(fc.constant<Predicate>({ op: 'true' }), predicate),
    as: fc
      .array(
        fc.tuple(
          coordinates.map(({ kind, field }) => `${kind}.${field}`),
          oneOf(...TRANSFORMS),
        ),
        { maxLength: 8 },
      )
      .map((pairs) => new Map(pairs)),
  })
  .map(({ purposes, emergency, ...of }) => ({
    ...of,
    id: '',
    because: 'a sample',
    ...(purposes === undefined ? {} : { purposes }),
    // A ban is for always.
    ...(emergency === undefined || of.effect === 'forbid' ? {} : { emergency }),
  }))

/** Policies of up to eight rules, each with an id of its own. */
export const policies: fc.Arbitrary<CompiledPolicy> = fc
  .array(rule, { maxLength: 8 })
  .map((rules) => ({ agency: 'pntl', version: 1, rules: rules.map((of, place) => ({ ...of, id: `T-${place}` })) }))

export const viewers: fc.Arbitrary<Viewer> = fc.record(
  {
    agency: oneOf(...AGENCIES),
    roles: fc.subarray([...ROLES]),
    purpose: oneOf(...PURPOSES),
    emergency: statement,
  },
  { requiredKeys: ['agency', 'roles', 'purpose'] },
)

export const rowFacts: fc.Arbitrary<RowFacts> = fc.record({
  fields: fc.record(
    {
      'CaseRecord.stage': oneOf('S10', 'S30', null),
      'CaseRecord.inquirySecret': oneOf('true', 'false', null),
      'CaseRecord.registeredDate': oneOf(...DATES, null),
      'VictimRecord.birthDate': oneOf(...DATES, null),
    },
    { requiredKeys: [] },
  ),
  consents: fc.subarray([...SCOPES]),
  involvement: fc.subarray<'made' | 'received'>(['made', 'received']),
  records: fc.subarray(['CaseRecord 1', 'VictimRecord 1', 'VictimRecord 2']),
  today: oneOf('2025-01-15', '2024-12-31'),
})
