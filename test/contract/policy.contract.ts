import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compileAgency, loadAgencyFolder } from '../../adapters/index.ts'
import {
  type AgencyModel,
  accessFor,
  decide,
  holds,
  type Predicate,
  singleConditions,
  type Viewer,
  vocabulary,
} from '../../schema/index.ts'
import { page, queryOf, RUN, TODAY } from './asking.ts'
import type { OpenSource } from './engines.ts'
import { factsOf, rules, tipCases, type World, withRules, worlds } from './policy-world.ts'

const viewers = fc.constantFrom('fokupers', 'mssi').map((agency): Viewer => ({ agency, roles: [], purpose: 'PROTECTION' }))
const FIELDS = { CaseRecord: ['stage', 'registeredDate', 'inquirySecret'], VictimRecord: ['sex', 'birthDate'] } as const

const text = (value: string | number | null): string => (value === null ? 'null' : typeof value === 'number' ? String(value) : `'${value}'`)
const insert = (table: string, columns: readonly string[], rows: readonly (readonly (string | number | null)[])[]): readonly string[] => [
  `delete from ${table}`,
  ...rows.map((row) => `insert into ${table} (${columns.join(', ')}) values (${row.map(text).join(', ')})`),
]

const statementsFor = (world: World): readonly string[] => [
  ...insert(
    'kazu',
    ['id_kazu', 'no_rejistu', 'status', 'segredu', 'data_rejistu', 'tipu'],
    world.cases.map((c) => [c.id, `R${c.id}`, c.status, c.secret, c.registered, c.kind]),
  ),
  ...insert(
    'vitima',
    ['id_vitima', 'id_kazu', 'sexu', 'data_moris'],
    world.victims.map((v) => [v.id, v.ofCase, v.sex, v.born]),
  ),
  ...insert(
    'konsentimentu',
    ['id_vitima', 'ba', 'estadu', 'valida_to'],
    world.consents.map((c) => [c.victim, c.scopes, c.state, c.until]),
  ),
  ...insert(
    'refere',
    ['id_refere', 'no_rejistu', 'id_vitima', 'husi', 'ba', 'estadu', 'prazu'],
    world.referrals.map((r) => [r.id, r.ofCase === null ? null : `R${r.ofCase}`, r.victim, r.from, r.to, r.status, r.expires]),
  ),
]

/** As statements for emergencies name them. */
const NAMED_RECORDS: readonly Predicate[] = [
  { op: 'record', kind: 'CaseRecord', key: '2' },
  { op: 'record', kind: 'VictimRecord', key: '1' },
  { op: 'record', kind: 'VictimRecord', key: '["1","2"]' },
]

/** The row itself, and the case that it points to. */
const recordsOf = (world: World, kind: 'CaseRecord' | 'VictimRecord', id: number): readonly string[] => {
  const ofCase = world.victims.find((victim) => victim.id === id)?.ofCase
  const isTip = kind === 'VictimRecord' && tipCases(world).some((each) => each.id === ofCase)
  return [`${kind} ${id}`, ...(isTip ? [`CaseRecord ${ofCase}`] : [])]
}

/** For any policy and any rows, what SQL lets out is what `decide` says. */
export const describePolicy = (
  name: string,
  open: (limits: AgencyModel['limits'], model: AgencyModel) => Promise<OpenSource>,
  numRuns: number,
): void => {
  describe(`the policy on ${name}`, () => {
    let model: AgencyModel
    let opened: OpenSource
    beforeAll(async () => {
      model = await loadAgencyFolder(new URL('agency/', import.meta.url).pathname)
      opened = await open(model.limits, model)
    })
    afterAll(() => opened?.close())

    it('shows each cell exactly as decide() says, and no row of which nothing is shown', { timeout: 120_000 }, async () => {
      await fc.assert(
        fc.asyncProperty(worlds, rules, viewers, async (world, compiled, viewer) => {
          for (const statement of statementsFor(world)) await opened.change(statement)
          const ruled = withRules(model, compiled)
          const source = compileAgency(ruled, opened.engine)
          const everything = compileAgency(model, opened.engine)
          for (const kind of ['CaseRecord', 'VictimRecord'] as const) {
            const select = page()
            const shown = await source
              .prepare(queryOf(source, kind, { fields: FIELDS[kind], select, as: viewer }))
              .run({ today: TODAY }, RUN)
            const whole = await everything.prepare(queryOf(everything, kind, { fields: FIELDS[kind], select })).run({ today: TODAY }, RUN)
            const rows = kind === 'CaseRecord' ? tipCases(world) : world.victims
            const access = accessFor(ruled.policy, vocabulary, kind, viewer, TODAY)

            const expected = rows
              .map(({ id }) => ({ id, facts: factsOf(world, kind, id, viewer.agency) }))
              .filter(({ facts }) => holds(access.row, facts))
              .map(({ id, facts }) => {
                const full = whole.find(({ key }) => key === String(id))
                const cells = FIELDS[kind].map((field, index) => {
                  const value = full?.cells[index] ?? null
                  const decision = decide(ruled.policy, vocabulary, viewer, { kind, field }, facts)
                  if (decision.effect === 'withheld') return '(WITHHELD)'
                  if (value === null) return `(${full?.gaps[index]})`
                  return decision.effect === 'full' ? value : String(value).slice(0, 4)
                })
                return [String(id), cells]
              })
            const actual = shown.map(({ key, cells, gaps }) => [key, cells.map((cell, index) => cell ?? `(${gaps[index]})`)])
            expect(Object.fromEntries(actual)).toEqual(Object.fromEntries(expected))
          }
        }),
        { numRuns },
      )
    })

    it('tells of each row which single conditions of the rules it meets, each by itself', { timeout: 120_000 }, async () => {
      let met = 0
      await fc.assert(
        fc.asyncProperty(worlds, rules, viewers, async (world, compiled, viewer) => {
          for (const statement of statementsFor(world)) await opened.change(statement)
          const conditions = singleConditions([...compiled.map(({ when }) => when), ...NAMED_RECORDS])
          for (const kind of ['CaseRecord', 'VictimRecord'] as const) {
            const rows = kind === 'CaseRecord' ? tipCases(world) : world.victims
            const facts = await compileAgency(model, opened.engine)
              .prepareFacts({ kind, conditions, viewer })
              .run({ keys: ['1', '2', '3', '4', '5', '77', "1'; --"], today: TODAY }, RUN)

            expect(Object.fromEntries(facts)).toEqual(
              Object.fromEntries(
                rows.map(({ id }) => [
                  String(id),
                  conditions.map((condition) =>
                    holds(condition, { ...factsOf(world, kind, id, viewer.agency), records: recordsOf(world, kind, id) }),
                  ),
                ]),
              ),
            )
            met += [...facts.values()].flat().filter(Boolean).length
          }
        }),
        { numRuns },
      )
      expect(met).toBeGreaterThan(numRuns)
    })
  })
}
