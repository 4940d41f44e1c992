import { createHmac, createSecretKey, hkdfSync } from 'node:crypto'

/** Names for accounts and persons that only the hub can make, others every day. */
export type BudgetPseudonym = (kind: 'account' | 'person', text: string) => string

/** @param day ISO date */
export function budgetPseudonyms(key: Uint8Array, day: string): BudgetPseudonym {
  const derived = createSecretKey(Buffer.from(hkdfSync('sha256', key, '', `tip hub persons ${day}`, 32)))
  return (kind, text) => createHmac('sha256', derived).update(`${kind}\0${text}`).digest('base64url').slice(0, 16)
}
