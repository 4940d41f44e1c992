import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { SIGNATURE_FILE, signPolicy } from '../../subgraphs/runtime/index.ts'
import { readIfThere, writeWhole } from '../state/files.ts'
import { agencyFolder, type DemoHome } from '../state/home.ts'

/** Where an adapter of the demonstration finds its director's signature, and what it keeps of it. */
export interface DemoPolicy {
  /** The director's public key, PEM. */
  readonly directorKey: string
  readonly signatureFile: string
  /** Keeps what was served last. */
  readonly stateFolder: string
}

/**
 * Signs an agency's folder in place of its director, with a key that is made at the first start. All of it lies in the demonstration's own
 * home, so that nothing is written into the folder. A real director signs by hand, after reading: `tip-hub policy sign`.
 */
export async function signDemoPolicy(home: DemoHome, code: string): Promise<DemoPolicy> {
  const stateFolder = join(home.state, 'policy', code)
  await mkdir(stateFolder, { recursive: true, mode: 0o700 })
  const privateKey = await directorKey(join(home.keys, `director-${code}.pem`))
  const signatureFile = join(stateFolder, SIGNATURE_FILE)
  // Whoever tries the demonstration changes rules without raising the version each time; the newer signature counts then.
  await signPolicy({ folder: agencyFolder(code), privateKey, now: Date.now(), signatureFile, mayRepeatVersion: true })
  return { directorKey: createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString(), signatureFile, stateFolder }
}

async function directorKey(file: string): Promise<KeyObject> {
  const known = await readIfThere(file)
  if (known !== undefined) return createPrivateKey(known)
  const { privateKey } = generateKeyPairSync('ed25519')
  await writeWhole(file, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString())
  return privateKey
}
