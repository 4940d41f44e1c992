/** Numbers that are the same for the same seed (mulberry32, Tommy Ettinger, public domain). */
export interface Random {
  /** In [0, 1). */
  next(): number
  /** Whole, in [0, below). */
  below(bound: number): number
  pick<T>(from: readonly T[]): T
  /** Each with the given probability. */
  some<T>(from: readonly T[], probability: number): readonly T[]
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (bound: number): number => Math.floor(next() * bound)
  return {
    next,
    below,
    pick(from) {
      const found = from[below(from.length)]
      if (found === undefined) throw new RangeError('nothing to pick from')
      return found
    },
    some: (from, probability) => from.filter(() => next() < probability),
  }
}
