import { expect, it } from 'vitest'
import { inPlainLetters } from './plain-letters.ts'

it('leaves a program what it was, in letters of one byte each', async () => {
  const code = 'export const said = ["Díli – 東帝汶", `🕊`, /^[à-ÿ🕊]$/u.test("🕊"), /–/.source, { ção: 1 }] // “here”'

  const plain = inPlainLetters(code)

  expect(plain).toMatch(/^[\0-\x7f]+$/)
  const [before, after] = await Promise.all([code, plain].map((text) => import(`data:text/javascript,${encodeURIComponent(text)}`)))
  expect({ ...after.said, 3: '' }).toEqual({ ...before.said, 3: '' })
  expect(new RegExp(after.said[3]).test('–')).toBe(true)
})
