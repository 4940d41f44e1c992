import { describe, expect, it } from 'vitest'
import { HubError } from '../../../schema/index.ts'
import { FakeAgency } from '../testing/fake-agency.ts'
import { FakeWorld } from '../testing/fake-world.ts'

const NUC = '0001/24.PDDIL'
const LIST = `query ($after: String, $before: String, $first: Int, $last: Int) { cases(first: $first, after: $after, last: $last, before: $before) {
  nodes { records { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`

/** Two agencies with records of these dates; those marked belong to one matter. */
function agencies(books: Readonly<Record<string, readonly (readonly [date: string | null, isOfMatter?: boolean])[]>>) {
  const made = Object.entries(books).map(([code, rows]) => {
    const agency = new FakeAgency({ code, kinds: ['CaseRecord'] })
    for (const [index, [registeredDate, isOfMatter]] of rows.entries()) add(agency, String(index), registeredDate, isOfMatter)
    return agency
  })
  return { made, world: new FakeWorld(made) }
}
const add = (agency: FakeAgency, key: string, registeredDate: string | null, isOfMatter = false) =>
  agency.records.push({ kind: 'CaseRecord', key, fields: { registeredDate, ...(isOfMatter ? { nuc: NUC } : {}) } })

const idsOf = (data: { cases: { nodes: { records: { id: string }[] }[] } }) =>
  data.cases.nodes.map(({ records }) => records.map(({ id }) => id))

