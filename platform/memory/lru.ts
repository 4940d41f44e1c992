/** A map that forgets what was used longest ago: beyond a number of entries, and beyond what they weigh together. */
export class Lru<Key, Value> {
  readonly #entries = new Map<Key, { readonly value: Value; readonly weight: number }>()
  readonly #limit: number
  readonly #mostWeight: number
  #weight = 0

  /**
   * @param limit entries kept, at least 1
   * @param mostWeight of all entries together, where entries have weights. @default no bound
   */
  constructor(limit: number, mostWeight = Number.POSITIVE_INFINITY) {
    this.#limit = Math.max(1, limit)
    this.#mostWeight = mostWeight
  }

  get size(): number {
    return this.#entries.size
  }

  get(key: Key): Value | undefined {
    const entry = this.#entries.get(key)
    if (entry === undefined) return undefined
    this.#entries.delete(key)
    this.#entries.set(key, entry)
    return entry.value
  }

  /** @param weight what the entry takes, in any unit. @default 0 */
  set(key: Key, value: Value, weight = 0): void {
    this.delete(key)
    if (weight > this.#mostWeight) return
    this.#entries.set(key, { value, weight })
    this.#weight += weight
    while (this.#entries.size > this.#limit || this.#weight > this.#mostWeight) {
      const oldest = this.#entries.keys().next()
      if (oldest.done) return
      this.delete(oldest.value)
    }
  }

  delete(key: Key): void {
    const entry = this.#entries.get(key)
    if (entry === undefined) return
    this.#weight -= entry.weight
    this.#entries.delete(key)
  }
}
