import { createRequire } from 'node:module'
import { expect, it } from 'vitest'
import { arrayText, writeLists } from './array-text.ts'

const { prepareValue }: { prepareValue(value: unknown): unknown } = createRequire(import.meta.url)('pg/lib/utils.js')

it.each([
  [[]],
  [['a']],
  [['0062/18.PDSUA', '62/18-pdsua']],
  [['with "quotes"', 'a \\ backslash', '{braces}', 'a, comma', '', 'NULL', ' blank ', "it's", 'ó\u{1f600}\n']],
])('writes %j as the driver does', (texts) => {
  expect(arrayText(texts)).toBe(prepareValue(texts))
})

it('leaves alone what is no list of texts', () => {
  expect(writeLists(['a', 7, null, ['x'], [null], [1]])).toEqual(['a', 7, null, '{"x"}', [null], [1]])
})
