import type { RequestContext } from '../resolve/context.ts'

/** An answer that only needs to be sent. */
export interface ReadyAnswer {
  readonly status: number
  /** JSON. */
  readonly text: string
  /** Seconds. */
  readonly retryAfter?: string
}

/**
 * Answers requests of a known form with the same checks, evidence and text as the GraphQL server would.
 *
 * @param asked the body as it was parsed
 * @returns undefined where the form is not known: then the GraphQL server answers
 */
export type AnswerKnown = (asked: unknown, context: RequestContext) => Promise<ReadyAnswer | undefined>

const TYPES: ReadonlyMap<string | undefined, string> = new Map([
  [undefined, 'application/json; charset=utf-8'],
  ['application/json', 'application/json; charset=utf-8'],
  ['application/graphql-response+json, application/json', 'application/graphql-response+json; charset=utf-8'],
])

/** The content type that Apollo Server chooses for the hub's `accept`; undefined for others, which it is left to read. */
export const knownType = (accept: string | undefined): string | undefined => TYPES.get(accept)
