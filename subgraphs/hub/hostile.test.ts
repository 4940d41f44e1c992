import { describe, expect, it } from 'vitest'
import { HubError, type LocatedItem } from '../../schema/index.ts'
import { FakeAgency } from './testing/fake-agency.ts'
import { FakeWorld } from './testing/fake-world.ts'

const NUC = '0001/24.PDDIL'

function twoAgencies() {
  const [honest, hostile] = [new FakeAgency({ code: 'pgr' }), new FakeAgency({ code: 'pntl' })]
  for (const [index, agency] of [honest, hostile].entries()) {
    agency.records.push(
      { kind: 'CaseRecord', key: '1', fields: { nuc: NUC, registeredDate: '2024-01-01', stage: 'S50', victimCount: 3 } },
      { kind: 'CaseRecord', key: '2', fields: { registeredDate: `2024-0${index + 2}-01` } },
      { kind: 'CaseRecord', key: '3', fields: { registeredDate: `2024-0${index + 4}-01` } },
    )
  }
  return { honest, hostile, world: new FakeWorld([honest, hostile]) }
}

const QUERY = '{ cases { nodes { records { __typename } stage { value } victimCount { value } } } }'
const honestOnly = [['PgrCaseRecord'], ['PgrCaseRecord'], ['PgrCaseRecord']]
const typesOf = (data: { cases: { nodes: { records: { __typename: string }[] }[] } }) =>
  data.cases.nodes.map(({ records }) => records.map(({ __typename }) => __typename))

type Change = (item: LocatedItem) => unknown
const each = (change: Change) => (answer: { items: LocatedItem[]; hasMore: boolean }) => ({ ...answer, items: answer.items.map(change) })

describe('an agency that answers with what is no answer', () => {
  it.each<[string, NonNullable<FakeAgency['tamper']>]>([
    ['no object', () => 'x'],
    ['no list', () => ({ items: {}, hasMore: false })],
    ['records out of order', (answer) => ({ ...answer, items: answer.items.toReversed() })],
    ["another agency's typename", each((item) => ({ ...item, typename: 'PgrCaseRecord' }))],
    ['an id that is no text', each((item) => ({ ...item, id: 7 }))],
    ['an id as long as a book', each((item) => ({ ...item, id: 'x'.repeat(5_000) }))],
    ['one id for all records', each((item) => ({ ...item, id: 'same' }))],
    ['a date that is none', each((item) => ({ ...item, sortKey: 'yesterday' }))],
    ['no places', each((item) => ({ ...item, position: null }))],
    ['a place that is no base64url', each((item) => ({ ...item, position: '!!' }))],
    ['a number where a code belongs', each((item) => ({ ...item, summary: { ...item.summary, stage: 5 } }))],
    ['a text where a number belongs', each((item) => ({ ...item, summary: { ...item.summary, victimCount: '3' } }))],
    ['an object where a code belongs', each((item) => ({ ...item, summary: { ...item.summary, stage: { toString: 'S50' } } }))],
    ['a reason that is none', each((item) => ({ ...item, gaps: { stage: 'SECRET' } }))],
    [
      'more records than asked for',
      (answer) => ({ ...answer, items: Array.from({ length: 150 }, (_, index) => ({ ...answer.items[0], id: `i${index}` })) }),
    ],
    ['more to come, and nothing', () => ({ items: [], hasMore: true })],
    ['endless keys', each((item) => ({ ...item, caseKeys: Array.from({ length: 1_000 }, (_, index) => `k${index}`) }))],
  ])('is left out with %s, and the rest is answered', async (_what, tamper) => {
    const { hostile, world } = twoAgencies()
    hostile.tamper = tamper

    const { data, errors, sources } = await world.ask(QUERY)

    expect(errors).toEqual([])
    expect(typesOf(data)).toEqual(honestOnly)
    expect(sources).toEqual({ pgr: 'OK', pntl: 'INVALID_DATA' })
    expect(world.unexpected).toEqual([])
  })

  it('is left out where it slips a record into a matter by a key that was not asked for', async () => {
    const { hostile, world } = twoAgencies()
    hostile.tamper = (answer, operation) => (operation === 'locate' ? answer : each((item) => ({ ...item, caseKeys: ['other'] }))(answer))

    const { data, sources } = await world.ask(QUERY)

    expect(typesOf(data)).toEqual(honestOnly)
    expect(sources.pntl).toBe('INVALID_DATA')
  })

  it('is left out where it gives another record than the id asks for', async () => {
    const { hostile, world } = twoAgencies()
    hostile.records.push({ kind: 'VictimRecord', key: '1', fields: {} })
    const { data } = await world.ask('{ victims { nodes { id } } }')
    hostile.tamper = each((item) => ({ ...item, id: 'somebody-else' }))

    const asked = await world.ask('query ($id: ID!) { victim(id: $id) { id } }', { variables: { id: data.victims.nodes[0].id } })

    expect(asked.data.victim).toBeNull()
    expect(asked.sources).toEqual({ pgr: 'OK', pntl: 'INVALID_DATA' })
  })

  it('cannot reach into the hub by member names', async () => {
    const { hostile, world } = twoAgencies()
    hostile.tamper = (answer) => JSON.parse(JSON.stringify(answer).replaceAll('"stage":', '"__proto__":{"polluted":true},"stage":'))

    const { data } = await world.ask(QUERY)

    expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
    expect(data.cases.nodes).toHaveLength(5)
  })
})

