import type { HubError } from '../../schema/index.ts'
import type { Asker } from '../auth/index.ts'
import type { RequestTrace } from '../observe/index.ts'
import type { Profile } from '../profile/index.ts'
import type { Sources } from '../sources/index.ts'

/** One person's request on its way. */
export interface RequestContext {
  readonly requestId: string
  /** Null: nobody signed in. */
  readonly asker: Asker | null
  /** Null with the asker. */
  profile: Profile | null
  /** ISO date in the hub's zone. */
  readonly today: string
  /** The asker hung up, or the budget is spent. */
  readonly signal: AbortSignal
  readonly sources: Sources
  /** Absent where nobody collects traces. */
  readonly trace?: RequestTrace | undefined
  /** Agencies that failed in this request; they are not asked again in it. */
  readonly failed: Map<string, HubError>
  /** The agency that the asker's statement for an emergency is for refused it: the whole question is refused then. */
  isStatementRefused: boolean
  /** Ids of the persons that were fetched, for the budget; none where the question cannot show any. */
  persons: ReadonlySet<string>
  /** The request was refused before anything was executed, or evidence could not be written; decides the HTTP status. */
  refusedWith: number | null
}
