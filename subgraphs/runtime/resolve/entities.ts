import { type AgencyModel, HubError, type RecordKindName } from '../../../schema/index.ts'
import { opensNothing } from '../access/profile.ts'
import { typeNameOf } from '../access/relations.ts'
import type { RequestContext } from './context.ts'
import type { RecordNode } from './loader.ts'

/** Entities in one `_entities` field at most: a page of the hub over all agencies stays far below. */
export const MAX_REPRESENTATIONS = 1_000

/** Reads `{ __typename, id }`; anything else is like a missing record. */
export const readRepresentation = (value: unknown): { typename: string; id: string } | undefined =>
  typeof value === 'object' &&
  value !== null &&
  '__typename' in value &&
  'id' in value &&
  typeof value.__typename === 'string' &&
  typeof value.id === 'string'
    ? { typename: value.__typename, id: value.id }
    : undefined

/** @throws {HubError} DOCUMENT_TOO_LARGE where the list is too long */
export function readRepresentations(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) return []
  if (value.length > MAX_REPRESENTATIONS) throw new HubError('DOCUMENT_TOO_LARGE', { limit: MAX_REPRESENTATIONS, unit: 'representations' })
  return value
}

/**
 * The root field `_entities` for documents that graphql-js runs. Hidden, missing, garbled and foreign ids are all null.
 *
 * @throws {HubError} UNAUTHENTICATED where nobody asks: also without the shield before it
 */
export function resolveEntities(model: AgencyModel) {
  const kinds = new Map([...model.records.keys()].map((kind): [string, RecordKindName] => [typeNameOf(model, kind), kind]))

  const load = async (representation: unknown, { person, ids }: RequestContext): Promise<(RecordNode & { __typename: string }) | null> => {
    const read = readRepresentation(representation)
    const kind = read && kinds.get(read.typename)
    if (!read || !kind || !person || opensNothing(person.profile.accessOf(kind))) return null
    const [key] = ids.decode(kind, [read.id])
    const node = key == null ? null : await person.loader.byKey(kind, key)
    return node && { ...node, __typename: read.typename }
  }

  return (_root: unknown, args: { representations?: unknown }, context: RequestContext) => {
    if (!context.person) throw new HubError('UNAUTHENTICATED')
    return readRepresentations(args.representations).map((representation) => load(representation, context))
  }
}
