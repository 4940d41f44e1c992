import fc from 'fast-check'
import { execute, type GraphQLSchema, parse } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type AgencySource, compileAgency, loadAgencyFolder } from '../../../adapters/index.ts'
import type { AgencyModel } from '../../../schema/index.ts'
import { createRecordIds } from '../../../subgraphs/runtime/ids/record-ids.ts'
import { buildAgencySchema } from '../../../subgraphs/runtime/schema/subgraph-schema.ts'
import { buildSubgraph } from '../../../subgraphs/runtime/subgraph.ts'
import { page, queryOf, RUN, TODAY } from '../../contract/asking.ts'
import { type OpenSource, openPostgresSource, openSqliteSource } from '../../contract/engines.ts'
import { type World, withRules, worlds } from '../../contract/policy-world.ts'
import { expectedOf, FIELDS, type Kind } from '../rows/expected.ts'
import { rules, viewer } from '../rows/rules.ts'
import { statementsFor } from '../rows/statements.ts'
import { runsOf } from '../runs.ts'
import { compiledWith, everything, withoutConditions } from './lost-conditions.ts'

const ids = createRecordIds([{ version: 1, secret: new Uint8Array(32).fill(7) }])
const ASKED = ['1', '2', '3', '4', '5']

describe.each([
  { name: 'SQLite', open: openSqliteSource, numRuns: runsOf('TIP_HUB_POLICY_RUNS', 60) },
  { name: 'PostgreSQL', open: openPostgresSource, numRuns: runsOf('TIP_HUB_POLICY_RUNS', 12) },
])('the shield over rows on $name', ({ open, numRuns }) => {
  let model: AgencyModel
  let opened: OpenSource
  beforeAll(async () => {
    model = await loadAgencyFolder(new URL('../../contract/agency/', import.meta.url).pathname)
    opened = await open(model.limits)
  })
  afterAll(() => opened?.close())

  /** Cells as graphql-js gives them, by key of the row; rows of which nothing is shown are left out. */
  const shownBy = async (source: AgencySource, kind: Kind, isShielded: boolean): Promise<ReadonlyMap<string, readonly unknown[]>> => {
    const subgraph = buildSubgraph(source, ids)
    const schema: GraphQLSchema = isShielded ? subgraph.schema : buildAgencySchema(source.model).schema
    const { signal } = RUN
    const fields = FIELDS[kind].map((field) => (field === 'names' ? 'names { type text }' : field)).join(' ')
    const typename = `${source.model.typePrefix}${kind}`
    const { data, errors } = await execute({
      schema,
      document: parse(`query ($r: [_Any!]!) { _entities(representations: $r) { ... on ${typename} { ${fields} } } }`),
      variableValues: { r: ids.encode(kind, ASKED).map((id) => ({ __typename: typename, id })) },
      contextValue: {
        requestId: 'r',
        ids,
        signal,
        person: subgraph.personRequest({ viewer, subject: 's', reason: undefined }, TODAY, signal),
      },
    })
    if (errors) throw errors[0]
    const entities: readonly (Readonly<Record<string, unknown>> | null)[] = JSON.parse(JSON.stringify(data?._entities))
    return new Map(
      entities.flatMap((entity, place) => {
        // The source's cells say yes and no as texts.
        const cells = FIELDS[kind].map((field) => entity?.[field] ?? null).map((cell) => (typeof cell === 'boolean' ? String(cell) : cell))
        return cells.every((cell) => cell === null) ? [] : [[ASKED[place] ?? '', cells] as const]
      }),
    )
  }
  /** What `decide` lets through, of rows whose cells all come in full. */
  const lawful = async (world: World, source: AgencySource, kind: Kind) => {
    const expected = expectedOf(world, source.model.policy)
    const owner = compileAgency(model, opened.engine)
    const rows = await owner.prepare(queryOf(owner, kind, { fields: FIELDS[kind], select: page() })).run({ today: TODAY }, RUN)
    const whole = new Map(rows.map((row) => [row.key, row]))
    return new Map(
      expected.visible(kind).map((id) => {
        const full = whole.get(String(id))
        const cells = expected.cells(kind, id, full).map((cell, index) => {
          const value = full?.cells[index] ?? null
          return value !== null && JSON.stringify(cell) === JSON.stringify(value) ? value : null
        })
        return [String(id), cells]
      }),
    )
  }

  it('shows what decide() says and no more, when every cell of every row comes out in full', { timeout: 300_000 }, async () => {
    let kept = 0
    await fc.assert(
      fc.asyncProperty(worlds, rules, async (world, compiled) => {
        await opened.change(['begin', ...statementsFor(world), 'commit'].join('; '))
        const source = compileAgency(withRules(model, compiled), opened.engine)
        for (const kind of ['CaseRecord', 'VictimRecord'] as const) {
          const broken = compiledWith(source, () => everything)
          const shown = await shownBy(broken, kind, true)
          const expected = [...(await lawful(world, source, kind))].filter(([, cells]) => cells.some((cell) => cell !== null))

          expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(expected))
          kept += (await shownBy(broken, kind, false)).size - shown.size
        }
      }),
      { numRuns },
    )
    expect(kept).toBeGreaterThan(numRuns / 4)
  })

  it('shows the same with true in place of every condition as with the conditions, or less', { timeout: 300_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(worlds, rules, async (world, compiled) => {
        await opened.change(['begin', ...statementsFor(world), 'commit'].join('; '))
        const source = compileAgency(withRules(model, compiled), opened.engine)
        for (const kind of ['CaseRecord', 'VictimRecord'] as const) {
          const honest = await shownBy(source, kind, true)
          const broken = await shownBy(compiledWith(source, withoutConditions), kind, true)

          expect(Object.fromEntries(honest)).toEqual(Object.fromEntries(await shownBy(source, kind, false)))
          for (const [key, cells] of broken)
            for (const [place, cell] of cells.entries()) if (cell !== null) expect(cell).toEqual(honest.get(key)?.[place])
        }
      }),
      { numRuns },
    )
  })
})
