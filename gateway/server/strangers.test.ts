import { afterEach, expect, it } from 'vitest'
import { startTestGateway, type TestGateway } from './testing/start-test-gateway.ts'

let test: TestGateway | undefined
afterEach(() => test?.close())

/** A valid question of some ten thousand characters that nobody else asks. */
const long = (number: number, [root, field]: readonly [string, string]): string =>
  `{ ${root} { ${Array.from({ length: 50 }, (_, index) => `a${number}x${index}${'y'.repeat(200)}: ${field}`).join(' ')} } }`

it.each([
  ['that are refused', ['cases', 'stage'], 401],
  ['that anybody may ask', ['agencies', 'code'], 200],
] as const)('push out no plan of people by questions %s, though they ask each twice', async (_which, asked, expected) => {
  const running = await startTestGateway()
  test = running
  const planned = () => running.events.filter(({ event }) => event === 'planned').length
  const ask = () => running.ask('{ cases { id stage nuc } }')
  await ask()
  await ask()

  // What is asked twice pushes out what was; what is asked once, what was not.
  const queries = Array.from({ length: 130 }, (_, number) => long(number, asked)).flatMap((query, number) =>
    number < 80 ? [query, query] : [query],
  )
  for (const query of queries) expect((await running.ask(query, { token: null })).status).toBe(expected)
  const before = planned()

  expect((await ask()).body.errors).toBeUndefined()
  expect(planned()).toBe(before)
})
