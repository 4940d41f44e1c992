import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Vocabulary } from '../../../schema/index.ts'
import type { PolicyTrust } from '../signing/load-signed.ts'
import { SIGNATURE_FILE } from '../signing/manifest.ts'
import { signPolicy } from '../signing/sign.ts'

/** Signs a folder as it is, with a key of its own; the signature lies outside the folder. */
export async function trustOf(folder: string, vocabulary?: Vocabulary): Promise<PolicyTrust> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const stateFolder = await mkdtemp(join(tmpdir(), 'tip-policy-'))
  const signatureFile = join(stateFolder, SIGNATURE_FILE)
  await signPolicy({ folder, privateKey, now: Date.now(), signatureFile, vocabulary })
  return { publicKeys: [publicKey], stateFolder, signatureFile }
}
