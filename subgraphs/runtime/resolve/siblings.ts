import {
  type FieldNode,
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  getDirectiveValues,
  isAbstractType,
  isObjectType,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'

/**
 * Names of the fields that are selected beside the one being resolved, each once, in the order of the answer.
 * graphql-js tells a resolver its own selection only, so the operation is walked down along the path.
 */
export function siblingFields(info: GraphQLResolveInfo): readonly string[] {
  const steps: { key: string; typename: string | undefined }[] = []
  for (let path: GraphQLResolveInfo['path'] | undefined = info.path; path; path = path.prev)
    if (typeof path.key === 'string') steps.unshift({ key: path.key, typename: path.typename })

  let selections: readonly SelectionSetNode[] = [info.operation.selectionSet]
  let level = new Map<string, FieldNode[]>()
  for (const { key, typename } of steps) {
    level = new Map()
    for (const set of selections) collect(set.selections, typename, info, level)
    selections = (level.get(key) ?? []).flatMap(({ selectionSet }) => selectionSet ?? [])
  }
  return [...new Set([...level.values()].flatMap(([first]) => (first ? [first.name.value] : [])))]
}

function collect(
  selections: readonly SelectionNode[],
  typename: string | undefined,
  info: GraphQLResolveInfo,
  into: Map<string, FieldNode[]>,
): void {
  for (const selection of selections) {
    if (getDirectiveValues(GraphQLSkipDirective, selection, info.variableValues)?.if === true) continue
    if (getDirectiveValues(GraphQLIncludeDirective, selection, info.variableValues)?.if === false) continue
    if (selection.kind === 'Field') {
      const key = selection.alias?.value ?? selection.name.value
      into.set(key, [...(into.get(key) ?? []), selection])
      continue
    }
    const fragment = selection.kind === 'InlineFragment' ? selection : info.fragments[selection.name.value]
    if (fragment && applies(fragment.typeCondition?.name.value, typename, info))
      collect(fragment.selectionSet.selections, typename, info, into)
  }
}

function applies(condition: string | undefined, typename: string | undefined, info: GraphQLResolveInfo): boolean {
  if (condition === undefined || condition === typename) return true
  const type = info.schema.getType(condition)
  const object = typename === undefined ? undefined : info.schema.getType(typename)
  return isAbstractType(type) && isObjectType(object) && info.schema.isSubType(type, object)
}
