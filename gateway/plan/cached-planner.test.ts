import { describe, expect, it } from 'vitest'
import { Lru } from '../../platform/index.ts'
import { createCachedPlanner } from './cached-planner.ts'
import { PlanningError } from './types.ts'

describe('Lru', () => {
  it('forgets what was used longest ago', () => {
    const lru = new Lru<string, number>(2)
    lru.set('a', 1)
    lru.set('b', 2)
    lru.get('a')
    lru.set('c', 3)

    expect([lru.get('a'), lru.get('b'), lru.get('c'), lru.size]).toEqual([1, undefined, 3, 2])
  })
})

describe('createCachedPlanner', () => {
  it('plans each operation once and tells how long it took', () => {
    const planned: string[] = []
    const durations: number[] = []
    let nowMs = 0
    const inner = {
      plan: (operation: string) => {
        planned.push(operation)
        nowMs += 5
        return { node: null }
      },
    }
    const planner = createCachedPlanner(inner, { onPlanned: (durationMs) => durations.push(durationMs), clock: () => nowMs })

    planner.plan('{ a }')
    planner.plan('{ a }')
    planner.plan('{ b }')

    expect(planned).toEqual(['{ a }', '{ b }'])
    expect(durations).toEqual([5, 5])
  })

  it('tries again after a failure', () => {
    let isBroken = true
    const planner = createCachedPlanner({
      plan: () => {
        if (isBroken) throw new PlanningError('no way')
        return { node: null }
      },
    })

    expect(() => planner.plan('{ a }')).toThrow('no way')
    isBroken = false
    expect(planner.plan('{ a }')).toEqual({ node: null })
  })
})
