import { Shelf } from '../../platform/index.ts'
import type { PlanNode, Planner, QueryPlan } from './types.ts'

export interface CachedPlannerOptions {
  /** Where plans are kept. @default one of its own, of 8 MB */
  readonly shelf?: Shelf
  /** Called after each real planning, with its duration in milliseconds; not called for a cached plan. */
  readonly onPlanned?: (durationMs: number) => void
  /** Milliseconds of a monotonic clock. @default performance.now */
  readonly clock?: () => number
}

const OWN_BYTES = 8_000_000
/** Of a plan, by character of what the subgraphs are sent: the text itself, and what is done with the answer. Seen in heap snapshots. */
const BYTES_PER_CHARACTER = 4

/** Keeps plans by the text of the operation. A failure is not kept. */
export function createCachedPlanner(planner: Planner, options: CachedPlannerOptions = {}): Planner {
  const { onPlanned, clock = () => performance.now() } = options
  const plans = (options.shelf ?? new Shelf(OWN_BYTES)).map<string, QueryPlan>()
  return {
    plan(operation) {
      const known = plans.get(operation)
      if (known) return known
      const startMs = clock()
      const plan = planner.plan(operation)
      onPlanned?.(clock() - startMs)
      plans.set(operation, plan, operation.length + bytesOf(plan.node))
      return plan
    },
  }
}

function bytesOf(node: PlanNode | null): number {
  if (node === null) return 100
  if (node.kind === 'Condition') return bytesOf(node.ifTrue) + bytesOf(node.ifFalse)
  if (node.kind === 'Sequence' || node.kind === 'Parallel') return node.nodes.reduce((sum, child) => sum + bytesOf(child), 100)
  return 1_000 + node.operation.length * BYTES_PER_CHARACTER
}
