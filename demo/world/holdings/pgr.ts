import type { Matter, WorldBlock } from '../matter.ts'
import { civilName } from '../people.ts'
import { acceptedVictims, ageGroupOf, civil, happens, holds, nationalityGroupOf, plantedIn } from './common.ts'
import { type AgencyHoldings, Ledger } from './held.ts'

/** What the prosecution holds: authoritative for the published totals. */
export function pgrHoldings(block: WorldBlock): AgencyHoldings {
  const ledger = new Ledger('pgr', block.index, block.seed)
  for (const matter of block.matters) if (holds(matter, 'pgr')) addMatter(ledger, matter)
  ledger.fill(block.background, () => String(ledger.next('proc')))
  return ledger.holdings()
}

const STAGE = { INQ: 'S30', ACU: 'S50', ARQ: 'S51' } as const

function addMatter(ledger: Ledger, matter: Matter): void {
  const key = [String(ledger.next('proc'))]
  const chargedDate = matter.milestones.charged === null ? null : (matter.deviations.chargedAtPgr ?? matter.milestones.charged)
  const { archived } = matter.milestones
  // Organised crime goes to the central office, which has no judicial area.
  const isCentral = matter.exploitation === 'CRI' && matter.planted.length === 0
  ledger.add('CaseRecord', {
    key,
    matter,
    fields: {
      nuc: matter.nuc,
      registeredDate: matter.milestones.registered,
      chargedDate,
      archivedDate: archived,
      stage: matter.phase === null || matter.phase === 'SUSP' ? null : STAGE[matter.phase],
      municipality: matter.deviations.municipalityAt?.pgr ?? matter.municipality,
      court: isCentral ? null : matter.area,
      offenceAtRegistration: matter.offenceAtRegistration,
      offenceAtCharge: matter.offenceAtCharge.length === 0 ? null : matter.offenceAtCharge,
      archiveReason: matter.archiveReason,
      victimCount: matter.deviations.victimCountAt?.pgr ?? acceptedVictims(matter).length,
      suspectCount: matter.suspects.length,
      inquirySecret: matter.isSecret,
    },
    unmapped: { ...(matter.phase === 'SUSP' ? { stage: 'SUSP' } : {}), ...(isCentral ? { court: 'GCCCO' } : {}) },
    planted: plantedIn(matter, 'D02', 'D03', 'D06', 'D07'),
  })
  addPersons(ledger, matter, key)
  addActs(ledger, matter, key, chargedDate)
}

/** Countries were recorded only from 2023 on; older rows say Timorese or foreign, as the totals are published. */
const knowsCountry = (matter: Matter) => (matter.milestones.registered ?? '') >= '2023-01-01'

function addPersons(ledger: Ledger, matter: Matter, caseKey: readonly string[]): void {
  for (const victim of acceptedVictims(matter)) {
    const { person } = victim
    const isMinorRecorded = happens(`${person.id}/pgr/menor`, 0.4)
    ledger.add('VictimRecord', {
      key: [String(ledger.next('ofe'))],
      matter,
      person,
      caseKey,
      fields: {
        names: [civil(civilName(person).toUpperCase())],
        sex: person.sex,
        ageGroup: isMinorRecorded ? ageGroupOf(person, victim.identifiedOn) : null,
        nationalityGroup: nationalityGroupOf(person),
        citizenships: knowsCountry(matter) ? [person.citizenship] : null,
        status: victim.status.pgr ?? 'PEN',
        decidedBy: 'COU',
      },
      planted: plantedIn(victim, 'D04', 'D05'),
    })
  }
  for (const { person, status, measure, planted } of matter.suspects) {
    ledger.add('PerpetratorRecord', {
      key: [String(ledger.next('arg'))],
      matter,
      person,
      caseKey,
      fields: {
        names: [civil(civilName(person).toUpperCase())],
        sex: person.sex,
        nationalityGroup: nationalityGroupOf(person),
        citizenships: knowsCountry(matter) ? [person.citizenship] : null,
        // The prosecution's book ends with the charge: what the court decided later stands there only as an order.
        justiceStatus: status === 'CON' || status === 'ABS' ? 'ACU' : status,
        coerciveMeasure: measure,
        isPublicOfficial: happens(`${person.id}/pgr/func`, 0.3) ? false : null,
      },
      planted,
    })
  }
}

function addActs(ledger: Ledger, matter: Matter, caseKey: readonly string[], chargedDate: string | null): void {
  const act = (fields: { kind: string; date: string; stage: string; sentenceMonths?: number }, planted: ReturnType<typeof plantedIn>) =>
    ledger.add('ProceedingRecord', {
      key: [String(ledger.next('desp'))],
      matter,
      caseKey,
      fields: { sentenceMonths: null, ...fields },
      planted,
    })
  if (chargedDate !== null) act({ kind: 'CHG', date: chargedDate, stage: 'S50' }, plantedIn(matter, 'D06'))
  if (matter.milestones.archived !== null) act({ kind: 'ARC', date: matter.milestones.archived, stage: 'S51' }, [])
  if (matter.milestones.verdict === null) return
  for (const { sentence } of matter.suspects) {
    if (sentence !== null)
      act({ kind: 'SEN', date: matter.milestones.verdict, stage: 'S80', sentenceMonths: sentence.months }, plantedIn(matter, 'D10'))
  }
}
