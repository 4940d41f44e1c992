import { ageOn, withinWorld } from '../calendar.ts'
import type { CareEpisode, Matter, Victim, WorldBlock } from '../matter.ts'
import { createRandom } from '../random.ts'
import { plantedIn, writtenBirthDate } from './common.ts'
import { type AgencyHoldings, Ledger } from './held.ts'

/** What the ministry's case management holds: children, their services, the referrals that reached it, consent as ticks. */
export function mssiHoldings(block: WorldBlock): AgencyHoldings {
  const ledger = new Ledger('mssi', block.index, block.seed)
  const ids = createRandom(block.seed, `${block.index}/mssi/ids`)
  for (const matter of block.matters) {
    for (const victim of matter.victims) {
      for (const episode of victim.care.filter(({ agency }) => agency === 'mssi'))
        addChild(ledger, matter, { victim, episode, newId: () => ids.uuid() })
    }
  }
  ledger.fill(block.background, () => ids.uuid())
  return ledger.holdings()
}

function addChild(
  ledger: Ledger,
  matter: Matter,
  { victim, episode, newId }: { readonly victim: Victim; readonly episode: CareEpisode; readonly newId: () => string },
): void {
  const { person } = victim
  const id = newId()
  const key = [id]
  ledger.add('VictimRecord', {
    key,
    matter,
    person,
    fields: {
      localCode: id.slice(-7),
      sex: person.sex,
      age: ageOn(person.birthDate, episode.from),
      birthDate: writtenBirthDate(person, `${person.id}/mssi`),
      citizenships: [person.citizenship],
      nationalityGroup: person.citizenship === 'TLS' ? 'TLS' : 'FOREIGN',
      municipality: victim.municipality,
      identifiedDate: episode.from,
      languages: person.citizenship === 'TLS' ? ['tet'] : ['ind'],
      status: victim.status.mssi ?? 'PRE',
      decidedBy: 'GOV',
      exploitation: victim.exploitation,
    },
    planted: plantedIn(victim, 'D04'),
  })
  for (const service of episode.services) {
    ledger.add('ServiceRecord', {
      key: [newId()],
      matter,
      person,
      victimKey: key,
      fields: { serviceType: service.type, provider: 'mssi', startDate: service.from, endDate: service.to },
    })
  }
  for (const referral of victim.referrals.filter(({ to, isLost }) => to === 'mssi' && !isLost)) {
    ledger.add('ReferralRecord', {
      key: [newId()],
      matter,
      person,
      victimKey: key,
      fields: {
        kind: 'REF',
        fromAgency: referral.from,
        toAgency: 'mssi',
        madeOn: referral.madeOn,
        respondedOn: referral.respondedOn === null ? null : withinWorld(referral.respondedOn),
        status: referral.status,
        serviceType: referral.serviceType,
      },
    })
  }
  for (const consent of victim.consents.filter(({ agency }) => agency === 'mssi')) {
    // A tick knows only yes and no: who withdrew looks like who refused.
    const state = consent.state === 'GIVEN' ? 'GIVEN' : 'REFUSED'
    ledger.consent({ key: `${id}/${consent.scope}`, victimKey: key, scope: consent.scope, state, until: null, planted: [] })
  }
}
