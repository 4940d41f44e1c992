import fc from 'fast-check'
import type { CompiledRule, Coordinate, Transform, Viewer } from '../../../schema/index.ts'
import { TODAY } from '../../contract/asking.ts'
import { rules as plainRules } from '../../contract/policy-world.ts'

export const viewer: Viewer = { agency: 'fokupers', roles: ['caseworker'], purpose: 'PROTECTION' }

const oneOf = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values)

/** Recipients: the viewer by name, by role, by a group that the viewer is, was or will be in, and others. */
const recipients = oneOf<CompiledRule['to']>(
  {},
  {},
  { agencies: ['fokupers', 'pcic'] },
  { roles: ['caseworker'] },
  { roles: ['analyst'] },
  { groups: [[{ agency: 'fokupers', from: TODAY, until: TODAY }]] },
  { groups: [[{ agency: 'fokupers', until: '2025-06-29' }], [{ agency: 'pcic' }]] },
  { groups: [[{ agency: 'fokupers', from: '2025-07-01' }]] },
)

const more = oneOf<readonly Coordinate[]>(
  [],
  [{ kind: 'CaseRecord', field: 'link' }],
  [{ kind: 'VictimRecord', field: 'names' }],
  [
    { kind: 'CaseRecord', field: 'link' },
    { kind: 'CaseRecord', field: 'nuc' },
  ],
)

const forms = oneOf<ReadonlyMap<string, Transform>>(
  new Map(),
  new Map<string, Transform>([
    ['VictimRecord.birthDate', 'year'],
    ['VictimRecord.names', 'initials'],
  ]),
  new Map<string, Transform>([
    ['VictimRecord.names', 'initials'],
    ['CaseRecord.registeredDate', 'year'],
    ['VictimRecord.sex', 'yes-no'],
  ]),
)

/** Rules with random recipients, the link, and every form that the fields of the small source can have. */
export const rules: fc.Arbitrary<readonly CompiledRule[]> = plainRules.chain((plain) =>
  fc.tuple(...plain.map(() => fc.record({ to: recipients, coordinates: more, as: forms }))).map((drawn) =>
    plain.map((rule, place) => ({
      ...rule,
      to: drawn[place]?.to ?? {},
      coordinates: [...rule.coordinates, ...(drawn[place]?.coordinates ?? [])],
      as: drawn[place]?.as ?? rule.as,
    })),
  ),
)
