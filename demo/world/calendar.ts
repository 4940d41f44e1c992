/** A day as ISO text, `2023-02-03`. The world reckons with texts: a `Date` would bring in a time zone. */
export type IsoDate = string

/** The last day of the demo world; nothing happens after it. */
export const WORLD_END: IsoDate = '2025-12-31'
export const WORLD_START: IsoDate = '2020-01-01'

const two = (value: number) => String(value).padStart(2, '0')

// Days since 1970-01-01 in the proleptic Gregorian calendar (Howard Hinnant, "chrono-compatible low-level date algorithms").
const toDays = (date: IsoDate): number => {
  const { year, month, day } = partsOf(date)
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
}

const fromDays = (days: number): IsoDate => {
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthIndex = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * monthIndex + 2) / 5) + 1
  const month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
  return `${yearOfEra + era * 400 + (month <= 2 ? 1 : 0)}-${two(month)}-${two(day)}`
}

/** Year, month and day of a full ISO date, as numbers. */
export function partsOf(date: IsoDate): { year: number; month: number; day: number } {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) }
}

/** The day `days` later (earlier when negative). */
export const addDays = (date: IsoDate, days: number): IsoDate => fromDays(toDays(date) + days)

/** Whole days from one day to another. */
export const daysBetween = (from: IsoDate, to: IsoDate): number => toDays(to) - toDays(from)

/** A date within the world, or null where it lies after its last day: what has not happened yet is not recorded. */
export const withinWorld = (date: IsoDate): IsoDate | null => (date > WORLD_END ? null : date)

/** Age in completed years on a day. */
export const ageOn = (birthDate: IsoDate, on: IsoDate): number => {
  const [born, then] = [partsOf(birthDate), partsOf(on)]
  return then.year - born.year - (then.month < born.month || (then.month === born.month && then.day < born.day) ? 1 : 0)
}

/** Day and month exchanged, as a clerk does who reads `03/12/2023` the American way. Only for days up to 12. */
export const swapDayAndMonth = (date: IsoDate): IsoDate => `${date.slice(0, 4)}-${date.slice(8, 10)}-${date.slice(5, 7)}`
