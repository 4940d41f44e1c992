import { createHmac } from 'node:crypto'
import { Lru } from '../../../platform/index.ts'
import { deriveKey } from '../ids/secret.ts'

/** What leaves a trace of one answered question: who, why, which fields, how many rows, by which rules. No personal data, no values. */
export interface EvidenceEntry {
  /** ISO date-time, UTC. */
  readonly at: string
  readonly agency: string
  readonly requestId: string
  /** Absent where the hub asked for itself. */
  readonly viewer?: {
    readonly agency: string
    readonly roles: readonly string[]
    readonly purpose: string
    /** Pseudonym of the account under the agency's own key. */
    readonly account: string
    /** Commitment to the reason given, under the same key. */
    readonly reason?: string
  }
  /** A statement for an emergency by which it was answered. */
  readonly emergency?: {
    /** Id of the statement, as in the notices. */
    readonly statement: string
    readonly kind: string
    /** Pseudonym of the approver, under the same key. */
    readonly approver: string
  }
  /** SHA-256 of the document asked, base64url. */
  readonly document: string
  readonly policyVersion: number
  /** `Kind.field` of everything that was read. */
  readonly fields: readonly string[]
  /** Rules that could show those fields. */
  readonly rules: readonly string[]
  readonly rows: Readonly<Record<string, number>>
  readonly statements: number
  /** Codes of errors in the answer. */
  readonly errors: readonly string[]
}

/** Pseudonyms that are kept: each of them is asked for with every answer to the same person. */
const MOST_KNOWN = 2_000

/** Pseudonyms that only the agency can make: the same person twice looks the same, and nothing else can be read from them. */
export function createPseudonyms(secret: Uint8Array): (text: string) => string {
  const key = deriveKey(secret, '', 'tip evidence pseudonym')
  const known = new Lru<string, string>(MOST_KNOWN)
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const pseudonym = createHmac('sha256', key).update(text).digest('base64url')
    known.set(text, pseudonym)
    return pseudonym
  }
}
