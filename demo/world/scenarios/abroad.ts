import { addDays, ageOn, withinWorld } from '../calendar.ts'
import type { AgencyCode } from '../codes.ts'
import { type Draft, dayIn, plainMatter, plainVictim, reportedOnly, wishesFor } from '../draft.ts'
import type { Matter } from '../matter.ts'
import { carersOf, withCare } from './care.ts'
import { DESTINATIONS, eventsBefore } from './events.ts'

/** Timorese found exploited abroad: a consular file, often one row for a whole group, and the journey home. */
export function consularMatter(draft: Draft, serial: number): Matter {
  const random = draft.random(`consular/${serial}`)
  const destination = random.pick(DESTINATIONS)
  const openedOn = dayIn(random, 2020 + (serial % 6), 90)
  const isGroup = random.chance(0.5)
  const isWomen = !isGroup && random.chance(0.6)
  const personCount = isGroup ? random.int(2, 9) : 1
  const named = wishesFor(random, isWomen ? [1, 0, 0, 0] : [0, Math.min(personCount, 2), 0, 0], openedOn, { minAge: 20, maxAge: 43 })
  const exploitation = isWomen ? ('DOM' as const) : ('LAB' as const)
  const repatriatedOn = random.chance(0.7) ? withinWorld(addDays(openedOn, random.int(10, 80))) : null
  const plain = plainMatter(draft, random.pick(['TL-DI', 'TL-BA', 'TL-BO', 'TL-ER']))
  return {
    ...plain,
    direction: 'OUT',
    destination,
    exploitation,
    sector: isWomen ? 'DWK' : random.pick(['AGR', 'FSH', 'CON']),
    detectedBy: 'EMB',
    offenceAtRegistration: [],
    milestones: reportedOnly(openedOn),
    victims: named.map((wish) => {
      const person = draft.person(random, wish)
      const victim = {
        ...plainVictim(person, openedOn, null),
        status: { 'mssi-adults': 'PRE' as const, migration: 'POT' as const },
        exploitation: [exploitation] as const,
        ageWhenTrafficked: ageOn(person.birthDate, openedOn),
        relationship: 'AGT' as const,
      }
      const carers: AgencyCode[] = repatriatedOn === null ? [] : carersOf(random, person, openedOn)
      return withCare(random, { ...victim, identifiedOn: openedOn }, 'mnec', carers)
    }),
    suspects: [],
    events: eventsBefore(random, openedOn, { direction: 'OUT', municipality: plain.municipality, destination }),
    heldBy: ['mnec'],
    consular: { openedOn, personCount, repatriatedOn },
  }
}

/** People stopped at a border post with signs of trafficking. */
export function borderMatter(draft: Draft, serial: number): Matter {
  const random = draft.random(`border/${serial}`)
  // The register of irregular cases begins with the new system, in December 2022; what came before lies in the old one.
  const stoppedOn = dayIn(random, 2023 + (serial % 3), 30)
  const isInward = random.chance(0.5)
  const municipality = random.pick(['TL-BO', 'TL-DI', 'TL-CO', 'TL-OE'])
  const source = random.pick(['IDN', 'CHN', 'PHL', 'VNM', 'MMR'])
  const composition = isInward
    ? ([0, 0, random.int(0, 2), random.int(1, 2)] as const)
    : ([random.int(0, 2), random.int(1, 2), 0, 0] as const)
  const exploitation = isInward ? ('SEX' as const) : ('LAB' as const)
  const destination = isInward ? source : random.pick(DESTINATIONS)
  return {
    ...plainMatter(draft, municipality),
    direction: isInward ? 'INW' : 'OUT',
    destination,
    exploitation,
    sector: isInward ? 'ENT' : 'AGR',
    detectedBy: 'BOR',
    offenceAtRegistration: [],
    milestones: reportedOnly(stoppedOn),
    victims: wishesFor(random, composition, stoppedOn, { minAge: 18, maxAge: 36, foreign: source }).map((wish) => {
      const person = draft.person(random, wish)
      const victim = {
        ...plainVictim(person, stoppedOn, municipality),
        status: {
          migration: random.chance(0.5) ? ('POT' as const) : ('PRE' as const),
          'mssi-adults': 'PRE' as const,
          fokupers: 'PRE' as const,
        },
        exploitation: [exploitation] as const,
        ageWhenTrafficked: ageOn(person.birthDate, stoppedOn),
      }
      return withCare(random, victim, 'migration', random.chance(0.4) ? carersOf(random, person, stoppedOn) : [])
    }),
    suspects: [],
    events: eventsBefore(random, stoppedOn, { direction: isInward ? 'INW' : 'OUT', municipality, destination }),
    heldBy: ['migration'],
  }
}
