import type { IncomingHttpHeaders } from 'node:http'
import { HubError } from '../../schema/index.ts'

/** A GraphQL result as the agency wrote it: any JSON may stand in its parts. */
export interface AgencyAnswer {
  readonly data?: unknown
  readonly errors?: readonly unknown[]
}

const MEDIA_TYPES = new Set(['application/json', 'application/graphql-response+json'])

/**
 * Refuses an answer that is no JSON by its head.
 *
 * @throws {HubError} AGENCY_INVALID_DATA
 */
export function enforceMediaType(agency: string, headers: IncomingHttpHeaders): void {
  const type = headerText(headers['content-type']).split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (!MEDIA_TYPES.has(type) || headerText(headers['content-encoding']) !== '') throw invalid(agency, 'not the media type of GraphQL')
}

/**
 * Reads an agency's answer as hostile input: JSON, a GraphQL result.
 *
 * @throws {HubError} AGENCY_INVALID_DATA
 */
export const readAnswer = (agency: string, body: Buffer): AgencyAnswer => toAnswer(agency, parseJson(agency, body))

/** Refuses what is no UTF-8. Keeps nothing from one text to the next, as it is never told that more follows. */
const utf8 = new TextDecoder('utf-8', { fatal: true })

function parseJson(agency: string, bytes: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(bytes))
  } catch (cause) {
    throw invalid(agency, 'no JSON', cause)
  }
}

function toAnswer(agency: string, json: unknown): AgencyAnswer {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw invalid(agency, 'no GraphQL result')
  const data = Object.hasOwn(json, 'data') && 'data' in json ? json.data : undefined
  const errors = Object.hasOwn(json, 'errors') && 'errors' in json ? json.errors : undefined
  if (errors !== undefined && !Array.isArray(errors)) throw invalid(agency, 'no GraphQL result')
  if (data === undefined && errors === undefined) throw invalid(agency, 'no GraphQL result')
  return { ...(data === undefined ? {} : { data }), ...(errors === undefined ? {} : { errors }) }
}

/** That an agency does not take the hub's call for good. */
export interface RefusedCall {
  /** Seconds by which the agency says that the hub's clock is ahead of its own. */
  readonly skewSeconds?: number
}

/** A century, for a machine that has lost its clock. */
const MAX_SKEW_SECONDS = 3_200_000_000

/** @returns undefined for every other answer */
export function refusedCall({ errors }: AgencyAnswer): RefusedCall | undefined {
  const [first] = errors ?? []
  if (typeof first !== 'object' || first === null || !('extensions' in first)) return undefined
  const { extensions } = first
  if (typeof extensions !== 'object' || extensions === null || !('code' in extensions) || extensions.code !== 'CALL_REFUSED')
    return undefined
  const skew = 'skewSeconds' in extensions ? extensions.skewSeconds : undefined
  return typeof skew === 'number' && Number.isInteger(skew) && Math.abs(skew) < MAX_SKEW_SECONDS ? { skewSeconds: skew } : {}
}

const headerText = (value: string | string[] | undefined): string => (Array.isArray(value) ? value.join(',') : (value ?? ''))

/** @param problem for operators, in the cause: what a client may know is only that nothing of the answer was used */
export const invalid = (agency: string, problem: string, cause?: unknown): HubError =>
  new HubError('AGENCY_INVALID_DATA', { agency }, { cause: new Error(problem, { cause }) })
