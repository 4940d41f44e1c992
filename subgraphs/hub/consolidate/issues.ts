import type { Vocabulary } from '../../../schema/index.ts'
import type { Located } from '../asking/located.ts'
import type { Matter } from '../matters/matters.ts'
import { milestoneFields } from './timeline.ts'

/** Something for people to look at. */
export interface Issue {
  /** Code of the list `data-issue`. */
  readonly code: 'DATE_ORDER' | 'LINK_UNCERTAIN'
  readonly agencies: readonly string[]
  /** Fields of CaseRecord concerned. */
  readonly fields: readonly string[]
}

/** Stages of which the first must not come after the second. An inquiry may be archived and reopened at any time, so S51 is not held to an order with what follows. */
const mustPrecede = (a: string, b: string): boolean => a < b && a !== 'S51' && !(a === 'S50' && b === 'S51')

/** Impossible orders of dates, and joins that were cut short. */
export function issuesOf({ records, isUncertain }: Matter, vocabulary: Vocabulary): readonly Issue[] {
  const fields = milestoneFields(vocabulary)
  const pairs = fields.flatMap((a) => fields.filter((b) => mustPrecede(a.stage, b.stage)).map((b) => [a.field, b.field] as const))
  const within = pairs.flatMap(([earlier, later]) =>
    dateOrder(
      records.filter((record) => isAfter(record.values[earlier], record.values[later])),
      [earlier, later],
    ),
  )
  // One wrong date in one book puts it in conflict with every other book; that is said once, where it is wrong by itself.
  const wrong = new Set(within.flatMap((issue) => issue.fields))
  const between = pairs
    .filter(([earlier, later]) => !wrong.has(earlier) && !wrong.has(later))
    .flatMap(([earlier, later]) => dateOrder(contradicting(records, earlier, later), [earlier, later]))
  const orders = [...within, ...between]
  return isUncertain ? [...orders, { code: 'LINK_UNCERTAIN', agencies: agenciesOf(records), fields: [] }] : orders
}

const dateOrder = (wrong: readonly Located[], fields: readonly string[]): readonly Issue[] =>
  wrong.length === 0 ? [] : [{ code: 'DATE_ORDER', agencies: agenciesOf(wrong), fields }]

/** Records of which every statement of the one date is later than every statement of the other. */
function contradicting(records: readonly Located[], earlier: string, later: string): readonly Located[] {
  const stating = (field: string) => records.filter(({ values }) => typeof values[field] === 'string')
  const [first, last] = [stating(earlier), stating(later)]
  const isAlways = first.length > 0 && last.length > 0 && first.every((a) => last.every((b) => isAfter(a.values[earlier], b.values[later])))
  return isAlways ? [...first, ...last] : []
}

const agenciesOf = (records: readonly Located[]): readonly string[] => [...new Set(records.map(({ agency }) => agency))].toSorted()

/** Surely after: at the precision that both have. */
function isAfter(a: unknown, b: unknown): boolean {
  if (typeof a !== 'string' || typeof b !== 'string') return false
  const length = Math.min(a.length, b.length)
  return a.slice(0, length) > b.slice(0, length)
}
