/** The value below which `share` (0–1) of the values lie. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const at = share * (sorted.length - 1)
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]]
  return low + (high - low) * (at - Math.floor(at))
}

/** A middle and how far from it the middle half of the values lies. */
export interface Spread {
  readonly median: number
  /** Half the distance between the quartiles. */
  readonly spread: number
}

export const spreadOf = (values: readonly number[]): Spread => ({
  median: quantile(values, 0.5),
  spread: (quantile(values, 0.75) - quantile(values, 0.25)) / 2,
})

/**
 * Slope of a straight line through points (least squares) with its standard error. Neighbours in time are alike: where what is left of one point foretells
 * the next, there are fewer points than it seems, and the error is larger by as much (autoregression of the first order).
 */
export function slope(points: readonly (readonly [x: number, y: number])[]): { readonly slope: number; readonly standardError: number } {
  const count = points.length
  const mean = (of: readonly number[]) => of.reduce((sum, value) => sum + value, 0) / count
  const [x, y] = [mean(points.map(([at]) => at)), mean(points.map(([, value]) => value))]
  const sxx = points.reduce((sum, [at]) => sum + (at - x) ** 2, 0)
  const found = points.reduce((sum, [at, value]) => sum + (at - x) * (value - y), 0) / sxx
  const left = points.map(([at, value]) => value - y - found * (at - x))
  const squares = left.reduce((sum, value) => sum + value ** 2, 0)
  const alike = left.slice(1).reduce((sum, value, before) => sum + value * (left[before] ?? 0), 0) / (squares || 1)
  const likeness = Math.min(Math.max(alike, 0), 0.99)
  return { slope: found, standardError: Math.sqrt((squares / (count - 2) / sxx) * ((1 + likeness) / (1 - likeness))) }
}
