import { createHash, createPublicKey, type KeyObject, sign } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadAgencyFolder } from '../../../adapters/index.ts'
import { HubError, type Vocabulary } from '../../../schema/index.ts'
import { folderDigest } from './folder-digest.ts'
import { type PolicyManifest, readManifest, SIGNATURE_FILE, type SignedPart, signedBytes } from './manifest.ts'

export interface SignPolicyInput {
  /** The agency's folder. */
  readonly folder: string
  /** Ed25519. */
  readonly privateKey: KeyObject
  /** Milliseconds since 1970. */
  readonly now: number
  /** @default policy.sig.json in the folder */
  readonly signatureFile?: string | undefined
  /** Version of the shared language that the adapter speaks. @default the current one */
  readonly vocabulary?: Vocabulary | undefined
  /** Sign other content under the version of the signature that is there already. Only the demonstration does. @default false */
  readonly mayRepeatVersion?: boolean
}

/** What names a key: the digest of its public half. */
export const keyIdOf = (key: KeyObject): string => {
  const publicKey = key.type === 'public' ? key : createPublicKey(key)
  return `sha256:${createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex')}`
}

/**
 * Signs the state of an agency's folder and writes the signature beside it, whole or not at all. Signing what is signed already, with the
 * same key, changes nothing.
 *
 * @throws {HubError} MAPPING_INVALID where the folder cannot be served; POLICY_INVALID where the version has been signed with other content
 * @throws {TypeError} for another kind of key
 */
export async function signPolicy({ folder, privateKey, now, ...options }: SignPolicyInput): Promise<PolicyManifest> {
  if (privateKey.asymmetricKeyType !== 'ed25519' || privateKey.type !== 'private')
    throw new TypeError('a policy is signed with an Ed25519 private key')
  const file = options.signatureFile ?? join(folder, SIGNATURE_FILE)
  const { agency, policy } = await loadAgencyFolder(folder, options.vocabulary)
  const content = { format: 1, agency, version: policy.version, files: await folderDigest(folder), keyId: keyIdOf(privateKey) } as const

  const before = readManifest(await readFile(file, 'utf8').catch(() => ''))
  if (before && isSame(before, content)) return before
  if (before?.agency === agency && before.version >= policy.version && !options.mayRepeatVersion && !isSameFiles(before, content))
    throw new HubError('POLICY_INVALID', {
      where: `${agency}/agency.yaml`,
      problems: `- policy.version: version ${before.version} is signed already and the files differ from it; raise policy.version to ${before.version + 1}, then sign`,
    })
  const signed: SignedPart = { ...content, signedAt: new Date(now).toISOString() }
  const manifest: PolicyManifest = { ...signed, signature: sign(null, signedBytes(signed), privateKey).toString('base64url') }
  const draft = `${file}.${process.pid}.part`
  await writeFile(draft, `${JSON.stringify(manifest, null, 2)}\n`)
  await rename(draft, file)
  return manifest
}

type Content = Omit<SignedPart, 'signedAt'>
const isSameFiles = (a: Content, b: Content): boolean =>
  JSON.stringify(Object.entries(a.files).toSorted()) === JSON.stringify(Object.entries(b.files).toSorted())
const isSame = (a: Content, b: Content): boolean =>
  a.agency === b.agency && a.version === b.version && a.keyId === b.keyId && isSameFiles(a, b)
