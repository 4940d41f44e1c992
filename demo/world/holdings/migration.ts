import { addDays, withinWorld } from '../calendar.ts'
import type { Municipality } from '../codes.ts'
import type { Matter, Victim, WorldBlock } from '../matter.ts'
import { happens, holds, nationalityGroupOf } from './common.ts'
import { type AgencyHoldings, Ledger } from './held.ts'

/** What the border service holds: travellers in machine-readable capitals, their crossings, and irregular cases with signs of trafficking. */
export function migrationHoldings(block: WorldBlock): AgencyHoldings {
  const ledger = new Ledger('migration', block.index, block.seed)
  for (const matter of block.matters)
    if (holds(matter, 'migration')) for (const victim of matter.victims) addTraveller(ledger, matter, victim)
  ledger.fill(block.background, () => String(ledger.next('traveller')))
  return ledger.holdings()
}

/** Capitals without accents, as a machine-readable zone has them. */
export const machineReadable = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase()

const POST: Readonly<Partial<Record<Municipality, string>>> = { 'TL-DI': 'DIL', 'TL-BO': 'BTG', 'TL-CO': 'SLL', 'TL-OE': 'SKT' }
const OUTCOMES = ['REG', 'FIN', 'VAB', 'DEP'] as const

function addTraveller(ledger: Ledger, matter: Matter, victim: Victim): void {
  const { person } = victim
  const traveller = String(ledger.next('traveller'))
  const caseNo = `SM-IRR-${victim.identifiedOn.slice(0, 4)}-${String(ledger.next('irregular', 200)).padStart(3, '0')}`
  const key = [caseNo]
  const passport = person.documents.find(({ type }) => type === 'PAS')
  ledger.add('VictimRecord', {
    key,
    matter,
    person,
    fields: {
      localCode: caseNo,
      names: [
        { type: 'MRZ', text: machineReadable(person.given) },
        { type: 'MRZ', text: machineReadable(person.surname) },
      ],
      birthDate: person.birthDate,
      sex: person.sex,
      citizenships: [person.citizenship],
      nationalityGroup: nationalityGroupOf(person),
      idDocuments: passport ? [{ type: 'PAS', number: passport.number }] : null,
      identifiedDate: victim.identifiedOn,
      municipality: victim.municipality,
      status: victim.status.migration ?? 'POT',
      decidedBy: 'GOV',
      migrationOutcome: OUTCOMES[ledger.markOf('outcome', caseNo) % OUTCOMES.length] ?? 'REG',
    },
    // The number under which the border service knows the traveller joins crossings and cases.
    own: { travellerId: traveller },
  })
  const post = POST[matter.municipality] ?? 'DIL'
  const isInward = matter.direction === 'INW'
  const crossing = (date: string, direction: 'ENT' | 'EXI') =>
    ledger.add('MovementRecord', {
      key: [String(ledger.next('movement'))],
      matter,
      person,
      victimKey: key,
      fields: {
        direction,
        date,
        borderPost: post,
        documentType: passport ? 'PAS' : null,
        permittedUntil: direction === 'ENT' && isInward ? addDays(date, 30) : null,
      },
      own: { travellerId: traveller },
    })
  crossing(victim.identifiedOn, isInward ? 'ENT' : 'EXI')
  const back = withinWorld(addDays(victim.identifiedOn, 21))
  if (back !== null && happens(`${person.id}/migration/back`, 0.5)) crossing(back, isInward ? 'EXI' : 'ENT')
  const [referral] = victim.referrals.filter(({ from }) => from === 'migration')
  if (referral) {
    ledger.add('ReferralRecord', {
      key,
      matter,
      person,
      victimKey: key,
      fields: { fromAgency: 'migration', toAgency: referral.to, madeOn: referral.madeOn },
    })
  }
}
