import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accessFor, decide, holds, type RecordKindName, vocabulary } from '../../../schema/index.ts'
import { runsOf } from '../runs.ts'
import { createCedar } from './oracle.ts'
import { coordinates, policies, rowFacts, viewers } from './samples.ts'

const RUNS = runsOf('TIP_HUB_CEDAR_RUNS', 300)
/** Parsing a policy costs more than asking: each is asked this often. */
const ASKED = 12
const requests = fc.array(fc.record({ viewer: viewers, coordinate: coordinates, facts: rowFacts }), { minLength: ASKED, maxLength: ASKED })

describe('the policy against Cedar', () => {
  it('gives for any policy, viewer and row what Cedar gives, by the same rule and in the same form', { timeout: 1_200_000 }, () => {
    const seen = { full: 0, transformed: 0, withheld: 0 }
    fc.assert(
      fc.property(policies, requests, (policy, asked) => {
        const cedar = createCedar(policy)
        for (const { viewer, coordinate, facts } of asked) {
          const decision = decide(policy, vocabulary, viewer, coordinate, facts)
          seen[decision.effect] += 1
          expect(decision).toEqual(cedar(viewer, coordinate, facts))
        }
      }),
      { numRuns: RUNS },
    )
    // Otherwise the samples would never meet the rules, and agreement would mean nothing.
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(RUNS / 20)
  })

  it('lets a viewer know of exactly the rows of which Cedar allows a cell', { timeout: 1_200_000 }, () => {
    const seen = { shown: 0, hidden: 0 }
    fc.assert(
      fc.property(
        policies,
        viewers,
        rowFacts,
        fc.constantFrom<RecordKindName>('CaseRecord', 'VictimRecord'),
        (policy, viewer, facts, kind) => {
          const cedar = createCedar(policy)
          const isAnyAllowed = Object.keys(vocabulary.kinds[kind].fields).some(
            (field) => cedar(viewer, { kind, field }, facts).effect !== 'withheld',
          )
          seen[isAnyAllowed ? 'shown' : 'hidden'] += 1
          expect(holds(accessFor(policy, vocabulary, kind, viewer, facts.today).row, facts)).toBe(isAnyAllowed)
        },
      ),
      { numRuns: Math.ceil(RUNS / 2) },
    )
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(RUNS / 40)
  })
})
