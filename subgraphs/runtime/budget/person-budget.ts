import { HubError, type PersonLimits } from '../../../schema/index.ts'
import type { VerifiedPerson } from '../call/verify-call.ts'
import { type GivenPersons, type GivenToday, openGivenToday } from './given-today.ts'

/** Bounds how many persons leave the agency in a day, for each account and each receiving agency. */
export interface PersonBudget {
  /** What one request of a person may still be given. @param day ISO date in the agency's zone */
  allowanceOf(person: VerifiedPerson, day: string): Allowance
  close(): Promise<void>
}

/** The budget as one request sees it. */
export interface Allowance {
  /**
   * Whether the account, or its institution, was given enough today: then whatever could show a person is refused by its shape, before anything
   * is read.
   */
  isSpent(): Promise<boolean>
  /** The refusal, with an alarm once a day for each account. */
  refusal(): HubError
  /**
   * Counts the persons of an answer that is about to leave. The answer that reaches the number is still given, unless it is larger than any that the
   * hub asks for; others under way are not.
   *
   * @param persons hidden and missing ones are not among them
   * @returns what to wait for before the answer leaves
   * @throws {HubError} AGENCY_BUDGET_SPENT
   */
  spend(persons: GivenPersons): Promise<{ readonly durable: Promise<void> }>
}

export interface PersonBudgetOptions {
  /** Code of the agency, for messages. */
  readonly agency: string
  readonly limits: PersonLimits
  /** Where counts stand over a restart. */
  readonly folder: string
  /** Of the agency; accounts and records are kept only as hashes under it, others every day. */
  readonly secret: Uint8Array
  /** Told once a day for each account that is refused; after a restart once more. */
  readonly onSpent: (person: VerifiedPerson) => void
}

/** Persons by which one answer may pass the number: a hundred cases with everybody in them, and not a table. */
const MOST_AT_ONCE = 1_000

/** Opens the counts of a day when they are first needed. */
export function createPersonBudget({ agency, limits, folder, secret, onSpent }: PersonBudgetOptions): PersonBudget {
  let opened: GivenToday | undefined
  let opening: Promise<GivenToday> | undefined
  let alarmed = new Set<string>()

  const open = async (day: string): Promise<GivenToday> => {
    const next = await openGivenToday(day, folder, secret)
    await opened?.close()
    opened = next
    alarmed = new Set()
    return next
  }
  /** The counts of a day. Never of one that is over: a request from before midnight would delete what was counted since. */
  const of = async (day: string): Promise<GivenToday> => {
    for (;;) {
      if (opened && opened.day >= day) return opened
      opening ??= open(day).finally(() => {
        opening = undefined
      })
      await opening
    }
  }
  /** @param more persons that are about to be given */
  const isOver = (today: GivenToday, { viewer, subject }: VerifiedPerson, more?: number): boolean => {
    const { toAccount, toRecipient } = today.given(viewer.agency, subject)
    const most = mostOf(limits, viewer.roles)
    return toAccount >= most || toRecipient >= limits.perRecipient || (more !== undefined && toAccount + more > most + MOST_AT_ONCE)
  }

  return {
    allowanceOf(person, day) {
      const refusal = (): HubError => {
        if (!alarmed.has(person.subject)) onSpent(person)
        alarmed.add(person.subject)
        return new HubError('AGENCY_BUDGET_SPENT', { agency })
      }
      return {
        isSpent: async () => isOver(await of(day), person),
        refusal,
        async spend(persons) {
          let count = 0
          for (const keys of persons.values()) count += keys.size
          if (count === 0) return { durable: Promise.resolve() }
          const today = await of(day)
          if (isOver(today, person, count)) throw refusal()
          const durable = today.add(person.viewer.agency, person.subject, persons)
          durable.catch(() => undefined) // heard by whoever waits for it, also where something else fails first
          return { durable }
        },
      }
    },
    async close() {
      await opening?.catch(() => undefined)
      await opened?.close()
    },
  }
}

/** The largest number that one of the roles has. */
const mostOf = ({ perAccount, roles }: PersonLimits, held: readonly string[]): number =>
  held.length === 0 ? perAccount : Math.max(...held.map((role) => (Object.hasOwn(roles, role) ? (roles[role] ?? perAccount) : perAccount)))
