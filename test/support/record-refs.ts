import type { DemoKeys } from '../../demo/state/keys.ts'
import { AGENCY_CODES, type RecordRef } from '../../demo/world/index.ts'
import { RECORD_KIND_NAMES } from '../../schema/index.ts'
import { createRecordIds } from '../../subgraphs/runtime/ids/record-ids.ts'

/** A record as an answer names it. */
export interface NamedRecord {
  readonly __typename: string
  readonly id: string
}

/** Name of an agency's GraphQL type begins with this: `mssi-adults` -> `MssiAdults`. */
export const typePrefixOf = (code: string): string =>
  code
    .split('-')
    .map((part) => part.slice(0, 1).toUpperCase() + part.slice(1))
    .join('')

/**
 * Reads which row of which source an opaque id stands for, as only the holder of the agencies' secrets can: so that an answer can be compared
 * with the truth row by row.
 *
 * @throws {RangeError} for an id that no agency gave out
 */
export function createRefReader(keys: DemoKeys): (record: NamedRecord) => RecordRef {
  const owners = new Map<string, Omit<RecordRef, 'key'>>(
    AGENCY_CODES.flatMap((agency) => RECORD_KIND_NAMES.map((kind) => [`${typePrefixOf(agency)}${kind}`, { agency, kind }] as const)),
  )
  const idsOf = new Map(
    AGENCY_CODES.map((agency) => [
      agency,
      createRecordIds([{ version: 1, secret: Buffer.from(keys.agencies[agency] ?? '', 'base64url') }]),
    ]),
  )
  return ({ __typename, id }) => {
    const owner = owners.get(__typename)
    const [key] = owner ? (idsOf.get(owner.agency)?.decode(owner.kind, [id]) ?? []) : []
    if (!owner || key == null) throw new RangeError(`no agency gave this id to a ${__typename}`)
    return { ...owner, key: key.startsWith('[') ? JSON.parse(key) : [key] }
  }
}
