import { recordKey } from './asking/located.ts'
import { type HubContext, viewerOf } from './context.ts'

/** A hub type that people may come back to by id. */
export type IdUse = 'Case' | 'Victim' | 'Perpetrator'

interface Named {
  readonly agency: string
  readonly typename: string
  readonly id: string
}

/** Of use to one agency's people only, and not as another type's id. */
const bindingOf = (use: IdUse, context: HubContext): string => JSON.stringify(['id', use, viewerOf(context).agency])

/**
 * The id of a case or person: a seal of one of its records, the first by agency. The hub keeps no index of persons or matters; resolving the
 * id asks the owner of that record again.
 */
export function sealId(use: IdUse, records: readonly Named[], context: HubContext): string {
  const [first] = records.toSorted((a, b) => (recordKey(a) < recordKey(b) ? -1 : 1))
  if (!first) throw new TypeError(`A ${use} has at least one record`)
  return context.idSeals.sealStable(Buffer.from(JSON.stringify([first.typename, first.id]), 'utf8'), bindingOf(use, context))
}

/** @returns undefined for what was not sealed here, for this viewer's agency and this use, or names an agency that is not part of the graph */
export function openId(use: IdUse, sealed: string, context: HubContext): Named | undefined {
  const plain = context.idSeals.open(sealed, bindingOf(use, context))
  if (!plain) return undefined
  const named: unknown = JSON.parse(plain.toString('utf8')) // authentic: written by sealId
  const [typename, id] = Array.isArray(named) ? named : []
  const owner = typeof typename === 'string' ? context.directory.ownerOf(typename) : undefined
  return owner && typeof id === 'string' ? { agency: owner.agency, typename, id } : undefined
}
