import fc from 'fast-check'
import { getVariableValues, type OperationDefinitionNode, parse, validate } from 'graphql'
import { describe, expect, it } from 'vitest'
import { INTERNAL_DOCUMENTS } from '../../../schema/index.ts'
import { createCaseKeysOf } from '../ids/case-keys.ts'
import { createPositions } from '../ids/positions.ts'
import { createMemorySource } from '../test-support/memory-source.ts'
import { aModel } from '../test-support/model.ts'
import { buildInternalSchema } from './internal-schema.ts'
import { readKnownQuestion } from './known-question.ts'
import { createLocating } from './locating.ts'
import { readFilter, type WrittenFilter } from './read-filter.ts'

const secret = new Uint8Array(32).fill(1)
const unused = (): never => {
  throw new Error('nothing is read')
}
const schema = buildInternalSchema(
  createLocating(createMemorySource(aModel({ rules: [] }), {}), {
    caseKeysOf: createCaseKeysOf(secret),
    positions: createPositions(secret),
  }),
  unused,
)
const FIELDS = ['locate', 'locateByKeys', 'locateByIds'] as const

/** What GraphQL makes of the variables; undefined where it refuses them. */
function byGraphQL(field: (typeof FIELDS)[number], variables: Record<string, unknown>): unknown {
  const definition = parse(INTERNAL_DOCUMENTS[field]).definitions[0] as OperationDefinitionNode // ours, with one operation
  const { coerced } = getVariableValues(schema, definition.variableDefinitions ?? [], variables)
  const input = coerced?.input as { filter?: readonly WrittenFilter[]; orderBy?: string | null; after?: string | null } | undefined
  if (!input) return undefined
  return JSON.parse(
    JSON.stringify(
      input.filter
        ? { ...input, filter: input.filter.map(readFilter), orderBy: input.orderBy ?? undefined, after: input.after ?? undefined }
        : input,
    ),
  )
}

const text = fc.constantFrom('CaseRecord', 'registeredDate', '', 'x')
const texts = fc.array(text, { maxLength: 3 })
/** Mostly what fits, sometimes what does not. */
const or = <T>(fits: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 30, arbitrary: fits },
    { weight: 1, arbitrary: fc.constantFrom(null, 7, 1.5, true, 'x', {}, ['x'], [['x']], [null], 2_147_483_648) },
  )
const record = (members: Record<string, fc.Arbitrary<unknown>>, optional: readonly string[] = []) =>
  fc
    .tuple(fc.record(members, { requiredKeys: Object.keys(members).filter((name) => !optional.includes(name)) }), fc.nat({ max: 40 }))
    .map(([value, dice]): object => (dice === 0 ? { ...value, nobodyKnows: 1 } : value))
const filter = record({ field: or(text), in: or(texts), from: or(text), to: or(text) }, ['in', 'from', 'to'])
const related = record({ relation: or(text), fields: or(texts) })
const wanted = { summary: or(texts), related: or(fc.array(related, { maxLength: 2 })) }
const kind = or(fc.constantFrom('CaseRecord', 'VictimRecord'))
const INPUTS = {
  locate: record(
    {
      ...wanted,
      kind,
      filter: or(fc.array(filter, { maxLength: 2 })),
      orderBy: or(text),
      after: or(text),
      descending: or(fc.boolean()),
      backward: or(fc.boolean()),
      first: or(fc.integer({ min: -5, max: 200 })),
    },
    ['orderBy', 'after'],
  ),
  locateByKeys: record({ ...wanted, caseKeys: or(texts) }),
  locateByIds: record({ ...wanted, kind, ids: or(texts) }),
}

describe("the hub's own questions", () => {
  it.each(FIELDS)('%s is read as GraphQL reads it, or not at all', (field) => {
    expect(validate(schema, parse(INTERNAL_DOCUMENTS[field]))).toEqual([])
    let read = 0
    fc.assert(
      fc.property(INPUTS[field], (input) => {
        const question = readKnownQuestion({ query: INTERNAL_DOCUMENTS[field], variables: { input } })
        if (!question) return
        read++
        expect(question.field).toBe(field)
        expect(JSON.parse(JSON.stringify(question.input))).toEqual(byGraphQL(field, { input }))
      }),
      { numRuns: 1_000 },
    )
    expect(read).toBeGreaterThan(200)
  })

  const input = { caseKeys: [], summary: [], related: [] }
  const query = INTERNAL_DOCUMENTS.locateByKeys
  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['a list', [{ query, variables: { input } }]],
    ['another document', { query: `${query} `, variables: { input } }],
    ['the operation of another document', { query, operationName: 'Locate', variables: { input } }],
    ['a second variable', { query, variables: { input, more: 1 } }],
    ['no variables', { query }],
    ['extensions', { query, variables: { input }, extensions: {} }],
    ['members of a prototype', JSON.parse(`{"query":${JSON.stringify(query)},"variables":{"input":{"__proto__":{"caseKeys":[]}}}}`)],
  ])('%s takes the way of all others', (_what, asked) => {
    expect(readKnownQuestion(asked)).toBeUndefined()
  })

  it('are known with their operation named and without', () => {
    expect(readKnownQuestion({ query, variables: { input } })).toEqual({ field: 'locateByKeys', input })
    expect(readKnownQuestion({ query, operationName: null, variables: { input } })).toBeDefined()
    expect(readKnownQuestion({ query, operationName: 'LocateByKeys', variables: { input } })).toBeDefined()
  })
})
