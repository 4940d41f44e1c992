import { type GraphQLSchema, Kind, type OperationDefinitionNode, TypeInfo, visit, visitWithTypeInfo } from 'graphql'

/** The fields that an operation asks for, as `Type.field`, sorted, each once; of interfaces by the interface's name. For the evidence: no argument is in it. */
export function coordinatesOf(operation: OperationDefinitionNode, schema: GraphQLSchema): readonly string[] {
  const found = new Set<string>()
  const types = new TypeInfo(schema)
  visit(
    { kind: Kind.DOCUMENT, definitions: [operation] },
    visitWithTypeInfo(types, {
      Field({ name }) {
        const parent = types.getParentType()
        if (parent && !name.value.startsWith('__')) found.add(`${parent.name}.${name.value}`)
      },
    }),
  )
  return [...found].sort()
}
