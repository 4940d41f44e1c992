import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isObjectType,
  isUnionType,
} from 'graphql'

/** The object types that may stand where a type is declared. */
export const possibleTypes = (schema: GraphQLSchema, type: GraphQLCompositeType): readonly string[] =>
  isObjectType(type) ? [type.name] : schema.getPossibleTypes(type).map(({ name }) => name)

/** A composite type by name; undefined where the schema has none. */
export function compositeType(schema: GraphQLSchema, name: string): GraphQLCompositeType | undefined {
  const type = schema.getType(name)
  return isCompositeType(type) ? type : undefined
}

export const fieldOf = (type: GraphQLCompositeType, name: string): GraphQLField<unknown, unknown> | undefined =>
  isUnionType(type) ? undefined : type.getFields()[name]

/** The type of a field where it has fields of its own. */
export function childType(type: GraphQLCompositeType, name: string): GraphQLCompositeType | undefined {
  const definition = fieldOf(type, name)
  const named = definition && getNamedType(definition.type)
  return isCompositeType(named) ? named : undefined
}

/** Whether the type is a record of an agency, or the interface of such: it explains its blanks with `gaps(of:)`. */
export const isRecordType = (type: GraphQLCompositeType): boolean => fieldOf(type, 'gaps')?.args.some(({ name }) => name === 'of') ?? false

/**
 * The object types that may stand below a field. Records below a record of one agency are that agency's own: where its type declares only the shared
 * interface, as it does for a relation that it does not map, the types of all the others cannot stand there.
 *
 * @param parent where it is an object type, the type of the record
 */
export function typesBelow(schema: GraphQLSchema, parent: GraphQLCompositeType, child: GraphQLCompositeType): readonly string[] {
  const types = possibleTypes(schema, child)
  if (!isObjectType(parent) || isObjectType(child) || !isRecordType(parent) || !isRecordType(child)) return types
  const kind = parent.getInterfaces().find(({ name }) => parent.name.endsWith(name))
  return kind ? types.filter((type) => type === `${parent.name.slice(0, -kind.name.length)}${child.name}`) : types
}
