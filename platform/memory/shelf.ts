/** A map on a {@link Shelf}: what it holds may be gone at any time, and is made again then. */
export interface ShelfMap<Key, Value> {
  get(key: Key): Value | undefined
  /** @param bytes what the entry takes in memory, key and all; too heavy a one is not kept */
  set(key: Key, value: Value, bytes: number): void
  delete(key: Key): void
}

interface Entry {
  readonly value: unknown
  readonly bytes: number
  readonly leave: () => void
}

/** Of the ceiling, what has been asked for once only may take. */
const SHARE_OF_NEWCOMERS = 0.25

/**
 * Maps that share one ceiling. What was asked for again is kept before what was asked for once, so that any number of questions that nobody repeats
 * push out one another and nothing else; among equals, what was used longest ago goes first.
 */
export class Shelf {
  readonly #most: number
  readonly #mostOfNewcomers: number
  /** Oldest first. */
  readonly #newcomers = new Set<Entry>()
  readonly #regulars = new Set<Entry>()
  #newBytes = 0
  #regularBytes = 0

  /** @param mostBytes of all maps together */
  constructor(mostBytes: number) {
    this.#most = mostBytes
    this.#mostOfNewcomers = mostBytes * SHARE_OF_NEWCOMERS
  }

  /** What is kept now, in bytes as they were told. */
  get bytes(): number {
    return this.#newBytes + this.#regularBytes
  }

  map<Key, Value>(): ShelfMap<Key, Value> {
    const entries = new Map<Key, Entry & { readonly value: Value }>()
    const forget = (key: Key): void => {
      const entry = entries.get(key)
      if (!entry) return
      entries.delete(key)
      this.#take(entry)
    }
    return {
      get: (key) => {
        const entry = entries.get(key)
        if (entry) this.#welcome(entry)
        return entry?.value
      },
      set: (key, value, bytes) => {
        const before = entries.get(key)
        const isRegular = before !== undefined && this.#regulars.has(before)
        forget(key)
        // One that takes the place of all newcomers would be gone with the next of them.
        if (bytes > this.#mostOfNewcomers) return
        const entry = { value, bytes, leave: () => entries.delete(key) }
        entries.set(key, entry)
        if (isRegular) this.#addRegular(entry)
        else this.#addNewcomer(entry)
        this.#makeRoom()
      },
      delete: forget,
    }
  }

  #welcome(entry: Entry): void {
    this.#take(entry)
    this.#addRegular(entry)
    this.#makeRoom()
  }

  #addNewcomer(entry: Entry): void {
    this.#newcomers.add(entry)
    this.#newBytes += entry.bytes
  }

  #addRegular(entry: Entry): void {
    this.#regulars.add(entry)
    this.#regularBytes += entry.bytes
  }

  #take(entry: Entry): void {
    if (this.#newcomers.delete(entry)) this.#newBytes -= entry.bytes
    else if (this.#regulars.delete(entry)) this.#regularBytes -= entry.bytes
  }

  /** Newcomers may fill what is free, but never push out a regular while they hold more than their share. */
  #makeRoom(): void {
    while (this.bytes > this.#most) {
      const from = this.#newBytes > this.#mostOfNewcomers || this.#regulars.size === 0 ? this.#newcomers : this.#regulars
      const [oldest] = from
      if (!oldest) return
      this.#take(oldest)
      oldest.leave()
    }
  }
}
