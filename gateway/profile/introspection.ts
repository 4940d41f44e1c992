import {
  type DocumentNode,
  executeSync,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'

/** An operation in two parts: what asks about the schema, and what asks for data. */
export interface SplitOperation {
  readonly data: SelectionSetNode
  /** Null where nothing asks about the schema. */
  readonly introspection: SelectionSetNode | null
  /** Response keys of the whole, in order. */
  readonly keys: readonly string[]
}

const isIntrospection = (selection: SelectionNode): boolean =>
  selection.kind === Kind.FIELD && (selection.name.value === '__schema' || selection.name.value === '__type')

/** @param set root selections of an operation after `flatten` */
export function splitIntrospection(set: SelectionSetNode): SplitOperation {
  const [data, asked] = [part(set, false), part(set, true)]
  return { data, introspection: asked.selections.length > 0 ? asked : null, keys: [...new Set(keysOf(set))] }
}

const part = (set: SelectionSetNode, wanted: boolean): SelectionSetNode => ({
  kind: Kind.SELECTION_SET,
  selections: set.selections.flatMap((selection): readonly SelectionNode[] => {
    if (selection.kind !== Kind.INLINE_FRAGMENT) return isIntrospection(selection) === wanted ? [selection] : []
    const selectionSet = part(selection.selectionSet, wanted)
    return selectionSet.selections.length > 0 ? [{ ...selection, selectionSet }] : []
  }),
})

const keysOf = (set: SelectionSetNode): readonly string[] =>
  set.selections.flatMap((selection) => {
    if (selection.kind === Kind.INLINE_FRAGMENT) return keysOf(selection.selectionSet)
    return selection.kind === Kind.FIELD ? [(selection.alias ?? selection.name).value] : []
  })

/** Answers what asks about the schema, from the part of it that the asker may know of. */
export function introspect(
  { introspection }: SplitOperation,
  operation: OperationDefinitionNode,
  schema: GraphQLSchema,
  variables: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  if (!introspection) return {}
  const { variableDefinitions = [] } = operation
  // What is left of the variables is checked by who answers for the data; here only names of types and flags can stand.
  const definitions: DocumentNode['definitions'] = [
    {
      kind: Kind.OPERATION_DEFINITION,
      operation: operation.operation,
      variableDefinitions: variableDefinitions.filter(({ type }) => isBuiltIn(type)),
      selectionSet: introspection,
    },
  ]
  const { data } = executeSync({ schema, document: { kind: Kind.DOCUMENT, definitions }, variableValues: { ...variables } })
  return data ?? {}
}

function isBuiltIn(type: NonNullable<OperationDefinitionNode['variableDefinitions']>[number]['type']): boolean {
  if (type.kind !== Kind.NAMED_TYPE) return isBuiltIn(type.type)
  return type.name.value === 'String' || type.name.value === 'Boolean'
}

/** Puts the two parts together in the order that was asked. */
export function joinAnswers(
  { keys }: SplitOperation,
  data: Readonly<Record<string, unknown>>,
  introspected: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const joined: Record<string, unknown> = {}
  for (const key of keys)
    Object.defineProperty(joined, key, {
      value: Object.hasOwn(introspected, key) ? introspected[key] : data[key],
      enumerable: true,
      writable: true,
      configurable: true,
    })
  return joined
}
