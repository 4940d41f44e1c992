import { type Draft, dayIn } from '../draft.ts'
import type { Background } from '../matter.ts'
import { nucOf } from '../nuc.ts'

const PLACES = ['TL-DI', 'TL-DI', 'TL-BA', 'TL-BO', 'TL-CO', 'TL-ER', 'TL-OE'] as const
// Far above the trafficking cases of a year and office, and apart from the mistyped numbers.
const OTHER_CRIMES = 860
const POSTS = ['TL-DI', 'TL-BO', 'TL-CO', 'TL-OE'] as const

/** Everyday rows that are no trafficking: what an institution's tables mostly hold, and what its mapping must leave out. */
export function backgroundOf(draft: Draft): Background[] {
  const random = draft.random('background')
  let serial = 0
  const make = (agency: Background['agency'], subject: Background['subject'], withCounterpart: boolean, from = 2020): Background => {
    const date = dayIn(random, random.int(from, 2025), 10)
    const woman = draft.person(random, {
      sex: subject === 'TRAVEL' && random.chance(0.5) ? 'M' : 'F',
      citizenship: 'TLS',
      age: random.int(16, 45),
      on: date,
    })
    const counterpart = withCounterpart ? draft.person(random, { sex: 'M', citizenship: 'TLS', age: random.int(20, 55), on: date }) : null
    return {
      agency,
      subject,
      date,
      municipality: random.pick(subject === 'TRAVEL' ? POSTS : PLACES),
      person: woman,
      counterpart,
      nuc:
        agency === 'courts' || agency === 'jsmp'
          ? nucOf(draft.block, 'DIL', Number(date.slice(0, 4)), OTHER_CRIMES + serial++, true)
          : null,
    }
  }
  const times = (count: number, row: () => Background) => Array.from({ length: count }, row)
  return [
    ...times(60, () => make('pntl', random.chance(0.7) ? 'VD' : 'ABUSE', true)),
    ...times(12, () => make('pcic', 'ABUSE', true)),
    ...times(12, () => make('pgr', 'VD', true)),
    ...times(10, () => make('courts', 'THEFT', true)),
    ...times(8, () => make('jsmp', 'VD', true)),
    ...times(40, () => make('migration', 'TRAVEL', false, 2023)),
    ...times(8, () => make('mnec', 'CONSULAR', false)),
    ...times(15, () => make('mssi', 'ABUSE', false)),
    ...times(15, () => make('mssi-adults', 'VD', false)),
    ...times(14, () => make('alfela', 'VD', false)),
    ...times(14, () => make('fokupers', 'VD', false)),
    ...times(12, () => make('pradet', 'ABUSE', false)),
  ]
}
