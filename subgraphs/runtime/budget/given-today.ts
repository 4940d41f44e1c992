import { createHmac } from 'node:crypto'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { RowKey } from '../../../adapters/index.ts'
import { Lru, openLineFile, readIfThere, UnderWay } from '../../../platform/index.ts'
import { HubError, type RecordKindName } from '../../../schema/index.ts'
import { deriveKey } from '../ids/secret.ts'

/** What was given away on one day: for each recipient and account hashes of the persons' records, which mean nothing on another day. */
export interface GivenToday {
  /** ISO date. */
  readonly day: string
  /** Records given to an account, and to all accounts of its recipient; one that two of them were given counts twice there. */
  given(recipient: string, account: string): { readonly toAccount: number; readonly toRecipient: number }
  /**
   * Counts at once.
   *
   * @returns once the count is durable
   * @throws {HubError} EVIDENCE_UNAVAILABLE
   */
  add(recipient: string, account: string, persons: GivenPersons): Promise<void>
  close(): Promise<void>
}

/** Own records of persons that an answer gives away: keys of rows by kind. */
export type GivenPersons = ReadonlyMap<RecordKindName, ReadonlySet<RowKey>>

/** Accounts whose hashes are kept: more than ask one agency in a day. */
const MOST_ACCOUNTS = 5_000
const FILE = /^persons-(\d{4}-\d{2}-\d{2})$/

interface Recipient {
  readonly accounts: Map<string, Set<string>>
  total: number
}

/**
 * Reads what was counted on a day before a restart. Files of earlier days are deleted.
 *
 * @throws {HubError} EVIDENCE_UNAVAILABLE
 */
export async function openGivenToday(day: string, folder: string, secret: Uint8Array): Promise<GivenToday> {
  const key = deriveKey(secret, '', `tip persons given on ${day}`)
  const hash = (text: string): string => createHmac('sha256', key).update(text).digest('base64url').slice(0, 16)
  const recipients = new Map<string, Recipient>()

  const remember = (recipient: string, account: string, persons: readonly string[]): readonly string[] => {
    const known = recipients.get(recipient) ?? { accounts: new Map<string, Set<string>>(), total: 0 }
    const given = known.accounts.get(account) ?? new Set<string>()
    const fresh = persons.filter((person) => !given.has(person))
    for (const person of fresh) given.add(person)
    known.total += fresh.length
    recipients.set(recipient, known)
    known.accounts.set(account, given)
    return fresh
  }

  const path = join(folder, `persons-${day}`)
  for (const line of await readLines(path, day, folder)) {
    const [recipient = '', account = '', ...persons] = line.split(' ')
    if (account !== '') remember(recipient, account, persons)
  }
  const file = await openLineFile(path)
  const underWay = new UnderWay()

  /** What could not be written was given to nobody. */
  const forget = (recipient: string, account: string, persons: readonly string[]): void => {
    const known = recipients.get(recipient)
    const given = known?.accounts.get(account)
    for (const person of persons) if (known && given?.delete(person)) known.total--
    countedBy.delete(`${recipient} ${account}`)
  }

  /** What was hashed since the start: the same persons are asked for again and again, and a hash costs twenty times a look. */
  const countedBy = new Map<string, Map<RecordKindName, Set<RowKey>>>()
  const countedOf = (by: string, kind: RecordKindName): Set<RowKey> => {
    const kinds = countedBy.get(by) ?? new Map<RecordKindName, Set<RowKey>>()
    const known = kinds.get(kind) ?? new Set<RowKey>()
    countedBy.set(by, kinds)
    kinds.set(kind, known)
    return known
  }
  const hashed = new Lru<string, readonly [to: string, by: string]>(MOST_ACCOUNTS)
  const hashesOf = (recipient: string, account: string): readonly [to: string, by: string] => {
    const name = `${recipient} ${account}` // a recipient's code has no blank
    const known = hashed.get(name)
    if (known) return known
    const hashes = [hash(`recipient ${recipient}`), hash(`account ${account}`)] as const
    hashed.set(name, hashes)
    return hashes
  }
  return {
    day,
    given(recipient, account) {
      const [to, by] = hashesOf(recipient, account)
      const known = recipients.get(to)
      return { toAccount: known?.accounts.get(by)?.size ?? 0, toRecipient: known?.total ?? 0 }
    },
    async add(recipient, account, persons) {
      const [to, by] = hashesOf(recipient, account)
      const hashes: string[] = []
      for (const [kind, keys] of persons) {
        const counted = countedOf(`${to} ${by}`, kind)
        for (const key of keys) {
          if (counted.has(key)) continue
          counted.add(key)
          hashes.push(hash(`person ${kind} ${key}`))
        }
      }
      const fresh = hashes.length === 0 ? [] : remember(to, by, hashes)
      // One line for each answer: what a crash leaves half written was never given away.
      const written =
        fresh.length === 0
          ? undefined
          : file.append(`${to} ${by} ${fresh.join(' ')}`).catch((cause: unknown) => {
              forget(to, by, fresh)
              throw cause
            })
      await underWay.join(`${to} ${by}`, written)
    },
    close: () => file.close(),
  }
}

async function readLines(path: string, day: string, folder: string): Promise<readonly string[]> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    for (const name of await readdir(folder)) {
      const [, written] = FILE.exec(name) ?? []
      if (written !== undefined && written < day) await rm(join(folder, name))
    }
    // Counted as nothing, a file that cannot be read would give everything once more.
    const text = (await readIfThere(path)) ?? ''
    return text.split('\n').filter((line) => line !== '')
  } catch (cause) {
    throw new HubError('EVIDENCE_UNAVAILABLE', {}, { cause })
  }
}
