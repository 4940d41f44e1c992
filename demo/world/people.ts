import type { IsoDate } from './calendar.ts'
import { addDays, partsOf } from './calendar.ts'
import { type Country, MUNICIPALITY_CODES, type Municipality, type Sex } from './codes.ts'
import { DILI_SUCOS, FOREIGN_NAMES, NICKNAMES, TIMORESE_GIVEN, TIMORESE_SURNAMES, TRADITIONAL_NAMES } from './name-pools.ts'
import type { Random } from './random.ts'

export interface IdentityDocument {
  /** Code of `document-type`. */
  readonly type: 'PAS' | 'BI' | 'CE'
  readonly number: string
}

/** A synthetic person as they truly are; what an institution knows of them may be less, or wrong. */
export interface Person {
  /** `B0-P0001`: block, running number. */
  readonly id: string
  readonly sex: Sex
  readonly birthDate: IsoDate
  /** Many people know only their year of birth. */
  readonly birthPrecision: 'day' | 'year'
  readonly citizenship: Country
  readonly given: string
  readonly surname: string
  /** Traditional name (naran gentiu), where the person holds one. */
  readonly traditionalName: string | null
  readonly nickname: string | null
  readonly documents: readonly IdentityDocument[]
  /** Null for foreigners. */
  readonly originMunicipality: Municipality | null
  readonly phone: string | null
  /** Home address: suco and a house number. */
  readonly address: string
}

export interface PersonWish {
  readonly sex: Sex
  readonly citizenship: Country
  /** Age in years on `on`. */
  readonly age: number
  readonly on: IsoDate
  readonly origin?: Municipality
}

/** Given name and surname, as the civil registry writes them. */
export const civilName = (person: Person): string => `${person.given} ${person.surname}`

/** Makes a person to order; everything that the order leaves open is drawn. */
export function createPerson(random: Random, id: string, wish: PersonWish): Person {
  const foreign = wish.citizenship === 'TLS' ? null : FOREIGN_NAMES[wish.citizenship]
  const birthPrecision = random.chance(foreign ? 0.05 : 0.3) ? 'year' : 'day'
  const someDay = addDays(wish.on, -random.int(20, 340))
  const birthYear = partsOf(someDay).year - wish.age
  // A year known alone is written as 1 January or 31 December by most clerks; the true day is drawn all the same.
  const birthDate = `${birthYear}${someDay.slice(4) === '-02-29' ? '-02-28' : someDay.slice(4)}`
  const documents: IdentityDocument[] = []
  if (foreign || random.chance(0.45)) documents.push({ type: 'PAS', number: `SY${random.int(1_000_000, 9_999_999)}` })
  if (!foreign && wish.age >= 17)
    documents.push({ type: random.chance(0.5) ? 'BI' : 'CE', number: `S-${random.int(10_000_000, 99_999_999)}` })
  return {
    id,
    sex: wish.sex,
    birthDate,
    birthPrecision,
    citizenship: wish.citizenship,
    given: foreign ? random.pick(foreign[wish.sex]) : givenNames(random, wish.sex),
    surname: foreign ? random.pick(foreign.surnames) : surnames(random),
    traditionalName: !foreign && random.chance(0.35) ? random.pick(TRADITIONAL_NAMES) : null,
    nickname: random.chance(0.2) ? random.pick(NICKNAMES) : null,
    documents,
    originMunicipality: foreign ? null : (wish.origin ?? random.pick(MUNICIPALITY_CODES)),
    // No subscriber number begins with zeros: nobody can be rung up.
    phone: random.chance(0.5) ? `+670 00${random.int(100_000, 999_999)}` : null,
    address: `Suco ${random.pick(DILI_SUCOS)}, uma ${random.int(1, 240)}`,
  }
}

const givenNames = (random: Random, sex: Sex): string => {
  const first = random.pick(TIMORESE_GIVEN[sex])
  if (!random.chance(0.35)) return first
  const second = random.pick(TIMORESE_GIVEN[sex])
  return second === first ? first : `${first} ${second}`
}

const surnames = (random: Random): string => {
  const first = random.pick(TIMORESE_SURNAMES)
  if (!random.chance(0.5)) return first
  const second = random.pick(TIMORESE_SURNAMES)
  return second === first ? first : `${first} ${second}`
}
