import type * as Hive from '@graphql-hive/router-query-planner'
import {
  type EntityBranch,
  type KeyRename,
  type PathSegment,
  type PlanNode,
  PlanningError,
  type RequiresSelection,
  type TypenameOverride,
} from './types.ts'

/** Name in the plan -> the subgraph's own. */
type SubgraphNames = ReadonlyMap<string, string>

/**
 * Translates a plan of `@graphql-hive/router-query-planner` 0.0.38 into ours.
 *
 * @throws {PlanningError} on a node that this executor does not run (`@defer`, subscriptions) or does not know
 */
export function decodeNode(node: Hive.PlanNode, names: SubgraphNames): PlanNode {
  const decode = (child: Hive.PlanNode): PlanNode => decodeNode(child, names)
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { kind: node.kind, nodes: node.nodes.map(decode) }
    case 'Condition':
      return {
        kind: 'Condition',
        variable: node.condition,
        ifTrue: node.ifClause ? decode(node.ifClause) : null,
        ifFalse: node.elseClause ? decode(node.elseClause) : null,
      }
    case 'Fetch':
      // Without entities there is nothing that input rewrites could apply to; the planner adds them all the same.
      return { kind: 'RootFetch', ...fetchBase(node, names), renames: decodeRenames(node.outputRewrites) }
    case 'Flatten':
      return decodeFlatten(node, names)
    case 'BatchFetch':
      return { kind: 'EntityFetch', ...fetchBase(node, names), branches: node.entityBatch.aliases.map(decodeAlias) }
    case 'Defer':
      throw new PlanningError('@defer is not supported: remove it from the operation')
    case 'Subscription':
      throw new PlanningError('Subscriptions are not supported: poll a query instead')
    default:
      throw new PlanningError(`The planner gave a node of an unknown kind: ${kindOf(node)}`)
  }
}

function decodeFlatten(flatten: Hive.FlattenNode, names: SubgraphNames): PlanNode {
  const { node } = flatten
  if (node.kind === 'Sequence' || node.kind === 'Parallel')
    return { kind: node.kind, nodes: node.nodes.map((child) => decodeFlatten({ ...flatten, node: child }, names)) }
  if (node.kind !== 'Fetch') throw new PlanningError(`The planner gave a Flatten over ${kindOf(node)}; only Fetch is known there`)
  const branch: EntityBranch = {
    responseKey: '_entities',
    variable: 'representations',
    paths: [flatten.path.flatMap(decodeSegment)],
    requires: decodeRequires(node.requires ?? []),
    typenameOverrides: decodeOverrides(node.inputRewrites),
    renames: decodeRenames(node.outputRewrites),
  }
  return { kind: 'EntityFetch', ...fetchBase(node, names), branches: [branch] }
}

const decodeAlias = (alias: Hive.EntityBatchAlias): EntityBranch => ({
  responseKey: alias.alias,
  variable: alias.representationsVariableName,
  paths: alias.paths.map((path) => path.flatMap(decodeSegment)),
  requires: decodeRequires(alias.requires),
  typenameOverrides: decodeOverrides(alias.inputRewrites),
  renames: decodeRenames(alias.outputRewrites),
})

const fetchBase = (node: Hive.FetchNode | Hive.BatchFetchNode, names: SubgraphNames) => ({
  subgraph: names.get(node.serviceName) ?? node.serviceName,
  operation: node.operation,
  variableUsages: node.variableUsages ?? [],
})

/** `@` (a list) is dropped: the walker flattens lists by itself, and the planner writes one `@` for a list of lists. */
function decodeSegment(segment: Hive.FlattenNodePathSegment): PathSegment[] {
  if (segment === '@') return []
  if ('Field' in segment) return [{ kind: 'Field', key: segment.Field }]
  if ('TypeCondition' in segment) return [{ kind: 'TypeCondition', types: segment.TypeCondition }]
  throw new PlanningError('The planner gave a path segment of an unknown kind')
}

const decodeRequires = (selections: readonly Hive.RequiresSelection[]): RequiresSelection[] =>
  selections.map((selection): RequiresSelection => {
    if (selection.kind === 'Field') {
      const nested = selection.selections
      return {
        kind: 'Field',
        readKey: selection.name,
        sendKey: selection.alias ?? selection.name,
        selections: nested && nested.length > 0 ? decodeRequires(nested) : null,
      }
    }
    if (selection.kind === 'InlineFragment')
      return { kind: 'InlineFragment', typeCondition: selection.typeCondition, selections: decodeRequires(selection.selections) }
    throw new PlanningError(`The planner gave a requirement of an unknown kind: ${kindOf(selection)}`)
  })

function decodeOverrides(rewrites: readonly Hive.InputRewrite[] | undefined): TypenameOverride[] {
  return (rewrites ?? []).map((rewrite) => {
    if (!('ValueSetter' in rewrite) && !('setValueTo' in rewrite))
      throw new PlanningError('The planner gave an input rewrite of an unknown kind')
    const { path, setValueTo } = 'ValueSetter' in rewrite ? rewrite.ValueSetter : rewrite
    const last = path.at(-1)
    if (!last || !('Key' in last) || last.Key !== '__typename')
      throw new PlanningError('The planner rewrites an input other than __typename')
    return { types: path.flatMap((segment) => ('TypenameEquals' in segment ? segment.TypenameEquals : [])), typename: setValueTo }
  })
}

function decodeRenames(rewrites: readonly Hive.OutputRewrite[] | undefined): KeyRename[] {
  return (rewrites ?? []).map((rewrite) => {
    if (!('KeyRenamer' in rewrite)) throw new PlanningError('The planner gave an output rewrite of an unknown kind')
    const path = rewrite.KeyRenamer.path.map(
      (segment): PathSegment =>
        'Key' in segment ? { kind: 'Field', key: segment.Key } : { kind: 'TypeCondition', types: segment.TypenameEquals },
    )
    const last = path.at(-1)
    if (last?.kind !== 'Field') throw new PlanningError('The planner renames a key without naming it')
    return { path: path.slice(0, -1), from: last.key, to: rewrite.KeyRenamer.renameKeyTo }
  })
}

const kindOf = (node: { readonly kind?: unknown }): string => (typeof node.kind === 'string' ? node.kind : 'without a kind')
