import { join } from 'node:path'
import { z } from 'zod'
import { readIfThere, replaceFile } from '../../platform/index.ts'
import { HubError } from '../../schema/index.ts'
import { AgencySetting } from '../agencies/index.ts'

const Member = z.strictObject({
  setting: AgencySetting,
  /** The key that it signs its requests with: `x` of its JWK, Ed25519. */
  key: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  /** ISO date-time. */
  joined: z.iso.datetime(),
})
/** An institution that joined by an invitation. */
export type Member = z.infer<typeof Member>

const Register = z
  .strictObject({ version: z.literal(1), members: z.array(Member).max(200) })
  .refine(({ members }) => new Set(members.map(({ setting }) => setting.agency)).size === members.length, {
    error: 'an agency stands twice',
  })

const FILE = 'members.json'

/**
 * The institutions that joined, as the gateway's folder has them.
 *
 * @throws {HubError} CONFIG_INVALID where the file is not what the gateway wrote: nobody is trusted by half a register
 */
export async function readMembers(stateFolder: string): Promise<readonly Member[]> {
  const text = await readIfThere(join(stateFolder, FILE)).catch((cause: unknown) => {
    throw invalid('it cannot be read', cause)
  })
  if (text === undefined) return []
  try {
    return Register.parse(JSON.parse(text)).members
  } catch (cause) {
    throw invalid('it is not what the gateway wrote; take the last copy of it, or let the agencies join anew', cause)
  }
}

/** Replaces the register in one step, durably. */
export async function writeMembers(stateFolder: string, members: readonly Member[]): Promise<void> {
  await replaceFile(join(stateFolder, FILE), JSON.stringify({ version: 1, members }))
}

const invalid = (problems: string, cause: unknown): HubError => new HubError('CONFIG_INVALID', { where: FILE, problems }, { cause })
