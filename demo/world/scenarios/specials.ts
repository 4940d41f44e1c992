import { addDays, swapDayAndMonth } from '../calendar.ts'
import { type Draft, plainSuspect, plainVictim } from '../draft.ts'
import type { Matter, Victim } from '../matter.ts'
import { careEpisode, carersOf, withCare } from './care.ts'
import { eventsBefore } from './events.ts'
import type { ProsecutedPlan } from './prosecuted-plan.ts'

/** Adds to a matter what its plan says is special about it: the planted disagreements. */
export function withSpecial(draft: Draft, matter: Matter, special: ProsecutedPlan['special']): Matter {
  switch (special) {
    case undefined:
      return matter
    case 'hero':
      return hero(draft, matter)
    case 'lost-referral':
      return lostReferral(draft, matter)
    case 'statistics-only':
      return statisticsOnly(draft, matter)
    case 'three-opinions':
      return threeOpinions(draft, matter)
    case 'victim-and-suspect':
      return victimAndSuspect(draft, matter)
    case 'atauro':
      return { ...matter, deviations: { municipalityAt: { pntl: 'TL-DI', pcic: 'TL-DI' } }, planted: ['D02'] }
  }
}

/**
 * The matter that police, prosecution, a court and the monitors know, and legal aid under a mistyped number: a wife's complaint of
 * domestic violence that led to a husband who sent seven people to a plantation abroad.
 */
function hero(draft: Draft, matter: Matter): Matter {
  const random = draft.random('hero')
  const reported = '2023-01-27'
  const charged = '2023-12-01'
  const verdict = '2024-05-07'
  const recruiter = matter.suspects.find(({ person }) => person.citizenship === 'TLS')
  const fugitive = matter.suspects.find(({ person }) => person.citizenship !== 'TLS')
  const declining = draft.person(random, { sex: 'M', citizenship: 'TLS', age: 27, on: reported, origin: 'TL-CO' })
  const victims = [
    ...matter.victims,
    {
      ...plainVictim(declining, reported, matter.municipality),
      exploitation: matter.victims[0]?.exploitation ?? [],
      ageWhenTrafficked: 26,
      declined: true,
      relationship: 'AGT' as const,
    },
  ]
  return {
    ...matter,
    offenceAtRegistration: ['VD'],
    offenceAtCharge: ['163'],
    milestones: { reported, registered: '2023-02-03', charged, archived: null, distributed: '2023-12-18', verdict, final: '2024-06-10' },
    hearings: [
      { date: '2024-02-14', isAdjourned: true, isClosed: false, isMonitored: false },
      { date: '2024-03-12', isAdjourned: false, isClosed: true, isMonitored: true },
      { date: '2024-04-09', isAdjourned: false, isClosed: false, isMonitored: true },
      { date: verdict, isAdjourned: false, isClosed: false, isMonitored: true },
    ],
    destination: 'MYS',
    events: eventsBefore(random, reported, { direction: 'OUT', municipality: matter.municipality, destination: 'MYS' }),
    victims: victims.map((victim) => {
      const status = { ...victim.status, pntl: 'PRE' as const, pcic: victim.declined ? ('DEC' as const) : ('PRE' as const) }
      const carers = victim.declined ? [] : carersOf(random, victim.person, reported)
      return withCare(random, { ...victim, identifiedOn: reported, status }, 'pntl', carers)
    }),
    suspects: [
      ...(recruiter
        ? [
            {
              ...recruiter,
              roles: ['RCR', 'FIN'] as const,
              status: 'CON' as const,
              measure: 'PRV' as const,
              sentence: { type: 'EFE' as const, months: 102 },
            },
          ]
        : []),
      ...(fugitive ? [{ ...fugitive, roles: ['EXP'] as const, status: 'FUG' as const, measure: null, sentence: null }] : []),
    ],
    compensationUsd: 3500,
    heldBy: ['pntl', 'pcic', 'pgr', 'courts', 'jsmp', 'alfela', 'mnec'],
    consular: { openedOn: '2023-01-16', personCount: 7, repatriatedOn: '2023-02-21' },
    deviations: {
      nucAtAlfela: mistype(matter.nuc ?? ''),
      municipalityAt: { pcic: 'TL-BO' },
      chargedAtPgr: swapDayAndMonth(charged),
      victimCountAt: { pcic: 7, pgr: 6 },
      sentenceMonthsAtJsmp: 96,
    },
    planted: ['D01', 'D02', 'D03', 'D06', 'D07', 'D10'],
  }
}

