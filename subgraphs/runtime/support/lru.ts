/** A map that forgets what was used least recently once it holds `capacity` entries, or weighs more than `mostWeight`. */
export interface Lru<K, V> {
  get(key: K): V | undefined
  /** @param weight in any unit. @default 0 */
  set(key: K, value: V, weight?: number): void
  delete(key: K): void
}

export function createLru<K, V>(capacity: number, mostWeight = Number.POSITIVE_INFINITY): Lru<K, V> {
  const entries = new Map<K, { readonly value: V; readonly weight: number }>()
  let total = 0
  const forget = (key: K): void => {
    total -= entries.get(key)?.weight ?? 0
    entries.delete(key)
  }
  return {
    get(key) {
      const entry = entries.get(key)
      if (entry === undefined) return undefined
      entries.delete(key)
      entries.set(key, entry)
      return entry.value
    },
    set(key, value, weight = 0) {
      forget(key)
      if (weight > mostWeight) return
      entries.set(key, { value, weight })
      total += weight
      for (const oldest of entries.keys()) {
        if (entries.size <= capacity && total <= mostWeight) return
        forget(oldest)
      }
    },
    delete: forget,
  }
}
