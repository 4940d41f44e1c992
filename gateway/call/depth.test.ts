import { expect, it } from 'vitest'
import { isDeeperThan } from './depth.ts'

it.each([
  ['1', 1, false],
  ['{"a":1}', 1, false],
  ['{"a":[1]}', 1, true],
  ['{"a":[1]}', 2, false],
  [`${'['.repeat(100_000)}${']'.repeat(100_000)}`, 32, true],
])('knows whether %s nests deeper than %i, without recursion', (json, depth, deeper) => {
  expect(isDeeperThan(JSON.parse(json), depth)).toBe(deeper)
})
