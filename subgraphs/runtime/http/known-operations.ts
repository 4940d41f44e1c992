import { type ASTVisitor, GraphQLError, type ValidationContext } from 'graphql'
import { HubError } from '../../../schema/index.ts'

/** Refuses changes and subscriptions where the schema has none; graphql-js finds out only when it runs them. */
export const knownOperations = (context: ValidationContext): ASTVisitor => ({
  OperationDefinition({ operation }) {
    if (!context.getSchema().getRootType(operation))
      context.reportError(new GraphQLError('no such operation', { originalError: new HubError('OPERATION_NOT_FOUND') }))
  },
})
