import {
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  type GraphQLLeafType,
  GraphQLString,
  isEnumType,
  isSpecifiedScalarType,
} from 'graphql'

/** Gives the value as the client gets it, or `undefined` when it is none of this type. Takes no null. */
export type LeafCoercion = (value: unknown) => unknown

/** Result coercion of the GraphQL specification, § 3.5 and § 3.9, by the public schema: an `@inaccessible` enum value is none. */
export function leafCoercion(type: GraphQLLeafType): LeafCoercion {
  if (isEnumType(type)) {
    const values = new Set(type.getValues().map(({ name }) => name))
    return (value) => (typeof value === 'string' && values.has(value) ? value : undefined)
  }
  if (!isSpecifiedScalarType(type)) return (value) => value
  const serialize = (value: unknown): unknown => {
    try {
      return type.serialize(value)
    } catch {
      return undefined // graphql-js words this error with the value itself; ours names the place instead
    }
  }
  switch (type.name) {
    case GraphQLString.name:
    case GraphQLID.name:
      return (value) => (typeof value === 'string' ? value : serialize(value))
    case GraphQLInt.name:
      return (value) => (typeof value === 'number' && value === (value | 0) ? value : serialize(value))
    case GraphQLFloat.name:
      return (value) => (typeof value === 'number' && Number.isFinite(value) ? value : serialize(value))
    case GraphQLBoolean.name:
      return (value) => (typeof value === 'boolean' ? value : serialize(value))
    default:
      return serialize
  }
}
