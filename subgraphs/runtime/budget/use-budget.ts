import type { ApolloServerPlugin } from '@apollo/server'
import { GraphQLError } from 'graphql'
import type { AgencyModel } from '../../../schema/index.ts'
import type { RequestContext } from '../resolve/context.ts'
import { mayShowPersons } from './may-show-persons.ts'

/** Refuses a question of `/graphql` that could show persons to who was given enough today: before anything is read, on both ways of answering. */
export function useBudget(model: AgencyModel): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      async didResolveOperation({ contextValue: { person, allowance }, document, request, schema }) {
        if (!person || !allowance || !(await allowance.isSpent())) return
        if (!mayShowPersons({ document, variables: request.variables ?? {}, schema, model, profile: person.profile })) return
        const error = allowance.refusal()
        throw new GraphQLError(error.message, { originalError: error, extensions: { http: { status: error.httpStatus } } })
      },
    }),
  }
}
