import fc from 'fast-check'
import type { AgencyModel, CompiledRule, Coordinate, Predicate, RecordKindName, RowFacts, Transform } from '../../schema/index.ts'
import { TODAY } from './asking.ts'

/** Rows of the small source as a random world: what the adapter must read, and what it must know of each row. */
export interface World {
  readonly cases: readonly {
    readonly id: number
    readonly status: string | null
    readonly secret: string | null
    readonly registered: string | null
    readonly kind: string
  }[]
  readonly victims: readonly {
    readonly id: number
    readonly ofCase: number | null
    readonly sex: string | null
    readonly born: string | null
  }[]
  readonly consents: readonly { readonly victim: number; readonly scopes: string; readonly state: string; readonly until: string | null }[]
  readonly referrals: readonly {
    readonly id: number
    readonly ofCase: number | null
    readonly victim: number | null
    readonly from: string
    readonly to: string
    readonly status: string | null
    readonly expires: string | null
  }[]
}

const oneOf = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values)
const ids = (most: number): fc.Arbitrary<number> => fc.integer({ min: 1, max: most })

export const worlds: fc.Arbitrary<World> = fc.record({
  cases: fc.uniqueArray(
    fc.record({
      id: ids(4),
      status: oneOf('Hela', ' Manda MP', 'Taka', '', null),
      secret: oneOf('S', 'N', 'N ', '?', null),
      registered: oneOf('2025-06-01', '2024-03-20', '1900-01-01', null),
      kind: oneOf('trafiku', 'trafiku', 'VD'),
    }),
    { selector: ({ id }) => id, maxLength: 4 },
  ),
  victims: fc.uniqueArray(
    fc.record({
      id: ids(5),
      ofCase: oneOf(1, 2, 3, 9, null),
      sex: oneOf('F', 'P', 'M', 'x', '-', null),
      born: oneOf('2001-02-29', '2000-02-29', '1990-05-06', null),
    }),
    { selector: ({ id }) => id, maxLength: 5 },
  ),
  consents: fc.array(
    fc.record({
      victim: ids(5),
      scopes: oneOf('aut', 'est', 'est;aut', 'other'),
      state: oneOf('sin', 'sin', 'dada fali', 'lae', '?'),
      until: oneOf(null, '', '2025', '2025-06-30', '2025-06-29', 'nunka'),
    }),
    { maxLength: 5 },
  ),
  referrals: fc.uniqueArray(
    fc.record({
      id: ids(6),
      ofCase: oneOf(1, 2, 3, null),
      victim: oneOf(1, 2, 3, null),
      from: oneOf('PNTL', 'FKP', 'MSSI', 'MSSI-A'),
      to: oneOf('PNTL', 'FKP', 'MSSI', 'MSSI-A'),
      status: oneOf('simu', 'la simu', null, '?'),
      expires: oneOf(null, '2025-06-29', '2030-01-01', 'x'),
    }),
    { selector: ({ id }) => id, maxLength: 6 },
  ),
})

