import {
  type DocumentNode,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
  isUnionType,
  TypeInfo,
  valueFromASTUntyped,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import { type AgencyModel, PERSON_KINDS, type RecordKindName } from '../../../schema/index.ts'
import { opensNothing, type Profile } from '../access/profile.ts'
import { relationsOf, typeNameOf } from '../access/relations.ts'
import { readRepresentation } from '../resolve/entities.ts'

/** Kinds of record of which the viewer could be given a person. */
const openPersonKinds = (model: AgencyModel, profile: Profile): readonly RecordKindName[] =>
  [...model.records.keys()].filter((kind) => PERSON_KINDS.has(kind) && !opensNothing(profile.accessOf(kind)))

export interface AskedDocument {
  readonly document: DocumentNode
  readonly variables: Readonly<Record<string, unknown>>
  readonly schema: GraphQLSchema
  readonly model: AgencyModel
  readonly profile: Profile
}

/** Whether a question of `/graphql` could show persons: by its fields and the types of the entities asked for, never by what is there. */
export function mayShowPersons({ document, variables, schema, model, profile }: AskedDocument): boolean {
  const types = new Set(openPersonKinds(model, profile).map((kind) => typeNameOf(model, kind)))
  if (types.size === 0) return false
  const isPerson = (value: unknown): boolean => types.has(readRepresentation(value)?.typename ?? '')
  let found = false
  const info = new TypeInfo(schema)
  visit(
    document,
    visitWithTypeInfo(info, {
      Field({ name, arguments: given = [] }) {
        const type = getNamedType(info.getType())
        // A union of entities leads to what was asked for by type and id; a relation to whatever is there.
        if (isUnionType(type) && name.value === '_entities') {
          const value = given.find((argument) => argument.name.value === 'representations')?.value
          const asked: unknown = value && valueFromASTUntyped(value, variables)
          found ||= Array.isArray(asked) && asked.some(isPerson)
        } else if (isObjectType(type)) found ||= types.has(type.name)
        else if (isAbstractType(type)) found ||= schema.getPossibleTypes(type).some((possible) => types.has(possible.name))
      },
    }),
  )
  return found
}

/** The same for a question of `/internal`: records of a kind, with those at some relations. */
export function mayLocatePersons(
  { model, kind, related }: { readonly model: AgencyModel; readonly kind: RecordKindName; readonly related: readonly string[] },
  profile: Profile,
): boolean {
  const open = openPersonKinds(model, profile)
  return open.includes(kind) || relationsOf(model, kind).some(({ name, to }) => related.includes(name) && open.includes(to))
}
