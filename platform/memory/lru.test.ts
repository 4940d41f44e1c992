import { expect, it } from 'vitest'
import { Lru } from './lru.ts'

it('forgets what was used longest ago once its entries weigh too much, and keeps nothing that does by itself', () => {
  const lru = new Lru<string, number>(10, 100)
  lru.set('a', 1, 60)
  lru.set('b', 2, 30)
  lru.get('a')

  lru.set('c', 3, 40)
  expect([lru.get('a'), lru.get('b'), lru.get('c')]).toEqual([1, undefined, 3])
  lru.set('a', 4, 10)
  lru.set('d', 5, 50)
  expect([lru.get('a'), lru.get('c'), lru.get('d')]).toEqual([4, 3, 5])
  lru.set('e', 6, 101)
  expect([lru.get('e'), lru.size]).toEqual([undefined, 3])
})

it('forgets by number as by weight, and what it is told to forget weighs nothing any more', () => {
  const lru = new Lru<string, number>(2, 100)
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
