import { describe, expect, it } from 'vitest'
import { RunQueue } from './run-queue.ts'

const options = { size: 1, queue: 1, waitMs: 40, agency: 'pgr' }
const never = new AbortController().signal
const gate = () => Promise.withResolvers<string>()

describe('RunQueue', () => {
  it('refuses what would wait behind a full queue, and serves what waits in turn', async () => {
    const queue = new RunQueue({ ...options, waitMs: 5_000 })
    const first = gate()
    const running = queue.run(() => first.promise, never)
    const waiting = queue.run(async () => 'second', never)

    await expect(queue.run(async () => 'third', never)).rejects.toMatchObject({ code: 'OVERLOADED', details: { service: 'pgr' } })
    first.resolve('first')
    await expect(Promise.all([running, waiting])).resolves.toEqual(['first', 'second'])
  })

  it('refuses what waited too long, and keeps no place for it', async () => {
    const queue = new RunQueue(options)
    const first = gate()
    const running = queue.run(() => first.promise, never)

    await expect(queue.run(async () => 'late', never)).rejects.toMatchObject({ code: 'OVERLOADED' })
    first.resolve('first')
    await running
    await expect(queue.run(async () => 'next', never)).resolves.toBe('next')
  })

  it('lets a waiting asker go, and frees the place of work that failed', async () => {
    const queue = new RunQueue({ ...options, waitMs: 5_000 })
    const first = gate()
    const running = queue.run(() => first.promise, never)
    const leaving = new AbortController()
    const waiting = queue.run(async () => 'gone', leaving.signal)
    leaving.abort()

    await expect(waiting).rejects.toMatchObject({ code: 'AGENCY_TIMEOUT' })
    first.reject(new Error('broken'))
    await expect(running).rejects.toThrow('broken')
    await expect(queue.run(async () => 'next', never)).resolves.toBe('next')
  })
})
