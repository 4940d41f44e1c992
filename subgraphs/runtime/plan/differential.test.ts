import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HubError } from '../../../schema/index.ts'
import { typeNameOf } from '../access/relations.ts'
import { asked, data, document, KINDS, rules } from '../test-support/arbitrary.ts'
import { aSubgraph } from '../test-support/ask.ts'
import { aModel } from '../test-support/model.ts'

const model = aModel()

describe('a compiled plan and graphql-js behind the shield', () => {
  it('give the same JSON, letter by letter, for any document, policy and rows, and whichever kind of records fails', () => {
    let errorsSeen = 0
    return fc
      .assert(
        fc.asyncProperty(
          document,
          rules,
          data,
          asked,
          fc.option(fc.constantFrom(...KINDS), { nil: undefined, freq: 4 }),
          async (query, rules, data, asked, failing) => {
            const { compiled, interpreted, isValid, ids, source } = aSubgraph(aModel({ rules }), data)
            expect(isValid(query)).toBe(true)
            if (failing) source.failOn(failing, new HubError('SOURCE_UNAVAILABLE', { agency: 'pntl' }))
            const r = asked.map(([kind, key]) => ({ __typename: typeNameOf(model, kind), id: ids.encode(kind, [key])[0] }))

            const plan = await compiled(query, { r })
            const interpretation = await interpreted(query, { r })

            expect(plan?.json).toBe(interpretation.json)
            expect(plan?.errors).toEqual(interpretation.errors)
            errorsSeen += interpretation.errors.length
          },
        ),
        { numRuns: Number(process.env.DIFFERENTIAL_RUNS ?? 150) },
      )
      .then(() => expect(errorsSeen).toBeGreaterThan(0))
  }, 60_000)
})
