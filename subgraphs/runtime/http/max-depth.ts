import { type ASTVisitor, GraphQLError, type SelectionSetNode, type ValidationContext } from 'graphql'
import { HubError } from '../../../schema/index.ts'

/** Refuses documents that are nested deeper than the hub ever asks, through fragments as well. */
export const maxDepth =
  (limit: number) =>
  (context: ValidationContext): ASTVisitor => {
    const depths = new Map<string, number>()
    const depthOf = (set: SelectionSetNode): number => {
      let deepest = 0
      for (const selection of set.selections) {
        const inner =
          selection.kind === 'FragmentSpread'
            ? depthOfFragment(selection.name.value)
            : selection.kind === 'InlineFragment'
              ? depthOf(selection.selectionSet)
              : 1 + (selection.selectionSet ? depthOf(selection.selectionSet) : 0)
        deepest = Math.max(deepest, inner)
      }
      return deepest
    }
    const depthOfFragment = (name: string): number => {
      const known = depths.get(name)
      if (known !== undefined) return known
      depths.set(name, 0) // a cycle ends here; another rule refuses it
      const fragment = context.getFragment(name)
      const depth = fragment ? depthOf(fragment.selectionSet) : 0
      depths.set(name, depth)
      return depth
    }
    return {
      OperationDefinition(operation) {
        if (depthOf(operation.selectionSet) > limit)
          context.reportError(new GraphQLError('too deep', { originalError: new HubError('QUERY_TOO_DEEP', { limit }) }))
      },
    }
  }
