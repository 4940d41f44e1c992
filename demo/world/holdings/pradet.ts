import { ageOn } from '../calendar.ts'
import type { CareEpisode, Matter, Victim, WorldBlock } from '../matter.ts'
import { plantedIn } from './common.ts'
import { type AgencyHoldings, Ledger } from './held.ts'

/** What the psychosocial service holds: clients by code, sessions, and consent by purpose. */
export function pradetHoldings(block: WorldBlock): AgencyHoldings {
  const ledger = new Ledger('pradet', block.index, block.seed)
  for (const matter of block.matters) {
    for (const victim of matter.victims) {
      for (const episode of victim.care.filter(({ agency }) => agency === 'pradet')) addClient(ledger, matter, victim, episode)
    }
  }
  ledger.fill(block.background, (row) => clientCode(ledger, row.date))
  return ledger.holdings()
}

const clientCode = (ledger: Ledger, date: string) => `FH${date.slice(2, 4)}${String(ledger.next('client', 200)).padStart(4, '0')}`

/** Houses of the service; clients from elsewhere come to Dili. */
export const PRADET_SITES = ['TL-DI', 'TL-BA', 'TL-OE', 'TL-CO', 'TL-BO'] as const
const siteOf = (municipality: string | null) => PRADET_SITES.find((site) => site === municipality) ?? 'TL-DI'

/** The purposes that its form asks about. */
const ASKED = ['AUT', 'REF', 'STA']

function addClient(ledger: Ledger, matter: Matter, victim: Victim, episode: CareEpisode): void {
  const { person } = victim
  const code = clientCode(ledger, episode.from)
  const key = [code]
  // Ages are those of the last session.
  const lastSession =
    episode.services
      .map(({ from }) => from)
      .toSorted()
      .at(-1) ?? episode.from
  ledger.add('VictimRecord', {
    key,
    matter,
    person,
    fields: {
      localCode: code,
      sex: person.sex,
      age: ageOn(person.birthDate, lastSession),
      municipality: siteOf(victim.municipality),
      identifiedDate: episode.from,
    },
    planted: plantedIn(victim, 'D08'),
  })
  episode.services.forEach((service, index) => {
    ledger.add('ServiceRecord', {
      key: [`${code}-${index + 1}`],
      matter,
      person,
      victimKey: key,
      fields: { serviceType: service.type, provider: 'pradet', startDate: service.from },
    })
  })
  if (episode.referredBy !== null) {
    ledger.add('ReferralRecord', {
      key,
      matter,
      person,
      victimKey: key,
      fields: { fromAgency: episode.referredBy, toAgency: 'pradet', respondedOn: episode.from },
    })
  }
  for (const consent of victim.consents.filter(({ agency, scope }) => agency === 'pradet' && ASKED.includes(scope))) {
    ledger.consent({
      key: `${code}/${consent.scope}`,
      victimKey: key,
      scope: consent.scope,
      state: consent.state,
      until: null,
      planted: plantedIn(victim, 'D08'),
    })
  }
}
