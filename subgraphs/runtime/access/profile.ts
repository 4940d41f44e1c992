import { Lru } from '../../../platform/index.ts'
import { type AgencyModel, accessFor, type KindAccess, type RecordKindName, type Viewer } from '../../../schema/index.ts'

/** What one viewer may get of every kind on one day; everything that a request decides by. */
export interface Profile {
  /** Equal keys, equal access: agency, roles, purpose, day, policy version, and what a statement for an emergency opens. */
  readonly key: string
  readonly viewer: Viewer
  /** ISO date in the agency's zone. */
  readonly today: string
  readonly accessOf: (kind: RecordKindName) => KindAccess
}

/** Whether the viewer can see no row of the kind, whatever is in it. */
export const opensNothing = (access: KindAccess): boolean => access.row.op === 'false'

/** @returns a function that gives the profile of a viewer on a day; computed once and kept for the 500 profiles used last */
export function createProfiles(model: AgencyModel): (viewer: Viewer, today: string) => Profile {
  const known = new Lru<string, Profile>(500)
  return (viewer, today) => {
    const roles = [...new Set(viewer.roles)].sort()
    const key = JSON.stringify([viewer.agency, roles, viewer.purpose, today, model.policy.version, viewer.emergency ?? null])
    const existing = known.get(key)
    if (existing) return existing

    const accesses = new Map<RecordKindName, KindAccess>()
    const profile: Profile = {
      key,
      viewer: { ...viewer, roles },
      today,
      accessOf(kind) {
        const access = accesses.get(kind) ?? accessFor(model.policy, model.vocabulary, kind, profile.viewer, today)
        accesses.set(kind, access)
        return access
      },
    }
    known.set(key, profile)
    return profile
  }
}
