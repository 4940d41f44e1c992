import { afterEach, expect, it, vi } from 'vitest'
import { CANARIES } from '../../../demo/fill/index.ts'
import { withoutField } from '../../../demo/world/index.ts'
import type { Answer } from '../../support/ask.ts'
import { expectedOf, seenOf } from '../../support/compare.ts'
import { refText } from '../../support/truth-oracle.ts'
import { type AddedVictims, createAddedVictims } from './added-victims.ts'
import { askVictims, expectedFilterGaps, expectedVictims, FIELDS, gapTexts, recordsOf, type VictimsAnswer } from './victims.ts'
import { type QuestionWorld, viewerOf } from './world.ts'

const analyst = { as: 'klatu.analyst', purpose: 'OVERSIGHT' } as const
const viewer = viewerOf(analyst)
type Page = Answer<VictimsAnswer>

/** Victims of a period and a municipality, page by page over all agencies, while the world moves on. */
export function question3(world: () => QuestionWorld): void {
  let added: AddedVictims | undefined
  afterEach(async () => {
    await added?.removeAll()
    added = undefined
    await world().hub.adapters.start(DROPPED)
    // The hub lets an agency be for some seconds after it failed: what the next test is told of it is not about the last one.
    const isBack = async () => expect(statusOf(await askVictims(world(), analyst), DROPPED)).toBe('OK')
    await vi.waitFor(isBack, { timeout: 15_000, interval: 200 })
  })

  const keysOf = (page: Page): readonly string[] => recordsOf(page).map((record) => refText(world().refOf(record)))
  const expectedKeys = (): readonly string[] => expectedVictims(world().oracle, viewer).map(refText)

  it('finds the records that truth and policies put there, value by value, with the reason for every blank', async () => {
    const { oracle, refOf } = world()
    const expected = expectedVictims(oracle, viewer)

    const pages = await walk(world(), 'forward', 100)

    expect(pages.flatMap(keysOf).toSorted()).toEqual(expected.map(refText).toSorted())
    expect(new Set(expected.map(({ agency }) => agency)).size).toBeGreaterThanOrEqual(6)
    for (const record of pages.flatMap(recordsOf))
      expect(seenOf(record, FIELDS), record.__typename).toEqual(expectedOf(oracle.recordOf(refOf(record)), FIELDS, viewer, oracle))
    expect(CANARIES.filter(({ text }) => pages.some((page) => page.text.includes(text)))).toEqual([])
  })

  it('lists the agencies that hold no such date, or no such place, as not held', async () => {
    const { oracle, hub } = world()

    const { data } = await askVictims(world(), analyst)

    const gaps = expectedFilterGaps(oracle, viewer)
    expect({ notHeld: gapTexts(data?.victims?.notHeld), withheld: gapTexts(data?.victims?.withheld) }).toEqual(gaps)
    expect(gaps.notHeld).toEqual(
      (['identifiedDate', 'municipality'] as const)
        .flatMap((field) => withoutField(hub.truth, field).map((agency) => `${agency} ${field}`))
        .toSorted(),
    )
  })

  it.each([
    ['forward', 20],
    ['backward', 20],
    ['forward', 7],
    ['backward', 7],
  ] as const)('is read %s by %i to the end: every record once, in the order of dates', async (direction, size) => {
    const expected = expectedKeys()

    const pages = await walk(world(), direction, size)

    expect(pages.length).toBe(Math.ceil(expected.length / size))
    expect(pages.length).toBeGreaterThan(3)
    expect(pages.every(({ complete }) => complete === true)).toBe(true)
    const inOrder = direction === 'forward' ? pages : pages.toReversed()
    expect(inOrder.flatMap(keysOf).toSorted()).toEqual(expected.toSorted())
    const dates = inOrder.flatMap(recordsOf).map((record) => record.identifiedDate)
    expect(dates).toEqual(dates.toSorted())
  })

  it.each([
    ['forward', 20],
    ['backward', 20],
    ['forward', 7],
    ['backward', 7],
  ] as const)('is read %s by %i while rows are added and one agency drops out midway', async (direction, size) => {
    const { hub } = world()
    const adding = createAddedVictims(hub.databases)
    added = adding
    const expected = expectedKeys()
    // The walk before may have ended while the agency that came back was still being let be.
    await vi.waitFor(async () => expect((await askVictims(world(), analyst, { first: size })).complete).toBe(true), { timeout: 10_000 })

    const pages = await walk(world(), direction, size, async (at, page) => {
      // Before the place that the walk has reached, behind it, and on the very day.
      for (const date of ['2020-01-02', '2025-12-30', String(recordsOf(page).at(-1)?.identifiedDate)]) if (at < 3) await adding.add(date)
      if (at === 1) await hub.adapters.stop(DROPPED)
      // It comes back; this walk has left it behind all the same.
      if (at === 3) await hub.adapters.start(DROPPED)
    })

    const times = countOf(pages.flatMap(keysOf))
    const unchanged = expected.filter((key) => !key.startsWith(`${DROPPED} `))
    expect(unchanged.filter((key) => times.get(key) !== 1)).toEqual([])
    expect([...times].filter(([, count]) => count > 1)).toEqual([])
    expect([...times.keys()].filter((key) => !expected.includes(key) && !adding.keys.has(key))).toEqual([])
    expect([...times.keys()].filter((key) => adding.keys.has(key)).length).toBeGreaterThan(0)
    const seenOfDropped = pages.flatMap((page, at) => (at > 1 ? keysOf(page) : [])).filter((key) => key.startsWith(`${DROPPED} `))
    expect(seenOfDropped).toEqual([])
    expect(pages.map((page) => [page.complete, statusOf(page, DROPPED)])).toEqual(
      pages.map((_, at) => (at < 2 ? [true, 'OK'] : [false, 'UNAVAILABLE'])),
    )
  })

  it('refuses a cursor of another person, another purpose, another question, or none at all', async () => {
    const first = await askVictims(world(), analyst, { first: 7 })
    const after = first.data?.victims?.pageInfo.endCursor
    const refusals = [
      await askVictims(world(), { as: 'klatu.commissioner', purpose: 'OVERSIGHT' }, { first: 7, after }),
      await askVictims(world(), { as: 'pcic.investigator', purpose: 'INVESTIGATION' }, { first: 7, after }),
      await askVictims(world(), analyst, { first: 7, after, municipality: 'TL-BA' }),
      await askVictims(world(), analyst, { first: 7, after: 'bm90IGEgY3Vyc29y' }),
    ]

    expect((await askVictims(world(), analyst, { first: 7, after })).errors).toEqual([])
    expect(refusals.map(({ errors }) => errors.map(({ extensions }) => extensions.code))).toEqual([
      ['CURSOR_INVALID'],
      ['CURSOR_INVALID'],
      ['CURSOR_INVALID'],
      ['CURSOR_INVALID'],
    ])
  })
}

