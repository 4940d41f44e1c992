import fc from 'fast-check'
import { execute, parse } from 'graphql'
import { describe, expect, it } from 'vitest'
import { type RecordKindName, vocabulary } from '../../../schema/index.ts'
import { createRecordIds } from '../../../subgraphs/runtime/ids/record-ids.ts'
import { buildAgencySchema } from '../../../subgraphs/runtime/schema/subgraph-schema.ts'
import { buildSubgraph } from '../../../subgraphs/runtime/subgraph.ts'
import { data, document, KINDS, rules } from '../../../subgraphs/runtime/test-support/arbitrary.ts'
import { analyst, TODAY } from '../../../subgraphs/runtime/test-support/ask.ts'
import { createMemorySource } from '../../../subgraphs/runtime/test-support/memory-source.ts'
import { aModel } from '../../../subgraphs/runtime/test-support/model.ts'
import { compiledWith, everything } from './lost-conditions.ts'

const RECORD = new RegExp(`^Pntl(${KINDS.join('|')})$`)

describe('the shield over a source that has lost its conditions', () => {
  it('withholds every value of every field that no rule gives the viewer, for any document, policy and rows', {
    timeout: 120_000,
  }, async () => {
    const seen = { shielded: 0, bare: 0 }
    await fc.assert(
      fc.asyncProperty(document, rules, data, async (query, compiled, held) => {
        const honest = createMemorySource(aModel({ rules: compiled }), held)
        const ids = createRecordIds([{ version: 1, secret: new Uint8Array(32).fill(7) }])
        const subgraph = buildSubgraph(
          compiledWith(honest, () => everything),
          ids,
        )
        const signal = new AbortController().signal
        const r = KINDS.flatMap((kind) => ids.encode(kind, ['1', '2', '3']).map((id) => ({ __typename: `Pntl${kind}`, id })))
        const question = withTypenames(query)
        const answered = async (schema: typeof subgraph.schema) => {
          const person = subgraph.personRequest({ viewer: analyst, subject: 's', reason: undefined }, TODAY, signal)
          const { data } = await execute({
            schema,
            document: parse(question),
            variableValues: { r },
            contextValue: { requestId: 'r', ids, signal, person },
          })
          return data
        }
        const accessOf = subgraph.profileOf(analyst, TODAY).accessOf
        const unpermitted = (value: unknown): readonly string[] =>
          valuesIn(value).flatMap(({ kind, field }) => (accessOf(kind).cells.has(field) ? [] : [`${kind}.${field}`]))

        const shielded = await answered(subgraph.schema)
        expect(unpermitted(shielded)).toEqual([])
        seen.shielded += valuesIn(shielded).length
        seen.bare += unpermitted(await answered(buildAgencySchema(honest.model).schema)).length
      }),
      { numRuns: 80 },
    )
    // The source does give it all: without the shield it would have been shown.
    expect(seen.bare).toBeGreaterThan(10)
    expect(seen.shielded).toBeGreaterThan(10)
  })
})

/** Every selection set says which type it is of. */
const withTypenames = (query: string): string => query.replaceAll(/\{ (?=\S)/g, '{ __typename ').replace('{ __typename e:', '{ e:')

interface Shown {
  readonly kind: RecordKindName
  readonly field: string
}

/** Fields of records that hold a value, under whatever alias. */
function valuesIn(value: unknown): readonly Shown[] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.values(value).flatMap(valuesIn)
  const [, name] = ('__typename' in value && RECORD.exec(String(value.__typename))) || []
  const kind = KINDS.find((each) => each === name)
  if (kind === undefined) return inner
  const own = Object.entries(value).flatMap(([key, cell]): readonly Shown[] => {
    const field = key.replace(/^a_/, '')
    return cell !== null && Object.hasOwn(vocabulary.kinds[kind].fields, field) ? [{ kind, field }] : []
  })
  return [...own, ...inner]
}
