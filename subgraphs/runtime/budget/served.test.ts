import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { INTERNAL_DOCUMENTS, type PersonLimits } from '../../../schema/index.ts'
import type { Listening } from '../http/listen.ts'
import { serveAgency } from '../serve.ts'
import { createMemorySource } from '../test-support/memory-source.ts'
import { aModel } from '../test-support/model.ts'
import { data, folder, hub, locate, logged, post, rules, settings } from '../test-support/served-agency.ts'

const PLAN = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on PntlVictimRecord { sex } } }'
/** The compiler leaves documents with `_service` to graphql-js. */
const FALLBACK = 'query ($r: [_Any!]!) { _service { sdl } _entities(representations: $r) { ... on PntlVictimRecord { sex } } }'
const OF_CASES = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on PntlCaseRecord { victims { sex } } } }'
const CASES_ALONE = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on PntlCaseRecord { stage } } }'

let running: Listening[] = []
let states = 0
afterEach(async () => {
  for (const agency of running) await agency.close()
  running = []
})
const serve = async (personsPerDay: PersonLimits, stateFolder = join(folder, `budget-${states++}`)) => {
  const source = createMemorySource(aModel({ rules, personsPerDay }), data)
  const agency = await serveAgency({ ...settings(), source, stateFolder })
  running.push(agency)
  return { agency, url: agency.url, source, stateFolder }
}
const asOf = async (sub: string) => ({ token: await hub.token({ sub }), purpose: 'OVERSIGHT', reason: 'own case 12' })
const victims = { kind: 'VictimRecord', orderBy: undefined, summary: ['sex'], first: 10 }
const limits = (perAccount: number): PersonLimits => ({ perAccount, perRecipient: 1_000, roles: {} })
const idsOf = async (url: string, kind: string, sub: string) => {
  const { items } = await locate({ ...victims, kind, summary: [] }, { url, context: hub.contextFor(await asOf(sub)) })
  return items.map(({ id, typename }) => ({ __typename: typename, id }))
}
const codesOf = ({ status, json }: { status: number; json: unknown }) => {
  const { errors = [] } = json as { errors?: { extensions: { code: string } }[] } // what an agency answers
  return [status, ...errors.map(({ extensions }) => extensions.code)]
}

describe('an account that was given as many persons as the agency gives in a day', () => {
  it('is refused every question that could show one, before anything is read, whatever is there', async () => {
    const { url, source } = await serve(limits(2))
    const people = await idsOf(url, 'VictimRecord', 'greedy')
    const cases = await idsOf(url, 'CaseRecord', 'greedy')
    expect(people).toHaveLength(2)
    source.statements.length = 0

    const missing = [{ __typename: 'PntlVictimRecord', id: 'nothing' }]
    const ask = async (query: string, r: unknown) => post(query, { r }, { url, context: hub.contextFor(await asOf('greedy')) })
    for (const [query, r] of [
      [PLAN, people],
      [PLAN, missing],
      [FALLBACK, people],
      [FALLBACK, missing],
      [OF_CASES, cases],
      [OF_CASES, [{ __typename: 'PntlCaseRecord', id: 'nothing' }]],
    ] as const) {
      const answer = await ask(query, r)
      expect(codesOf(answer), query).toEqual([429, 'AGENCY_BUDGET_SPENT'])
      expect(answer.json).toEqual((await ask(PLAN, people)).json)
    }
    const internal = async (input: object) =>
      post(INTERNAL_DOCUMENTS.locateByIds, { input }, { url, path: '/internal', context: hub.contextFor(await asOf('greedy')) })
    for (const ids of [people.map(({ id }) => id), ['nothing']])
      expect(codesOf(await internal({ kind: 'VictimRecord', ids, summary: [], related: [] }))).toEqual([200, 'AGENCY_BUDGET_SPENT'])
    expect(
      codesOf(await internal({ kind: 'CaseRecord', ids: ['x'], summary: [], related: [{ relation: 'victims', fields: [] }] })),
    ).toEqual([200, 'AGENCY_BUDGET_SPENT'])
    expect(source.statements).toEqual([])

    expect(codesOf(await ask(CASES_ALONE, cases))).toEqual([200])
    expect(await idsOf(url, 'VictimRecord', 'modest')).toHaveLength(2)
  })

  it.each([
    ['a plan', PLAN],
    ['graphql-js', FALLBACK],
  ])('is counted where %s answers', async (_what, query) => {
    const { url } = await serve(limits(2))
    const people = await idsOf(url, 'VictimRecord', 'finder')
    const ask = async (r: unknown) => codesOf(await post(query, { r }, { url, context: hub.contextFor(await asOf('reader')) }))

    expect(await ask(people.slice(0, 1))).toEqual([200])
    expect(await ask(people.slice(0, 1))).toEqual([200])
    expect(await ask([{ __typename: 'PntlVictimRecord', id: 'nothing' }])).toEqual([200])
    expect(await ask(people.slice(1))).toEqual([200])
    expect(await ask(people)).toEqual([429, 'AGENCY_BUDGET_SPENT'])
  })

  it('is not charged for the row that only tells whether there is more', async () => {
    const { url } = await serve(limits(2))

    await locate({ ...victims, first: 1 }, { url, context: hub.contextFor(await asOf('pager')) })

    expect(await idsOf(url, 'VictimRecord', 'pager')).toHaveLength(2)
  })

  it('stays refused after a restart; alarm and evidence say so and name nobody', async () => {
    const before = await serve(limits(1))
    await idsOf(before.url, 'VictimRecord', 'patient-enemy')
    const { url } = await serve(limits(1), before.stateFolder)
    logged.length = 0

    const refused = async () => codesOf(await post(PLAN, { r: [] }, { url, context: hub.contextFor(await asOf('patient-enemy')) }))
    const byIds = async () =>
      codesOf(
        await post(
          INTERNAL_DOCUMENTS.locateByIds,
          { input: { kind: 'VictimRecord', ids: ['nothing'], summary: [], related: [] } },
          { url, path: '/internal', context: hub.contextFor(await asOf('patient-enemy')) },
        ),
      )

    expect(await refused()).toEqual([200])
    expect(await byIds()).toEqual([200, 'AGENCY_BUDGET_SPENT'])
    expect(await byIds()).toEqual([200, 'AGENCY_BUDGET_SPENT'])
    expect(logged.filter((line) => line.includes('alarm')).map((line): unknown => JSON.parse(line))).toEqual([
      expect.objectContaining({
        alarm: 'PERSON_BUDGET_SPENT',
        agency: 'pntl',
        recipient: 'klatu',
        account: expect.stringMatching(/^[\w-]{43}$/),
      }),
    ])
    const lines = (await readFile(join(folder, 'evidence', 'log.jsonl'), 'utf8')).trim().split('\n')
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ errors: ['AGENCY_BUDGET_SPENT'], rows: {} })
    expect(logged.join('') + lines.join('')).not.toContain('patient-enemy')
  })
})
