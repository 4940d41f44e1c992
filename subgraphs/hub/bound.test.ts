import { describe, expect, it } from 'vitest'
import type { Viewer } from '../../schema/index.ts'
import { FakeAgency, permit } from './testing/fake-agency.ts'
import { type AskOptions, commissioner, FakeWorld } from './testing/fake-world.ts'

const analyst: Viewer = { ...commissioner, roles: ['analyst'] }
const police: Viewer = { agency: 'pcic', roles: ['case-officer'], purpose: 'INVESTIGATION' }

function world(version = 1): FakeWorld {
  const agencies = ['pgr', 'pntl'].map((code) => {
    const agency = new FakeAgency({ code })
    for (let index = 1; index <= 6; index++) {
      agency.records.push({
        kind: 'CaseRecord',
        key: String(index),
        fields: { registeredDate: `2024-0${index}-01`, ...(index === 6 ? { nuc: '0001/24.PDDIL' } : {}) },
      })
      agency.records.push({ kind: 'VictimRecord', key: String(index), fields: { identifiedDate: `2024-0${index}-01`, sex: 'F' } })
    }
    Object.assign(agency.description.policy, { version })
    return agency
  })
  return new FakeWorld(agencies)
}

const PAGE = 'query ($after: String) { cases(first: 2, after: $after) { edges { cursor } pageInfo { endCursor } } }'
const cursorOf = async (of: FakeWorld) => (await of.ask(PAGE)).data.cases.pageInfo.endCursor as string

describe('cursors', () => {
  it('have one length, wherever they stand and whatever is behind them', async () => {
    const { data } = await world().ask('{ cases(first: 100) { edges { cursor } } }')

    const lengths = new Set(data.cases.edges.map(({ cursor }: { cursor: string }) => cursor.length))
    expect(data.cases.edges).toHaveLength(11)
    expect(lengths.size).toBe(1)
  })

  it('tell nothing: they hold no date, agency or id in the clear, and are new each time', async () => {
    const of = world()
    const [first, second] = [await cursorOf(of), await cursorOf(of)]

    expect(first).not.toBe(second)
    expect(Buffer.from(first, 'base64url').toString('latin1')).not.toMatch(/2024|pgr|pntl/)
  })

  it.each<[string, AskOptions]>([
    ['another person', { subject: 'user-2' }],
    ['another role', { viewer: analyst }],
    ['another agency', { viewer: police }],
    ['another purpose', { viewer: { ...commissioner, purpose: 'INVESTIGATION' } }],
  ])('are of no use to %s', async (_who, options) => {
    const of = world()
    const after = await cursorOf(of)
    of.takeCalls()

    const { errors } = await of.ask(PAGE, { ...options, variables: { after } })

    expect(errors.map(({ code }) => code)).toEqual(['CURSOR_INVALID'])
    expect(of.takeCalls()).toEqual([])
  })

  it.each([
    ['another list', 'query ($after: String) { victims(after: $after) { nodes { id } } }'],
    ['another filter', 'query ($after: String) { cases(after: $after, filter: { stage: ["S50"] }) { nodes { id } } }'],
    [
      'another direction',
      'query ($after: String) { cases(after: $after, orderBy: { field: registeredDate, direction: DESC }) { nodes { id } } }',
    ],
    ['another order', 'query ($after: String) { cases(after: $after, orderBy: { field: reportedDate }) { nodes { id } } }'],
  ])('are of no use in %s', async (_what, query) => {
    const of = world()

    const { errors } = await of.ask(query, { variables: { after: await cursorOf(of) } })

    expect(errors.map(({ code }) => code)).toEqual(['CURSOR_INVALID'])
  })

  it('are of no use after a policy has changed, nor a day later', async () => {
    const [before, after] = [world(1), world(2)]
    const cursor = await cursorOf(before)

    const changed = await after.ask(PAGE, { variables: { after: cursor } })
    before.now += 25 * 60 * 60_000
    const later = await before.ask(PAGE, { variables: { after: cursor } })

    expect([changed, later].map(({ errors }) => errors[0]?.code)).toEqual(['CURSOR_INVALID', 'CURSOR_INVALID'])
  })

  it('are refused where they are garbled, altered or of another hub', async () => {
    const of = world()
    const cursor = await cursorOf(of)
    const foreign = await cursorOf(new FakeWorld(of.agencies, { sealKey: Buffer.alloc(32, 9) }))
    const altered = `${cursor.slice(0, 50)}${cursor[50] === 'A' ? 'B' : 'A'}${cursor.slice(51)}`

    for (const after of ['', 'x', '%%%', foreign, altered, cursor.slice(0, -4), 'A'.repeat(100_000)]) {
      const { errors } = await of.ask(PAGE, { variables: { after } })
      expect(errors.map(({ code }) => code)).toEqual(['CURSOR_INVALID'])
    }
  })
})

