import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HubError } from '../../../schema/index.ts'
import { FakeAgency, type FakeRecord } from '../testing/fake-agency.ts'
import { FakeWorld, type Told } from '../testing/fake-world.ts'

const CODES = ['alfela', 'courts', 'pgr', 'pntl']
// Few dates and numbers, so that ties and matters over several agencies are common.
const dates = fc.constantFrom(null, '2024', '2024-01-05', '2024-01-05', '2024-02', '2024-02-01', '2024-03-09', '2025-01-01')
const nucs = fc.constantFrom(null, ...Array.from({ length: 8 }, (_, index) => `000${index}/24.TDDIL`))
const stages = fc.constantFrom(null, 'S30', 'S50')
const row = fc.record({ agency: fc.constantFrom(...CODES), nuc: nucs, registeredDate: dates, stage: stages })
type Row = { readonly agency: string; readonly nuc: string | null; readonly registeredDate: string | null; readonly stage: string | null }
const rows = fc.array(row, { maxLength: 24 })
const size = fc.integer({ min: 1, max: 5 })
const descending = fc.boolean()
/** Agencies that do not hold the date of the order: their records come last. */
const undated = fc.subarray(CODES, { maxLength: CODES.length - 1 })

const LIST = `query ($first: Int, $after: String, $last: Int, $before: String, $orderBy: CaseOrder, $filter: CaseFilter) {
  cases(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy, filter: $filter) {
    edges { cursor node { records { __typename id } } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`

/** A world whose case records are these rows; what a row is called is where it stands. */
class Rows {
  readonly agencies: readonly FakeAgency[]
  readonly world: FakeWorld
  /** Ids of the records, in the order in which they were written. */
  readonly added: string[] = []
  readonly #nucs = new Map<string, string | null>()
  #count = 0

  constructor(written: readonly Row[], lacking: readonly string[] = []) {
    this.agencies = CODES.map(
      (code) => new FakeAgency({ code, kinds: ['CaseRecord'], lacks: lacking.includes(code) ? ['registeredDate'] : [] }),
    )
    this.world = new FakeWorld(this.agencies)
    for (const one of written) this.add(one)
  }

  /** @returns the record's id */
  add({ agency: code, nuc, registeredDate, stage }: Row): string {
    const agency = this.agency(code)
    // Keys in no order that their ids or dates would have.
    const record: FakeRecord = {
      kind: 'CaseRecord',
      key: `${(this.#count * 7) % 10}-${this.#count++}`,
      fields: { nuc, registeredDate, stage },
    }
    agency.records.push(record)
    this.#nucs.set(agency.idOf(record), nuc)
    this.added.push(agency.idOf(record))
    return agency.idOf(record)
  }

  agency(code: string): FakeAgency {
    const found = this.agencies.find(({ description }) => description.agency === code)
    if (!found) throw new TypeError(code)
    return found
  }

