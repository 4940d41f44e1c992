import { addDays, type IsoDate } from './calendar.ts'
import { type Country, JUDICIAL_AREA, type JudicialArea, type Municipality, type Sex } from './codes.ts'
import type { Matter, Milestones, Suspect, Victim } from './matter.ts'
import { nucOf } from './nuc.ts'
import { createPerson, type Person, type PersonWish } from './people.ts'
import { createRandom, type Random } from './random.ts'

/** What the scenarios of one block share: its numbers, its running ids, its case numbers. */
export interface Draft {
  readonly seed: number
  readonly block: number
  random(label: string): Random
  person(random: Random, wish: PersonWish): Person
  matterId(): string
  nuc(area: JudicialArea, year: number, hasLeadingZero: boolean): string
}

export function createDraft(seed: number, block: number): Draft {
  let people = 0
  let matters = 0
  const serials = new Map<string, number>()
  return {
    seed,
    block,
    random: (label) => createRandom(seed, `${block}/${label}`),
    person: (random, wish) => createPerson(random, `B${block}-P${String(++people).padStart(4, '0')}`, wish),
    matterId: () => `B${block}-M${String(++matters).padStart(3, '0')}`,
    nuc: (area, year, hasLeadingZero) => {
      const series = `${area}/${year}/${hasLeadingZero}`
      const serial = serials.get(series) ?? 0
      serials.set(series, serial + 1)
      return nucOf(block, area, year, serial, hasLeadingZero)
    },
  }
}

/** A victim of whom nothing special is known; scenarios overwrite what they need. */
export const plainVictim = (person: Person, identifiedOn: IsoDate, municipality: Municipality | null): Victim => ({
  person,
  identifiedOn,
  municipality,
  status: {},
  relationship: 'STR',
  exploitation: [],
  ageWhenTrafficked: 0,
  declined: false,
  care: [],
  referrals: [],
  consents: [],
  planted: [],
})

export const plainSuspect = (person: Person): Suspect => ({
  person,
  roles: ['RCR'],
  status: 'SUS',
  measure: null,
  sentence: null,
  planted: [],
})

export const reportedOnly = (reported: IsoDate): Milestones => ({
  reported,
  registered: null,
  charged: null,
  archived: null,
  distributed: null,
  verdict: null,
  final: null,
})

/** The parts of a matter that most scenarios leave as they are. */
export const plainMatter = (
  draft: Draft,
  municipality: Municipality,
): Pick<
  Matter,
  | 'id'
  | 'nuc'
  | 'isSecret'
  | 'phase'
  | 'archiveReason'
  | 'municipality'
  | 'area'
  | 'offenceAtCharge'
  | 'hearings'
  | 'compensationUsd'
  | 'consular'
  | 'deviations'
  | 'planted'
> => ({
  id: draft.matterId(),
  nuc: null,
  isSecret: false,
  phase: null,
  archiveReason: null,
  municipality,
  area: JUDICIAL_AREA[municipality],
  offenceAtCharge: [],
  hearings: [],
  compensationUsd: null,
  consular: null,
  deviations: {},
  planted: [],
})

const FOREIGN: readonly [Country, ...Country[]] = ['IDN', 'CHN', 'THA', 'PHL', 'VNM', 'MMR', 'KHM']

/** How many persons of each sex and nationality: Timorese women, Timorese men, foreign women, foreign men. */
export type Composition = readonly [timoreseWomen: number, timoreseMen: number, foreignWomen: number, foreignMen: number]

/** The wishes for persons of a composition, in a drawn order. */
export function wishesFor(
  random: Random,
  of: Composition,
  on: IsoDate,
  options: { readonly minAge: number; readonly maxAge: number; readonly foreign?: Country },
): PersonWish[] {
  const groups: readonly (readonly [number, Sex, boolean])[] = [
    [of[0], 'F', false],
    [of[1], 'M', false],
    [of[2], 'F', true],
    [of[3], 'M', true],
  ]
  const wishes = groups.flatMap(([count, sex, isForeign]) =>
    Array.from({ length: count }, () => ({
      sex,
      citizenship: isForeign ? (options.foreign ?? random.pick(FOREIGN)) : ('TLS' as const),
      age: random.int(options.minAge, options.maxAge),
      on,
    })),
  )
  return random.shuffle(wishes)
}

/** A day in the given year that leaves `daysLeft` days before the world ends. */
export const dayIn = (random: Random, year: number, daysLeft = 0): IsoDate =>
  addDays(`${year}-01-01`, random.int(22, Math.max(22, 355 - daysLeft)))
