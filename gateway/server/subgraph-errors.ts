import { HubError, type HubErrorCode, isHubErrorCode } from '../../schema/index.ts'
import type { AgencyAnswer } from '../call/index.ts'
import { type SourceStatus, statusOf } from '../sources/index.ts'

/** Codes that an agency may tell a client; every other one is its own affair and becomes AGENCY_UNAVAILABLE. */
const TOLD: ReadonlySet<HubErrorCode> = new Set([
  'SCHEMA_MISMATCH',
  'SOURCE_UNAVAILABLE',
  'AGENCY_TIMEOUT',
  'OVERLOADED',
  'PLAN_TOO_COSTLY',
  'AGENCY_BUDGET_SPENT',
  'FORBIDDEN_ARGUMENT',
  'RECORD_KIND_FORBIDDEN',
])
const MAX_ERRORS = 50

/** An error in the hub's own words. */
export interface ToldError {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly extensions: { readonly code: string; readonly agency: string }
}

/**
 * Replaces what an agency says of its errors by our words for the code, and keeps the path. Nothing of a record, host or table can come
 * through: no text of the agency does.
 */
export function toldErrors(agency: string, errors: readonly unknown[], timeoutMs: number): readonly ToldError[] {
  return errors.slice(0, MAX_ERRORS).map((error): ToldError => {
    const code = codeOf(error)
    const path = pathOf(error)
    const { message } = inOurWords(agency, code, timeoutMs)
    return { message, ...(path && { path }), extensions: { code, agency } }
  })
}

/** The gravest status that an answer with errors means for its agency; undefined where it is whole. */
export function statusOfAnswer({ data, errors = [] }: AgencyAnswer): SourceStatus | undefined {
  if (errors.length === 0) return undefined
  if (data === undefined || data === null) return statusOf(codeOf(errors[0]))
  return errors.some((error) => codeOf(error) === 'SCHEMA_MISMATCH') ? 'SCHEMA_MISMATCH' : 'PARTIAL'
}

function inOurWords(agency: string, code: HubErrorCode, timeoutMs: number): HubError {
  switch (code) {
    case 'SCHEMA_MISMATCH':
      return new HubError('SCHEMA_MISMATCH', { agency, field: 'a mapped column' })
    case 'SOURCE_UNAVAILABLE':
      return new HubError('SOURCE_UNAVAILABLE', { agency })
    case 'AGENCY_TIMEOUT':
      return new HubError('AGENCY_TIMEOUT', { agency, timeoutMs })
    case 'AGENCY_BUDGET_SPENT':
      return new HubError('AGENCY_BUDGET_SPENT', { agency })
    case 'PLAN_TOO_COSTLY':
      return new HubError('PLAN_TOO_COSTLY', { agency, asked: 'what is asked' })
    case 'OVERLOADED':
      return new HubError('OVERLOADED', { service: agency })
    case 'FORBIDDEN_ARGUMENT':
      return new HubError('FORBIDDEN_ARGUMENT', { argument: 'this field', purpose: 'this purpose' })
    case 'RECORD_KIND_FORBIDDEN':
      return new HubError('RECORD_KIND_FORBIDDEN', { kind: 'that is asked', purpose: 'this purpose' })
    default:
      return new HubError('AGENCY_UNAVAILABLE', { agency })
  }
}

function codeOf(error: unknown): HubErrorCode {
  const extensions = typeof error === 'object' && error !== null && 'extensions' in error ? error.extensions : undefined
  const code = typeof extensions === 'object' && extensions !== null && 'code' in extensions ? extensions.code : undefined
  return typeof code === 'string' && isHubErrorCode(code) && TOLD.has(code) ? code : 'AGENCY_UNAVAILABLE'
}

function pathOf(error: unknown): readonly (string | number)[] | undefined {
  const path = typeof error === 'object' && error !== null && 'path' in error ? error.path : undefined
  return Array.isArray(path) && path.length <= 100 && path.every((part) => typeof part === 'string' || Number.isInteger(part))
    ? path
    : undefined
}
