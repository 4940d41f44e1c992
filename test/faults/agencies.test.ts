import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { DEMO_AGENCIES } from '../../demo/supervisor/agencies.ts'
import type { Answer } from '../support/ask.ts'
import { freePort } from '../support/demo-databases.ts'
import { typePrefixOf } from '../support/record-refs.ts'
import { type Asked, type FaultyHub, type NamedRecord, recordsOf, startFaultyHub } from './support/faulty-hub.ts'
import { wireFaults } from './support/wire-faults.ts'

const ALL = DEMO_AGENCIES.map(({ code }) => code)
/** Each fault strikes one agency; those of `EVERYWHERE` also half and all of them, and every fault does with `TIP_HUB_FAULTS=full`. */
const SCOPES = { one: ['pgr'], half: ALL.filter((_, at) => at % 2 === 0), all: ALL } as const
const EVERYWHERE = new Set(['is switched off', 'never answers', 'answers 503', 'answers what another was asked'])
const isFull = process.env.TIP_HUB_FAULTS === 'full'
const COMES_BACK_MS = 10_000

let faulty: FaultyHub
let whole: Answer<Asked>
let known: ReadonlyMap<string, NamedRecord>
beforeAll(async () => {
  faulty = await startFaultyHub()
  whole = await vi.waitFor(
    async () => {
      const answer = await faulty.ask()
      expect(answer.complete).toBe(true)
      return answer
    },
    { timeout: COMES_BACK_MS },
  )
  known = await faulty.walk()
}, 120_000)
afterAll(() => faulty?.close())
afterEach(() => faulty.set(ALL, undefined))

const cases = wireFaults(await freePort()).flatMap((named) =>
  Object.entries(SCOPES).flatMap(([scope, agencies]) =>
    scope === 'one' || isFull || EVERYWHERE.has(named.name) ? [{ ...named, scope, agencies }] : [],
  ),
)

describe('an agency whose wire', () => {
  it.each(cases)(
    '$name ($scope): the rest is answered in time, it is named, and it is back by itself',
    async ({ fault, statuses, agencies }) => {
      const struck = whole.sources.filter(({ agency, status }) => status !== 'NOT_ASKED' && agencies.some((code) => code === agency))
      await faulty.set(agencies, fault)

      const broken = await faulty.ask()

      expect(broken.status).toBe(200)
      expect(broken.complete).toBe(false)
      for (const source of broken.sources) {
        if (!struck.some(({ agency }) => agency === source.agency))
          expect(source).toEqual(whole.sources.find(({ agency }) => agency === source.agency))
        else expect([source.agency, statuses.includes(source.status)], source.status).toEqual([source.agency, true])
      }
      expectNothingWrong(
        broken,
        struck.map(({ agency }) => agency),
      )

      await faulty.set(agencies, undefined)
      await expect.poll(async () => (await faulty.ask()).complete, { timeout: COMES_BACK_MS, interval: 250 }).toBe(true)
      expect(recordsOf(await faulty.ask())).toEqual(recordsOf(whole))
    },
    60_000,
  )
})

/** Every value is the one that the whole answer has, or null at an agency that was struck; and nothing of the others is missing. */
function expectNothingWrong(broken: Answer<Asked>, struck: readonly string[]): void {
  const prefixes = struck.map(typePrefixOf)
  const isStruck = (type: string) => prefixes.some((prefix) => new RegExp(`^${prefix}(Case|Victim)Record$`).test(type))
  const found = recordsOf(broken)
  for (const [id, record] of found) {
    const expected = known.get(id)
    for (const [field, value] of Object.entries(record))
      if (value !== null || !isStruck(record.__typename)) expect(value).toEqual(expected?.[field])
  }
  const missing = [...recordsOf(whole).values()].filter(({ id }) => !found.has(id))
  expect(missing.filter(({ __typename }) => !isStruck(__typename))).toEqual([])
  expect(broken.text).not.toMatch(/127\.0\.0\.1|ECONN|captive|socket/i)
}
