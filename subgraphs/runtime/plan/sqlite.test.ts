import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { typeNameOf } from '../access/relations.ts'
import { document, rules } from '../test-support/arbitrary.ts'
import { analyst } from '../test-support/ask.ts'
import { aSqliteAgency } from '../test-support/sqlite-agency.ts'

let agency: Awaited<ReturnType<typeof aSqliteAgency>>
beforeAll(async () => {
  agency = await aSqliteAgency()
})
afterAll(() => agency.close())

const KEYS = {
  CaseRecord: ['1', '2', '3', '404'],
  VictimRecord: ['1', '2', '3', '10'],
  ReferralRecord: ['["1","1"]', '["1","2"]', '["3","1"]'],
} as const

describe('a real source', () => {
  it('answers three levels with three statements, mapped, with what is missing explained', async () => {
    const { compiled, ids } = agency.under()
    const r = ids.encode('CaseRecord', KEYS.CaseRecord).map((id) => ({ __typename: 'PntlCaseRecord', id }))

    const answer = await compiled(
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on PntlCaseRecord { stage registeredDate victimCount nuc gaps { field reason } victims { sex age referrals { status } } } } }',
      { r },
      analyst,
    )

    expect(answer?.errors).toEqual([])
    expect(JSON.parse(answer?.json ?? '')).toEqual({
      _entities: [
        {
          stage: 'S30',
          registeredDate: '2024-02-01',
          victimCount: 2,
          nuc: null,
          gaps: [{ field: 'nuc', reason: 'WITHHELD' }],
          victims: [
            { sex: 'F', age: 15, referrals: [{ status: 'DON' }, { status: 'DON' }] },
            { sex: 'M', age: null, referrals: [] },
          ],
        },
        {
          stage: null,
          registeredDate: null,
          victimCount: null,
          nuc: null,
          gaps: [
            { field: 'stage', reason: 'UNMAPPED' },
            { field: 'registeredDate', reason: 'NOT_RECORDED' },
            { field: 'victimCount', reason: 'UNMAPPED' },
            { field: 'nuc', reason: 'WITHHELD' },
          ],
          victims: [{ sex: null, age: 30, referrals: [{ status: null }] }],
        },
        {
          stage: 'S99',
          registeredDate: '2023-03-15',
          victimCount: null,
          nuc: null,
          gaps: [
            { field: 'victimCount', reason: 'NOT_RECORDED' },
            { field: 'nuc', reason: 'WITHHELD' },
          ],
          victims: [],
        },
        null,
      ],
    })
    expect(answer?.statements).toHaveLength(3)
    expect(answer?.statements.join()).not.toContain('nuc_mp')
  })

  it('gives the same JSON by plan and by graphql-js, for any document and policy', async () => {
    const asked = Object.entries(KEYS).flatMap(([kind, keys]) => keys.map((key) => ({ kind: kind as keyof typeof KEYS, key }))) // its keys
    await fc.assert(
      fc.asyncProperty(document, rules, async (query, rules) => {
        const { compiled, interpreted, ids } = agency.under(rules)
        const r = asked.map(({ kind, key }) => ({ __typename: typeNameOf(agency.model, kind), id: ids.encode(kind, [key])[0] }))

        const plan = await compiled(query, { r })
        const interpretation = await interpreted(query, { r })

        expect(plan?.errors).toEqual(interpretation.errors)
        expect(plan?.json).toBe(interpretation.json)
      }),
      { numRuns: 60 },
    )
  }, 60_000)
})
