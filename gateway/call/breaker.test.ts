import { describe, expect, it } from 'vitest'
import { Breaker } from './breaker.ts'

function aBreaker() {
  let now = 0
  const breaker = new Breaker({ failures: 3, openMs: 1_000, now: () => now })
  const fail = (times: number) => {
    for (let n = 0; n < times; n++) if (breaker.mayCall()) breaker.failed()
  }
  const wait = (milliseconds: number) => {
    now += milliseconds
  }
  return { breaker, fail, wait }
}

describe('a breaker', () => {
  it('opens after so many failures in a row, not before', () => {
    const { breaker, fail } = aBreaker()
    fail(2)
    expect(breaker.mayCall()).toBe(true)
    breaker.succeeded()
    fail(2)
    expect(breaker.state).toBe('closed')
    fail(1)
    expect([breaker.state, breaker.mayCall()]).toEqual(['open', false])
  })

  it('lets exactly one call try when its time is over, and closes when that one succeeds', () => {
    const { breaker, fail, wait } = aBreaker()
    fail(3)
    wait(999)
    expect(breaker.mayCall()).toBe(false)
    wait(1)
    expect([breaker.mayCall(), breaker.mayCall()]).toEqual([true, false])
    breaker.succeeded()
    expect([breaker.state, breaker.mayCall(), breaker.mayCall()]).toEqual(['closed', true, true])
  })

  it('stays open for another while when the try fails', () => {
    const { breaker, fail, wait } = aBreaker()
    fail(3)
    wait(1_000)
    fail(1)
    expect(breaker.state).toBe('open')
    wait(1_000)
    expect(breaker.state).toBe('half-open')
  })

  it('learns nothing from a person who hung up during the try', () => {
    const { breaker, fail, wait } = aBreaker()
    fail(3)
    wait(1_000)
    expect(breaker.mayCall()).toBe(true)
    breaker.abandoned()
    expect(breaker.mayCall()).toBe(true)
  })
})
