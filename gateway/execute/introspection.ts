import {
  type DocumentNode,
  executeSync,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import { isIncluded, type Variables } from './conditions.ts'
import { isObject, type StoreObject } from './own.ts'

/**
 * Answers the operation's `__schema` and `__type` from the public schema.
 *
 * @param raw variables as the client gave them; `coerced` decides `@skip` and `@include`
 * @returns by response key; null when the operation asks for neither
 */
export function introspect(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  schema: GraphQLSchema,
  raw: Variables,
  coerced: Variables,
): StoreObject | null {
  if (operation.operation !== 'query') return null
  const fields = introspectionFields(operation.selectionSet, fragments, coerced)
  if (fields.length === 0) return null
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [{ ...operation, directives: [], selectionSet: { kind: Kind.SELECTION_SET, selections: fields } }, ...fragments.values()],
  }
  const { data } = executeSync({ schema, document, variableValues: raw, ...(operation.name && { operationName: operation.name.value }) })
  return isObject(data) ? data : null
}

function introspectionFields(
  set: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  variables: Variables,
): FieldNode[] {
  const found: FieldNode[] = []
  const spread = new Set<string>()
  const collect = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (!isIncluded(selection, variables)) continue
      if (selection.kind === Kind.FIELD) {
        if (selection.name.value === '__schema' || selection.name.value === '__type') found.push(selection)
      } else if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet)
      else if (!spread.has(selection.name.value)) {
        spread.add(selection.name.value)
        const fragment = fragments.get(selection.name.value)
        if (fragment) collect(fragment.selectionSet)
      }
    }
  }
  collect(set)
  return found
}
