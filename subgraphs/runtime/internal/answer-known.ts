import { HubError, INTERNAL_DOCUMENTS, type LocateAnswer } from '../../../schema/index.ts'
import { digestOf, type RecordAnswer } from '../evidence/use-evidence.ts'
import { type FormatSettings, formatHubError, toHubError } from '../http/format-error.ts'
import type { AnswerKnown, ReadyAnswer } from '../http/ready-answer.ts'
import { retryAfterSeconds } from '../http/use-overload.ts'
import { type KnownQuestion, readKnownQuestion } from './known-question.ts'
import { type LocateSettings, locate, locateByIds, locateByKeys, type PersonContext } from './locate.ts'

/**
 * Answers the hub's own questions of `/internal` without a GraphQL server: they are always the same three documents, so that there is nothing to parse, to
 * validate or to plan. Whatever is not exactly one of them, or is asked in nobody's name, takes the way of all others.
 */
export function createKnownAnswers(settings: LocateSettings, record: RecordAnswer, format: FormatSettings): AnswerKnown {
  const { agency, limits } = settings.model
  const digests = {
    locate: digestOf(INTERNAL_DOCUMENTS.locate),
    locateByKeys: digestOf(INTERNAL_DOCUMENTS.locateByKeys),
    locateByIds: digestOf(INTERNAL_DOCUMENTS.locateByIds),
  }

  return async (asked, context) => {
    const { person } = context
    const question = person && readKnownQuestion(asked)
    if (!question) return undefined

    let json = 'null'
    let error: HubError | undefined
    try {
      json = JSON.stringify(await answerOf(settings, question, { ...context, person }))
    } catch (thrown) {
      error = toHubError(thrown, format)
    }
    const replacing = await record(context, digests[question.field], error ? [error.code] : [])
    const isOverloaded = error?.code === 'OVERLOADED'
    const retryAfter = isOverloaded ? { retryAfter: `${retryAfterSeconds(limits)}` } : {}
    if (replacing) return { ...failed(replacing), ...retryAfter }
    if (isOverloaded) return { ...failed(new HubError('OVERLOADED', { service: agency })), ...retryAfter }
    if (error) return { status: 200, text: JSON.stringify({ errors: [formatHubError(error, [question.field])], data: null }) }
    return { status: 200, text: `{"data":{"${question.field}":${json}}}` }
  }
}

const failed = (error: HubError): ReadyAnswer => ({ status: error.httpStatus, text: JSON.stringify({ errors: [formatHubError(error)] }) })

function answerOf(settings: LocateSettings, { field, input }: KnownQuestion, context: PersonContext): Promise<LocateAnswer> {
  switch (field) {
    case 'locate':
      return locate(settings, input, context)
    case 'locateByKeys':
      return locateByKeys(settings, input, context)
    case 'locateByIds':
      return locateByIds(settings, input, context)
  }
}
