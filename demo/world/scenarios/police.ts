import { ageOn } from '../calendar.ts'
import { type Draft, dayIn, plainMatter, plainSuspect, plainVictim, reportedOnly, wishesFor } from '../draft.ts'
import type { Matter } from '../matter.ts'
import { carersOf, withCare } from './care.ts'
import { DESTINATIONS, eventsBefore } from './events.ts'

const PLACES = ['TL-DI', 'TL-BO', 'TL-CO', 'TL-BA', 'TL-ER', 'TL-MF', 'TL-AN', 'TL-MT', 'TL-LA'] as const

/** A report that stayed with the police: no case number, so nothing joins it to anybody's books. */
export function policeMatter(draft: Draft, serial: number): Matter {
  const random = draft.random(`police/${serial}`)
  const municipality = random.pick(PLACES)
  const reported = dayIn(random, 2020 + (serial % 6), 40)
  const isInternal = random.chance(0.5)
  const direction = isInternal ? ('INT' as const) : ('OUT' as const)
  const destination = isInternal ? ('TLS' as const) : random.pick(DESTINATIONS)
  const women = random.int(0, 2)
  const composition = [women, women === 0 ? random.int(1, 3) : random.int(0, 1), 0, 0] as const
  const exploitation = isInternal ? (women > 0 ? 'SEX' : 'CHL') : women > 0 ? 'DOM' : 'LAB'
  return {
    ...plainMatter(draft, municipality),
    direction,
    destination,
    exploitation,
    sector: exploitation === 'SEX' ? 'HOS' : exploitation === 'DOM' ? 'DWK' : random.pick(['AGR', 'CON', 'TRD']),
    detectedBy: random.pick(['SLF', 'FAM', 'COM', 'NGO']),
    offenceAtRegistration: ['163'],
    milestones: reportedOnly(reported),
    victims: wishesFor(random, composition, reported, { minAge: isInternal ? 13 : 18, maxAge: isInternal ? 20 : 38 }).map((wish) => {
      const person = draft.person(random, wish)
      const plain = plainVictim(person, reported, municipality)
      const victim = {
        ...plain,
        status: {
          pntl: 'POT' as const,
          pcic: 'POT' as const,
          mssi: 'PRE' as const,
          'mssi-adults': 'PRE' as const,
          fokupers: 'PRE' as const,
        },
        relationship: random.pick(['FAM', 'FRI', 'AGT'] as const),
        exploitation: [exploitation] as const,
        ageWhenTrafficked: ageOn(person.birthDate, reported),
      }
      return withCare(random, victim, 'pntl', carersOf(random, person, reported))
    }),
    suspects: random.chance(0.6)
      ? wishesFor(random, random.chance(0.3) ? [1, 0, 0, 0] : [0, 1, 0, 0], reported, { minAge: 25, maxAge: 55 }).map((wish) =>
          plainSuspect(draft.person(random, wish)),
        )
      : [],
    events: eventsBefore(random, reported, { direction, municipality, destination }),
    heldBy: random.chance(0.3) ? ['pntl', 'pcic'] : ['pntl'],
  }
}
