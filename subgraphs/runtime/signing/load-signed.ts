import type { KeyObject } from 'node:crypto'
import { join } from 'node:path'
import { loadAgencyFolder, readLock } from '../../../adapters/index.ts'
import type { AgencyModel, SchemaLock, Vocabulary } from '../../../schema/index.ts'
import { SIGNATURE_FILE } from './manifest.ts'
import { admitVersion } from './served-version.ts'
import { withSnapshot } from './snapshot.ts'
import { policyInvalid, verifyPolicy } from './verify.ts'

/** By whom an agency's policy must be signed, and where it is kept what was served. */
export interface PolicyTrust {
  /** Ed25519 public keys of those who may sign, such as the director. */
  readonly publicKeys: readonly KeyObject[]
  /** Folder of the adapter's own, kept over restarts. */
  readonly stateFolder: string
  /** @default policy.sig.json in the agency's folder */
  readonly signatureFile?: string | undefined
}

/**
 * Reads an agency's folder that is signed and not older than what was served before.
 *
 * @throws {HubError} POLICY_INVALID (unsigned, altered, rolled back), MAPPING_INVALID
 */
export const loadSignedFolder = async (folder: string, trust: PolicyTrust, vocabulary?: Vocabulary): Promise<AgencyModel> =>
  (await loadSignedAgency(folder, trust, vocabulary)).model

/**
 * The same, with the lock that was signed with it.
 *
 * @throws {HubError} POLICY_INVALID, MAPPING_INVALID
 */
export async function loadSignedAgency(
  folder: string,
  trust: PolicyTrust,
  vocabulary?: Vocabulary,
): Promise<{ readonly model: AgencyModel; readonly lock: SchemaLock | undefined }> {
  const signatureFile = trust.signatureFile ?? join(folder, SIGNATURE_FILE)
  const { manifest, model, lock } = await withSnapshot({ folder, signatureFile }, trust.stateFolder, async (snapshot) => ({
    manifest: await verifyPolicy({ ...snapshot, publicKeys: trust.publicKeys }),
    model: await loadAgencyFolder(snapshot.folder, vocabulary),
    lock: await readLock(snapshot.folder),
  }))
  if (model.agency !== manifest.agency || model.policy.version !== manifest.version)
    throw policyInvalid(SIGNATURE_FILE, ['the signature is of another agency or version; sign this folder'])
  await admitVersion(trust.stateFolder, manifest)
  return { model, lock }
}
