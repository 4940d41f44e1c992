import { execute, parse, validate } from 'graphql'
import type { AgencySource } from '../../../adapters/index.ts'
import { type AgencyModel, isHubError, type Viewer } from '../../../schema/index.ts'
import { createRecordIds } from '../ids/record-ids.ts'
import { createPlans } from '../plan/plans.ts'
import { runPlan } from '../plan/run.ts'
import { buildSubgraph } from '../subgraph.ts'
import { createMemorySource, type MemoryData } from './memory-source.ts'

export const TODAY = '2025-06-01'
export const analyst: Viewer = { agency: 'klatu', roles: ['analyst'], purpose: 'OVERSIGHT' }

export interface Answer {
  /** The member `data` as JSON text. */
  readonly json: string
  /** `path CODE` of each error, sorted. */
  readonly errors: readonly string[]
  readonly statements: readonly string[]
}

/** A subgraph over rows in memory. */
export function aSubgraph(model: AgencyModel, data: MemoryData) {
  const source = createMemorySource(model, data)
  return { source, ...askable(source, source.statements) }
}

/**
 * Asks a source in both ways: by a compiled plan, and by graphql-js behind the shield.
 *
 * @param statements where the source keeps what it ran
 */
export function askable(source: AgencySource, statements: string[]) {
  const ids = createRecordIds([{ version: 1, secret: new Uint8Array(32).fill(7) }])
  const subgraph = buildSubgraph(source, ids)
  const plans = createPlans(source, subgraph.schema)
  const codeOf = (thrown: unknown) => (isHubError(thrown) ? thrown.code : 'INTERNAL')

  const contextOf = (viewer: Viewer) => ({
    requestId: 'request-1',
    ids,
    signal: new AbortController().signal,
    person: subgraph.personRequest({ viewer, subject: 'someone', reason: undefined }, TODAY, new AbortController().signal),
  })

  return {
    ids,
    subgraph,
    isValid: (query: string) => validate(subgraph.schema, parse(query)).length === 0,

    async compiled(query: string, variables: Readonly<Record<string, unknown>> = {}, viewer = analyst): Promise<Answer | undefined> {
      const { person } = contextOf(viewer)
      const request = plans({ document: parse(query), documentKey: query, operationName: undefined, variables, profile: person.profile })
      if (!request) return undefined
      statements.length = 0
      const { json, errors } = await runPlan(request.plan, request.variables, person.reader, ids)
      return {
        json,
        statements: [...statements],
        errors: errors.map(({ path, thrown }) => `${path.join('.')} ${codeOf(thrown)}`).sort(),
      }
    },

    async interpreted(query: string, variables: Readonly<Record<string, unknown>> = {}, viewer = analyst): Promise<Answer> {
      statements.length = 0
      const result = await execute({
        schema: subgraph.schema,
        document: parse(query),
        variableValues: variables,
        contextValue: contextOf(viewer),
      })
      return {
        json: JSON.stringify(result.data),
        statements: [...statements],
        errors: (result.errors ?? []).map(({ path, originalError }) => `${path?.join('.')} ${codeOf(originalError)}`).sort(),
      }
    },
  }
}
