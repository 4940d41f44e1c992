import type { AgencyNews } from '../agencies/index.ts'
import type { CompositionProblem } from '../compose/index.ts'
import type { SourceStatus } from '../sources/index.ts'

/** What happens in the gateway, for operators: names of agencies, codes, durations; nothing of a person or record. */
export type GatewayEvent =
  | { readonly event: 'agency'; readonly agency: string; readonly what: AgencyNews }
  /** Somebody asked to join or to leave; `check` says what failed. */
  | { readonly event: 'membership'; readonly what: 'joined' | 'left' | 'refused'; readonly agency?: string; readonly check?: string }
  | { readonly event: 'call'; readonly agency: string; readonly path: string; readonly durationMs: number; readonly code?: string }
  /** An agency does not take the hub's calls for good; `skewSeconds` is how far it takes the hub's clock to be ahead of its own. */
  | { readonly event: 'refused'; readonly agency: string; readonly skewSeconds?: number }
  | { readonly event: 'request'; readonly requestId: string; readonly status: number; readonly durationMs: number; readonly code?: string }
  /** Why the hub did not use what an agency answered; for operators, and nothing of a record. */
  | {
      readonly event: 'source'
      readonly agency: string
      readonly requestId: string
      readonly status: SourceStatus
      readonly detail: string
    }
  | {
      readonly event: 'composed'
      readonly agencies: readonly string[]
      readonly problems: readonly CompositionProblem[]
      readonly durationMs: number
    }
  | { readonly event: 'planned'; readonly durationMs: number; readonly isSlow: boolean }
  /** Something that a person should look at now; `account` is a pseudonym that the hub's key alone can make. */
  | {
      readonly event: 'alarm'
      readonly alarm: 'PERSON_BUDGET_SPENT' | 'DENIED_FILE_UNREADABLE' | 'DENIED_LIST_UNREADABLE' | 'SECURITY_CONTACT_EXPIRED'
      readonly agency?: string
      readonly account?: string
    }
  /** An operation was answered; root fields by their names, `__typename` and introspection as `__schema`. */
  | {
      readonly event: 'answered'
      readonly roots: readonly string[]
      readonly outcome: 'ANSWERED' | 'PARTIAL' | 'REFUSED'
      readonly sources: readonly { readonly agency: string; readonly status: string }[]
    }
  /** A bug of ours: `error` for the operator's log only. */
  | { readonly event: 'masked'; readonly correlationId: string; readonly error: unknown }
