import { HubError, isHubError } from '../../schema/index.ts'
import type { CostlyPlan, Engine, RunOptions, Statement } from '../types.ts'

export interface PlanGateOptions {
  readonly engine: Engine
  readonly agency: string
  /** In the database's own unit; 0 for none. */
  readonly ceiling: number
  /** Told once for each verdict, for the agency's own log. */
  readonly onCostly?: ((plan: CostlyPlan) => void) | undefined
}

/** What is asked, in shared terms, and what would make it cheap. */
export interface Purpose {
  /** `CaseRecord.registeredDate`, or the kind alone. */
  readonly asked: string
  /** Statements that make the indexes; none where no index of this database would serve. */
  readonly indexes: () => readonly string[]
}

/** A table grows slowly; an index that is missing is made as soon as somebody reads the log. */
const BELIEVED_MS = { passed: 3_600_000, refused: 60_000 }
const MOST_KNOWN = 1_000

const NOT_ASKED = 'not asked'

/** Lets no statement run of which the database itself expects too much. Asked once for each text, not for each run. */
export class PlanGate {
  readonly #options: PlanGateOptions
  readonly #judging = new Map<string, Promise<HubError | undefined>>()
  readonly #verdicts = new Map<string, { readonly until: number; readonly error: HubError | undefined }>()

  constructor(options: PlanGateOptions) {
    this.#options = options
  }

  /** @throws {HubError} PLAN_TOO_COSTLY */
  async check(statement: Statement, purpose: Purpose, options: RunOptions): Promise<void> {
    const { engine, ceiling } = this.#options
    if (ceiling === 0 || !engine.cost) return
    const known = this.#verdicts.get(statement.sql)
    const error = known && known.until > performance.now() ? known.error : await this.#judgeOnce(statement, purpose, options)
    if (error) throw error
  }

  /** Many may ask the same at once. Where the first of them hangs up, the others are not judged this time. */
  #judgeOnce(statement: Statement, purpose: Purpose, options: RunOptions): Promise<HubError | undefined> {
    const { sql } = statement
    const judging = this.#judging.get(sql) ?? this.#judge(statement, purpose, options).finally(() => this.#judging.delete(sql))
    this.#judging.set(sql, judging)
    return judging
  }

  async #judge(statement: Statement, { asked, indexes }: Purpose, options: RunOptions): Promise<HubError | undefined> {
    const { engine, agency, ceiling, onCostly } = this.#options
    const plan = await engine.cost?.(statement, options).catch((thrown: unknown) => {
      // Whatever kept the database from answering this, it will say of the statement itself, and be asked again at the next.
      if (isHubError(thrown)) return NOT_ASKED as typeof NOT_ASKED
      throw thrown
    })
    if (plan === NOT_ASKED) return undefined
    const isRefused = plan !== undefined && plan.cost > ceiling
    if (plan && isRefused) onCostly?.({ asked, cost: Math.round(plan.cost), ceiling, wholeTables: plan.wholeTables, indexes: indexes() })
    const error = isRefused ? new HubError('PLAN_TOO_COSTLY', { agency, asked }) : undefined
    if (this.#verdicts.size >= MOST_KNOWN) this.#verdicts.clear()
    this.#verdicts.set(statement.sql, { error, until: performance.now() + (isRefused ? BELIEVED_MS.refused : BELIEVED_MS.passed) })
    return error
  }
}
