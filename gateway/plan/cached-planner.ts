import { Lru } from '../../platform/index.ts'
import type { Planner, QueryPlan } from './types.ts'

export interface CachedPlannerOptions {
  /** Plans kept. @default 1000 */
  readonly maxPlans?: number
  /** Characters of all operations whose plans are kept. @default 500000 */
  readonly maxCharacters?: number
  /** Called after each real planning, with its duration in milliseconds; not called for a cached plan. */
  readonly onPlanned?: (durationMs: number) => void
  /** Milliseconds of a monotonic clock. @default performance.now */
  readonly clock?: () => number
}

/** Keeps plans by the text of the operation. A failure is not kept. */
export function createCachedPlanner(planner: Planner, options: CachedPlannerOptions = {}): Planner {
  const { onPlanned, clock = () => performance.now() } = options
  const plans = new Lru<string, QueryPlan>(options.maxPlans ?? 1000, options.maxCharacters ?? 500_000)
  return {
    plan(operation) {
      const known = plans.get(operation)
      if (known) return known
      const startMs = clock()
      const plan = planner.plan(operation)
      onPlanned?.(clock() - startMs)
      plans.set(operation, plan, operation.length)
      return plan
    },
  }
}
