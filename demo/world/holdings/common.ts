import { ageOn, type IsoDate } from '../calendar.ts'
import type { AgencyCode } from '../codes.ts'
import type { Matter, PlantedId, Victim } from '../matter.ts'
import { civilName, type Person } from '../people.ts'
import { hash32 } from '../random.ts'
import type { HeldName } from './held.ts'

/** Whether the institution has the matter itself on its books. */
export const holds = (matter: Matter, agency: AgencyCode): boolean => matter.heldBy.includes(agency)

/** A choice with the given probability that depends on nothing but its label: stable when other rows come or go. */
export const happens = (label: string, probability: number): boolean => hash32(label) / 0x1_0000_0000 < probability

/** `TLS` or `FOREIGN`, as code list `nationality-group` has it. */
export const nationalityGroupOf = (person: Person): string => (person.citizenship === 'TLS' ? 'TLS' : 'FOREIGN')

export const ageGroupOf = (person: Person, on: IsoDate): string => (ageOn(person.birthDate, on) < 18 ? 'CHILD' : 'ADULT')

/** The date of birth as a clerk writes it who was told only the year: 1 January or 31 December. */
export const writtenBirthDate = (person: Person, label: string): IsoDate =>
  person.birthPrecision === 'day' ? person.birthDate : `${person.birthDate.slice(0, 4)}-${happens(label, 0.5) ? '01-01' : '12-31'}`

/** `J. d. C.`-like initials without particles: `J.C.`. */
export const initialsOf = (person: Person): string =>
  civilName(person)
    .split(' ')
    .filter((part) => /^\p{Lu}/u.test(part))
    .map((part) => `${part.charAt(0)}.`)
    .join('')

/** UTF-8 read as Latin-1, as it happened to names in old exports: `JosÃ©`. */
export const mojibake = (text: string): string => Buffer.from(text, 'utf8').toString('latin1')

export const civil = (text: string): HeldName => ({ type: 'CIV', text })

/** Which of these planted disagreements the matter, victim or suspect carries. */
export const plantedIn = (carrier: { readonly planted: readonly PlantedId[] }, ...ids: readonly PlantedId[]): PlantedId[] =>
  ids.filter((id) => carrier.planted.includes(id))

/** The victims of a matter whom the prosecution accepted. */
export const acceptedVictims = (matter: Matter): Victim[] => matter.victims.filter(({ declined }) => !declined)