  /** Records of each matter: those with one number together, every other one by itself. */
  matters(): ReadonlyMap<string, readonly string[]> {
    const matters = new Map<string, string[]>()
    for (const [id, nuc] of this.#nucs) matters.set(nuc ?? id, [...(matters.get(nuc ?? id) ?? []), id])
    return matters
  }

  /** The matters that are shown, in order, by what they are called in `matters`. */
  shown(told: Told): string[] {
    expect(told.errors).toEqual([])
    return told.data.cases.edges.map(({ node }: { node: { records: { id: string }[] } }) => {
      const names = new Set(node.records.map(({ id }) => this.#nucs.get(id) ?? id))
      expect(names.size).toBe(1)
      return [...names][0]
    })
  }

  ask(variables: Readonly<Record<string, unknown>>, isDescending = false): Promise<Told> {
    return this.world.ask(LIST, {
      variables: { ...variables, orderBy: { field: 'registeredDate', direction: isDescending ? 'DESC' : 'ASC' } },
    })
  }

  /** Matters of which at least one record fits the filter, and only such. */
  async shownWith(filter: object, pageSize: number, backward: boolean): Promise<string[]> {
    const names: string[] = []
    let cursor: string | null = null
    do {
      const told: Told = await this.ask({ filter, ...(backward ? { last: pageSize, before: cursor } : { first: pageSize, after: cursor }) })
      const { hasNextPage, hasPreviousPage, startCursor, endCursor } = told.data.cases.pageInfo
      names.splice(backward ? 0 : names.length, 0, ...this.shown(told))
      cursor = (backward ? hasPreviousPage : hasNextPage) ? (backward ? startCursor : endCursor) : null
    } while (cursor !== null)
    return names
  }

  /** Walks to the end, with something happening between two pages. @returns the matters of each page, in the order of reading */
  async walk(
    pageSize: number,
    options: { backward?: boolean; descending?: boolean; between?: (page: number) => void } = {},
  ): Promise<Told[]> {
    const pages: Told[] = []
    let cursor: string | null = null
    do {
      const variables = options.backward ? { last: pageSize, before: cursor } : { first: pageSize, after: cursor }
      const told: Told = await this.ask(variables, options.descending)
      pages.push(told)
      const { hasNextPage, hasPreviousPage, startCursor, endCursor } = told.data.cases.pageInfo
      cursor = (options.backward ? hasPreviousPage : hasNextPage) ? (options.backward ? startCursor : endCursor) : null
      options.between?.(pages.length)
      expect(pages.length).toBeLessThan(100)
    } while (cursor !== null)
    return pages
  }
}

const countOf = (names: readonly string[], name: string): number => names.filter((one) => one === name).length
const runs = { numRuns: 60 }

describe('walking a list of matters', () => {
  it('shows every matter exactly once, with all its records, forward and backward alike', async () => {
    await fc.assert(
      fc.asyncProperty(rows, undated, size, descending, async (written, lacking, pageSize, isDescending) => {
        const world = new Rows(written, lacking)

        const forward = await world.walk(pageSize, { descending: isDescending })
        const backward = await world.walk(pageSize, { descending: isDescending, backward: true })

        const names = forward.flatMap((page) => world.shown(page))
        expect(names.toSorted()).toEqual([...world.matters().keys()].toSorted())
        const shownRecords = forward.flatMap((page) =>
          page.data.cases.edges.map((edge: { node: { records: { id: string }[] } }) => edge.node.records.map(({ id }) => id)),
        )
        expect(new Set(shownRecords.flat())).toEqual(new Set([...world.matters().values()].flat()))
        expect(backward.toReversed().flatMap((page) => world.shown(page))).toEqual(names)
        expect(world.world.unexpected).toEqual([])
      }),
      runs,
    )
  })

  it('shows a matter once wherever one of its records fits the filter, and its other records with it', async () => {
    const filters = fc.constantFrom(
      { stage: ['S50'] },
      { registeredDate: { from: '2024-02', to: '2024' } },
      { registeredDate: { to: '2024-02' }, stage: ['S30', 'S50'] },
      { agencies: ['pgr', 'alfela'] },
    )
    await fc.assert(
      fc.asyncProperty(rows, undated, size, filters, async (written, lacking, pageSize, filter) => {
        const world = new Rows(written, lacking)
        const fitting = await Promise.all(
          written.map(async (one) => {
            const alone = new Rows([{ ...one, nuc: null }], lacking)
            return (await alone.ask({ filter })).data.cases.edges.length === 1
          }),
        )
        const ids = [...world.matters().values()].flat()

        const forward = await world.shownWith(filter, pageSize, false)
        const backward = await world.shownWith(filter, pageSize, true)

        const idsOf = new Map(written.map((one, index) => [one, world.added[index] ?? '']))
        const expected = new Set(written.flatMap((one, index) => (fitting[index] ? [one.nuc ?? idsOf.get(one)] : [])))
        expect(ids).toHaveLength(written.length)
        expect(forward.toSorted()).toEqual([...expected].toSorted())
        expect(backward).toEqual(forward)
      }),
      { numRuns: 25 },
    )
  })

  it('goes on from any cursor in either direction, whichever way it was made', async () => {
    await fc.assert(
      fc.asyncProperty(
        rows,
        undated,
        size,
        descending,
        fc.nat(),
        fc.boolean(),
        async (written, lacking, pageSize, isDescending, pick, back) => {
          const world = new Rows(written, lacking)
          const whole = world.shown(await world.ask({ first: 100 }, isDescending))
          if (whole.length === 0) return
          const walked = await world.walk(pageSize, { descending: isDescending, backward: back })
          const edges = (back ? walked.toReversed() : walked).flatMap((page) => page.data.cases.edges)
          const at = pick % whole.length

          const ahead = await world.ask({ first: 100, after: edges[at].cursor }, isDescending)
          const behind = await world.ask({ last: 100, before: edges[at].cursor }, isDescending)

          expect(world.shown(ahead)).toEqual(whole.slice(at + 1))
          expect(world.shown(behind)).toEqual(whole.slice(0, at))
        },
      ),
      runs,
    )
  })

  it('turns round again and again and always shows the page that was left', async () => {
    await fc.assert(
      fc.asyncProperty(rows, undated, size, fc.array(fc.boolean(), { maxLength: 8 }), async (written, lacking, pageSize, turns) => {
        const world = new Rows(written, lacking)
        const whole = world.shown(await world.ask({ first: 100 }))
        let page = await world.ask({ first: pageSize })
        let at = 0

        for (const isForward of turns) {
          const { startCursor, endCursor } = page.data.cases.pageInfo
          const shown = world.shown(page)
          expect(shown).toEqual(whole.slice(at, at + shown.length))
          if (isForward && at + shown.length < whole.length) {
            page = await world.ask({ first: pageSize, after: endCursor })
            at += shown.length
          } else if (!isForward && at > 0) {
            page = await world.ask({ last: pageSize, before: startCursor })
            at -= world.shown(page).length
          }
        }
      }),
      runs,
    )
  })

  it('shows what stays unchanged exactly once and everything else at most once, while records are added', async () => {
    await fc.assert(
      fc.asyncProperty(
        rows,
        undated,
        size,
        fc.array(row, { maxLength: 6 }),
        fc.boolean(),
        async (written, lacking, pageSize, added, backward) => {
          const world = new Rows(written, lacking)
          const before = world.matters()
          const coming = [...added]

          const pages = await world.walk(pageSize, {
            backward,
            between: () => {
              const next = coming.shift()
              if (next) world.add(next)
            },
          })

          const names = pages.flatMap((page) => world.shown(page))
          for (const [name, records] of world.matters()) {
            const isUnchanged = before.get(name)?.length === records.length
            if (isUnchanged) expect(countOf(names, name)).toBe(1)
            // Read towards the start, a matter whose new first record comes later in the walk has been passed: it comes then, once.
            else expect(countOf(names, name)).toBeLessThanOrEqual(1)
          }
        },
      ),
      runs,
    )
  })

  it('goes on without an agency that fails, says so on every later page, and repeats nothing', async () => {
    await fc.assert(
      fc.asyncProperty(
        rows,
        size,
        fc.constantFrom(...CODES),
        fc.integer({ min: 1, max: 3 }),
        fc.boolean(),
        fc.boolean(),
        async (written, pageSize, code, failsAfter, backward, comesBack) => {
          const world = new Rows(written)
          const matters = world.matters()
          const agency = world.agency(code)

          const pages = await world.walk(pageSize, {
            backward,
            between: (page) => {
              if (page === failsAfter) agency.fault = () => new HubError('AGENCY_UNAVAILABLE', { agency: code })
              if (page === failsAfter + 1 && comesBack) agency.fault = undefined
            },
          })

          const names = pages.flatMap((page) => world.shown(page))
          for (const [name, records] of matters) {
            const elsewhere = records.filter((id) => !agency.records.some((record) => agency.idOf(record) === id)).length
            const isTouched = elsewhere < records.length && pages.length > failsAfter
            if (!isTouched || (!backward && elsewhere > 0)) expect(countOf(names, name)).toBe(1)
            else expect(countOf(names, name)).toBeLessThanOrEqual(1)
          }
          for (const page of pages.slice(failsAfter)) expect(page.sources[code]).toBe('UNAVAILABLE')
        },
      ),
      runs,
    )
  })
})
