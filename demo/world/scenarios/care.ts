import { addDays, ageOn, type IsoDate, withinWorld } from '../calendar.ts'
import type { AgencyCode, ConsentScope, ServiceType } from '../codes.ts'
import type { CareEpisode, Consent, Referral, Victim } from '../matter.ts'
import type { Person } from '../people.ts'
import type { Random } from '../random.ts'

const SERVICES: Readonly<Partial<Record<AgencyCode, readonly [ServiceType, ...ServiceType[]]>>> = {
  mssi: ['CHP', 'PSY', 'SHE'],
  'mssi-adults': ['CSH', 'REP', 'RIN'],
  fokupers: ['SHE', 'PSY', 'RIN'],
  pradet: ['PSY', 'FOR', 'HEA'],
  alfela: ['LEG'],
}

/** The service that a referral to this institution asks for. */
export const serviceOf = (agency: AgencyCode): ServiceType => SERVICES[agency]?.[0] ?? 'PSY'

/** What one institution did for a person, from the day of the intake. */
export function careEpisode(random: Random, agency: AgencyCode, from: IsoDate, referredBy: AgencyCode | null): CareEpisode {
  const offered = SERVICES[agency] ?? ['PSY']
  const services = offered
    .filter((_, i) => i === 0 || random.chance(0.4))
    .map((type) => {
      const start = addDays(from, random.int(0, 6))
      return { type, from: start, to: random.chance(0.7) ? withinWorld(addDays(start, random.int(10, 150))) : null }
    })
    .filter((service) => withinWorld(service.from) !== null)
  return { agency, from, to: random.chance(0.6) ? withinWorld(addDays(from, random.int(30, 200))) : null, services, referredBy }
}

const SCOPES: readonly ConsentScope[] = ['SVC', 'REF', 'AUT', 'STA']

/** The consents that a person gave to one institution: services nearly always, police least often, a few withdrawn. */
export const consentsTo = (random: Random, agency: AgencyCode, since: IsoDate): Consent[] =>
  SCOPES.map((scope) => {
    const isGiven = random.chance(scope === 'AUT' ? 0.5 : scope === 'SVC' ? 0.95 : 0.8)
    const state = isGiven ? (random.chance(0.08) ? 'WITHDRAWN' : 'GIVEN') : 'REFUSED'
    return { agency, scope, state, until: state === 'GIVEN' && random.chance(0.4) ? addDays(since, 365 * 4) : null }
  })

/** Institutions that may care for this person: children at MSSI's case management, adults in its spreadsheet, women at the shelter. */
export function carersOf(random: Random, person: Person, on: IsoDate): AgencyCode[] {
  const isChild = ageOn(person.birthDate, on) < 18
  const carers: AgencyCode[] = []
  if (isChild || random.chance(0.35)) carers.push(isChild ? 'mssi' : 'mssi-adults')
  if (person.sex === 'F' && random.chance(0.45)) carers.push('fokupers')
  if (random.chance(person.sex === 'F' ? 0.35 : 0.12)) carers.push('pradet')
  if ((person.sex === 'F' || isChild) && random.chance(0.3)) carers.push('alfela')
  return carers
}

/**
 * Gives a victim care, referrals and consents.
 *
 * @param from the institution that found the person; it refers, and asks for consent, where it keeps such books
 */
export function withCare(random: Random, victim: Victim, from: AgencyCode | null, carers: readonly AgencyCode[]): Victim {
  const care: CareEpisode[] = []
  const referrals: Referral[] = []
  for (const agency of carers) {
    const madeOn = addDays(victim.identifiedOn, random.int(0, 5))
    const intake = addDays(madeOn, random.int(0, 7))
    if (withinWorld(intake) === null) continue
    care.push(careEpisode(random, agency, intake, from))
    if (from !== null) {
      referrals.push({
        from,
        to: agency,
        madeOn,
        respondedOn: intake,
        status: random.chance(0.5) ? 'ACC' : 'DON',
        serviceType: serviceOf(agency),
        isLost: false,
      })
    }
  }
  const asking = from === null ? carers : [from, ...carers]
  const consents = asking.flatMap((agency) => consentsTo(random, agency, victim.identifiedOn))
  return { ...victim, care, referrals, consents }
}
