import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openCallJournal } from './call-journal.ts'
import { createReplayGuard } from './replay-guard.ts'

const NOW = 1_750_000_000
const HOUR = 3_600

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tip-hub-calls-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** What a process that starts at `now` takes a call for. */
function taken(id: string, expires: number, now: number, startedAt = now): string {
  const journal = openCallJournal(folder, startedAt)
  try {
    return createReplayGuard({ journal }).take(id, expires, now)
  } finally {
    journal.close()
  }
}

describe('the calls that a process has seen', () => {
  it('are known to the next one', () => {
    expect(taken('call-one', NOW + 30, NOW)).toBe('fresh')
    expect(taken('call-one', NOW + 30, NOW + 10)).toBe('replayed')
  })

  it('are known to the next one also where the clock went on for an hour and was set back by it', () => {
    expect(taken('call-one', NOW + 30, NOW)).toBe('fresh')
    expect(taken('call-two', NOW + HOUR + 30, NOW + HOUR)).toBe('fresh')

    expect(taken('call-one', NOW + 30, NOW + 10)).toBe('replayed')
    expect(taken('call-new', NOW + 40, NOW + 10)).toBe('fresh')
  })

  it('are, where the clock was a day ahead and their file is gone, refused by their age rather than taken twice', () => {
    expect(taken('call-one', NOW + 30, NOW)).toBe('fresh')
    expect(taken('call-two', NOW + 24 * HOUR + 30, NOW + 24 * HOUR)).toBe('fresh')

    expect(taken('call-one', NOW + 30, NOW + 10)).toBe('forgotten')
    expect(taken('call-two', NOW + 24 * HOUR + 30, NOW + 24 * HOUR)).toBe('replayed')
  })

  it('are all known where the clock was never ahead, however long ago the process before ended', () => {
    expect(taken('call-one', NOW + 30, NOW)).toBe('fresh')
    expect(taken('call-two', NOW + 48 * HOUR + 30, NOW + 48 * HOUR)).toBe('fresh')
    expect(taken('call-six', NOW + 48 * HOUR + 31, NOW + 48 * HOUR + 1)).toBe('fresh')
  })
})
