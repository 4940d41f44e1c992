/** Uniform numbers from a seed. The same seed and label give the same numbers on every machine; there is no other source of chance in the world. */
export interface Random {
  /** A number in [0, 1). */
  unit(): number
  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number
  /** One of a list that is not empty. */
  pick<const T>(from: readonly [T, ...T[]]): T
  /** True with the given probability. */
  chance(probability: number): boolean
  /** The same values in another order. */
  shuffle<T>(values: readonly T[]): T[]
  /** A version-4-shaped UUID. */
  uuid(): string
}

/** 32-bit FNV-1a, so that a label of any length becomes a seed. */
export const hash32 = (text: string): number => {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return hash >>> 0
}

const splitMix = (seed: number) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x9e3779b9) >>> 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return (mixed ^ (mixed >>> 15)) >>> 0
  }
}

/**
 * A generator of its own for each label, so that a new draw in one scenario does not move the numbers of another.
 *
 * @param seed any whole number
 * @param label names the stream, e.g. `3/people`
 */
export function createRandom(seed: number, label: string): Random {
  const mix = splitMix(hash32(`${seed}:${label}`))
  let a = mix()
  let b = mix()
  let c = mix()
  let d = mix()

  // xoshiro128** (Blackman and Vigna, public domain).
  const next = (): number => {
    const times5 = Math.imul(b, 5)
    const result = Math.imul((times5 << 7) | (times5 >>> 25), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 11) | (d >>> 21)
    return result
  }

  const unit = () => next() / 0x1_0000_0000
  const int = (low: number, high: number) => low + Math.floor(unit() * (high - low + 1))
  const hex = (length: number) => Array.from({ length }, () => int(0, 15).toString(16)).join('')
  return {
    unit,
    int,
    pick: (from) => from[int(0, from.length - 1)] ?? from[0],
    chance: (probability) => unit() < probability,
    shuffle: (values) => {
      const shuffled = [...values]
      for (let i = shuffled.length - 1; i > 0; i--) {
        const j = int(0, i)
        const [left, right] = [shuffled[i], shuffled[j]]
        if (left === undefined || right === undefined) continue
        shuffled[i] = right
        shuffled[j] = left
      }
      return shuffled
    },
    uuid: () => `${hex(8)}-${hex(4)}-4${hex(3)}-${'89ab'.charAt(int(0, 3))}${hex(3)}-${hex(12)}`,
  }
}
