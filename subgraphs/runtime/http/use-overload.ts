import type { ApolloServerPlugin } from '@apollo/server'
import { HubError, type Limits } from '../../../schema/index.ts'
import type { RequestContext } from '../resolve/context.ts'
import { formatHubError } from './format-error.ts'

/** Seconds after which a place in the queue should have come free: no statement runs longer than its limit. */
export const retryAfterSeconds = ({ statementMs }: Limits): number => Math.ceil(statementMs / 1_000)

/**
 * Where the database's queue was full for any part of an answer, all of it is refused with 503 and `retry-after`: the hub then spares the agency
 * for that long, instead of taking half an answer for all there is.
 */
export function useOverload(agency: string, limits: Limits): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      async willSendResponse({ response }) {
        const { body, http } = response
        if (body.kind !== 'single' || !body.singleResult.errors?.some(({ extensions }) => extensions?.code === 'OVERLOADED')) return
        const refused = new HubError('OVERLOADED', { service: agency })
        http.status = refused.httpStatus
        http.headers.set('retry-after', String(retryAfterSeconds(limits)))
        response.body = { kind: 'single', singleResult: { errors: [formatHubError(refused)] } }
      },
    }),
  }
}
