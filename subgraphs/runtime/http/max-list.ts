import { type ASTVisitor, GraphQLError, Kind, type ValidationContext } from 'graphql'
import { HubError } from '../../../schema/index.ts'

const tooLong = (limit: number) => new HubError('BAD_ARGUMENT', { argument: 'variables', problem: `a list has more than ${limit} items` })

/** Refuses documents with a list that is longer than the hub ever writes. */
export const maxList =
  (limit: number) =>
  (context: ValidationContext): ASTVisitor => ({
    [Kind.LIST]({ values }) {
      if (values.length > limit) context.reportError(new GraphQLError('too long', { originalError: tooLong(limit) }))
    },
  })

/**
 * Refuses a request with more representations, ids or keys in one list than the hub ever sends: each is a row to be looked for.
 *
 * @param body as it was parsed; not yet known to be a GraphQL request
 * @throws {HubError} BAD_ARGUMENT
 */
export function enforceListSizes(body: unknown, limit: number): void {
  const waiting: unknown[] = [typeof body === 'object' && body !== null && 'variables' in body ? body.variables : undefined]
  while (waiting.length > 0) {
    const value = waiting.pop()
    if (typeof value !== 'object' || value === null) continue
    if (Array.isArray(value) && value.length > limit) throw tooLong(limit)
    for (const inner of Object.values(value)) waiting.push(inner)
  }
}
