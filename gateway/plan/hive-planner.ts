import { QueryPlanner } from '@graphql-hive/router-query-planner'
import { decodeNode } from './decode.ts'
import { type Planner, PlanningError } from './types.ts'

const NO_LABELS: Set<string> = new Set()

/**
 * The Rust planner of Hive Router, behind {@link Planner}.
 *
 * Progressive overrides (`@override(label: …)`) take the share of `percent(n)` labels from `overridePercent`: a number in 0–100 below which the label
 * `percent(n)` with `n` greater is active. Fixed, so that the same question always takes the same way.
 *
 * @throws {PlanningError} when the supergraph cannot be read
 */
export function createHivePlanner(supergraphSdl: string, options: { readonly overridePercent?: number } = {}): Planner {
  const planner = load(supergraphSdl)
  const percent = options.overridePercent ?? 0
  return {
    plan(operation) {
      try {
        const { node } = planner.plan(operation, null, NO_LABELS, percent)
        return { node: node ? decodeNode(node) : null }
      } catch (cause) {
        if (cause instanceof PlanningError) throw cause
        throw new PlanningError('The supergraph has no way to answer this operation', { cause })
      }
    },
  }
}

function load(supergraphSdl: string): QueryPlanner {
  try {
    return new QueryPlanner(supergraphSdl)
  } catch (cause) {
    throw new PlanningError('The supergraph SDL is not one that the planner can read: compose it anew', { cause })
  }
}
