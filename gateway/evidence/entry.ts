import { createHmac, hkdfSync } from 'node:crypto'
import type { Source } from '../sources/index.ts'

/** One request as the log keeps it. Nothing of a record, and of the person only a pseudonym that the hub's key alone can make. */
export interface EvidenceEntry {
  /** ISO date-time, UTC. */
  readonly at: string
  readonly requestId: string
  /** Absent where nobody signed in. */
  readonly viewer?: {
    readonly agency: string
    readonly roles: readonly string[]
    readonly purpose: string
    /** Pseudonym of the account, the same for all its requests. */
    readonly account: string
    /** Commitment to the reason given; who knows the reason can check it. */
    readonly reason?: string
  }
  /** A statement for an emergency that was carried to its agency. */
  readonly emergency?: { readonly agency: string; readonly statement: string }
  /** SHA-256 of the operation as it was answered. */
  readonly operation: string
  /** Fields asked for, as `Type.field`, sorted; no argument or value. */
  readonly fields: readonly string[]
  readonly sources: readonly Pick<Source, 'agency' | 'status'>[]
  readonly outcome: 'ANSWERED' | 'PARTIAL' | 'REFUSED'
  /** Codes of the errors that were told, sorted, each once. */
  readonly codes: readonly string[]
}

/** Makes pseudonyms and commitments under a key derived from the hub's. */
export function createPseudonyms(key: Uint8Array): (kind: 'account' | 'reason', text: string) => string {
  const derived = Buffer.from(hkdfSync('sha256', key, '', 'tip hub evidence', 32))
  return (kind, text) => createHmac('sha256', derived).update(`${kind}\0${text}`).digest('base64url').slice(0, 22)
}
