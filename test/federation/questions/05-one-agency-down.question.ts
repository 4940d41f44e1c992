import { afterEach, expect, it } from 'vitest'
import { readQuestion } from '../../../examples/questions/question.ts'
import type { Answer } from '../../support/ask.ts'
import { refText } from '../../support/truth-oracle.ts'
import { expectedMatter, type MatterAnswer } from './matter.ts'
import { type QuestionWorld, viewerOf } from './world.ts'

const commissioner = { as: 'klatu.commissioner', purpose: 'OVERSIGHT' } as const
/** The hub's budget for one request, and what the machine may need on top of it. */
const [REQUEST_MS, SLACK_MS] = [2_500, 2_500]
const COMES_BACK_MS = 15_000

/** Question 2 while the prosecution's adapter is down, and when it is there again. */
export function question5(world: () => QuestionWorld): void {
  const ask = async (): Promise<Answer<MatterAnswer>> =>
    world().hub.ask<MatterAnswer>(await readQuestion('02-one-matter-across-agencies'), commissioner)
  const hero = () => {
    const [first] = world().hub.truth.groups
    if (!first) throw new Error('the truth has no hero')
    return first
  }
  const refsOf = ({ data }: Answer<MatterAnswer>): readonly string[] =>
    (data.caseByNuc?.records ?? []).map((record) => (record ? refText(world().refOf(record)) : 'null')).toSorted()
  afterEach(() => world().hub.adapters.start('pgr'))

  it('answers with everything else within the budget, and says that the prosecution is missing', async () => {
    const { hub, oracle } = world()
    const viewer = viewerOf(commissioner)
    const expected = expectedMatter(hero(), oracle, viewer, ['pgr'])
    await hub.adapters.stop('pgr')

    const startedAt = performance.now()
    const answer = await ask()
    const tookMs = performance.now() - startedAt

    expect(answer.status).toBe(200)
    expect(answer.complete).toBe(false)
    expect(answer.sources.filter(({ status }) => status !== 'OK' && status !== 'NOT_ASKED')).toMatchObject([
      { agency: 'pgr', status: 'UNAVAILABLE' },
    ])
    expect(tookMs).toBeLessThan(REQUEST_MS + SLACK_MS)
    expect(refsOf(answer)).toEqual(expected.refs)
    expect(expected.refs.length).toBe(hero().cases.length - 1)
    expect(answer.data.caseByNuc?.timeline.map(({ date, stage, agencies }) => `${date} ${stage} ${agencies}`).toSorted()).toEqual(
      expected.timeline.map(({ date, stage, agencies }) => `${date} ${stage} ${agencies}`).toSorted(),
    )
    const byField = (list: readonly { readonly field: string }[]) => list.toSorted((a, b) => (a.field < b.field ? -1 : 1))
    expect(byField(answer.data.caseByNuc?.discrepancies ?? [])).toEqual(byField(expected.discrepancies))
    expect(answer.errors.every(({ extensions }) => extensions.code === 'AGENCY_UNAVAILABLE' && extensions.agency === 'pgr')).toBe(true)
    expect(answer.text).not.toMatch(/127\.0\.0\.1|ECONNREFUSED|PROCESSO/)
  })

  it('is whole again when the prosecution is back, with nothing else restarted', async () => {
    const { hub } = world()
    const before = await ask()
    await hub.adapters.stop('pgr')
    expect((await ask()).complete).toBe(false)

    await hub.adapters.start('pgr')

    await expect.poll(async () => (await ask()).complete, { timeout: COMES_BACK_MS, interval: 200 }).toBe(true)
    const after = await ask()
    expect(refsOf(after)).toEqual(hero().cases.map(refText).toSorted())
    expect(after.data).toEqual(before.data)
  })

  it('says so of every list too: a silent agency is never a shorter answer', async () => {
    const { hub } = world()
    await hub.adapters.stop('pgr')

    const { data, complete, sources } = await hub.ask<{ cases: { nodes: readonly unknown[] } | null }>(
      { query: '{ cases(filter: { agencies: ["pgr"] }, first: 5) { nodes { records { __typename } } } }' },
      commissioner,
    )

    expect(data.cases?.nodes).toEqual([])
    expect(complete).toBe(false)
    expect(sources).toContainEqual({ agency: 'pgr', status: 'UNAVAILABLE', asOf: null })
  })
}
