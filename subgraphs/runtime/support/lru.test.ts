import { expect, it } from 'vitest'
import { createLru } from './lru.ts'

it('forgets what was used least recently, by number and by weight', () => {
  const lru = createLru<string, number>(2, 100)
  const held = () => ['a', 'b', 'c', 'd'].filter((key) => lru.get(key) !== undefined)
  lru.set('a', 1, 10)
  lru.set('b', 2, 10)
  lru.set('c', 3, 10)
  expect(held()).toEqual(['b', 'c'])

  lru.set('d', 4, 95)
  expect(held()).toEqual(['d'])
  lru.set('a', 5, 101)
  expect(held()).toEqual(['d'])
  lru.delete('d')
  lru.set('b', 6, 100)
  expect(held()).toEqual(['b'])
})
