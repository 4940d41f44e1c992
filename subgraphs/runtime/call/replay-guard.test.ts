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
})
