import { ageOn } from '../calendar.ts'
import { type Draft, dayIn, plainMatter, plainVictim, reportedOnly, wishesFor } from '../draft.ts'
import type { Matter } from '../matter.ts'
import { carersOf, withCare } from './care.ts'
import { eventsBefore } from './events.ts'

const PLACES = ['TL-DI', 'TL-BA', 'TL-VI', 'TL-ER', 'TL-LI', 'TL-AL', 'TL-MT', 'TL-AN'] as const

/** Girls and women exploited within the country who came to a service and never to the police. */
export function careMatter(draft: Draft, serial: number): Matter {
  const random = draft.random(`care/${serial}`)
  const municipality = random.pick(PLACES)
  const from = dayIn(random, 2020 + (serial % 6), 40)
  const exploitation = random.pick(['DOM', 'SEX', 'CHL'] as const)
  const wishes = wishesFor(random, [random.int(1, 2), random.chance(0.2) ? 1 : 0, 0, 0], from, { minAge: 11, maxAge: 24 })
  return {
    ...plainMatter(draft, municipality),
    direction: 'INT',
    destination: 'TLS',
    exploitation,
    sector: exploitation === 'SEX' ? 'HOS' : exploitation === 'DOM' ? 'DWK' : 'TRD',
    detectedBy: 'NGO',
    offenceAtRegistration: [],
    milestones: reportedOnly(from),
    victims: wishes.map((wish) => {
      const person = draft.person(random, wish)
      const victim = {
        ...plainVictim(person, from, municipality),
        status: { mssi: 'PRE' as const, 'mssi-adults': 'PRE' as const, fokupers: 'PRE' as const },
        exploitation: [exploitation] as const,
        ageWhenTrafficked: ageOn(person.birthDate, from),
        relationship: random.pick(['FAM', 'FRI'] as const),
      }
      const carers = carersOf(random, person, from)
      return withCare(random, victim, null, carers.length > 0 ? carers : ['pradet'])
    }),
    suspects: [],
    events: eventsBefore(random, from, { direction: 'INT', municipality, destination: 'TLS' }),
    heldBy: [],
  }
}
