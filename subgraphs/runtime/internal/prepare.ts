import type { AgencySource, PreparedRead, Selection } from '../../../adapters/index.ts'
import { Shelf } from '../../../platform/index.ts'
import type { RecordKindName } from '../../../schema/index.ts'
import type { Profile } from '../access/profile.ts'
import { prepareRead, type Wanted } from '../read/queries.ts'

export type Prepare = (profile: Profile, kind: RecordKindName, selection: Selection, wanted: Wanted) => PreparedRead

const OWN_BYTES = 4_000_000
/** Of the statement as text and what decodes its rows. Seen in heap snapshots. */
const BYTES_PER_CHARACTER = 4

/**
 * Prepares reads and keeps them: the hub asks the same few questions again and again.
 *
 * @param shelf where they are kept. @default one of its own
 */
export function createPrepare(source: AgencySource, shelf = new Shelf(OWN_BYTES)): Prepare {
  const known = shelf.map<string, PreparedRead>()
  return (profile, kind, selection, wanted) => {
    const key = JSON.stringify([profile.key, kind, selection, wanted])
    const before = known.get(key)
    if (before) return before
    const read = prepareRead(source, profile, kind, selection, wanted)
    known.set(key, read, key.length + read.sql.length * BYTES_PER_CHARACTER)
    return read
  }
}
