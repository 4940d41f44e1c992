import { afterAll, describe, expect, it } from 'vitest'
import { type AgencyDescription, vocabulary } from '../../schema/index.ts'
import { testPolicy, testSdl } from '../server/testing/test-agency.ts'
import { type ComposeInput, composeAgencies } from './compose-agencies.ts'
import { createComposer } from './composer.ts'

const composer = createComposer()
afterAll(() => composer.close())

const describeAgency = (agency: string, typePrefix: string, changes: Partial<AgencyDescription> = {}): AgencyDescription => ({
  agency,
  institution: agency,
  typePrefix,
  name: { en: agency, pt: agency },
  vocabularyVersion: 1,
  kinds: { CaseRecord: { fields: ['stage'], filter: [], parents: [] } },
  policy: testPolicy(agency, ['stage']),
  sdl: testSdl(typePrefix),
  ...changes,
})
const pntl = describeAgency('pntl', 'Pntl')
const pgr = describeAgency('pgr', 'Pgr')

const composed = (candidates: readonly AgencyDescription[], changes: Partial<ComposeInput> = {}) =>
  composeAgencies({
    candidates,
    accepted: new Map(),
    acceptBreaking: new Set(),
    vocabulary,
    composer,
    hubSdl: (agencies) => `
      extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])
      type Query { cases: [CaseRecord] }
      interface CaseRecord { id: ID! }
      ${agencies.map(({ typePrefix }) => `type ${typePrefix}CaseRecord implements CaseRecord @key(fields: "id", resolvable: false) { id: ID! }`).join('\n')}`,
    ...changes,
  })
const codes = async (...given: Parameters<typeof composed>) => {
  const outcome = await composed(...given)
  if (outcome.supergraphSdl === null) throw new Error(outcome.errors.join())
  return {
    agencies: outcome.composed.map(({ agency }) => agency),
    problems: outcome.problems.map(({ agency, rule }) => `${agency} ${rule}`),
    outcome,
  }
}

describe('composing agencies', () => {
  it('gives the same supergraph whatever their order', async () => {
    const [one, other] = await Promise.all([composed([pntl, pgr]), composed([pgr, pntl])])

    expect(one.supergraphSdl).toBe(other.supergraphSdl)
    expect(one.supergraphSdl).toContain('type PgrCaseRecord')
  })

  it('leaves out the one that does not fit, and says so in words', async () => {
    const odd = describeAgency('mnec', 'Mnec', { sdl: testSdl('Mnec').replaceAll('stage: Code', 'stage: [Code]') })

    const { agencies, problems, outcome } = await codes([pntl, odd, pgr], {
      accepted: new Map([
        ['pntl', pntl],
        ['pgr', pgr],
      ]),
    })

    expect([agencies, problems]).toEqual([['pgr', 'pntl'], ['mnec DOES_NOT_COMPOSE']])
    if (outcome.supergraphSdl !== null) expect(outcome.problems[0]?.remedy).toMatch(/Update its adapter/)
  })

  it('lets no newcomer push out one that was there', async () => {
    const newcomer = describeAgency('aaa', 'Aaa', { sdl: testSdl('Aaa').replaceAll('stage: Code', 'stage: [Code]') })

    expect((await codes([newcomer, pntl], { accepted: new Map([['pntl', pntl]]) })).agencies).toEqual(['pntl'])
  })

  it.each([
    ['poses as another by its prefix', describeAgency('mnec', 'Pntl'), 'mnec IDENTITY'],
    ['takes the hub’s name', describeAgency('hub', 'Hub'), 'hub IDENTITY'],
    ['speaks a newer vocabulary', describeAgency('mnec', 'Mnec', { vocabularyVersion: 99 }), 'mnec VOCABULARY_TOO_NEW'],
  ])('leaves out one that %s', async (_what, odd, problem) => {
    expect(await codes([pgr, odd])).toMatchObject({ agencies: ['pgr'], problems: [problem] })
  })

  it('keeps the accepted schema, with the new policy, until a breaking change is accepted', async () => {
    const before = describeAgency('pgr', 'Pgr')
    const after = describeAgency('pgr', 'Pgr', {
      sdl: testSdl('Pgr')
        .replace(/(type PgrCaseRecord.*)municipality: Code/, '$1')
        .replace(/(interface CaseRecord.*)municipality: Code/, '$1'),
      policy: testPolicy('pgr', [], 2),
    })

    const kept = await codes([after], { accepted: new Map([['pgr', before]]) })
    const accepted = await codes([after], { accepted: new Map([['pgr', before]]), acceptBreaking: new Set(['pgr']) })

    expect(kept.problems).toContain('pgr BREAKING_CHANGE')
    expect(kept.outcome).toMatchObject({ composed: [{ sdl: before.sdl, policy: { version: 2 } }] })
    expect([accepted.problems, accepted.outcome.supergraphSdl?.includes('municipality')]).toEqual([[], false])
  })

  it('says that the hub itself is at fault where it is', async () => {
    expect(await composed([], { hubSdl: () => 'type Query {' })).toMatchObject({ supergraphSdl: null })
  })

  it('gives up on a composition that takes too long, and composes the next one', async () => {
    const hurried = createComposer({ timeoutMs: 1 })
    try {
      expect(await hurried.compose([{ name: 'pgr', sdl: testSdl('Pgr') }])).toEqual({ errors: ['the composition took longer than 1 ms'] })
    } finally {
      await hurried.close()
    }
  })

  it('ends its worker when there is nothing to do, and starts another one for the next composition', async () => {
    const resting = createComposer({ idleMs: 0 })
    try {
      const first = await resting.compose([{ name: 'pgr', sdl: `${testSdl('Pgr')} type Query { first: String }` }])
      await new Promise((resolve) => setTimeout(resolve, 1)) // after the worker was let go: timers run in their order
      const second = await resting.compose([{ name: 'pntl', sdl: `${testSdl('Pntl')} type Query { second: String }` }])

      expect([first, second]).toMatchObject([
        { supergraphSdl: expect.stringContaining('PgrCaseRecord') },
        { supergraphSdl: expect.stringContaining('PntlCaseRecord') },
      ])
    } finally {
      await resting.close()
    }
  })
})
