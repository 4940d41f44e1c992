import { addDays, ageOn } from '../calendar.ts'
import type { Matter, Victim, WorldBlock } from '../matter.ts'
import { civilName } from '../people.ts'
import { civil, happens, holds, plantedIn } from './common.ts'
import { type AgencyHoldings, Ledger } from './held.ts'

/** What legal aid holds: clients, one file each, and the case number as somebody typed it from a paper. */
export function alfelaHoldings(block: WorldBlock): AgencyHoldings {
  const ledger = new Ledger('alfela', block.index, block.seed)
  for (const matter of block.matters) for (const { victim, from } of clientsOf(matter)) addClient(ledger, matter, victim, from)
  ledger.fill(block.background, (row) => clientCode(ledger, row.municipality, row.date))
  return ledger.holdings()
}

function clientsOf(matter: Matter): { victim: Victim; from: string }[] {
  const clients = matter.victims.flatMap((victim) =>
    victim.care.filter(({ agency }) => agency === 'alfela').map(({ from }) => ({ victim, from })),
  )
  const [first] = matter.victims
  if (clients.length > 0 || !first || !holds(matter, 'alfela')) return clients
  return [{ victim: first, from: addDays(first.identifiedOn, 12) }]
}

const clientCode = (ledger: Ledger, municipality: string, date: string) =>
  `AL-${municipality.slice(3)}-${date.slice(2, 4)}-${String(ledger.next('kliente', 200)).padStart(3, '0')}`

const UNMAPPED_STEPS = ['iha ALFeLa', 'mediasaun', 'konkluidu'] as const

function stepOf(matter: Matter, label: string): { stage: string | null; word?: string } {
  if (holds(matter, 'courts')) return { stage: 'S60' }
  if (matter.milestones.registered !== null) return { stage: 'S30' }
  if (holds(matter, 'pntl')) return { stage: 'S20' }
  return { stage: null, word: UNMAPPED_STEPS[happens(label, 0.6) ? 0 : happens(`${label}/2`, 0.5) ? 1 : 2] ?? 'iha ALFeLa' }
}

function addClient(ledger: Ledger, matter: Matter, victim: Victim, from: string): void {
  const { person } = victim
  const municipality = victim.municipality ?? person.originMunicipality ?? matter.municipality
  const code = clientCode(ledger, municipality, from)
  const key = [code]
  const { stage, word } = stepOf(matter, person.id)
  const typed = matter.deviations.nucAtAlfela ?? matter.nuc
  ledger.add('CaseRecord', {
    key,
    matter,
    person,
    fields: { localRef: code, nuc: holds(matter, 'alfela') ? typed : null, stage, court: holds(matter, 'courts') ? matter.area : null },
    unmapped: word === undefined ? {} : { stage: word },
    planted: plantedIn(matter, 'D01'),
  })
  ledger.add('VictimRecord', {
    key,
    matter,
    person,
    caseKey: key,
    fields: {
      localCode: code,
      names: [civil(civilName(person))],
      sex: person.sex,
      age: ageOn(person.birthDate, from),
      municipality,
      identifiedDate: from,
    },
  })
  ledger.add('ServiceRecord', {
    key,
    matter,
    person,
    caseKey: key,
    victimKey: key,
    fields: { serviceType: 'LEG', provider: 'alfela', startDate: from },
  })
  for (const referral of victim.referrals.filter(({ to, isLost }) => to === 'alfela' && !isLost)) {
    ledger.add('ReferralRecord', {
      key: [String(ledger.next('enkaminhamentu'))],
      matter,
      person,
      caseKey: key,
      victimKey: key,
      fields: {
        fromAgency: referral.from,
        toAgency: 'alfela',
        madeOn: referral.madeOn,
        respondedOn: referral.respondedOn,
        status: referral.status,
        serviceType: 'LEG',
      },
    })
  }
  for (const consent of victim.consents.filter(({ agency }) => agency === 'alfela')) {
    ledger.consent({
      key: String(ledger.next('autorizasaun')),
      victimKey: key,
      scope: consent.scope,
      state: consent.state,
      until: consent.until,
      planted: [],
    })
  }
}
