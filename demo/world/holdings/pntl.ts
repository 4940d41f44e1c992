import { addDays, ageOn, withinWorld } from '../calendar.ts'
import type { Municipality } from '../codes.ts'
import type { Matter, Victim, WorldBlock } from '../matter.ts'
import { civilName, type Person } from '../people.ts'
import { civil, happens, holds, mojibake, plantedIn, writtenBirthDate } from './common.ts'
import { type AgencyHoldings, type HeldName, Ledger } from './held.ts'

/** What the vulnerable persons unit holds: its station register, the persons in it, referrals and consents. */
export function pntlHoldings(block: WorldBlock): AgencyHoldings {
  const ledger = new Ledger('pntl', block.index, block.seed)
  for (const matter of block.matters) if (holds(matter, 'pntl')) addMatter(ledger, matter)
  ledger.fill(block.background, () => String(ledger.next('kazu')))
  return ledger.holdings()
}

// Stations know Ataúro only as a part of Dili.
const stationOf = (matter: Matter): Municipality => {
  const stated = matter.deviations.municipalityAt?.pntl ?? matter.municipality
  return stated === 'TL-AT' ? 'TL-DI' : stated
}

const isSent = (matter: Matter) => matter.milestones.registered !== null

function addMatter(ledger: Ledger, matter: Matter): void {
  const serial = ledger.next('kazu')
  const key = [String(serial)]
  const knowsNuc = matter.planted.length > 0 || happens(`${matter.id}/pntl/nuc`, 0.7)
  const isClosed = !isSent(matter) && happens(`${matter.id}/pntl/taka`, 0.2)
  const municipality = stationOf(matter)
  ledger.add('CaseRecord', {
    key,
    matter,
    fields: {
      localRef: `VPU/${municipality.slice(3)}/${String(serial).padStart(4, '0')}/${matter.milestones.reported.slice(0, 4)}`,
      nuc: knowsNuc ? matter.nuc : null,
      reportedDate: matter.milestones.reported,
      municipality,
      stage: isClosed ? null : isSent(matter) ? 'S30' : 'S20',
      detectionSource: matter.detectedBy,
      offenceAtRegistration: matter.offenceAtRegistration,
    },
    // "Taka" (closed) may mean archived, settled or forgotten: no shared stage stands for it.
    unmapped: isClosed ? { stage: 'Taka' } : {},
    planted: plantedIn(matter, 'D02', 'D07'),
  })
  for (const victim of matter.victims) addVictim(ledger, matter, victim, key, municipality)
  for (const { person, roles } of matter.suspects) {
    ledger.add('PerpetratorRecord', {
      key: [String(ledger.next('autor'))],
      matter,
      person,
      caseKey: key,
      fields: {
        names: [civil(writtenName(person))],
        sex: person.sex,
        age: ageOn(person.birthDate, matter.milestones.reported),
        citizenships: [person.citizenship],
        nationalityGroup: person.citizenship === 'TLS' ? 'TLS' : 'FOREIGN',
        roles,
      },
    })
  }
}

function addVictim(ledger: Ledger, matter: Matter, victim: Victim, caseKey: readonly string[], municipality: Municipality): void {
  const { person } = victim
  const key = victimRow(ledger, matter, victim, { caseKey, municipality, identifiedDate: victim.identifiedOn })
  // A second visit is a second row: the register has no search.
  const secondVisit = withinWorld(addDays(victim.identifiedOn, 17))
  if (secondVisit !== null && matter.planted.length === 0 && happens(`${person.id}/pntl/again`, 0.08)) {
    victimRow(ledger, matter, victim, { caseKey, municipality, identifiedDate: secondVisit })
  }
  for (const referral of victim.referrals.filter(({ from }) => from === 'pntl')) {
    ledger.add('ReferralRecord', {
      key: [String(ledger.next('refere'))],
      matter,
      person,
      caseKey,
      victimKey: key,
      fields: {
        fromAgency: 'pntl',
        toAgency: referral.to,
        madeOn: referral.madeOn,
        respondedOn: referral.respondedOn,
        status: referral.status,
        serviceType: referral.serviceType,
      },
      planted: referral.isLost ? ['D09'] : [],
    })
  }
  for (const consent of victim.consents.filter(({ agency }) => agency === 'pntl')) {
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

function victimRow(
  ledger: Ledger,
  matter: Matter,
  victim: Victim,
  at: { readonly caseKey: readonly string[]; readonly municipality: Municipality; readonly identifiedDate: string },
): readonly string[] {
  const { person } = victim
  const key = [String(ledger.next('vitima'))]
  const knowsBirthDate = happens(`${person.id}/pntl/dob`, 0.55)
  const isOddNationality = happens(`${person.id}/pntl/nasaun`, 0.03)
  const names: HeldName[] = [civil(writtenName(person))]
  if (person.nickname !== null) names.push({ type: 'ALI', text: person.nickname })
  ledger.add('VictimRecord', {
    key,
    matter,
    person,
    caseKey: at.caseKey,
    fields: {
      names,
      sex: person.sex,
      age: ageOn(person.birthDate, matter.milestones.reported),
      birthDate: knowsBirthDate ? writtenBirthDate(person, `${person.id}/pntl`) : null,
      citizenships: isOddNationality ? null : [person.citizenship],
      nationalityGroup: isOddNationality ? null : person.citizenship === 'TLS' ? 'TLS' : 'FOREIGN',
      phone: person.phone,
      address: person.address,
      identifiedDate: at.identifiedDate,
      municipality: at.municipality,
      status: victim.status.pntl ?? 'POT',
      decidedBy: 'POL',
      recruiterRelationship: victim.relationship,
    },
    unmapped: isOddNationality ? { citizenships: 'rai seluk', nationalityGroup: 'rai seluk' } : {},
    planted: plantedIn(victim, 'D04', 'D05', 'D08'),
  })
  return key
}

const writtenName = (person: Person): string => {
  const name = civilName(person)
  return happens(`${person.id}/pntl/accents`, 0.3) ? mojibake(name) : name
}
