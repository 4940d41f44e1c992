import type { Matter, WorldBlock } from '../matter.ts'
import { civilName, type Person } from '../people.ts'
import { createRandom } from '../random.ts'
import { civil, holds, plantedIn, writtenBirthDate } from './common.ts'
import { type AgencyHoldings, type Fields, type HeldDocument, type HeldName, Ledger } from './held.ts'

/** What the criminal investigation police hold: everybody of an investigation in one table, told apart by their part in it. */
export function pcicHoldings(block: WorldBlock): AgencyHoldings {
  const ledger = new Ledger('pcic', block.index, block.seed)
  const ids = createRandom(block.seed, `${block.index}/pcic/ids`)
  for (const matter of block.matters) if (holds(matter, 'pcic')) addMatter(ledger, matter, () => [ids.uuid()])
  ledger.fill(block.background, () => ids.uuid())
  return ledger.holdings()
}

function addMatter(ledger: Ledger, matter: Matter, newKey: () => readonly string[]): void {
  const key = newKey()
  const { reported, registered } = matter.milestones
  const municipality = matter.deviations.municipalityAt?.pcic ?? matter.municipality
  const isSuspended = matter.phase === 'SUSP'
  ledger.add('CaseRecord', {
    key,
    matter,
    fields: {
      localRef: `PCIC-${reported.slice(0, 4)}/${String(ledger.next('numero', 200)).padStart(5, '0')}`,
      nuc: matter.nuc,
      reportedDate: reported,
      detectionSource: matter.detectedBy,
      stage: isSuspended ? null : registered === null ? 'S20' : 'S30',
      municipality,
      direction: matter.direction,
      offenceAtRegistration: matter.offenceAtCharge.length > 1 ? matter.offenceAtCharge : ['163'],
      victimCount: matter.deviations.victimCountAt?.pcic ?? matter.victims.length,
      suspectCount: matter.suspects.length,
      inquirySecret: matter.isSecret,
    },
    unmapped: isSuspended ? { stage: 'SUSPENSO' } : {},
    planted: plantedIn(matter, 'D02', 'D03'),
  })
  for (const victim of matter.victims) {
    ledger.add('VictimRecord', {
      key: newKey(),
      matter,
      person: victim.person,
      caseKey: key,
      fields: {
        ...personFields(victim.person),
        identifiedDate: victim.identifiedOn,
        municipality,
        status: victim.status.pcic ?? 'POT',
        decidedBy: 'POL',
        ageWhenTrafficked: victim.ageWhenTrafficked,
        recruiterRelationship: victim.relationship,
        exploitation: victim.exploitation,
        phone: victim.person.phone,
        address: victim.person.address,
      },
      planted: plantedIn(victim, 'D05', 'D08'),
    })
  }
  for (const { person, roles, status, planted } of matter.suspects) {
    ledger.add('PerpetratorRecord', {
      key: newKey(),
      matter,
      person,
      caseKey: key,
      fields: { ...personFields(person), roles, justiceStatus: status === 'SUS' || status === 'FUG' ? 'SUS' : 'ARG' },
      planted,
    })
  }
  for (const event of matter.events) {
    ledger.add('EventRecord', {
      key: newKey(),
      matter,
      caseKey: key,
      fields: {
        kind: event.kind,
        startDate: event.from,
        endDate: event.to,
        country: event.country,
        municipality: event.municipality,
        acts: [event.act],
        means: [event.means],
        purposes: [matter.exploitation],
        sector: matter.sector,
        onlinePlatforms: event.platform === null ? null : [event.platform],
      },
    })
  }
}

function personFields(person: Person): Fields {
  const names: HeldName[] = [civil(civilName(person))]
  if (person.traditionalName !== null) names.push({ type: 'GEN', text: person.traditionalName })
  const documents: HeldDocument[] = person.documents.map(({ type, number }) => ({ type, number }))
  return {
    names,
    birthDate: writtenBirthDate(person, `${person.id}/pcic`),
    sex: person.sex,
    citizenships: [person.citizenship],
    nationalityGroup: person.citizenship === 'TLS' ? 'TLS' : 'FOREIGN',
    idDocuments: documents.length === 0 ? null : documents,
  }
}
