/** Random questions asked: small on every run, as many as one likes by the environment. */
export const RUNS = wholeNumber('TIP_HUB_FUZZ_RUNS', 300)
/** Where the randomness starts; a failing run says it. */
export const SEED = wholeNumber('TIP_HUB_FUZZ_SEED', 20_260_115)

function wholeNumber(variable: string, otherwise: number): number {
  const written = process.env[variable]
  if (written === undefined) return otherwise
  const value = Number(written)
  if (!Number.isSafeInteger(value) || value < 1) throw new RangeError(`${variable} is a whole number from 1, e.g. ${otherwise}`)
  return value
}
