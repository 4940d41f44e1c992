import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type LineFile, openLineFile, readIfThere, UnderWay } from '../../platform/index.ts'
import { HubError } from '../../schema/index.ts'
import { type BudgetPseudonym, budgetPseudonyms } from './pseudonyms.ts'
import { budgetOf, type PersonBudgetSettings } from './settings.ts'

/** An account that is shown persons. */
export interface Spender {
  readonly issuer: string
  readonly subject: string
  readonly agency: string
  readonly roles: readonly string[]
}

/** Counts the persons that each account is shown in a day. */
export interface PersonBudget {
  /**
   * To be asked before any work for a question that could show persons: who has spent the budget is refused by the shape of the question, never by
   * what it would have found.
   *
   * @param day ISO date
   * @throws {HubError} BUDGET_SPENT
   */
  check(spender: Spender, day: string): Promise<void>
  /**
   * Counts the persons of an answer. The answer that reaches the limit is still given; those that were under way beside it are not.
   *
   * @param ids of records of persons; the same one twice counts once
   * @returns once the count is durable
   * @throws {HubError} BUDGET_SPENT, EVIDENCE_UNAVAILABLE
   */
  spend(spender: Spender, day: string, ids: ReadonlySet<string>): Promise<void>
  close(): Promise<void>
}

export interface PersonBudgetOptions {
  readonly settings: PersonBudgetSettings
  /** Where counts stand over a restart. */
  readonly folder: string
  /** The hub's secret; persons and accounts are kept only as hashes under it, others every day. */
  readonly key: Uint8Array
  /** Told once a day for each account that has spent its budget. */
  readonly onSpent?: (spender: Spender) => void
}

const FILE = /^persons-\d{4}-\d{2}-\d{2}$/
/** One account more would be one that is not counted; so it waits for tomorrow. */
const MAX_ACCOUNTS = 20_000

interface Day {
  readonly day: string
  readonly file: LineFile
  readonly hash: BudgetPseudonym
  readonly persons: Map<string, Set<string>>
  readonly alarmed: Set<string>
  readonly underWay: UnderWay
}

/** Opens the counts of the day when they are first needed; those of earlier days are deleted. */
export function createPersonBudget({ settings, folder, key, onSpent }: PersonBudgetOptions): PersonBudget {
  let opening: Promise<Day> | undefined
  let opened: Day | undefined

  const open = async (day: string): Promise<Day> => {
    const next = await openDay(day, folder, key)
    await opened?.file.close()
    opened = next
    return next
  }
  /** The counts of a day. Never of one that is over: a request from before midnight would delete what was counted since. */
  const of = async (day: string): Promise<Day> => {
    for (;;) {
      if (opened && opened.day >= day) return opened
      opening ??= open(day).finally(() => {
        opening = undefined
      })
      await opening
    }
  }
  const shownTo = (account: string, { persons }: Day): Set<string> => {
    const known = persons.get(account)
    if (known) return known
    if (persons.size >= MAX_ACCOUNTS) throw new HubError('BUDGET_SPENT')
    const none = new Set<string>()
    persons.set(account, none)
    return none
  }
  const refuse = (spender: Spender, account: string, { alarmed }: Day): never => {
    if (!alarmed.has(account)) onSpent?.(spender)
    alarmed.add(account)
    throw new HubError('BUDGET_SPENT')
  }
  const accountOf = ({ issuer, subject }: Spender, { hash }: Day): string => hash('account', JSON.stringify([issuer, subject]))

  return {
    async check(spender, day) {
      const current = await of(day)
      const account = accountOf(spender, current)
      if (shownTo(account, current).size >= budgetOf(settings, spender.roles)) refuse(spender, account, current)
    },
    async spend(spender, day, ids) {
      const current = await of(day)
      const account = accountOf(spender, current)
      const shown = shownTo(account, current)
      if (shown.size >= budgetOf(settings, spender.roles)) refuse(spender, account, current)
      const fresh = [...ids].map((id) => current.hash('person', id)).filter((person) => !shown.has(person))
      for (const person of fresh) shown.add(person)
      // One line for each answer: what is written half at a crash was never shown.
      const written =
        fresh.length === 0
          ? undefined
          : current.file.append(`${account} ${fresh.join(' ')}`).catch((cause: unknown) => {
              for (const person of fresh) shown.delete(person) // what could not be written was shown to nobody
              throw cause
            })
      await current.underWay.join(account, written)
    },
    async close() {
      await opening?.catch(() => undefined)
      await opened?.file.close()
    },
  }
}

async function openDay(day: string, folder: string, key: Uint8Array): Promise<Day> {
  const persons = new Map<string, Set<string>>()
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    for (const name of await readdir(folder)) if (FILE.test(name) && name < `persons-${day}`) await rm(join(folder, name))
    // Counted as nothing, a file that cannot be read would give everything once more.
    const text = (await readIfThere(join(folder, `persons-${day}`))) ?? ''
    for (const line of text.split('\n')) {
      const [account = '', ...shown] = line.split(' ')
      if (account === '') continue
      const known = persons.get(account) ?? new Set()
      for (const person of shown) known.add(person)
      persons.set(account, known)
    }
  } catch (cause) {
    throw new HubError('EVIDENCE_UNAVAILABLE', {}, { cause })
  }
  return {
    day,
    file: await openLineFile(join(folder, `persons-${day}`)),
    hash: budgetPseudonyms(key, day),
    persons,
    alarmed: new Set(),
    underWay: new UnderWay(),
  }
}