describe('an agency that does not answer', () => {
  it.each([
    ['UNAVAILABLE', () => new HubError('AGENCY_UNAVAILABLE', { agency: 'pntl' })],
    ['TIMEOUT', () => new HubError('AGENCY_TIMEOUT', { agency: 'pntl', timeoutMs: 2_000 })],
    ['INVALID_DATA', () => new HubError('AGENCY_INVALID_DATA', { agency: 'pntl' })],
  ])('is told as %s, is not asked again in the request, and the rest is answered', async (status, fault) => {
    const { hostile, world } = twoAgencies()
    hostile.fault = fault

    const { data, errors, sources } = await world.ask(
      `{ a: ${QUERY.slice(2, -2)} b: ${QUERY.slice(2, -2)} }`.replace(
        'b: cases',
        'b: cases(orderBy: { field: registeredDate, direction: DESC })',
      ),
    )

    expect(errors).toEqual([])
    expect(typesOf({ cases: data.a })).toEqual(honestOnly)
    expect(sources).toEqual({ pgr: 'OK', pntl: status })
    expect(world.takeCalls().filter((call) => call.startsWith('pntl')).length).toBeLessThanOrEqual(2) // both roots begin at once
  })

  it('takes all its records with it where it fails between the list and the joining of matters', async () => {
    const { hostile, world } = twoAgencies()
    hostile.tamper = (answer, operation) => (operation === 'locate' ? answer : { items: 'none' })

    const { data, sources } = await world.ask(QUERY)

    expect(typesOf(data)).toEqual(honestOnly)
    expect(sources.pntl).toBe('INVALID_DATA')
  })

  it('is told as TIMEOUT where the request has no time left, and nobody else is asked', async () => {
    const { hostile, world } = twoAgencies()
    const budget = new AbortController()
    hostile.fault = () => {
      budget.abort()
      return new DOMException('aborted', 'AbortError')
    }

    const { errors, sources } = await world.ask(QUERY, { signal: budget.signal })

    expect(errors).toEqual([])
    expect(sources).toEqual({ pgr: 'TIMEOUT', pntl: 'TIMEOUT' })
    expect(world.takeCalls()).toEqual(['pgr locate', 'pntl locate'])
    expect(world.unexpected).toEqual([])
  })

  it('masks what nobody foresaw, and keeps it for the operator', async () => {
    const { hostile, world } = twoAgencies()
    hostile.fault = () => new TypeError('password=secret')

    const { errors } = await world.ask(QUERY)

    expect(errors.map(({ code }) => code)).toEqual(['INTERNAL'])
    expect(JSON.stringify(errors)).not.toContain('secret')
    expect(world.unexpected).toHaveLength(1)
  })
})

describe('chains of keys', () => {
  const numbered = (index: number) => `${String(index).padStart(4, '0')}/24.PDDIL`

  it('are followed for four rounds; what lies beyond stays apart and says that the link is uncertain', async () => {
    const agency = new FakeAgency({ code: 'pgr', kinds: ['CaseRecord'] })
    for (let index = 1; index <= 8; index++)
      agency.records.push({ kind: 'CaseRecord', key: String(index), fields: { nuc: numbered(index), alsoNucs: [numbered(index + 1)] } })
    const world = new FakeWorld([agency])

    const { data } = await world.ask(`{ caseByNuc(nuc: "${numbered(1)}") { records { id } issues { code } } }`)

    expect(world.takeCalls().filter((call) => call.endsWith('locateByKeys'))).toHaveLength(4)
    expect(data.caseByNuc.records.length).toBeLessThan(8)
    expect(data.caseByNuc.issues).toEqual([{ code: 'LINK_UNCERTAIN' }])
  })

  it('are followed for fifty keys', async () => {
    const agency = new FakeAgency({ code: 'pgr', kinds: ['CaseRecord'] })
    agency.records.push({
      kind: 'CaseRecord',
      key: '0',
      fields: { nuc: numbered(1), alsoNucs: Array.from({ length: 49 }, (_, index) => numbered(index + 2)) },
    })
    agency.records.push({ kind: 'CaseRecord', key: '1', fields: { nuc: numbered(50), alsoNucs: [numbered(51)] } })
    const world = new FakeWorld([agency])

    const { data } = await world.ask(`{ caseByNuc(nuc: "${numbered(1)}") { records { id } issues { code } } }`)

    expect(data.caseByNuc.records).toHaveLength(2)
    expect(data.caseByNuc.issues).toEqual([{ code: 'LINK_UNCERTAIN' }])
    const keys = agency.calls.filter(({ operation }) => operation === 'locateByKeys').flatMap(({ input }) => input.caseKeys)
    expect(keys).toHaveLength(50)
  })
})
