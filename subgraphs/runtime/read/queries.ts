import type { AgencySource, PreparedRead, RecordQuery, Selection } from '../../../adapters/index.ts'
import type { RecordKindName } from '../../../schema/index.ts'
import type { Profile } from '../access/profile.ts'

export interface Wanted {
  readonly fields: readonly string[]
  readonly parents: readonly string[]
  readonly withLinkNuc?: boolean
}

/** Compiles one read of a kind for a profile. */
export const prepareRead = (
  source: AgencySource,
  profile: Profile,
  kind: RecordKindName,
  selection: Selection,
  { fields, parents, withLinkNuc = false }: Wanted,
): PreparedRead => {
  const query: RecordQuery = {
    kind,
    fields,
    parents,
    selection,
    access: profile.accessOf(kind),
    accessOf: profile.accessOf,
    viewer: profile.viewer,
    withLinkNuc,
  }
  return source.prepare(query)
}
