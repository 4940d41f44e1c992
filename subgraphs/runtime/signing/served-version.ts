import { join } from 'node:path'
import { z } from 'zod'
import { readIfThere, replaceFile } from '../../../platform/index.ts'
import type { PolicyManifest } from './manifest.ts'
import { policyInvalid } from './verify.ts'

const Served = z.strictObject({ agency: z.string(), version: z.int(), signedAt: z.string() })
const FILE = 'policy-served.json'

/**
 * Remembers the newest policy that this adapter ever served, so that an older one, which is signed as well, is not put in its place.
 * Whoever can delete the state can still go back: the folder belongs to the adapter's own account.
 *
 * @throws {HubError} POLICY_INVALID where an older version, or an earlier signature of the same version, is to be served; or the state
 *   cannot be read: it then is not known what was served
 */
export async function admitVersion(stateFolder: string, { agency, version, signedAt }: PolicyManifest): Promise<void> {
  const path = join(stateFolder, FILE)
  const text = await readIfThere(path)
  const served = text === undefined ? undefined : readServed(text)
  if (text !== undefined && served?.agency !== agency)
    throw policyInvalid(FILE, ["the state cannot be read, or is another agency's; restore it from the backup, or remove it on purpose"])
  if (served && (version < served.version || (version === served.version && signedAt < served.signedAt)))
    throw policyInvalid('agency.yaml', [
      `policy.version: version ${version} signed at ${signedAt} is older than version ${served.version} signed at ${served.signedAt}, which was served already; ` +
        `to go back on purpose, write the old rules under version ${served.version + 1} and sign them`,
    ])
  if (served && served.version === version && served.signedAt === signedAt) return
  await replaceFile(path, JSON.stringify({ agency, version, signedAt }))
}

function readServed(text: string): z.infer<typeof Served> | undefined {
  try {
    const parsed = Served.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined // cut short, or written by somebody else
  }
}