describe('ids of cases and persons', () => {
  const IDS = '{ cases(last: 1) { nodes { id records { id } } } victims(first: 1) { nodes { id records { id } } } }'
  const FIND =
    'query ($case: ID!, $victim: ID!) { case(id: $case) { id records { id } } victim(id: $victim) { id records { id } sex { value } } }'
  const idsOf = async (of: FakeWorld) => {
    const { data } = await of.ask(IDS)
    return { case: data.cases.nodes[0].id as string, victim: data.victims.nodes[0].id as string, data }
  }

  it('lead back to the same records, which the owners are asked for again', async () => {
    const of = world()
    const { data, ...ids } = await idsOf(of)
    of.takeCalls()

    const found = await of.ask(FIND, { variables: ids })

    expect(found.data.case).toEqual(data.cases.nodes[0])
    expect(found.data.case.records).toHaveLength(2)
    expect(found.data.victim).toEqual({ ...data.victims.nodes[0], sex: { value: 'F' } })
    expect(of.takeCalls()).toEqual(['pgr locateByIds', 'pgr locateByIds', 'pgr locateByKeys', 'pntl locateByKeys'])
    expect((await idsOf(of)).case).toBe(ids.case)
  })

  it('are null alike for garbage, another agency, another type, a hidden and a missing record', async () => {
    const of = world()
    const { data: _data, ...ids } = await idsOf(of)
    const ask = async (variables: object, options: AskOptions = {}) =>
      (await of.ask(FIND, { ...options, variables: { ...ids, ...variables } })).data
    const nothing = { case: null, victim: null }

    expect(await ask({ case: 'x', victim: '' })).toEqual(nothing)
    expect(await ask({ case: ids.victim, victim: ids.case })).toEqual(nothing)
    expect(await ask({}, { viewer: police })).toEqual(nothing)
    for (const agency of of.agencies) agency.records.length = 0
    expect(await ask({})).toEqual(nothing)
  })

  it('are null where the policy no longer shows the record', async () => {
    const of = world()
    const { data: _data, ...ids } = await idsOf(of)
    const closed = new FakeWorld(
      of.agencies.map(({ description }) => new FakeAgency({ code: description.agency, rules: [permit({ to: { agencies: ['pcic'] } })] })),
    )

    const { data, sources } = await closed.ask(FIND, { variables: ids })

    expect(data).toEqual({ case: null, victim: null })
    expect(sources).toEqual({ pgr: 'NOT_ASKED', pntl: 'NOT_ASKED' })
  })
})

describe('arguments', () => {
  it.each([
    ['first: 0', 'first'],
    ['first: 101', 'first'],
    ['last: 101', 'last'],
    ['first: 1, last: 1', 'first, after'],
    ['filter: { stage: ["S5O"] }', 'filter.stage'],
    ['filter: { registeredDate: { from: "01/02/2024" } }', 'filter.registeredDate'],
    ['filter: { registeredDate: { from: "2024-13" } }', 'filter.registeredDate'],
    ['filter: { agencies: ["nobody"] }', 'filter.agencies'],
  ])('cases(%s) is refused by name, without the text that was sent', async (written, argument) => {
    const of = world()

    const { errors } = await of.ask(`{ cases(${written}) { nodes { id } } }`)

    expect(errors.map(({ code }) => code)).toEqual(['BAD_ARGUMENT'])
    expect(errors[0]?.message).toContain(argument)
    expect(errors[0]?.message).not.toMatch(/S5O|01\/02|nobody/)
    expect(of.takeCalls()).toEqual([])
  })

  it('a NUC that is none is refused', async () => {
    const { errors } = await world().ask('{ caseByNuc(nuc: "case of Maria") { id } }')

    expect(errors.map(({ code }) => code)).toEqual(['BAD_ARGUMENT'])
    expect(errors[0]?.message).not.toContain('Maria')
  })
})
