import { z } from 'zod'
import type { PlanCost } from '../types.ts'

interface Node {
  readonly 'Node Type': string
  readonly Schema?: string | undefined
  readonly 'Relation Name'?: string | undefined
  readonly Plans?: readonly Node[] | undefined
}
const PlanNode: z.ZodType<Node> = z.lazy(() =>
  z.object({
    'Node Type': z.string(),
    Schema: z.string().optional(),
    'Relation Name': z.string().optional(),
    Plans: z.array(PlanNode).optional(),
  }),
)
const Explained = z.array(z.object({ Plan: z.intersection(PlanNode, z.object({ 'Total Cost': z.number() })) })).min(1)

const NAME = 'tip_cost'

/**
 * Statements that tell the plan which this session would use for a text whatever its parameters are: `plan_cache_mode` makes it one for all values,
 * which is another than that of EXPLAIN with values. One after the other, on one connection.
 */
export const costStatements = (sql: string, parameters: number) => ({
  prepare: `prepare ${NAME} as ${sql}`,
  explain: `explain (format json, verbose) execute ${NAME}${parameters === 0 ? '' : `(${Array.from({ length: parameters }, () => 'null').join(', ')})`}`,
  forget: `deallocate ${NAME}`,
})

/** Of how many of these tables (schemas and names in step) the database has never counted the rows: what it expects of them is made up. */
export const UNCOUNTED = `select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.reltuples < 0 and (n.nspname::text, c.relname::text) in (select * from unnest($1::text[], $2::text[]))`

export interface ExplainedPlan extends PlanCost {
  /** Every table in it. */
  readonly tables: readonly { readonly schema: string; readonly table: string }[]
}

/** @param json what EXPLAIN wrote */
export const readPlan = (json: string): ExplainedPlan | undefined => {
  const [first] = Explained.safeParse(JSON.parse(json)).data ?? []
  if (!first) return undefined
  const nodes = nodesOf(first.Plan)
  const nameOf = (node: Node): readonly string[] => (node['Relation Name'] === undefined ? [] : [node['Relation Name']])
  return {
    cost: first.Plan['Total Cost'],
    wholeTables: [...new Set(nodes.filter((node) => node['Node Type'] === 'Seq Scan').flatMap(nameOf))],
    tables: nodes.flatMap((node) => nameOf(node).map((table) => ({ schema: node.Schema ?? '', table }))),
  }
}

const nodesOf = (node: Node): readonly Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)]
