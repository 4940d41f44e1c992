import type { AgencySource, PreparedRead, Selection } from '../../../adapters/index.ts'
import { Lru } from '../../../platform/index.ts'
import type { RecordKindName } from '../../../schema/index.ts'
import type { Profile } from '../access/profile.ts'
import { prepareRead, type Wanted } from '../read/queries.ts'

export type Prepare = (profile: Profile, kind: RecordKindName, selection: Selection, wanted: Wanted) => PreparedRead

/** Prepares reads and keeps the 500 used last: the hub asks the same few questions again and again. */
export function createPrepare(source: AgencySource): Prepare {
  const known = new Lru<string, PreparedRead>(500)
  return (profile, kind, selection, wanted) => {
    const key = JSON.stringify([profile.key, kind, selection, wanted])
    const read = known.get(key) ?? prepareRead(source, profile, kind, selection, wanted)
    known.set(key, read)
    return read
  }
}
