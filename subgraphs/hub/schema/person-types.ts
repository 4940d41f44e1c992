import type { Located, Wanted } from '../asking/located.ts'
import { consolidate } from '../consolidate/consolidate.ts'
import type { Directory } from '../directory.ts'
import { type IdUse, sealId } from '../ids.ts'
import type { HubBuilder } from './builder.ts'
import { type ConsolidatedTypeOf, consolidatedFields } from './consolidated.ts'
import type { RecordRefOf } from './records.ts'

/** What several agencies know of one person: at present one record, as persons are joined only by links that people confirm. */
export interface Person {
  readonly records: readonly Located[]
}

export type PersonKind = 'VictimRecord' | 'PerpetratorRecord'

/** What the agencies must tell of their records for these fields of the hub's type. */
export const wantedForPerson = (kind: PersonKind, selected: ReadonlySet<string>, { vocabulary }: Directory): Wanted => ({
  summary: consolidatedFields(vocabulary.kinds[kind]).flatMap(([name]) => (selected.has(name) ? [name] : [])),
  related: [],
})

/** `Victim` or `Perpetrator`. */
export function addPerson(
  builder: HubBuilder,
  kind: PersonKind,
  directory: Directory,
  types: { readonly recordOf: RecordRefOf; readonly consolidatedOf: ConsolidatedTypeOf },
) {
  const use: IdUse = kind === 'VictimRecord' ? 'Victim' : 'Perpetrator'
  const ref = builder.objectRef<Person>(use)
  ref.implement({
    description: `What agencies know of one ${use.toLowerCase()}. Machines never merge people: records are joined here only by links that people confirm.`,
    fields: (t) => ({
      id: t.id({
        nullable: false,
        description: "A seal of one of the records, of use to people of the viewer's agency only.",
        resolve: ({ records }, _args, context) => sealId(use, records, context),
      }),
      records: t.field({
        type: [types.recordOf(kind)],
        nullable: { list: true, items: true },
        description: 'The records, by agency. Their owners answer for everything in them.',
        resolve: ({ records }) => records.map(({ typename, id }) => ({ __typename: typename, id })),
      }),
      ...Object.fromEntries(
        consolidatedFields(directory.vocabulary.kinds[kind]).map(([name, definition]) => [
          name,
          t.field({
            type: types.consolidatedOf(definition),
            description: definition.description,
            resolve: ({ records }) =>
              consolidate(name, definition, records, { speaksFor: directory.speaksFor, stateOf: () => 'NOT_ASKED' }),
          }),
        ]),
      ),
    }),
  })
  return ref
}
