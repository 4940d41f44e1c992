/** A year alone stands before each of its months, and a month before each of its days: ISO texts sort so, and the milliseconds keep it. */
const BEFORE_MIDNIGHT_MS: Readonly<Record<number, number>> = { 4: 2, 7: 1, 10: 0 }

/** An ISO date of any precision as a point in time that sorts as the text does, in the form that Cedar reads. */
export const datetimeOf = (iso: string): string => {
  const before = BEFORE_MIDNIGHT_MS[iso.length]
  if (before === undefined) throw new RangeError('a date of the policy is a year, a month or a day')
  return new Date(Date.parse(`${iso}${'-01-01'.slice(iso.length - 4)}T00:00:00Z`) - before).toISOString()
}
