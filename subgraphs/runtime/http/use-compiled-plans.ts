import type { ApolloServerPlugin, GraphQLResponse } from '@apollo/server'
import { HeaderMap } from '@apollo/server'
import type { Plans } from '../plan/plans.ts'
import { runPlan } from '../plan/run.ts'
import type { RequestContext } from '../resolve/context.ts'
import { type FormatSettings, formatHubError, toHubError } from './format-error.ts'
import { PreparedJson } from './prepared-json.ts'

/** Answers documents that the compiler covers; all others go on to graphql-js behind the shield. */
export function useCompiledPlans(plans: Plans, format: FormatSettings): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      async responseForOperation({ document, source: text, queryHash = text, request, contextValue }): Promise<GraphQLResponse | null> {
        const { person, ids } = contextValue
        if (!person) return null
        const compiled = plans({
          document,
          documentKey: queryHash,
          operationName: request.operationName,
          variables: request.variables ?? {},
          profile: person.profile,
        })
        if (!compiled) return null

        const { json, errors } = await runPlan(compiled.plan, compiled.variables, person.reader, ids)
        const formatted = errors.map(({ path, thrown }) => formatHubError(toHubError(thrown, format), path))
        // The type wants an object; `stringifyResult` knows this one.
        const data = new PreparedJson(json) as unknown as Record<string, unknown>
        const singleResult = { data, ...(formatted.length > 0 ? { errors: formatted } : {}) }
        return { http: { headers: new HeaderMap() }, body: { kind: 'single', singleResult } }
      },
    }),
  }
}