// The second digit changes to one that no matter of the demo has: low serials stay far under 0700.
const mistype = (nuc: string): string => `07${nuc.slice(2)}`

/** The vulnerable persons unit sent the woman to the ministry on paper; the ministry never saw it. */
function lostReferral(draft: Draft, matter: Matter): Matter {
  const random = draft.random('lost-referral')
  const [first, ...rest] = matter.victims
  if (!first) return matter
  const person = draft.person(random, { sex: 'F', citizenship: 'TLS', age: 15, on: first.identifiedOn, origin: matter.municipality })
  const victim: Victim = {
    ...withCare(random, { ...first, person, ageWhenTrafficked: 14 }, 'pntl', ['fokupers']),
  }
  const lost = {
    from: 'pntl',
    to: 'mssi',
    madeOn: addDays(first.identifiedOn, 2),
    respondedOn: null,
    status: 'PRO',
    serviceType: 'CHP',
    isLost: true,
  } as const
  return { ...matter, victims: [{ ...victim, referrals: [...victim.referrals, lost], planted: ['D09'] }, ...rest], planted: ['D09'] }
}

/** A client who let the psychosocial service count her and nothing else; the police know her from the same matter. */
function statisticsOnly(draft: Draft, matter: Matter): Matter {
  const random = draft.random('statistics-only')
  const [first, ...rest] = matter.victims
  if (!first) return matter
  const victim: Victim = {
    ...first,
    care: [
      ...first.care.filter(({ agency }) => agency !== 'pradet'),
      careEpisode(random, 'pradet', addDays(first.identifiedOn, 3), 'pntl'),
    ],
    referrals: [
      ...first.referrals.filter(({ to }) => to !== 'pradet'),
      {
        from: 'pntl',
        to: 'pradet',
        madeOn: addDays(first.identifiedOn, 1),
        respondedOn: addDays(first.identifiedOn, 3),
        status: 'ACC',
        serviceType: 'PSY',
        isLost: false,
      },
    ],
    consents: [
      ...first.consents.filter(({ agency }) => agency !== 'pradet'),
      { agency: 'pradet', scope: 'AUT', state: 'REFUSED', until: null },
      { agency: 'pradet', scope: 'STA', state: 'GIVEN', until: null },
    ],
    planted: ['D08'],
  }
  return { ...matter, victims: [victim, ...rest], planted: ['D08'] }
}

/** Potential to the police, confirmed to the ministry, not a victim to the prosecution: the same girl. */
function threeOpinions(draft: Draft, matter: Matter): Matter {
  const random = draft.random('three-opinions')
  const [first] = matter.victims
  if (!first) return matter
  const person = draft.person(random, { sex: 'F', citizenship: 'TLS', age: 14, on: first.identifiedOn, origin: matter.municipality })
  const victim = withCare(random, { ...first, person, ageWhenTrafficked: 13, status: { pntl: 'POT', mssi: 'CNF', pgr: 'NOT' } }, 'pntl', [
    'mssi',
  ])
  return { ...matter, victims: [{ ...victim, planted: ['D04'] }], planted: ['D04'] }
}

/** A woman whom the shelter took in as a victim and whom the prosecution accused of recruiting the other two. */
function victimAndSuspect(draft: Draft, matter: Matter): Matter {
  const random = draft.random('victim-and-suspect')
  const [first, ...rest] = matter.victims
  if (!first) return matter
  const cared = withCare(random, first, 'pntl', ['fokupers'])
  const suspect = {
    ...plainSuspect(first.person),
    roles: ['RCR'] as const,
    status: 'ABS' as const,
    measure: 'TIR' as const,
    planted: ['D05'] as const,
  }
  return {
    ...matter,
    victims: [{ ...cared, relationship: 'FAM', planted: ['D05'] }, ...rest],
    suspects: [...matter.suspects, suspect],
    planted: ['D05'],
  }
}
