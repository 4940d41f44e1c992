/**
 * A query plan: which subgraph is asked what, in which order, and where its answer goes. This shape is ours, so that another planner can be put behind
 * {@link Planner}; what the parts mean is that of Apollo's query plans (https://www.apollographql.com/docs/graphos/reference/federation/query-plans).
 */
export type PlanNode = SequenceNode | ParallelNode | ConditionNode | RootFetchNode | EntityFetchNode

export interface SequenceNode {
  readonly kind: 'Sequence'
  readonly nodes: readonly PlanNode[]
}

export interface ParallelNode {
  readonly kind: 'Parallel'
  readonly nodes: readonly PlanNode[]
}

export interface ConditionNode {
  readonly kind: 'Condition'
  /** Name of a Boolean variable of the operation. */
  readonly variable: string
  readonly ifTrue: PlanNode | null
  readonly ifFalse: PlanNode | null
}

interface FetchBase {
  readonly subgraph: string
  /** GraphQL text, ready to send. */
  readonly operation: string
  /** Variables of the client's operation that `operation` uses. */
  readonly variableUsages: readonly string[]
}

/** Asks root fields. */
export interface RootFetchNode extends FetchBase {
  readonly kind: 'RootFetch'
  readonly renames: readonly KeyRename[]
}

/** Asks for more fields of entities already found: one `_entities` selection per branch, all in one request. */
export interface EntityFetchNode extends FetchBase {
  readonly kind: 'EntityFetch'
  readonly branches: readonly EntityBranch[]
}

export interface EntityBranch {
  /** Response key of the `_entities` field in the operation. */
  readonly responseKey: string
  /** Variable that takes the representations. Two branches may share one; both then list the same paths and requirements. */
  readonly variable: string
  /** Where the entities are in the data gathered so far. Lists on the way are flattened, whether or not the path says so. */
  readonly paths: readonly (readonly PathSegment[])[]
  readonly requires: readonly RequiresSelection[]
  /** `__typename` to send instead of the one found: a subgraph with an interface object knows the entity only by its interface. */
  readonly typenameOverrides: readonly TypenameOverride[]
  /** Relative to the entity. */
  readonly renames: readonly KeyRename[]
}

export type PathSegment =
  | { readonly kind: 'Field'; readonly key: string }
  | { readonly kind: 'TypeCondition'; readonly types: readonly string[] }

export type RequiresSelection =
  /** Takes the value found under `readKey` and sends it as `sendKey`. */
  | { readonly kind: 'Field'; readonly readKey: string; readonly sendKey: string; readonly selections: readonly RequiresSelection[] | null }
  | { readonly kind: 'InlineFragment'; readonly typeCondition: string; readonly selections: readonly RequiresSelection[] }

export interface TypenameOverride {
  /** Applies to representations of these types; empty for all. */
  readonly types: readonly string[]
  readonly typename: string
}

/** The subgraph answers under an alias that keeps two same-named fields of different types apart; it is stored under `to`. */
export interface KeyRename {
  readonly path: readonly PathSegment[]
  readonly from: string
  readonly to: string
}

export interface QueryPlan {
  /** Null when nothing has to be fetched. */
  readonly node: PlanNode | null
}

/** Turns an operation into a plan. Implementations are synchronous and hold one supergraph. */
export interface Planner {
  /**
   * @param operation text of a document with one operation, valid against the public schema, without introspection fields
   * @throws {PlanningError} when the supergraph has no way to answer the operation
   */
  plan(operation: string): QueryPlan
}

/** No plan for this operation. `message` names types and fields of the graph, never data. */
export class PlanningError extends Error {
  override readonly name = 'PlanningError'
}
