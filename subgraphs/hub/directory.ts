import { createHash } from 'node:crypto'
import {
  type AgencyDescription,
  accessFor,
  type HeldKind,
  type KindAccess,
  type RecordKindName,
  readPolicy,
  type Viewer,
  type Vocabulary,
} from '../../schema/index.ts'

/** An agency that may be asked for records of one kind. */
export interface Source {
  readonly agency: string
  readonly held: HeldKind
  readonly access: KindAccess
}

/** Who holds what, and who may show it to whom. Made once for a set of agencies; knows no data. */
export interface Directory {
  readonly vocabulary: Vocabulary
  /** Sorted by code. */
  readonly agencies: readonly AgencyDescription[]
  /** Changes with every agency that joins or leaves and with every policy version. */
  readonly fingerprint: string
  /** Name of the agency's GraphQL type of that kind. @throws {TypeError} where there is no such agency */
  typenameOf(agency: string, kind: RecordKindName): string
  /** @returns undefined where no agency has such a type */
  ownerOf(typename: string): { readonly agency: string; readonly kind: RecordKindName } | undefined
  /** Whether the adapter belongs to that institution (`mssi-adults` to `mssi`) or is it. */
  speaksFor(agency: string, institution: string): boolean
  /** Agencies whose policy could show this viewer records of the kind, sorted by code. From the profile only, never from data. */
  sourcesOf(kind: RecordKindName, viewer: Viewer, today: string): readonly Source[]
  /** Agencies whose policy could let this viewer's records be joined by case key, and whom the hub may ask so, sorted by code. */
  joinableFor(viewer: Viewer, today: string): readonly string[]
}

/** Profiles kept; each holds the access of one viewer profile to one kind at all agencies. */
const CACHED_PROFILES = 500

/** @param joinAgencies as in `HubOptions` */
export function createDirectory(
  described: readonly AgencyDescription[],
  vocabulary: Vocabulary,
  joinAgencies?: readonly string[],
): Directory {
  const agencies = described.toSorted((a, b) => (a.agency < b.agency ? -1 : 1))
  const byCode = new Map(agencies.map((agency) => [agency.agency, agency]))
  if (byCode.size !== agencies.length) throw new TypeError('An agency is described twice')
  const policies = new Map(agencies.map(({ agency, policy }) => [agency, readPolicy(policy)]))
  const owners = new Map<string, { readonly agency: string; readonly kind: RecordKindName }>(
    agencies.flatMap(({ agency, typePrefix, kinds }) =>
      heldKinds(kinds).map(([kind]) => [`${typePrefix}${kind}`, { agency, kind }] as const),
    ),
  )
  const cache = new Map<string, readonly Source[]>()

  const sourcesOf = (kind: RecordKindName, viewer: Viewer, today: string): readonly Source[] => {
    const key = JSON.stringify([kind, viewer.agency, viewer.roles, viewer.purpose, today, viewer.emergency ?? null])
    const known = cache.get(key)
    if (known) return known
    const sources = agencies.flatMap(({ agency, kinds }): Source[] => {
      const held = kinds[kind]
      const policy = policies.get(agency)
      if (!held || !policy) return []
      const access = accessFor(policy, vocabulary, kind, viewer, today)
      return access.row.op === 'false' ? [] : [{ agency, held, access }]
    })
    cache.set(key, sources)
    const [oldest] = cache.keys()
    if (cache.size > CACHED_PROFILES && oldest !== undefined) cache.delete(oldest)
    return sources
  }

  return {
    vocabulary,
    agencies,
    fingerprint: createHash('sha256')
      .update(JSON.stringify([agencies.map(({ agency, policy }) => [agency, policy.version]), joinAgencies?.toSorted() ?? null]))
      .digest('base64url'),
    typenameOf(agency, kind) {
      const description = byCode.get(agency)
      if (!description) throw new TypeError(`No agency ${agency} is described`)
      return `${description.typePrefix}${kind}`
    },
    ownerOf: (typename) => owners.get(typename),
    speaksFor: (agency, institution) => agency === institution || byCode.get(agency)?.institution === institution,
    sourcesOf,
    joinableFor: (viewer, today) =>
      sourcesOf('CaseRecord', viewer, today)
        .filter(({ agency, access }) => access.link.op !== 'false' && (joinAgencies?.includes(agency) ?? true))
        .map(({ agency }) => agency),
  }
}

/** The kinds that an agency holds, in the order of the vocabulary's names. */
export const heldKinds = (kinds: AgencyDescription['kinds']): readonly (readonly [RecordKindName, HeldKind])[] =>
  (Object.entries(kinds) as [RecordKindName, HeldKind | undefined][]) // the keys of the type are the keys of the object
    .flatMap(([kind, held]) => (held ? [[kind, held] as const] : []))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
