import { type Located, recordKey } from '../asking/located.ts'
import type { Matter } from '../matters/matters.ts'
import type { ListPlan } from './list-plan.ts'
import { compareMembers } from './place.ts'

/**
 * Tells which records of a matter are in a list, and which of them the matter stands at: so that a record that streams by on the fifth
 * page knows that its matter was on the first, without anybody remembering it.
 */
export class Members {
  readonly #list: ListPlan
  readonly #orderOf: ReadonlyMap<string, string | undefined>

  constructor(list: ListPlan) {
    this.#list = list
    this.#orderOf = new Map(list.streams.map(({ agency, orderBy }) => [agency, orderBy]))
  }

  /** The records of the matter that are in the list, in its order. `streamed` is one of them. */
  of(matter: Matter, streamed: Located, hasLeft: (agency: string) => boolean): readonly Located[] {
    return matter.records
      .flatMap((record) => {
        if (recordKey(record) === recordKey(streamed)) return [streamed]
        if (!this.#orderOf.has(record.agency) || hasLeft(record.agency)) return []
        if (record.position !== null) return [record] // it streamed by itself
        if (!this.#list.filter.every((part) => matches(record.values[part.field], part))) return []
        const orderBy = this.#orderOf.get(record.agency)
        const date = orderBy === undefined ? null : record.values[orderBy]
        return [{ ...record, sortKey: typeof date === 'string' ? date : null }]
      })
      .toSorted((a, b) => compareMembers(a, b, this.#list.descending))
  }
}

/** The filter's meaning at the agencies: any of the codes; dates whose whole span lies inside. */
function matches(value: unknown, part: ListPlan['filter'][number]): boolean {
  if (value === null || value === undefined) return false
  if ('in' in part) return (Array.isArray(value) ? value : [value]).some((item) => part.in.includes(String(item)))
  if (typeof value !== 'string') return false
  return (part.from === undefined || firstDay(value) >= firstDay(part.from)) && (part.to === undefined || lastDay(value) <= endOf(part.to))
}

const firstDay = (date: string): string => date + '-01-01'.slice(date.length - 4)
/** The 31st stands for the last day of any month: only compared, never shown. */
const lastDay = (date: string): string => date + '-12-31'.slice(date.length - 4)
/** A range that ends with a month's last day takes in the whole month, however it is written. */
const endOf = (day: string): string => (isLastOfMonth(day) ? `${day.slice(0, 7)}-31` : day)
function isLastOfMonth(day: string): boolean {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month, 0)).getUTCDate() === date
}
