/** How many random cases the proofs of permission try: small on every run, as many as one likes by the environment. */
export const runsOf = (variable: 'TIP_HUB_CEDAR_RUNS' | 'TIP_HUB_POLICY_RUNS', otherwise: number): number => {
  const written = process.env[variable]
  if (written === undefined) return otherwise
  const runs = Number(written)
  if (!Number.isSafeInteger(runs) || runs < 1) throw new RangeError(`${variable} is a whole number from 1, e.g. ${otherwise}`)
  return runs
}
