import { type GraphQLSchema, getVariableValues, type OperationDefinitionNode } from 'graphql'
import type { Variables } from './conditions.ts'
import type { ResponseError } from './errors.ts'
import { fromVariableError, requestError } from './request-errors.ts'

const MAX_ERRORS = 20

/** Coerces a request's variables by the public schema, defaults filled in (GraphQL specification § 6.1.2). */
export function coerceVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  raw: Variables,
): { readonly values: Variables } | { readonly errors: readonly ResponseError[] } {
  try {
    const { coerced, errors } = getVariableValues(schema, operation.variableDefinitions ?? [], raw, { maxErrors: MAX_ERRORS })
    return errors ? { errors: errors.map(fromVariableError) } : { values: coerced }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return { errors: [requestError('BAD_USER_INPUT', 'The variables are nested too deeply')] }
  }
}
