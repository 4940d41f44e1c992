import { daysBefore } from '../decide.ts'
import type { Predicate } from '../predicate.ts'

/** Tests made before a question is given up: a policy may come from outside, and the question is exponential at worst. */
const MOST_TESTS = 200_000

/** Tests that may still be made, over many questions. */
export interface TestBudget {
  left: number
}

/**
 * Whether some row could fulfil a condition, found by trying the values that the condition itself tells apart.
 *
 * @param today ISO date, for `withinDays`
 * @param budget shared by many questions. @default none but the limit of one
 * @returns undefined where the condition is too tangled to tell; nobody writes such a one by hand
 * @example canHold(and([test, not(test)]), today) // false
 */
export function canHold(predicate: Predicate, today: string, budget: TestBudget = { left: MOST_TESTS }): boolean | undefined {
  const questions = [...questionsIn(predicate, today)]
  const answers = new Map<string, string | null>()
  const size = sizeOf(predicate)
  const last = Math.max(0, budget.left - MOST_TESTS)

  const search = (next: number): boolean | undefined => {
    budget.left -= size
    if (budget.left < last) return undefined
    const known = holdsSoFar(predicate, answers, today)
    const question = questions[next]
    if (known !== undefined || question === undefined) return known ?? false
    const [name, values] = question
    for (const value of values) {
      answers.set(name, value)
      const found = search(next + 1)
      if (found !== false) return found
    }
    answers.delete(name)
    return false
  }
  return search(0)
}

/** What a condition asks of a row, each with the answers that make a difference. A value that is not recorded is null. */
function questionsIn(predicate: Predicate, today: string): ReadonlyMap<string, readonly (string | null)[]> {
  const found = new Map<string, Set<string | null>>()
  const add = (name: string, values: readonly string[]): void => {
    const known = found.get(name) ?? new Set([null])
    for (const value of values) known.add(value)
    found.set(name, known)
  }
  const walk = (part: Predicate): void => {
    if (part.op === 'and' || part.op === 'or') for (const inner of part.of) walk(inner)
    else if (part.op === 'not') walk(part.of)
    else if (part.op === 'in') add(fieldName(part), part.values)
    else if (part.op === 'date') add(fieldName(part), boundsOf(part, today).flatMap(around))
    else if (part.op === 'consent') add(`consent ${part.scope}`, ['given'])
    else if (part.op === 'involvement') {
      if (part.side !== 'received') add('referral made', ['live'])
      if (part.side !== 'made') add('referral received', ['live'])
    } else if (part.op === 'record') add(recordName(part), ['it'])
  }
  walk(predicate)
  return new Map([...found].map(([name, values]) => [name, [...values]]))
}

const sizeOf = (predicate: Predicate): number => {
  if (predicate.op === 'and' || predicate.op === 'or') return predicate.of.reduce((sum, part) => sum + sizeOf(part), 1)
  return predicate.op === 'not' ? 1 + sizeOf(predicate.of) : 1
}

type DateTest = Extract<Predicate, { readonly op: 'date' }>
const recordName = ({ kind, key }: { readonly kind: string; readonly key: string }): string => `record ${kind} ${key}`
const fieldName = ({ kind, field }: { readonly kind: string; readonly field: string }): string => `${kind}.${field}`

function boundsOf({ before, after, withinDays }: DateTest, today: string): readonly string[] {
  const days = withinDays === undefined ? [] : [firstDay(today, withinDays), today]
  // A test without bounds asks whether the date is recorded at all.
  return [today, before, after, ...days].filter((bound) => bound !== undefined)
}

/** Beyond the years that a date has, everything is within. */
const firstDay = (today: string, days: number): string => (days >= 0 && days < 700_000 ? daysBefore(today, days) : '')

/** A bound, the days beside it, and the months and years that these may be shortened to: one of them lies in every gap between bounds. */
function around(bound: string): readonly string[] {
  const day = `${bound}-01-01`.slice(0, 10)
  if (!/^\d{4}-\d\d-\d\d$/.test(day) || Number.isNaN(Date.parse(day))) return [bound, '']
  return [bound, ...[1, 0, -1].flatMap((days) => shortened(daysBefore(day, days)))]
}
const shortened = (day: string): readonly string[] => [day, day.slice(0, 7), day.slice(0, 4)]

/** The truth of a condition as far as the answers tell; undefined where one that is still open decides. */
function holdsSoFar(predicate: Predicate, answers: ReadonlyMap<string, string | null>, today: string): boolean | undefined {
  const among = (part: Predicate) => holdsSoFar(part, answers, today)
  switch (predicate.op) {
    case 'true':
      return true
    case 'false':
      return false
    case 'and':
      return all(predicate.of.map(among))
    case 'or':
      return negated(all(predicate.of.map((part) => negated(among(part)))))
    case 'not':
      return negated(among(predicate.of))
    case 'in': {
      const value = answers.get(fieldName(predicate))
      return value === undefined ? undefined : value !== null && predicate.values.includes(value)
    }
    case 'date': {
      const value = answers.get(fieldName(predicate))
      return value === undefined ? undefined : value !== null && isWithin(value, predicate, today)
    }
    case 'consent':
      return isThere(answers.get(`consent ${predicate.scope}`))
    case 'involvement': {
      const made = isThere(answers.get('referral made'))
      const received = isThere(answers.get('referral received'))
      if (predicate.side !== 'either') return predicate.side === 'made' ? made : received
      return negated(all([negated(made), negated(received)]))
    }
    case 'record':
      return isThere(answers.get(recordName(predicate)))
  }
}

const isThere = (answer: string | null | undefined): boolean | undefined => (answer === undefined ? undefined : answer !== null)
const negated = (truth: boolean | undefined): boolean | undefined => (truth === undefined ? undefined : !truth)
const all = (truths: readonly (boolean | undefined)[]): boolean | undefined => {
  if (truths.includes(false)) return false
  return truths.includes(undefined) ? undefined : true
}

/** The date test of `holds`, without a day that cannot be reckoned. */
const isWithin = (value: string, { before, after, withinDays }: DateTest, today: string): boolean =>
  (before === undefined || value < before) &&
  (after === undefined || value > after) &&
  (withinDays === undefined || (value >= firstDay(today, withinDays) && value <= today))