describe('a page', () => {
  it('does not show a matter again when the agency of its first record has failed meanwhile', async () => {
    const { made, world } = agencies({ pgr: [['2024-01-01', true]], pntl: [['2024-02-01'], ['2024-03-01', true]] })
    const [pgr, pntl] = made
    const first = await world.ask(LIST, { variables: { first: 1 } })
    if (pgr) pgr.fault = () => new HubError('AGENCY_UNAVAILABLE', { agency: 'pgr' })

    const rest = await world.ask(LIST, { variables: { first: 9, after: first.data.cases.pageInfo.endCursor } })

    expect(idsOf(first.data)).toEqual([[pgr?.idOf({ kind: 'CaseRecord', key: '0' }), pntl?.idOf({ kind: 'CaseRecord', key: '1' })]])
    expect(idsOf(rest.data)).toEqual([[pntl?.idOf({ kind: 'CaseRecord', key: '0' })]])
  })

  it('shows a matter at its next record when the agency of its first one fails before it was shown', async () => {
    const { made, world } = agencies({ pgr: [['2024-02-01', true]], pntl: [['2024-01-01'], ['2024-03-01', true]] })
    const [pgr, pntl] = made
    const first = await world.ask(LIST, { variables: { first: 1 } })
    if (pgr) pgr.fault = () => new HubError('AGENCY_UNAVAILABLE', { agency: 'pgr' })

    const rest = await world.ask(LIST, { variables: { first: 9, after: first.data.cases.pageInfo.endCursor } })

    expect(idsOf(rest.data)).toEqual([[pntl?.idOf({ kind: 'CaseRecord', key: '1' })]])
  })

  it('does not show a matter again at a record that was added behind the reader', async () => {
    const { made, world } = agencies({ pntl: [['2024-02-01', true]], alfela: [[null]] })
    const alfela = made.find(({ description }) => description.agency === 'alfela')
    const first = await world.ask(LIST, { variables: { first: 1 } })
    if (alfela) add(alfela, 'new', '2024-01-01', true)

    const rest = await world.ask(LIST, { variables: { first: 9, after: first.data.cases.pageInfo.endCursor } })

    expect(idsOf(rest.data)).toEqual([[alfela?.idOf({ kind: 'CaseRecord', key: '0' })]])
  })

  it('does not show a matter again at a record that was added on the same day in the same book', async () => {
    for (let key = 1; key < 20; key++) {
      const { made, world } = agencies({ pgr: [['2024-01-01', true], [null]] })
      const first = await world.ask(LIST, { variables: { first: 1 } })
      if (made[0]) add(made[0], `0-${key}`, '2024-01-01', true) // its id, like all, may come before or after

      const rest = await world.ask(LIST, { variables: { first: 9, after: first.data.cases.pageInfo.endCursor } })

      expect(idsOf(rest.data)).toEqual([[made[0]?.idOf({ kind: 'CaseRecord', key: '1' })]])
    }
  })

  it('does not repeat any of many matters whose further records all come at the end, when an agency drops out', async () => {
    const [dated, undated, third] = [
      new FakeAgency({ code: 'pgr', kinds: ['CaseRecord'] }),
      new FakeAgency({ code: 'pntl', kinds: ['CaseRecord'] }),
      new FakeAgency({ code: 'pcic', kinds: ['CaseRecord'] }),
    ]
    for (let index = 100; index < 220; index++) {
      const nuc = `0${index}/24.PDDIL`
      dated.records.push({
        kind: 'CaseRecord',
        key: String(index),
        fields: { nuc, registeredDate: `2024-01-${String(1 + (index % 28)).padStart(2, '0')}` },
      })
      for (const agency of [undated, third]) agency.records.push({ kind: 'CaseRecord', key: String(index), fields: { nuc } })
    }
    const world = new FakeWorld([dated, undated, third])
    const shown: string[] = []
    let after: string | null = null
    do {
      const { data } = await world.ask(LIST, { variables: { first: 40, after } })
      shown.push(...idsOf(data).flat())
      after = data.cases.pageInfo.hasNextPage ? data.cases.pageInfo.endCursor : null
      if (shown.length >= 240) dated.fault = () => new HubError('AGENCY_UNAVAILABLE', { agency: 'pgr' })
    } while (after !== null)

    expect(shown).toHaveLength(80 * 3 + 40 * 2)
    expect(new Set(shown).size).toBe(shown.length)
  })

  it('is filled from further pages of an agency only where its stream runs dry', async () => {
    const { made, world } = agencies({
      pgr: Array.from({ length: 9 }, () => ['2024-01-01', true] as const),
      pntl: [['2024-02-01'], ['2024-03-01']],
    })

    const { data } = await world.ask(LIST, { variables: { first: 2 } })

    expect(data.cases.nodes).toHaveLength(2)
    const sizes = made.map(({ calls }) => calls.filter(({ operation }) => operation === 'locate').map(({ input }) => input.first))
    expect(sizes).toEqual([[3, 3, 3], [3]])
    expect(made.map(({ calls }) => calls.filter(({ operation }) => operation === 'locateByKeys').length)).toEqual([1, 1])
  })

  it('of a hundred entries is read with one question to each agency, and one more for its matters', async () => {
    const many = (month: string) => Array.from({ length: 99 }, (_, index) => [`2024-${month}-01`, index === 0] as const)
    const { world } = agencies({ pgr: many('01'), pntl: many('02'), pcic: many('03') })

    const { data } = await world.ask(LIST, { variables: { first: 100 } })

    expect(data.cases.nodes).toHaveLength(100)
    expect(world.takeCalls()).toEqual(['pcic', 'pgr', 'pntl'].flatMap((code) => [`${code} locate`, `${code} locateByKeys`]))
  })

  it('asks agencies whose records all come last only once those before them are too few, and none that is through', async () => {
    const dated = new FakeAgency({ code: 'pgr', kinds: ['CaseRecord'] })
    const [courts, pntl] = ['courts', 'pntl'].map((code) => new FakeAgency({ code, kinds: ['CaseRecord'], lacks: ['registeredDate'] }))
    if (!courts || !pntl) throw new TypeError('two agencies')
    for (let key = 1; key < 5; key++) {
      add(dated, String(key), `2024-01-0${key}`)
      add(courts, String(key), null)
      add(pntl, String(key), null)
    }
    const world = new FakeWorld([dated, courts, pntl])

    const pages: string[][] = []
    let after: string | null = null
    do {
      const { data, sources } = await world.ask(LIST, { variables: { first: 2, after } })
      pages.push(world.takeCalls().map((call) => call.replace(' locate', '')))
      expect(sources).toEqual({ courts: 'OK', pgr: 'OK', pntl: 'OK' })
      expect(data.cases.nodes).toHaveLength(2)
      after = data.cases.pageInfo.hasNextPage ? data.cases.pageInfo.endCursor : null
    } while (after !== null)

    const all = ['courts', 'pgr', 'pntl']
    expect(pages).toEqual([['pgr'], all, all, all, all, ['pntl']])
  })

  it('does not say that there is more before an agency whose records come last was asked', async () => {
    const dated = new FakeAgency({ code: 'pgr' })
    const empty = new FakeAgency({ code: 'pntl', lacks: ['identifiedDate'] })
    for (let key = 1; key < 3; key++)
      dated.records.push({ kind: 'VictimRecord', key: String(key), fields: { identifiedDate: '2024-01-01' } })

    const { data } = await new FakeWorld([dated, empty]).ask('{ victims(first: 2) { nodes { id } pageInfo { hasNextPage } } }')

    expect(data.victims).toMatchObject({ nodes: [{}, {}], pageInfo: { hasNextPage: false } })
  })

  it('names an agency that cannot be reached also where nothing of it was needed', async () => {
    const dated = new FakeAgency({ code: 'pgr', kinds: ['CaseRecord'] })
    const undated = new FakeAgency({ code: 'pntl', kinds: ['CaseRecord'], lacks: ['registeredDate'] })
    for (let index = 1; index < 4; index++) add(dated, String(index), `2024-01-0${index}`)
    add(undated, '0', null)
    const world = new FakeWorld([dated, undated])

    const first = await world.ask(LIST, { variables: { first: 2 }, unreachable: ['pntl'] })
    const calls = world.takeCalls()
    const rest = await world.ask(LIST, { variables: { first: 9, after: first.data.cases.pageInfo.endCursor } })

    expect(first.sources).toEqual({ pgr: 'OK', pntl: 'UNAVAILABLE' })
    expect(calls).toEqual(['pgr locate'])
    expect(rest.sources).toEqual({ pgr: 'OK', pntl: 'OK' })
    expect(idsOf(rest.data)).toEqual([[dated.idOf({ kind: 'CaseRecord', key: '3' })], [undated.idOf({ kind: 'CaseRecord', key: '0' })]])
  })

  it('tells that there is more only where a matter follows, not where a further record of one that was shown does', async () => {
    const { world } = agencies({ pgr: [['2024-01-01', true]], pntl: [['2024-02-01', true]] })

    const { data } = await world.ask(LIST, { variables: { first: 1 } })

    expect(data.cases.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false })
  })

  it('that is cut short makes way all the same', async () => {
    const { world } = agencies({ pgr: Array.from({ length: 90 }, () => ['2024-01-01', true] as const), pntl: [['2024-02-01']] })
    const names: string[][] = []
    let after: string | null = null
    let pages = 0

    do {
      const { data } = await world.ask(LIST, { variables: { first: 1, after } })
      names.push(...idsOf(data))
      after = data.cases.pageInfo.hasNextPage ? data.cases.pageInfo.endCursor : null
      pages++
    } while (after !== null && pages < 50)

    expect(names.map(({ length }) => length)).toEqual([90, 1])
    expect(pages).toBeGreaterThan(2) // each stops after a dozen questions
  })
})
