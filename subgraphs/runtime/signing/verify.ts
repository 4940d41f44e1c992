import { type KeyObject, verify } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { HubError } from '../../../schema/index.ts'
import { folderDigest } from './folder-digest.ts'
import { type PolicyManifest, readManifest, SIGNATURE_FILE, signedBytes } from './manifest.ts'
import { keyIdOf } from './sign.ts'

export interface VerifyPolicyInput {
  readonly folder: string
  /** Ed25519 public keys of those who may sign for the agency. */
  readonly publicKeys: readonly KeyObject[]
  /** @default policy.sig.json in the folder */
  readonly signatureFile?: string | undefined
}

/** Why a folder is not served: where, what, how to mend. */
export const policyInvalid = (where: string, problems: readonly string[]): HubError =>
  new HubError('POLICY_INVALID', { where, problems: problems.map((problem) => `- ${problem}`).join('\n') })

/**
 * Checks that one of the keys has signed exactly this state of the folder.
 *
 * @throws {HubError} POLICY_INVALID: no signature, another's, or files that were added, altered or removed since
 */
export async function verifyPolicy({ folder, publicKeys, signatureFile }: VerifyPolicyInput): Promise<PolicyManifest> {
  const again = 'let the director look at the change and sign: tip-hub policy sign FOLDER --key FILE'
  const text = await readFile(signatureFile ?? join(folder, SIGNATURE_FILE), 'utf8').catch(() => undefined)
  if (text === undefined) throw policyInvalid(SIGNATURE_FILE, [`the policy is not signed; ${again}`])
  const manifest = readManifest(text)
  if (!manifest) throw policyInvalid(SIGNATURE_FILE, [`this is no signature of a policy; ${again}`])
  const key = publicKeys.find((candidate) => keyIdOf(candidate) === manifest.keyId)
  if (!key)
    throw policyInvalid(SIGNATURE_FILE, [
      `signed with a key that this agency does not trust (${manifest.keyId.slice(0, 23)}…); sign with the director's key, or hand in its public half`,
    ])
  if (key.asymmetricKeyType !== 'ed25519' || !verify(null, signedBytes(manifest), key, Buffer.from(manifest.signature, 'base64url')))
    throw policyInvalid(SIGNATURE_FILE, [`the signature does not fit what it says; it was altered; ${again}`])

  const problems = differences(manifest.files, await folderDigest(folder))
  if (problems.length > 0) throw policyInvalid(SIGNATURE_FILE, [...problems, again])
  return manifest
}

function differences(signed: Readonly<Record<string, string>>, found: Readonly<Record<string, string>>): readonly string[] {
  return [...new Set([...Object.keys(signed), ...Object.keys(found)])].toSorted().flatMap((name) => {
    const [was, is] = [signed[name], found[name]]
    if (was === is) return []
    return [`${name}: ${was === undefined ? 'is not signed' : is === undefined ? 'is gone' : 'was altered after it was signed'}`]
  })
}
