import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  type AgencySource,
  compileAgency,
  type FieldFilter,
  loadAgencyFolder,
  type RecordRow,
  type Selection,
} from '../../../adapters/index.ts'
import { type AgencyModel, isHubError } from '../../../schema/index.ts'
import { page, queryOf, TODAY } from '../../contract/asking.ts'
import type { OpenSource } from '../../contract/engines.ts'
import { type World, withRules, worlds } from '../../contract/policy-world.ts'
import { expectedOf, FIELDS, type Kind, nucOf } from './expected.ts'
import { rules, viewer } from './rules.ts'
import { statementsFor } from './statements.ts'

/** Long enough for a machine that does much else. */
const RUN = { signal: new AbortController().signal, timeoutMs: 60_000 }
const ASKED = ['1', '2', '3', '4', '5', '9']
interface Filtering {
  readonly kind: Kind
  readonly filter: FieldFilter
  readonly passes: (value: string) => boolean
}
const FILTERS: readonly Filtering[] = [
  { kind: 'CaseRecord', filter: { field: 'stage', in: ['S10', 'S30'] }, passes: (value) => value === 'S10' || value === 'S30' },
  { kind: 'CaseRecord', filter: { field: 'registeredDate', from: '2025' }, passes: (value) => value >= '2025' },
  { kind: 'VictimRecord', filter: { field: 'sex', in: ['F'] }, passes: (value) => value === 'F' },
]

/** For any policy and any rows, each way to reach a row lets out what `decide` says, and nothing else. */
export const describeRows = (name: string, open: (limits: AgencyModel['limits']) => Promise<OpenSource>, numRuns: number): void => {
  describe(`rows on ${name}`, () => {
    let model: AgencyModel
    let opened: OpenSource
    beforeAll(async () => {
      model = await loadAgencyFolder(new URL('../../contract/agency/', import.meta.url).pathname)
      opened = await open(model.limits)
    })
    afterAll(() => opened?.close())

    const forAll = (check: (world: World, ruled: AgencySource, whole: AgencySource) => Promise<void>) =>
      fc.assert(
        fc.asyncProperty(worlds, rules, async (world, compiled) => {
          await opened.change(['begin', ...statementsFor(world), 'commit'].join('; '))
          await check(world, compileAgency(withRules(model, compiled), opened.engine), compileAgency(model, opened.engine))
        }),
        { numRuns },
      )
    const read = (source: AgencySource, kind: Kind, select: Selection, keys?: readonly string[]): Promise<readonly RecordRow[]> =>
      source
        .prepare(
          queryOf(source, kind, {
            fields: FIELDS[kind],
            parents: kind === 'VictimRecord' ? ['case'] : [],
            select,
            ...(source.model === model ? {} : { as: viewer }),
            withLinkNuc: kind === 'CaseRecord',
          }),
        )
        .run({ today: TODAY, ...(keys ? { keys } : {}) }, RUN)
    const shown = ({ cells, gaps }: RecordRow): readonly unknown[] => cells.map((cell, index) => cell ?? `(${gaps[index]})`)
    const sorted = (ids: readonly number[]): readonly string[] => ids.map(String).toSorted()
    const keysOf = (rows: readonly RecordRow[]): readonly string[] => rows.map(({ key }) => key).toSorted()

    it('give by key the cells, the parent and the case number that decide() shows', { timeout: 600_000 }, () =>
      forAll(async (world, ruled, whole) => {
        const expected = expectedOf(world, ruled.model.policy)
        for (const kind of ['CaseRecord', 'VictimRecord'] as const) {
          const all = new Map((await read(whole, kind, page())).map((row) => [row.key, row]))
          const rows = await read(ruled, kind, { by: 'keys' }, ASKED)

          expect(Object.fromEntries(rows.map((row) => [row.key, [shown(row), row.parents, row.linkNuc]]))).toEqual(
            Object.fromEntries(
              expected
                .visible(kind)
                .map((id) => [
                  String(id),
                  [
                    expected.cells(kind, id, all.get(String(id))),
                    kind === 'VictimRecord' ? [expected.caseOf(id)] : [],
                    kind === 'CaseRecord' ? expected.linkNuc(id) : null,
                  ],
                ]),
            ),
          )
        }
      }),
    )

    it('give the children of visible parents alone', { timeout: 600_000 }, () =>
      forAll(async (world, ruled) => {
        const expected = expectedOf(world, ruled.model.policy)
        const rows = await read(ruled, 'VictimRecord', { by: 'parents', relation: 'case' }, ASKED)
        const children = expected.visible('VictimRecord').filter((id) => expected.caseOf(id) !== null)

        expect(Object.fromEntries(rows.map((row) => [row.key, [row.of, row.parents]]))).toEqual(
          Object.fromEntries(children.map((id) => [String(id), [expected.caseOf(id), [expected.caseOf(id)]]])),
        )
      }),
    )

    it('give by case number the cases that may be linked alone', { timeout: 600_000 }, () =>
      forAll(async (world, ruled) => {
        const expected = expectedOf(world, ruled.model.policy)
        const rows = await read(ruled, 'CaseRecord', { by: 'nucs' }, ASKED.map(Number).map(nucOf))

        expect(keysOf(rows)).toEqual(sorted(expected.visible('CaseRecord').filter(expected.mayLink)))
      }),
    )

    it('match a filter where the field is shown in full alone, and refuse one that nobody could see', { timeout: 600_000 }, () =>
      forAll(async (world, ruled) => {
        const expected = expectedOf(world, ruled.model.policy)
        for (const { kind, filter, passes } of FILTERS) {
          const answered = await Promise.resolve()
            .then(() => read(ruled, kind, page({ filter: [filter] })))
            .catch((thrown: unknown) => {
              if (isHubError(thrown, 'FORBIDDEN_ARGUMENT')) return 'refused'
              throw thrown
            })
          if (!expected.mayFilter(kind, filter.field)) expect(answered).toBe('refused')
          else {
            const matching = expected.visible(kind).filter((id) => expected.matches(kind, filter.field, id, passes))
            expect(typeof answered === 'string' ? answered : keysOf(answered)).toEqual(sorted(matching))
          }
        }
      }),
    )

    it('stand in a list where the dates that are shown in full put them', { timeout: 600_000 }, () =>
      forAll(async (world, ruled) => {
        const expected = expectedOf(world, ruled.model.policy)
        if (!expected.mayFilter('CaseRecord', 'registeredDate')) return
        const rows = await read(ruled, 'CaseRecord', page({ orderBy: 'registeredDate' }))
        const inOrder = expected
          .visible('CaseRecord')
          .map((id) => ({ sortKey: expected.dateShown(id), key: String(id) }))
          .toSorted((a, b) => ((a.sortKey ?? '9') + a.key < (b.sortKey ?? '9') + b.key ? -1 : 1))

        expect(rows.map(({ position }) => position)).toEqual(inOrder)
      }),
    )
  })
}
