import {
  type AgencyDescription,
  type FieldDefinition,
  RECORD_KIND_NAMES,
  type RecordKindName,
  type Vocabulary,
} from '../../../schema/index.ts'
import { type Directory, heldKinds } from '../directory.ts'

import type { HubBuilder } from './builder.ts'

/** A record as the hub names it: its owner gives everything else. */
export interface RecordStub {
  readonly __typename: string
  readonly id: string
}

const GRAPHQL_TYPE = {
  code: 'Code',
  date: 'IsoDate',
  int: 'Int',
  text: 'String',
  boolean: 'Boolean',
  nuc: 'Nuc',
  money: 'Money',
  names: 'PersonName',
  documents: 'IdDocument',
} as const

/** Fields that an agency on an older vocabulary does not know. */
export const fieldsUnknownTo = ({ vocabularyVersion }: AgencyDescription, kind: RecordKindName, vocabulary: Vocabulary) =>
  Object.entries(vocabulary.kinds[kind].fields).filter(([, { since = 1 }]) => since > vocabularyVersion)

/**
 * The interface of each kind, and a stub of each agency's type. An agency on an older vocabulary lacks fields that the interface has by now;
 * the hub gives them as null in its place, or one new field would keep the graph from composing until every agency has upgraded.
 */
export function addRecords(builder: HubBuilder, { agencies, vocabulary }: Directory) {
  const interfaces = new Map(RECORD_KIND_NAMES.map((kind) => [kind, builder.interfaceRef<RecordStub>(kind)]))
  for (const [kind, ref] of interfaces)
    ref.implement({
      description: vocabulary.kinds[kind].description,
      fields: (t) => ({ id: t.exposeID('id', { nullable: false, description: 'Opaque and stable; of use with its owner only.' }) }),
    })

  const unknown = agencies.flatMap((agency) => heldKinds(agency.kinds).flatMap(([kind]) => fieldsUnknownTo(agency, kind, vocabulary)))
  addValueTypes(
    builder,
    unknown.map(([, definition]) => definition),
  )
  for (const agency of agencies)
    for (const [kind] of heldKinds(agency.kinds)) {
      const ref = interfaces.get(kind)
      if (!ref) continue
      const missing = fieldsUnknownTo(agency, kind, vocabulary)
      builder.objectRef<RecordStub>(`${agency.typePrefix}${kind}`).implement({
        description: `${vocabulary.kinds[kind].description} As recorded by ${agency.name.en}.`,
        interfaces: [ref],
        directives: { key: missing.length > 0 ? { fields: 'id' } : { fields: 'id', resolvable: false } },
        fields: (t) =>
          Object.fromEntries(
            missing.map(([name, { type, list, description }]) => {
              const options = { description: `${description} This agency's vocabulary does not have it yet.`, resolve: () => null }
              // Two literal branches: a list and a single value are two types to Pothos.
              return list || type === 'names' || type === 'documents'
                ? [name, t.field({ ...options, type: [GRAPHQL_TYPE[type] as 'Code'], nullable: { list: true, items: true } })]
                : [name, t.field({ ...options, type: GRAPHQL_TYPE[type] as 'Code', nullable: true })]
            }),
          ),
      })
    }
  return (kind: RecordKindName) => {
    const ref = interfaces.get(kind)
    if (!ref) throw new TypeError(`The vocabulary has no kind ${kind}`)
    return ref
  }
}
export type RecordRefOf = ReturnType<typeof addRecords>

/** Value types of fields that the hub fills; the same in every subgraph. */
function addValueTypes(builder: HubBuilder, definitions: readonly FieldDefinition[]): void {
  if (definitions.some(({ type }) => type === 'names'))
    builder.objectRef<{ type: string; text: string }>('PersonName').implement({
      description: 'One name of a person, with its type.',
      directives: { shareable: {} },
      fields: (t) => ({
        type: t.field({ type: 'Code', nullable: true, resolve: ({ type }) => type }),
        text: t.exposeString('text', { nullable: true }),
      }),
    })
  if (definitions.some(({ type }) => type === 'documents'))
    builder.objectRef<{ type: string; number: string }>('IdDocument').implement({
      description: 'One identity document, by type and number.',
      directives: { shareable: {} },
      fields: (t) => ({
        type: t.field({ type: 'Code', nullable: true, resolve: ({ type }) => type }),
        number: t.exposeString('number', { nullable: true }),
      }),
    })
}
