/** A time limit that is taken away when the work is done in time, and an end that comes earlier where somebody else gives up. */
export class Deadline {
  readonly #controller = new AbortController()
  readonly #timer: NodeJS.Timeout
  readonly #outer: AbortSignal | undefined
  readonly #onOuter = (): void => this.#controller.abort(this.#outer?.reason)
  #isLate = false

  /** @param outer ends it as well */
  constructor(ms: number, outer?: AbortSignal) {
    this.#outer = outer
    this.#timer = setTimeout(() => {
      this.#isLate = true
      this.#controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'))
    }, ms).unref()
    if (outer?.aborted) this.#onOuter()
    else outer?.addEventListener('abort', this.#onOuter, { once: true })
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** The time limit ended it, not the outer signal. */
  get isLate(): boolean {
    return this.#isLate
  }

  abort(): void {
    this.#controller.abort()
  }

  /** To be called when the work is done: `AbortSignal.timeout` would keep what it was given until the limit, and abort it then for nobody. */
  clear(): void {
    clearTimeout(this.#timer)
    this.#outer?.removeEventListener('abort', this.#onOuter)
  }
}
