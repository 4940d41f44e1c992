import { createHmac, createSecretKey, hkdfSync } from 'node:crypto'
import { Lru } from '../../platform/index.ts'

/** Names for accounts and persons that only the hub can make, others every day. */
export type BudgetPseudonym = (kind: 'account' | 'person', text: string) => string

/** Pseudonyms kept: whoever reads on or back asks for the same persons again. Beyond that, and beyond so many characters, they are made anew. */
const KEPT = { names: 5_000, characters: 500_000 } as const

/** @param day ISO date */
export function budgetPseudonyms(key: Uint8Array, day: string): BudgetPseudonym {
  const derived = createSecretKey(Buffer.from(hkdfSync('sha256', key, '', `tip hub persons ${day}`, 32)))
  const known = new Lru<string, string>(KEPT.names, KEPT.characters)
  return (kind, text) => {
    const named = `${kind}\0${text}`
    const kept = known.get(named)
    if (kept !== undefined) return kept
    const made = createHmac('sha256', derived).update(named).digest('base64url').slice(0, 16)
    known.set(named, made, named.length)
    return made
  }
}
