export interface BreakerOptions {
  /** Failures in a row that open it. @default 5 */
  readonly failures?: number
  /** Milliseconds during which it stays open before one call may try again. @default 3000 */
  readonly openMs?: number
  /** Milliseconds of a monotonic clock. @default performance.now */
  readonly now?: () => number
}

export type BreakerState = 'closed' | 'open' | 'half-open'

/**
 * Spares an agency that does not answer, and the people who would wait for it. Counts failures to connect, timeouts and 5xx; what an agency
 * answers in due form is never a failure here, whatever it says.
 */
export class Breaker {
  readonly #failures: number
  readonly #openMs: number
  readonly #now: () => number
  #inRow = 0
  #openedAt: number | undefined
  #isProbing = false

  constructor(options: BreakerOptions = {}) {
    this.#failures = options.failures ?? 5
    this.#openMs = options.openMs ?? 3_000
    this.#now = options.now ?? (() => performance.now())
  }

  get state(): BreakerState {
    if (this.#openedAt === undefined) return 'closed'
    return this.#now() - this.#openedAt >= this.#openMs ? 'half-open' : 'open'
  }

  /** Whether a call may go out now. Half-open lets exactly one through; its outcome must be told. */
  mayCall(): boolean {
    const { state } = this
    if (state === 'closed') return true
    if (state === 'open' || this.#isProbing) return false
    this.#isProbing = true
    return true
  }

  succeeded(): void {
    this.#inRow = 0
    this.#openedAt = undefined
    this.#isProbing = false
  }

  failed(): void {
    this.#inRow++
    if (this.#isProbing || this.#inRow >= this.#failures) this.#openedAt = this.#now()
    this.#isProbing = false
  }

  /** The asker hung up before there was an outcome: it says nothing about the agency. */
  abandoned(): void {
    this.#isProbing = false
  }
}
