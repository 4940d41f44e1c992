import { ageOn } from '../calendar.ts'
import type { AgencyCode, Country, Offence, VictimStatus } from '../codes.ts'
import { type Draft, dayIn, plainMatter, plainSuspect, plainVictim, wishesFor } from '../draft.ts'
import type { Matter, Suspect, Victim } from '../matter.ts'
import type { Random } from '../random.ts'
import { carersOf, withCare } from './care.ts'
import { DESTINATIONS, eventsBefore } from './events.ts'
import { type Outcome, type Procedure, procedureFor } from './procedure.ts'
import type { ProsecutedPlan } from './prosecuted-plan.ts'

const PHASE = {
  inquiry: 'INQ',
  suspended: 'SUSP',
  archived: 'ARQ',
  distributed: 'ACU',
  trial: 'ACU',
  convicted: 'ACU',
  final: 'ACU',
} as const satisfies Record<Outcome, string>
const INWARD_SOURCES: readonly [Country, ...Country[]] = ['IDN', 'CHN', 'THA', 'PHL', 'VNM', 'MMR', 'KHM']
const RELATIONSHIPS = ['FAM', 'FRI', 'AGT', 'EMP', 'STR', 'IPA'] as const
const MEASURES = ['TIR', 'APR', 'PSA', 'HAB', 'PRV'] as const

/** A matter that the prosecution registered, with everyone in it and every institution that came to know of it. */
export function prosecutedMatter(draft: Draft, plan: ProsecutedPlan, serial: number): Matter {
  const random = draft.random(`prosecuted/${serial}`)
  const reachesCourt = PHASE[plan.outcome] === 'ACU'
  const plain = plainMatter(draft, plan.municipality)
  // Matters charged late in 2024 must still reach their court before the world ends.
  const procedure = procedureFor(random, dayIn(random, plan.year, plan.year >= 2024 && reachesCourt ? 260 : 60), plan.outcome)
  const { reported } = procedure.milestones
  const destination = plan.direction === 'OUT' ? random.pick(DESTINATIONS) : random.pick(INWARD_SOURCES)
  const offences: readonly Offence[] = random.chance(0.25) ? ['163', '188'] : ['163']
  return {
    ...plain,
    nuc: draft.nuc(plain.area, plan.year, reachesCourt),
    isSecret: plan.isSecret ?? false,
    phase: PHASE[plan.outcome],
    archiveReason: plan.outcome === 'archived' ? random.pick(['INS', 'VIC']) : null,
    direction: plan.direction,
    destination,
    exploitation: plan.exploitation,
    sector: plan.sector,
    detectedBy: plan.detectedBy,
    offenceAtRegistration: ['163'],
    offenceAtCharge: reachesCourt ? offences : [],
    milestones: procedure.milestones,
    hearings: procedure.hearings,
    victims: wishesFor(random, plan.victims, reported, { ...agesFor(plan), foreign: destination }).map((wish) =>
      victimOf(draft, random, plan, reported, wish),
    ),
    suspects: wishesFor(random, plan.suspects, reported, { minAge: 24, maxAge: 52 }).map((wish) =>
      suspectOf(random, plainSuspect(draft.person(random, wish)), plan.outcome, procedure),
    ),
    events: eventsBefore(random, reported, { direction: plan.direction, municipality: plan.municipality, destination }),
    compensationUsd: procedure.milestones.verdict !== null && random.chance(0.5) ? random.int(5, 40) * 100 : null,
    heldBy: holdersOf(random, plan, procedure),
    consular: null,
  }
}

/** Children are exploited within the country in this world; those who are sent abroad are grown up. */
const agesFor = (plan: ProsecutedPlan) =>
  plan.exploitation === 'CHL'
    ? { minAge: 10, maxAge: 15 }
    : plan.direction === 'INT'
      ? { minAge: 14, maxAge: 22 }
      : { minAge: 19, maxAge: 41 }

const decisionOfProsecution = (outcome: Outcome): VictimStatus =>
  outcome === 'archived' ? 'NOT' : outcome === 'inquiry' || outcome === 'suspended' ? 'PEN' : 'CNF'

function victimOf(draft: Draft, random: Random, plan: ProsecutedPlan, reported: string, wish: Parameters<Draft['person']>[1]): Victim {
  const person = draft.person(random, wish)
  const plain = plainVictim(person, reported, plan.municipality)
  const victim: Victim = {
    ...plain,
    status: { pntl: 'PRE', pcic: 'PRE', pgr: decisionOfProsecution(plan.outcome), mssi: 'CNF', 'mssi-adults': 'PRE', fokupers: 'CNF' },
    relationship: random.pick(RELATIONSHIPS),
    exploitation: [plan.exploitation],
    ageWhenTrafficked: Math.max(8, ageOn(person.birthDate, reported) - random.int(0, 1)),
  }
  return withCare(random, victim, 'pntl', carersOf(random, person, reported))
}

function suspectOf(random: Random, suspect: Suspect, outcome: Outcome, { milestones }: Procedure): Suspect {
  const roles = [random.pick(['RCR', 'EXP', 'TRN', 'FIN'] as const)]
  if (outcome === 'archived') return { ...suspect, roles, status: 'ARQ' }
  if (milestones.verdict !== null) {
    const sentence = { type: 'EFE' as const, months: random.int(96, 168) }
    return { ...suspect, roles, status: 'CON', measure: random.pick(MEASURES), sentence }
  }
  if (milestones.charged !== null) return { ...suspect, roles, status: 'ACU', measure: random.pick(MEASURES) }
  return { ...suspect, roles, status: random.chance(0.5) ? 'ARG' : 'SUS', measure: random.chance(0.5) ? 'TIR' : null }
}

function holdersOf(random: Random, plan: ProsecutedPlan, { milestones, hearings }: Procedure): AgencyCode[] {
  const isPolice = random.chance(0.85) || plan.special !== undefined
  const holders: AgencyCode[] = ['pgr']
  if (isPolice) holders.push('pntl')
  if (!isPolice || random.chance(0.75) || plan.special !== undefined) holders.push('pcic')
  if (milestones.distributed !== null) holders.push('courts')
  if (hearings.some(({ isMonitored }) => isMonitored)) holders.push('jsmp')
  if (plan.direction === 'INT' && random.chance(0.5)) holders.push('alfela')
  return holders
}
