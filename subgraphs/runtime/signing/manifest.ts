import { z } from 'zod'

/** Name of the signature's file; it lies in the agency's folder unless said otherwise. */
export const SIGNATURE_FILE = 'policy.sig.json'

const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/)

/** What a director signs: which files, in which state, under which version of the policy. */
const Signed = z.strictObject({
  format: z.literal(1),
  agency: z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/),
  /** `policy.version` of agency.yaml. */
  version: z.int().positive(),
  /** Path in the folder -> SHA-256 of its bytes. */
  files: z.record(z.string().regex(/^(agency\.yaml|schema\.lock\.json|codes\/[a-z0-9-]+\.csv|[a-z0-9-]+\.sql)$/), digest),
  /** SHA-256 of the public key (SPKI, DER), so that people can tell keys apart. */
  keyId: digest,
  /** ISO date-time in UTC. */
  signedAt: z.iso.datetime({ precision: 3 }),
})
export type SignedPart = z.infer<typeof Signed>

export const PolicyManifest = z.strictObject({
  ...Signed.shape,
  /** Ed25519 over `signedBytes`, base64url. */
  signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/),
})
export type PolicyManifest = z.infer<typeof PolicyManifest>

/** The bytes that are signed: what they are for, then the members in one fixed order, so that equal content is equal bytes. */
export const signedBytes = ({ format, agency, version, files, keyId, signedAt }: SignedPart): Uint8Array => {
  const sorted = Object.entries(files).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Buffer.from(`tip-hub policy\n${JSON.stringify([format, agency, version, sorted, keyId, signedAt])}`, 'utf8')
}

/** @returns undefined where the text is not exactly a signature file */
export function readManifest(text: string): PolicyManifest | undefined {
  try {
    const parsed = PolicyManifest.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : undefined
  } catch {
    return undefined // not JSON
  }
}
