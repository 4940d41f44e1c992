import { createHmac, createSecretKey, hkdfSync } from 'node:crypto'
import { Lru } from '../../platform/index.ts'
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

/** An institution joined or left the hub. */
export interface MembershipEntry {
  /** ISO date-time, UTC. */
  readonly at: string
  readonly membership: 'JOINED' | 'LEFT'
  readonly agency: string
  /** Thumbprint of the key that it signed with. */
  readonly key: string
}

/** Accounts and reasons whose pseudonyms are kept: the same few people ask again and again. */
const MAX_PSEUDONYMS = 5_000

/** Makes pseudonyms and commitments under a key derived from the hub's. */
export function createPseudonyms(key: Uint8Array): (kind: 'account' | 'reason', text: string) => string {
  const derived = createSecretKey(Buffer.from(hkdfSync('sha256', key, '', 'tip hub evidence', 32)))
  const known = new Lru<string, string>(MAX_PSEUDONYMS)
  return (kind, text) => {
    const named = `${kind}\0${text}`
    const pseudonym = known.get(named) ?? createHmac('sha256', derived).update(named).digest('base64url').slice(0, 22)
    known.set(named, pseudonym)
    return pseudonym
  }
}
