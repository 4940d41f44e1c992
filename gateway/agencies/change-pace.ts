/** Changes that are taken at once: an agency's people may try a policy out. */
const AT_ONCE = 10
const FIRST_PAUSE_MS = 60_000
const LONGEST_PAUSE_MS = 1_800_000
/** After so long without a change an agency may again change at once. Longer than the longest pause, or one that always changes would earn it. */
const FORGIVEN_AFTER_MS = 2 * LONGEST_PAUSE_MS

/**
 * How often one agency may have the graph made anew. Each change costs the gateway a composition, and everybody the plans that were kept; an agency that
 * describes itself otherwise each time it is asked is heard less and less often.
 */
export class ChangePace {
  #atOnce = AT_ONCE
  #pauseMs = 0
  #takenAt = Number.NEGATIVE_INFINITY

  /**
   * Whether a change may be taken now; then it counts.
   *
   * @param nowMs of a monotonic clock
   */
  take(nowMs: number): boolean {
    const sinceMs = nowMs - this.#takenAt
    if (sinceMs < this.#pauseMs) return false
    if (sinceMs >= FORGIVEN_AFTER_MS) [this.#atOnce, this.#pauseMs] = [AT_ONCE, 0]
    if (this.#atOnce > 0) this.#atOnce--
    else this.#pauseMs = Math.min(LONGEST_PAUSE_MS, Math.max(FIRST_PAUSE_MS, 2 * this.#pauseMs))
    this.#takenAt = nowMs
    return true
  }
}