/** Many of its records lie on the later pages. */
const DROPPED = 'pradet'
const MOST_PAGES = 60

/** Reads to the end. @param between told of each page before the next one is asked for */
async function walk(
  world: QuestionWorld,
  direction: 'forward' | 'backward',
  size: number,
  between: (at: number, page: Page) => Promise<void> = async () => undefined,
): Promise<readonly Page[]> {
  const pages: Page[] = []
  let cursor: string | null = null
  while (pages.length < MOST_PAGES) {
    const page: Page = await askVictims(
      world,
      analyst,
      direction === 'forward' ? { first: size, after: cursor } : { last: size, before: cursor },
    )
    expect(page.errors).toEqual([])
    const info = page.data?.victims?.pageInfo
    pages.push(page)
    if (!info || !(direction === 'forward' ? info.hasNextPage : info.hasPreviousPage)) return pages
    cursor = direction === 'forward' ? info.endCursor : info.startCursor
    await between(pages.length - 1, page)
  }
  throw new Error('the walk does not come to an end')
}

const statusOf = ({ sources }: Page, agency: string): string | undefined => sources.find((source) => source.agency === agency)?.status

const countOf = (keys: readonly string[]): ReadonlyMap<string, number> =>
  new Map([...Map.groupBy(keys, (key) => key)].map(([key, of]) => [key, of.length]))
