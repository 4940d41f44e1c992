import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type Invitation, writeInvitation } from '../../schema/index.ts'

export interface InviteOptions {
  /** The gateway's own folder. */
  readonly stateFolder: string
  readonly agency: string
  /** Origin under which the institution reaches the hub. */
  readonly hub: string
  /** SHA-256 of the hub's TLS key, where it is asked over https. */
  readonly pins?: readonly string[] | undefined
  /** Milliseconds since 1970. */
  readonly now: number
  readonly days: number
}

const Written = z.strictObject({ version: z.literal(1), agency: z.string(), expires: z.int() })
const DAY_MS = 86_400_000

const folderOf = (stateFolder: string): string => join(stateFolder, 'invitations')
/** Only the digest of a code is kept: who reads the folder can invite nobody. */
const fileOf = (stateFolder: string, code: string): string =>
  join(folderOf(stateFolder), `${createHash('sha256').update(code).digest('hex')}.json`)

/**
 * Makes an invitation for one institution: good once, until it runs out.
 *
 * @returns the text to hand over, by a way that nobody else reads; it is kept nowhere
 */
export async function invite({ stateFolder, agency, hub, pins, now, days }: InviteOptions): Promise<{ text: string; expires: string }> {
  const code = randomBytes(32).toString('base64url')
  const expires = now + days * DAY_MS
  await mkdir(folderOf(stateFolder), { recursive: true, mode: 0o700 })
  await writeFile(fileOf(stateFolder, code), JSON.stringify({ version: 1, agency, expires }), { mode: 0o600, flag: 'wx', flush: true })
  const invitation: Invitation = { hub, agency, code, ...(pins ? { pins: [...pins] } : {}) }
  return { text: writeInvitation(invitation), expires: new Date(expires).toISOString() }
}

/**
 * Takes an invitation: of several who try at once, one succeeds.
 *
 * @returns whether it was good, for this institution, now
 */
export async function takeInvitation(stateFolder: string, code: string, agency: string, now: number): Promise<boolean> {
  const file = fileOf(stateFolder, code)
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) return false
  const invitation = Written.safeParse(parsed(text))
  if (!invitation.success || invitation.data.agency !== agency || invitation.data.expires <= now) return false
  // The rename is what makes it single: a second one finds nothing to rename.
  return rename(file, `${file}.used`).then(
    () => true,
    () => false,
  )
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // half a file is no invitation
  }
}
