import { type ASTVisitor, GraphQLError, type SelectionSetNode, type ValidationContext } from 'graphql'
import { HubError } from '../../../schema/index.ts'

/** Refuses operations with more root fields than the hub ever writes: each is a list of its own, read by statements of its own. */
export const maxRootFields =
  (limit: number) =>
  (context: ValidationContext): ASTVisitor => ({
    OperationDefinition(operation) {
      let fields = 0
      const count = (set: SelectionSetNode, open: ReadonlySet<string>): void => {
        for (const selection of set.selections) {
          if (fields > limit) return
          if (selection.kind === 'Field') fields++
          else if (selection.kind === 'InlineFragment') count(selection.selectionSet, open)
          else {
            const fragment = open.has(selection.name.value) ? undefined : context.getFragment(selection.name.value)
            if (fragment) count(fragment.selectionSet, new Set([...open, selection.name.value]))
          }
        }
      }
      count(operation.selectionSet, new Set())
      const error = () => new HubError('QUERY_TOO_COSTLY', { cost: 'an operation with that many root fields', limit })
      if (fields > limit) context.reportError(new GraphQLError('too many root fields', { originalError: error() }))
    },
  })
