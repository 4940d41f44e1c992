import {
  type FieldNode,
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  getDirectiveValues,
  type SelectionSetNode,
} from 'graphql'

/**
 * Names of the fields that a query selects below a field of the hub, at the end of any of the given ways: so that agencies are asked
 * only for what is shown. Fragments are looked through; `@skip` and `@include` count.
 *
 * @param ways e.g. `[['nodes'], ['edges', 'node']]`; `[[]]` for the fields right below
 */
export function selectedBelow(info: GraphQLResolveInfo, ways: readonly (readonly string[])[]): ReadonlySet<string> {
  const names = new Set<string>()
  for (const way of ways) {
    let level: readonly FieldNode[] = info.fieldNodes
    for (const step of way) level = level.flatMap((node) => fieldsOf(node.selectionSet, info)).filter((node) => node.name.value === step)
    for (const node of level.flatMap(({ selectionSet }) => fieldsOf(selectionSet, info))) names.add(node.name.value)
  }
  return names
}

function fieldsOf(set: SelectionSetNode | undefined, info: GraphQLResolveInfo): readonly FieldNode[] {
  return (set?.selections ?? []).flatMap((selection): readonly FieldNode[] => {
    if (getDirectiveValues(GraphQLSkipDirective, selection, info.variableValues)?.if === true) return []
    if (getDirectiveValues(GraphQLIncludeDirective, selection, info.variableValues)?.if === false) return []
    if (selection.kind === 'Field') return [selection]
    if (selection.kind === 'InlineFragment') return fieldsOf(selection.selectionSet, info)
    return fieldsOf(info.fragments[selection.name.value]?.selectionSet, info)
  })
}
