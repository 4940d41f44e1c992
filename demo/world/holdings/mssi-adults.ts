import { ageOn } from '../calendar.ts'
import type { CareEpisode, Matter, Victim, WorldBlock } from '../matter.ts'
import { initialsOf } from './common.ts'
import { type AgencyHoldings, Ledger } from './held.ts'

/** What the ministry keeps of adults: a spreadsheet by municipality, initials only. */
export function mssiAdultsHoldings(block: WorldBlock): AgencyHoldings {
  const ledger = new Ledger('mssi-adults', block.index, block.seed)
  for (const matter of block.matters) {
    for (const victim of matter.victims) {
      for (const episode of victim.care.filter(({ agency }) => agency === 'mssi-adults')) addAdult(ledger, matter, victim, episode)
    }
  }
  ledger.fill(block.background, () => String(ledger.next('no', 1_000)))
  return ledger.holdings()
}

function addAdult(ledger: Ledger, matter: Matter, victim: Victim, episode: CareEpisode): void {
  const { person } = victim
  const key = [String(ledger.next('no', 1_000))]
  ledger.add('VictimRecord', {
    key,
    matter,
    person,
    fields: {
      names: [{ type: 'INI', text: initialsOf(person) }],
      sex: person.sex,
      age: ageOn(person.birthDate, episode.from),
      municipality: victim.municipality ?? person.originMunicipality ?? matter.municipality,
      identifiedDate: episode.from,
    },
  })
  const [service] = episode.services
  if (service) {
    ledger.add('ServiceRecord', {
      key,
      matter,
      person,
      victimKey: key,
      fields: { serviceType: service.type, provider: 'mssi-adults', startDate: episode.from },
    })
  }
  if (episode.referredBy !== null) {
    ledger.add('ReferralRecord', {
      key,
      matter,
      person,
      victimKey: key,
      fields: { fromAgency: episode.referredBy, toAgency: 'mssi-adults', respondedOn: episode.from },
    })
  }
}
