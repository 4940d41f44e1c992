import type { CompiledPolicy, CompiledRule, Viewer } from '../policy.ts'
import { PURPOSES, type Purpose } from '../purposes.ts'

/** Somebody as rules name them: an office of an agency that asks for a purpose. */
export interface Recipient {
  readonly agency: string
  /** Absent: whatever the role. */
  readonly role?: string
  readonly purpose: Purpose
}

/** The viewer with that one role. */
export const viewerOf = ({ agency, role, purpose }: Recipient): Viewer => ({ agency, roles: role === undefined ? [] : [role], purpose })

/**
 * Everybody whom some permit names, each once: by agency, role and purpose, in that order.
 *
 * @param today ISO date; members of a group count who belong to it on that day
 */
export function recipientsOf(policies: readonly CompiledPolicy[], today: string): readonly Recipient[] {
  const permits = policies.flatMap(({ rules }) => rules.filter(({ effect }) => effect === 'permit'))
  const everyAgency = [...new Set([...policies.map(({ agency }) => agency), ...permits.flatMap((rule) => rule.to.agencies ?? [])])]
  const found = new Map<string, Recipient>()
  for (const rule of permits)
    for (const agency of agenciesOf(rule, everyAgency, today))
      for (const role of rule.to.roles ?? [undefined])
        for (const purpose of rule.purposes ?? [])
          found.set(JSON.stringify([agency, role ?? null, purpose]), { agency, ...(role === undefined ? {} : { role }), purpose })
  return [...found.values()].toSorted(
    (a, b) =>
      compare(a.agency, b.agency) || compare(a.role ?? '', b.role ?? '') || PURPOSES.indexOf(a.purpose) - PURPOSES.indexOf(b.purpose),
  )
}

function agenciesOf({ to }: CompiledRule, everyAgency: readonly string[], today: string): readonly string[] {
  const members = to.groups?.flatMap((group) =>
    group.filter(({ from, until }) => (from ?? '') <= today && (until === undefined || today <= until)).map(({ agency }) => agency),
  )
  const named = to.agencies ?? members ?? everyAgency
  return members === undefined ? named : named.filter((agency) => members.includes(agency))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
