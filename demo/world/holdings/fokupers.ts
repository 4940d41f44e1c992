import { ageOn } from '../calendar.ts'
import type { CareEpisode, Matter, Victim, WorldBlock } from '../matter.ts'
import { plantedIn } from './common.ts'
import { type AgencyHoldings, Ledger } from './held.ts'

/** What the women's shelter holds, under code names: stays, help given, and consent on paper forms. */
export function fokupersHoldings(block: WorldBlock): AgencyHoldings {
  const ledger = new Ledger('fokupers', block.index, block.seed)
  for (const matter of block.matters) {
    for (const victim of matter.victims) {
      for (const episode of victim.care.filter(({ agency }) => agency === 'fokupers')) addGuest(ledger, matter, victim, episode)
    }
  }
  ledger.fill(block.background, (row) => houseCode(ledger, row.date))
  return ledger.holdings()
}

const houseCode = (ledger: Ledger, date: string) => `UM-${date.slice(0, 4)}-${String(ledger.next('uma', 200)).padStart(3, '0')}`
const CODE_NAMES = ['Ai-funan', 'Fitun', 'Loron', 'Tasi', 'Rosa', 'Manu-liras', 'Fulan', 'Bee-matan'] as const

function addGuest(ledger: Ledger, matter: Matter, victim: Victim, episode: CareEpisode): void {
  const { person } = victim
  const code = houseCode(ledger, episode.from)
  const key = [code]
  const codeName = CODE_NAMES[ledger.markOf('naran', code) % CODE_NAMES.length] ?? 'Fitun'
  ledger.add('VictimRecord', {
    key,
    matter,
    person,
    fields: {
      localCode: code,
      names: [{ type: 'ALI', text: `${codeName} ${code.slice(-3)}` }],
      sex: person.sex,
      age: ageOn(person.birthDate, episode.from),
      originMunicipality: person.originMunicipality,
      identifiedDate: episode.from,
    },
    planted: plantedIn(victim, 'D05'),
  })
  for (const service of episode.services) {
    ledger.add('ServiceRecord', {
      key: [String(ledger.next('asistensia'))],
      matter,
      person,
      victimKey: key,
      fields: { serviceType: service.type, provider: 'fokupers', startDate: service.from, endDate: service.to },
    })
  }
  if (episode.referredBy !== null) {
    ledger.add('ReferralRecord', {
      key,
      matter,
      person,
      victimKey: key,
      fields: { fromAgency: episode.referredBy, toAgency: 'fokupers', respondedOn: episode.from },
    })
  }
  for (const consent of victim.consents.filter(({ agency }) => agency === 'fokupers')) {
    ledger.consent({
      key: String(ledger.next('konsentimentu')),
      victimKey: key,
      scope: consent.scope,
      state: consent.state,
      until: consent.until,
      planted: [],
    })
  }
}
