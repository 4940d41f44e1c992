export interface PressureOptions {
  /** Requests answered at a time, at most. @default 200 */
  readonly most?: number
  /** Requests that are always taken: otherwise one long task alone would turn people away. @default 8 */
  readonly least?: number
  /** Requests taken at a time before anything is known of this machine. @default 64 */
  readonly first?: number
  /** Lateness of the process, in milliseconds, from which on it takes fewer. @default 50 */
  readonly lateMs?: number
  /** Milliseconds of a monotonic clock. @default performance.now */
  readonly now?: () => number
}

/**
 * Decides how many requests a process takes at a time, by how late its timers fire: one more with every quick answer while it is on time, a third fewer
 * whenever it is late (additive increase, multiplicative decrease; Chiu and Jain 1989). A process that only waits, as for a slow agency, is on time
 * and soon takes all that it may. Who is turned away at once can ask again; who is kept waiting for an answer that comes too late cannot.
 */
export interface Pressure {
  /** @param underWay requests that are being answered, this one included */
  admits(underWay: number): boolean
  /** A request was answered. @param tookMs how long that took */
  answered(tookMs: number): void
  close(): void
}

const EVERY_MS = 50
/** After fewer were taken, the effect is awaited before fewer still are. */
const CALM_MS = 250
const FEWER = 0.7
/** Where answers take longer, more of them at a time would only take longer still. */
const QUICK_MS = 1_000

export function createPressure(options: PressureOptions = {}): Pressure {
  const { most = 200, least = 8, first = 64, lateMs = 50, now = () => performance.now() } = options
  let limit = Math.min(most, first)
  let expected = now() + EVERY_MS
  let calmUntil = Number.NEGATIVE_INFINITY
  const look = (): void => {
    const at = now()
    if (at - expected > lateMs && at >= calmUntil) {
      limit = Math.max(Math.min(most, least), limit * FEWER)
      calmUntil = at + CALM_MS
    }
  }
  const timer = setInterval(() => {
    look()
    expected = now() + EVERY_MS
  }, EVERY_MS)
  timer.unref()
  return {
    admits(underWay) {
      // Under load the timer itself is what does not come.
      look()
      return underWay <= limit
    },
    answered(tookMs) {
      if (now() - expected < lateMs && tookMs < QUICK_MS) limit = Math.min(most, limit + 1)
    },
    close: () => clearInterval(timer),
  }
}
