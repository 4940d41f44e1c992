import { HubError } from '../../schema/index.ts'
import type { AgencyRegistry } from '../agencies/index.ts'
import type { AgencyAnswer, AgencyQuestion } from '../call/index.ts'
import { statusOf } from '../sources/index.ts'
import type { RequestContext } from './context.ts'

export type AskInRequest = (
  agency: string,
  question: Pick<AgencyQuestion, 'path' | 'query' | 'variables' | 'operationName'>,
  context: RequestContext,
) => Promise<AgencyAnswer>

/**
 * Asks an agency under the person's own token. One that failed in this request is not asked again in it: it would fail again, and the person
 * would wait for it twice.
 */
export const createAsk =
  (registry: AgencyRegistry): AskInRequest =>
  async (agency, question, context) => {
    const earlier = context.failed.get(agency)
    if (earlier) throw earlier
    const client = registry.get(agency)?.client
    const trace = context.trace?.call(agency, question.path)
    try {
      if (!client || !context.asker) throw new HubError('AGENCY_UNAVAILABLE', { agency })
      const { token, reason, viewer, emergency } = context.asker
      const answer = await client.ask({
        ...question,
        requestId: context.requestId,
        person: { token, purpose: viewer.purpose, reason, emergency: emergency?.agency === agency ? emergency.text : undefined },
        traceparent: trace?.traceparent,
        signal: context.signal,
      })
      if (emergency?.agency === agency && isStatementRefused(answer)) {
        context.isStatementRefused = true
        throw new HubError('EMERGENCY_REFUSED')
      }
      trace?.end('OK')
      return answer
    } catch (cause) {
      const error = cause instanceof HubError ? cause : new HubError('AGENCY_UNAVAILABLE', { agency }, { cause })
      trace?.end(error.code)
      context.failed.set(agency, error)
      context.sources.failed(agency, statusOf(error.code))
      throw error
    }
  }

const isStatementRefused = ({ errors }: AgencyAnswer): boolean =>
  errors?.some((error) => {
    const extensions = typeof error === 'object' && error !== null && 'extensions' in error ? error.extensions : undefined
    return typeof extensions === 'object' && extensions !== null && 'code' in extensions && extensions.code === 'EMERGENCY_REFUSED'
  }) ?? false
