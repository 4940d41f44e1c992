import type { DemoKeys } from '../../../demo/state/keys.ts'
import type { AgencyCode } from '../../../demo/world/index.ts'
import type { RecordKindName } from '../../../schema/index.ts'
import { createSeals } from '../../../subgraphs/hub/seals.ts'
import { createRecordIds } from '../../../subgraphs/runtime/ids/record-ids.ts'
import { typePrefixOf } from '../../support/record-refs.ts'

/** The id under which an agency gives out a row, whether or not the row is there: as somebody has it who saw it once. */
export function agencyId(keys: DemoKeys, agency: AgencyCode, kind: RecordKindName, key: string): string {
  const ids = createRecordIds([{ version: 1, secret: Buffer.from(keys.agencies[agency] ?? '', 'base64url') }])
  return ids.encode(kind, [key])[0] ?? ''
}

/** The hub's id of a case or person whose first record is this row, as it once gave it to people of `viewerAgency`. */
export function hubId(
  keys: DemoKeys,
  use: 'Case' | 'Victim' | 'Perpetrator',
  row: { readonly agency: AgencyCode; readonly key: string },
  viewerAgency: string,
): string {
  const kind = `${use}Record` as const
  const named = [`${typePrefixOf(row.agency)}${kind}`, agencyId(keys, row.agency, kind, row.key)]
  const seals = createSeals([Buffer.from(keys.seal, 'base64url')], 'id')
  return seals.sealStable(Buffer.from(JSON.stringify(named), 'utf8'), JSON.stringify(['id', use, viewerAgency]))
}
