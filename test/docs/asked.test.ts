import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PURPOSES } from '../../schema/index.ts'
import { type As, tokenFor } from '../support/ask.ts'
import { startHub, type TestHub } from '../support/start-hub.ts'
import { blocksOf, readPages } from './pages.ts'

/** A question of a page, and what the page says came back: the whole answer, or a part of it. */
const questions = readPages()
  .map(blocksOf)
  .flatMap((blocks) =>
    blocks.flatMap(({ page, language, text }, at) => {
      const [, as = '', written = ''] = /^# run as (\S+) for (\S+)\n/.exec(text) ?? []
      const purpose = PURPOSES.find((name) => name === written)
      if (language !== 'graphql' || purpose === undefined) return []
      const next = blocks[at + 1]
      const shown: unknown = next?.language === 'json' ? JSON.parse(next.text.startsWith('{') ? next.text : `{${next.text}}`) : undefined
      return [{ page, text, as, purpose, shown }]
    }),
  )

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Every object within a value, itself first. */
const objectsIn = (value: unknown): readonly unknown[] => (isObject(value) ? [value, ...Object.values(value).flatMap(objectsIn)] : [])

const holds = (object: unknown, part: Record<string, unknown>): boolean =>
  isObject(object) && Object.entries(part).every(([member, value]) => JSON.stringify(object[member]) === JSON.stringify(value))

describe('the questions of the pages, asked over HTTP', () => {
  let hub: TestHub | undefined
  /** As the pages say: with a case of one's own as the reason. */
  const ask = async (query: string, as: As) => {
    if (!hub) throw new Error('the hub did not start')
    const authorization = `Bearer ${await tokenFor(hub.keys, as)}`
    const headers = { 'content-type': 'application/json', 'tip-reason': 'CASE-17', authorization }
    const response = await fetch(`${hub.url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) })
    return JSON.parse(await response.text())
  }
  beforeAll(async () => {
    hub = await startHub()
  }, 120_000)
  afterAll(() => hub?.close())

  it('are there, most of them with what came back', () => {
    expect(questions.length).toBeGreaterThan(8)
    expect(questions.filter(({ shown }) => shown !== undefined).length).toBeGreaterThan(4)
  })

  it.each(questions)('on $page, as $as: $text', async ({ text, as, purpose, shown }) => {
    const { data, errors, extensions } = await ask(text, { as, purpose })

    const isWhole = isObject(shown) && ('data' in shown || 'errors' in shown)
    expect(errors ?? []).toEqual((isWhole && shown.errors) || [])
    if (!isWhole) expect(objectsIn(data).length).toBeGreaterThan(3)
    if (isWhole) expect(data).toEqual(shown.data)
    else if (isObject(shown)) expect(objectsIn(data).some((object) => holds(object, shown))).toBe(true)
    for (const source of isWhole && isObject(shown.extensions) && Array.isArray(shown.extensions.sources) ? shown.extensions.sources : [])
      expect(extensions.sources).toContainEqual(expect.objectContaining({ agency: source.agency, status: source.status }))
  })
})
