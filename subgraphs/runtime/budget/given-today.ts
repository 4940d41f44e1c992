import { createHmac } from 'node:crypto'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { openLineFile, readIfThere } from '../../../platform/index.ts'
import { HubError } from '../../../schema/index.ts'
import { deriveKey } from '../ids/secret.ts'

/** What was given away on one day: for each recipient and account hashes of the persons' records, which mean nothing on another day. */
export interface GivenToday {
  /** ISO date. */
  readonly day: string
  /** Records given to an account. */
  ofAccount(recipient: string, account: string): number
  /** Records given to all accounts of a recipient; one that two of them were given counts twice. */
  ofRecipient(recipient: string): number
  /**
   * Counts at once.
   *
   * @returns once the count is durable
   * @throws {HubError} EVIDENCE_UNAVAILABLE
   */
  add(recipient: string, account: string, persons: Iterable<string>): Promise<void>
  close(): Promise<void>
}

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

  const countedBy = new Map<string, Set<string>>()
  const countedOf = (by: string): Set<string> => {
    const known = countedBy.get(by) ?? new Set<string>()
    countedBy.set(by, known)
    return known
  }
  const hashesOf = (recipient: string, account: string) => [hash(`recipient ${recipient}`), hash(`account ${account}`)] as const
  return {
    day,
    ofAccount(recipient, account) {
      const [to, by] = hashesOf(recipient, account)
      return recipients.get(to)?.accounts.get(by)?.size ?? 0
    },
    ofRecipient: (recipient) => recipients.get(hash(`recipient ${recipient}`))?.total ?? 0,
    async add(recipient, account, persons) {
      const [to, by] = hashesOf(recipient, account)
      // The same persons are asked for again and again, and a hash costs twenty times a look at what was counted since the start.
      const counted = countedOf(`${to} ${by}`)
      const uncounted = [...persons].filter((person) => !counted.has(person))
      if (uncounted.length === 0) return
      const fresh = remember(
        to,
        by,
        uncounted.map((person) => hash(`person ${person}`)),
      )
      for (const person of uncounted) counted.add(person)
      // One line for each answer: what a crash leaves half written was never given away.
      if (fresh.length > 0) await file.append(`${to} ${by} ${fresh.join(' ')}`)
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
