import type { PlanNode } from '../plan/index.ts'
import type { FetchShapes } from './answer-shape.ts'
import type { Variables } from './conditions.ts'
import { runEntityFetch } from './entity-fetch.ts'
import type { FetchError } from './errors.ts'
import type { ExecutorLimits } from './limits.ts'
import type { StoreObject } from './own.ts'
import { runRootFetch } from './root-fetch.ts'
import type { FetchOutcome, Send } from './send.ts'
import type { TypeIndex } from './type-index.ts'

/** One run of a plan: what is gathered, and what the fetches need. */
export interface PlanRun<Context> {
  readonly root: StoreObject
  readonly errors: FetchError[]
  readonly variables: Variables
  readonly context: Context
  readonly signal: AbortSignal | undefined
  readonly send: Send<Context>
  readonly onFetchOutcome: ((outcome: FetchOutcome, context: Context) => void) | undefined
  readonly index: TypeIndex
  readonly limits: Required<ExecutorLimits>
  readonly shapes: ReadonlyMap<PlanNode, FetchShapes>
  /** Mutations: true when a root field that may not be null is null, after which no further one may run. */
  readonly mustStop: () => boolean
}

/** Runs the plan to its end. Never rejects because of a subgraph: what failed is in `errors`, and the rest goes on. */
export function runPlan<Context>(node: PlanNode, run: PlanRun<Context>): Promise<void> | undefined {
  switch (node.kind) {
    case 'Sequence':
      return runSequence(node.nodes, run)
    case 'Parallel': {
      const running = node.nodes.map((child) => runPlan(child, run)).filter((promise) => promise !== undefined)
      return running.length > 0 ? Promise.all(running).then(() => undefined) : undefined
    }
    case 'Condition': {
      const taken = run.variables[node.variable] === true ? node.ifTrue : node.ifFalse
      return taken ? runPlan(taken, run) : undefined
    }
    case 'RootFetch':
      return runRootFetch(node, run)
    case 'EntityFetch':
      return runEntityFetch(node, run)
  }
}

async function runSequence<Context>(nodes: readonly PlanNode[], run: PlanRun<Context>): Promise<void> {
  for (const node of nodes) {
    if (run.mustStop()) return
    const running = runPlan(node, run)
    if (running) await running
  }
}
