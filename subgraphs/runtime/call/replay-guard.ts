import type { CallJournal } from './call-journal.ts'

/** Remembers the ids of calls until they expire. */
export interface ReplayGuard {
  /**
   * @param expires seconds since 1970 until which the call would be accepted
   * @returns `fresh` once per id; `full` where another id cannot be remembered, so that forgetting is never an attack; `forgotten` where the clock was
   *   set back into a time whose ids are gone already
   */
  take(id: string, expires: number, now: number): 'fresh' | 'replayed' | 'full' | 'forgotten'
}

export interface ReplayGuardOptions {
  /** Ids at most. @default 100,000 */
  readonly capacity?: number | undefined
  /** Where they stand over a restart. @default in memory only */
  readonly journal?: CallJournal | undefined
}

export function createReplayGuard({ capacity = 100_000, journal }: ReplayGuardOptions = {}): ReplayGuard {
  const expiryOf = new Map<string, number>(journal?.seen.map(({ id, expires }) => [id, expires]))
  let sweptAt = Number.NEGATIVE_INFINITY
  /** Of calls that expired before, in seconds since 1970, not every id is known any more. */
  let knownSince = journal?.knownSince ?? Number.NEGATIVE_INFINITY

  const sweep = (now: number): void => {
    for (const [id, expires] of expiryOf) if (expires < now) expiryOf.delete(id)
    knownSince = Math.max(knownSince, now)
    sweptAt = now
  }

  return {
    take(id, expires, now) {
      if (expiryOf.has(id)) return 'replayed'
      if (expires < knownSince) return 'forgotten'
      if (expiryOf.size >= capacity && now !== sweptAt) sweep(now)
      if (expiryOf.size >= capacity) return 'full'
      try {
        journal?.write({ id, expires }, now)
      } catch {
        return 'full' // a disk that takes no more remembers no more
      }
      expiryOf.set(id, expires)
      return 'fresh'
    },
  }
}
