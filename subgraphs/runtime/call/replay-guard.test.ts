import { describe, expect, it } from 'vitest'
import { createReplayGuard } from './replay-guard.ts'

describe('the replay guard', () => {
  it('takes each id once while it could be used again', () => {
    const guard = createReplayGuard()

    expect(guard.take('a', 130, 100)).toBe('fresh')
    expect(guard.take('a', 130, 100)).toBe('replayed')
    expect(guard.take('a', 130, 130)).toBe('replayed')
    expect(guard.take('b', 130, 100)).toBe('fresh')
  })

  it('refuses when it is full rather than forget, and takes more once ids have expired', () => {
    const guard = createReplayGuard({ capacity: 2 })
    guard.take('a', 110, 100)
    guard.take('b', 130, 100)

    expect(guard.take('c', 130, 100)).toBe('full')
    expect(guard.take('b', 130, 100)).toBe('replayed')
    expect(guard.take('c', 140, 111)).toBe('fresh')
    expect(guard.take('d', 140, 112)).toBe('full')
  })

  it('takes no call of a time whose ids it had to forget, when the clock is set back into it', () => {
    const guard = createReplayGuard({ capacity: 2 })
    guard.take('a', 110, 100)
    guard.take('b', 115, 100)
    expect(guard.take('c', 240, 200)).toBe('fresh')

    expect(guard.take('a', 110, 101)).toBe('forgotten')
    expect(guard.take('d', 150, 130)).toBe('forgotten')
    expect(guard.take('e', 230, 201)).toBe('fresh')
  })

  it('makes room as soon as ids have expired, also after the clock was set back', () => {
    const guard = createReplayGuard({ capacity: 2 })
    guard.take('a', 1_030, 1_000)
    guard.take('b', 1_130, 1_100)
    expect(guard.take('c', 1_131, 1_101)).toBe('fresh')

    expect(guard.take('d', 1_132, 1_080)).toBe('full')
    expect(guard.take('d', 1_170, 1_140)).toBe('fresh')
  })
})
