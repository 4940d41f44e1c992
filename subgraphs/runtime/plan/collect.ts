import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  getDirectiveValues,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'

/** One field of the answer: all nodes of the document that ask for it, merged. */
export interface CollectedField {
  readonly name: string
  readonly nodes: readonly FieldNode[]
}

/** What the collection needs of the operation. */
export interface CollectInput {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
  /** Coerced values, for `@skip` and `@include`. */
  readonly variables: Readonly<Record<string, unknown>>
  /** Whether a fragment on `condition` holds for objects of the type. */
  readonly applies: (condition: string, typename: string) => boolean
}

/** The document uses something that the compiler does not know; graphql-js answers instead. */
export class NotCompilable extends Error {}

/** Fields of selection sets for one concrete type, in the order of the answer (GraphQL spec, CollectFields). */
export function collectFields(
  sets: readonly SelectionSetNode[],
  typename: string,
  input: CollectInput,
): ReadonlyMap<string, CollectedField> {
  const fields = new Map<string, { name: string; nodes: FieldNode[] }>()
  const visited = new Set<string>()

  const visit = (selection: SelectionNode): void => {
    if (!isIncluded(selection, input.variables)) return
    switch (selection.kind) {
      case 'Field': {
        const key = selection.alias?.value ?? selection.name.value
        const existing = fields.get(key)
        if (existing) existing.nodes.push(selection)
        else fields.set(key, { name: selection.name.value, nodes: [selection] })
        return
      }
      case 'InlineFragment': {
        const condition = selection.typeCondition?.name.value
        if (condition === undefined || input.applies(condition, typename)) selection.selectionSet.selections.forEach(visit)
        return
      }
      case 'FragmentSpread': {
        const name = selection.name.value
        const fragment = input.fragments.get(name)
        if (visited.has(name) || !fragment) return
        visited.add(name)
        if (input.applies(fragment.typeCondition.name.value, typename)) fragment.selectionSet.selections.forEach(visit)
      }
    }
  }
  for (const set of sets) set.selections.forEach(visit)
  return fields
}

function isIncluded(selection: SelectionNode, variables: Readonly<Record<string, unknown>>): boolean {
  for (const { name } of selection.directives ?? [])
    if (name.value !== 'skip' && name.value !== 'include') throw new NotCompilable(`@${name.value}`)
  return (
    getDirectiveValues(GraphQLSkipDirective, selection, variables)?.if !== true &&
    getDirectiveValues(GraphQLIncludeDirective, selection, variables)?.if !== false
  )
}
