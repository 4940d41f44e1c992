import { QueryPlanner } from '@graphql-hive/router-query-planner'
import { type DocumentNode, parse } from 'graphql'
import { decodeNode } from './decode.ts'
import { restoreExternals } from './restore-externals.ts'
import { renameSubgraphs, subgraphOrders } from './subgraph-order.ts'
import { type Planner, PlanningError, type QueryPlan } from './types.ts'

export interface HivePlannerOptions {
  /** Share of `@override(label: "percent(n)")` that goes to the new subgraph: a label is active when `n` is greater. Fixed, so that one question always goes
   * one way. 0–100. @default 0 */
  readonly overridePercent?: number
  /** Further labels of progressive overrides that are active. @default none */
  readonly overrideLabels?: readonly string[]
}

/**
 * The Rust planner of Hive Router, behind {@link Planner}.
 *
 * @throws {PlanningError} when the supergraph cannot be read
 */
export function createHivePlanner(supergraphSdl: string, options: HivePlannerOptions = {}): Planner {
  const { overridePercent = 0, overrideLabels = [] } = options
  const labels = new Set(overrideLabels)
  const document = restoreExternals(readSdl(supergraphSdl))
  const [first, ...others] = subgraphOrders(document)
  const best = load(document, first ?? [])
  let fallbacks: readonly LoadedPlanner[] | null = null

  const planWith = ({ planner, names }: LoadedPlanner, operation: string): QueryPlan => {
    const { node } = planner.plan(operation, null, labels, overridePercent)
    return { node: node ? decodeNode(node, names) : null }
  }
  return {
    plan(operation) {
      try {
        return planWith(best, operation)
      } catch (cause) {
        if (cause instanceof PlanningError) throw cause
        fallbacks ??= others.map((order) => load(document, order))
        for (const fallback of fallbacks) {
          try {
            return planWith(fallback, operation)
          } catch (error) {
            if (error instanceof PlanningError) throw error
          }
        }
        if (String(cause).includes('Recursion limit'))
          throw new PlanningError('The operation is nested too deeply: ask for it in parts', { cause })
        throw new PlanningError('The supergraph has no way to answer this operation', { cause })
      }
    },
  }
}

interface LoadedPlanner {
  readonly planner: QueryPlanner
  readonly names: ReadonlyMap<string, string>
}

function load(document: DocumentNode, order: readonly string[]): LoadedPlanner {
  const { sdl, names } = renameSubgraphs(document, order)
  try {
    return { planner: new QueryPlanner(sdl), names }
  } catch (cause) {
    throw new PlanningError('The supergraph SDL is not one that the planner can read: compose it anew', { cause })
  }
}

function readSdl(sdl: string): DocumentNode {
  try {
    return parse(sdl, { noLocation: true })
  } catch (cause) {
    throw new PlanningError('The supergraph SDL does not parse: compose it anew', { cause })
  }
}
