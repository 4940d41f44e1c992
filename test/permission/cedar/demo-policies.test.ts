import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadAgencyFolder } from '../../../adapters/index.ts'
import { DEMO_PEOPLE } from '../../../demo/people/people.ts'
import { agencyFolder } from '../../../demo/state/home.ts'
import { AGENCY_CODES } from '../../../demo/world/index.ts'
import { type CompiledPolicy, decide, LINK, type Predicate, type RowFacts, type Viewer, vocabulary } from '../../../schema/index.ts'
import { runsOf } from '../runs.ts'
import { createCedar } from './oracle.ts'

const RUNS = runsOf('TIP_HUB_CEDAR_RUNS', 5)
const viewers: readonly Viewer[] = DEMO_PEOPLE.flatMap(({ agency, roles, purposes }) =>
  purposes.map((purpose) => ({ agency, roles, purpose })),
)

/** Long ago, near the day of the question, on it, and imprecise. */
const DATES = ['2001-05-06', '2025-06-30', '2025-12-30', '2025-12-31', '2025-12', '2025']

/** What the conditions of the policy test, so that random rows decide them both ways. */
const leavesOf = (predicate: Predicate): readonly Predicate[] => ('of' in predicate ? [predicate.of].flat().flatMap(leavesOf) : [predicate])

const factsFor = (policy: CompiledPolicy): fc.Arbitrary<RowFacts> => {
  const leaves = policy.rules.flatMap(({ when }) => leavesOf(when))
  const fields = leaves.flatMap((leaf) => {
    if (leaf.op !== 'in' && leaf.op !== 'date') return []
    return [[`${leaf.kind}.${leaf.field}`, leaf.op === 'in' ? leaf.values : DATES] as const]
  })
  const values = Map.groupBy(fields, ([name]) => name)
  return fc.record({
    fields: fc.record(
      Object.fromEntries([...values].map(([name, tests]) => [name, fc.constantFrom(...tests.flatMap(([, of]) => of), 'another', null)])),
    ),
    consents: fc.subarray([...new Set(leaves.flatMap((leaf) => (leaf.op === 'consent' ? [leaf.scope] : [])))]),
    involvement: fc.subarray<'made' | 'received'>(['made', 'received']),
    today: fc.constant('2025-12-31'),
  })
}

describe.each(AGENCY_CODES)('the policy of %s against Cedar', (agency) => {
  it('gives every demo person of every field what Cedar gives', { timeout: 1_200_000 }, async () => {
    const { policy } = await loadAgencyFolder(agencyFolder(agency))
    const cedar = createCedar(policy)
    const cells = Object.values(vocabulary.kinds).flatMap(({ name, fields }) =>
      [...Object.keys(fields), ...(name === 'CaseRecord' ? [LINK] : [])].map((field) => ({ kind: name, field })),
    )

    fc.assert(
      fc.property(factsFor(policy), fc.constantFrom(...viewers), (facts, viewer) => {
        for (const cell of cells) expect(decide(policy, vocabulary, viewer, cell, facts)).toEqual(cedar(viewer, cell, facts))
      }),
      { numRuns: RUNS },
    )
  })
})
