import { execute, type GraphQLSchema, parse } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AgencySource, isInForm } from '../../../adapters/index.ts'
import { AGENCY_CODES, type AgencyCode, generateBlock, type RecordTruth, truthOf } from '../../../demo/world/index.ts'
import { accessFor, type FieldDefinition, type RecordKindName, type Viewer, vocabulary } from '../../../schema/index.ts'
import { createRecordIds } from '../../../subgraphs/runtime/ids/record-ids.ts'
import { buildAgencySchema } from '../../../subgraphs/runtime/schema/subgraph-schema.ts'
import { buildSubgraph } from '../../../subgraphs/runtime/subgraph.ts'
import { type DemoSources, startDemoSources, TODAY } from '../../federation/mapping-truth.support.ts'
import { createTruthOracle, type TruthOracle } from '../../support/truth-oracle.ts'
import { DEMO_VIEWERS } from '../sql/every-read.ts'
import { compiledWith, everything, withoutConditions } from './lost-conditions.ts'

const SEED = 2026
const ids = createRecordIds([{ version: 1, secret: new Uint8Array(32).fill(7) }])
const signal = new AbortController().signal

/** How the first lock is broken. */
const BROKEN = [
  { what: 'with true in place of every condition', change: withoutConditions },
  { what: 'with everything in full', change: () => everything },
] as const

let sources: DemoSources
let oracle: TruthOracle
beforeAll(async () => {
  ;[sources, oracle] = await Promise.all([startDemoSources(SEED), createTruthOracle(truthOf(generateBlock({ seed: SEED }, 0)), TODAY)])
}, 240_000)
afterAll(() => sources?.close())

const seen = { kept: 0, shown: 0, tooFine: 0, hiddenRows: 0, gapsGiven: 0, gapsKept: 0 }

describe.each(AGENCY_CODES.map((agency) => ({ agency })))('the shield of $agency over SQL that lets everything out', ({ agency }) => {
  it.each(BROKEN)('shows each person of the demo what decide() says of the row, $what', { timeout: 240_000 }, async ({ change }) => {
    const honest = sources.source(agency)
    const problems: string[] = []
    for (const kind of honest.model.records.keys())
      for (const viewer of DEMO_VIEWERS) problems.push(...(await differences(compiledWith(honest, change), agency, kind, viewer)))

    expect(problems.slice(0, 20)).toEqual([])
  })
})

it('was tried on values that the broken SQL really let out', () => {
  expect(seen.shown).toBeGreaterThan(10_000)
  expect(seen.kept).toBeGreaterThan(10_000)
  expect(seen.hiddenRows).toBeGreaterThan(100)
  expect(seen.tooFine).toBeGreaterThan(10)
  expect(seen.gapsGiven).toBeGreaterThan(100)
  expect(seen.gapsKept).toBeGreaterThan(100)
})

interface Shown {
  readonly gaps: readonly { readonly field: string; readonly reason: string }[] | null
  readonly [field: string]: unknown
}

/** What graphql-js gives behind the shield, against what it gives without and what `decide` says of each row. */
async function differences(source: AgencySource, agency: AgencyCode, kind: RecordKindName, viewer: Viewer): Promise<readonly string[]> {
  const isOpen = accessFor(source.model.policy, vocabulary, kind, viewer, TODAY).row.op !== 'false'
  // Where no rule opens any row, a few of them are enough.
  const records = oracle.records.filter((record) => record.agency === agency && record.kind === kind).slice(0, isOpen ? undefined : 3)
  const fields = [...(source.model.records.get(kind)?.fields.keys() ?? [])]
  const subgraph = buildSubgraph(source, ids)
  const typename = `${source.model.typePrefix}${kind}`
  const ask = async (schema: GraphQLSchema): Promise<readonly (Shown | null)[]> => {
    const person = subgraph.personRequest({ viewer, subject: 's', reason: undefined }, TODAY, signal)
    const keys = records.map(({ key }) => keyText(key))
    const r = ids.encode(kind, keys).map((id) => ({ __typename: typename, id }))
    const { data, errors } = await execute({
      schema,
      document: parse(questionFor(typename, kind, fields)),
      variableValues: { r },
      contextValue: { requestId: 'r', ids, signal, person },
    })
    if (errors) throw errors[0]
    return JSON.parse(JSON.stringify(data?._entities))
  }
  // One after the other: a file source answers one statement at a time.
  const bare = await ask(buildAgencySchema(source.model).schema)
  const behind = await ask(subgraph.schema)
  return records.flatMap((record, place) => differencesOf(record, fields, viewer, bare[place] ?? null, behind[place] ?? null))
}

function differencesOf(
  record: RecordTruth,
  fields: readonly string[],
  viewer: Viewer,
  bare: Shown | null,
  behind: Shown | null,
): readonly string[] {
  const where = `${viewer.agency} ${viewer.roles} ${viewer.purpose} ${record.agency} ${record.kind}`
  if (!bare) return behind ? [`${where}: a row that is not there`] : []
  if (!oracle.mayKnow(record, viewer)) seen.hiddenRows += 1
  let hasBroken = false
  const wrong = fields.flatMap((field) => {
    const decision = oracle.decisionOn(record, field, viewer)
    const value = bare[field] ?? null
    const definition = vocabulary.kinds[record.kind].fields[field]
    const isCoarse = decision.effect !== 'transformed' || (definition !== undefined && isInFormOf(value, decision.as, definition))
    const expected = decision.effect === 'withheld' || !isCoarse ? null : value
    if (value !== null) seen[decision.effect === 'withheld' ? 'kept' : isCoarse ? 'shown' : 'tooFine'] += 1
    hasBroken ||= !isCoarse || (decision.effect === 'withheld' && bare.gaps?.find((gap) => gap.field === field)?.reason !== 'WITHHELD')
    return JSON.stringify(behind?.[field] ?? null) === JSON.stringify(expected) ? [] : [`${where}.${field}: not as ${decision.effect}`]
  })
  // The reasons for nulls would tell whether there is a value.
  if (hasBroken && behind?.gaps != null) wrong.push(`${where}.gaps: tells of what is kept`)
  seen[behind?.gaps == null ? 'gapsKept' : 'gapsGiven'] += 1
  return wrong
}

const keyText = (key: readonly string[]): string => (key.length === 1 ? (key[0] ?? '') : JSON.stringify(key))

/** Numbers and booleans have no coarser form; everything else is as the source's cell has it. */
const isInFormOf = (value: unknown, as: Parameters<typeof isInForm>[1], definition: FieldDefinition): boolean =>
  value === null || ((typeof value === 'string' || Array.isArray(value)) && isInForm(value, as, definition))

const questionFor = (typename: string, kind: RecordKindName, fields: readonly string[]): string => {
  const written = fields.map((field) => {
    const type = vocabulary.kinds[kind].fields[field]?.type
    return type === 'names' ? `${field} { type text }` : type === 'documents' ? `${field} { type number }` : field
  })
  return `query ($r: [_Any!]!) { _entities(representations: $r) { ... on ${typename} { ${written.join(' ')} gaps { field reason } } } }`
}
