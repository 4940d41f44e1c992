import type { Drift, DriftProblem } from '../../../adapters/index.ts'
import type { AgencyProblem } from '../../../schema/index.ts'

export type OpenProblem = AgencyProblem

/** What is told to the operator's log. */
export type DriftEvent =
  | { readonly event: 'no-lock' | 'other-engine' }
  | (Pick<AgencyProblem, 'code' | 'kind' | 'field'> & { readonly event: 'drift' | 'mended' })

/** Since when what is wrong; tells each beginning and each end once. */
export class DriftLedger {
  readonly #onEvent: (event: DriftEvent) => void
  #open: readonly OpenProblem[] = []

  constructor(onEvent: (event: DriftEvent) => void) {
    this.#onEvent = onEvent
  }

  get open(): readonly OpenProblem[] {
    return this.#open
  }

  /** @param now milliseconds since 1970 */
  write({ problems }: Pick<Drift, 'problems'>, now: number): void {
    const before = new Map(this.#open.map((problem) => [identityOf(problem), problem]))
    const open = problems.map(
      (problem): OpenProblem => before.get(identityOf(problem)) ?? { ...problem, since: new Date(now).toISOString() },
    )
    const after = new Set(open.map(identityOf))
    for (const problem of open) if (!before.has(identityOf(problem))) this.#onEvent({ event: 'drift', ...placeOf(problem) })
    for (const [id, problem] of before) if (!after.has(id)) this.#onEvent({ event: 'mended', ...placeOf(problem) })
    this.#open = open
  }
}

const identityOf = ({ code, kind, field }: DriftProblem): string => JSON.stringify([code, kind, field])
const placeOf = ({ code, kind, field }: DriftProblem) => ({ code, kind, ...(field === undefined ? {} : { field }) })