const leaf: fc.Arbitrary<Predicate> = fc.oneof(
  fc.constant<Predicate>({ op: 'true' }),
  fc.record({
    op: fc.constant('in' as const),
    kind: fc.constant('CaseRecord' as const),
    field: fc.constant('stage'),
    values: fc.subarray(['S10', 'S30', 'S50'], { minLength: 1 }),
  }),
  fc.record({
    op: fc.constant('in' as const),
    kind: fc.constant('CaseRecord' as const),
    field: fc.constant('inquirySecret'),
    values: oneOf(['true'], ['false']),
  }),
  fc.record({
    op: fc.constant('in' as const),
    kind: fc.constant('VictimRecord' as const),
    field: fc.constant('sex'),
    values: oneOf(['F'], ['M', 'F']),
  }),
  fc.record({
    op: fc.constant('date' as const),
    kind: fc.constant('CaseRecord' as const),
    field: fc.constant('registeredDate'),
    withinDays: oneOf(29, 30),
  }),
  fc.record({
    op: fc.constant('date' as const),
    kind: fc.constant('CaseRecord' as const),
    field: fc.constant('registeredDate'),
    before: fc.constant('2025-01-01'),
  }),
  fc.record({ op: fc.constant('consent' as const), scope: oneOf('AUT', 'STA') }),
  fc.record({
    op: fc.constant('record' as const),
    kind: oneOf<RecordKindName>('CaseRecord', 'VictimRecord'),
    key: oneOf('1', '2', '3', 'x', '[1]'),
  }),
  fc.record({ op: fc.constant('involvement' as const), side: oneOf<'made' | 'received' | 'either'>('made', 'received', 'either') }),
)
const { predicate } = fc.letrec<{ predicate: Predicate }>((tie) => ({
  predicate: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.record({ op: oneOf<'and' | 'or'>('and', 'or'), of: fc.array(tie('predicate'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ op: fc.constant('not' as const), of: tie('predicate') }),
  ),
}))

const coordinate = oneOf<Coordinate>(
  { kind: '*', classUpTo: 1 },
  { kind: 'VictimRecord', classUpTo: 3 },
  { kind: 'VictimRecord', field: 'sex' },
  { kind: 'VictimRecord', field: 'birthDate' },
  { kind: 'CaseRecord', field: 'registeredDate' },
  { kind: 'CaseRecord', field: 'stage' },
  { kind: '*', field: '*' },
)

export const rules: fc.Arbitrary<readonly CompiledRule[]> = fc.array(
  fc.record({
    id: fc.nat({ max: 99 }).map((n) => `T-${n}`),
    effect: oneOf<'permit' | 'forbid'>('permit', 'permit', 'permit', 'forbid'),
    coordinates: fc.array(coordinate, { minLength: 1, maxLength: 3 }),
    to: fc.constant({}),
    when: predicate,
    as: oneOf(
      new Map<string, Transform>(),
      new Map<string, Transform>([
        ['VictimRecord.birthDate', 'year'],
        ['CaseRecord.registeredDate', 'year'],
      ]),
    ),
    because: fc.constant('test'),
  }),
  { minLength: 1, maxLength: 4 },
)

const STAGES: Readonly<Record<string, string>> = { Hela: 'S30', 'Manda MP': 'S50' }
const SEXES: Readonly<Record<string, string>> = { F: 'F', P: 'F', M: 'M' }
/** The institution behind each written agency; the ministry writes itself in two ways. */
const INSTITUTIONS: Readonly<Record<string, string>> = { PNTL: 'pntl', FKP: 'fokupers', MSSI: 'mssi', 'MSSI-A': 'mssi' }
const YEAR_ENDS = /^\d{4}$/

/** What is known of each row, worked out from the world alone: nothing here has seen SQL. */
export const factsOf = (world: World, kind: RecordKindName, id: number, agency: string): RowFacts => {
  const victim = kind === 'VictimRecord' ? world.victims.find((each) => each.id === id) : undefined
  const matter = tipCases(world).find((each) => each.id === (kind === 'CaseRecord' ? id : victim?.ofCase))
  const fields: Record<string, string | null> = {}
  if (matter) {
    const status = matter.status?.trim() ?? ''
    fields['CaseRecord.stage'] = status === '' ? 'S10' : (STAGES[status] ?? null)
    const secret = matter.secret?.trim()
    fields['CaseRecord.inquirySecret'] = secret === 'S' ? 'true' : secret === 'N' ? 'false' : null
    fields['CaseRecord.registeredDate'] = matter.registered === '1900-01-01' ? null : matter.registered
  }
  if (victim) fields['VictimRecord.sex'] = SEXES[victim.sex ?? ''] ?? null
  const said = world.consents.filter((each) => victim && each.victim === victim.id)
  const against = scopesOf(said.filter(({ state }) => state === 'dada fali' || state === 'lae'))
  const given = scopesOf(said.filter(({ state, until }) => state === 'sin' && isOpen(until)))
  const live = world.referrals.filter((each) => (each.status === 'simu' || each.status === null) && isOpen(each.expires))
  const concerned = live.filter((each) =>
    kind === 'VictimRecord'
      ? each.victim === id || (matter !== undefined && each.victim === null && each.ofCase === matter.id)
      : concernsCase(world, each, id),
  )
  return {
    fields,
    consents: given.filter((scope) => !against.includes(scope)),
    involvement: concerned.flatMap((each) => [
      ...(INSTITUTIONS[each.from] === agency ? (['made'] as const) : []),
      ...(INSTITUTIONS[each.to] === agency ? (['received'] as const) : []),
    ]),
    records: [...(victim ? [`VictimRecord ${victim.id}`] : []), ...(matter ? [`CaseRecord ${matter.id}`] : [])],
    today: TODAY,
  }
}

export const tipCases = ({ cases }: World): World['cases'] => cases.filter(({ kind }) => kind === 'trafiku')

const scopesOf = (rows: World['consents']): readonly string[] =>
  rows.flatMap(({ scopes }) => scopes.split(';')).flatMap((scope) => (scope === 'aut' ? ['AUT'] : scope === 'est' ? ['STA'] : []))

const concernsCase = (world: World, referral: World['referrals'][number], id: number): boolean =>
  referral.ofCase === id || world.victims.some((victim) => victim.id === referral.victim && victim.ofCase === id)

const isOpen = (until: string | null): boolean => {
  if (until === null || until === '') return true
  return YEAR_ENDS.test(until) ? until >= TODAY.slice(0, 4) : /^\d{4}-/.test(until) && until >= TODAY
}

export const withRules = (model: AgencyModel, compiled: readonly CompiledRule[]): AgencyModel => ({
  ...model,
  policy: { ...model.policy, rules: compiled },
})
