import { type GraphQLSchema, isInterfaceType, parse, visit } from 'graphql'
import type { EntityBranch, PlanNode, QueryPlan } from './types.ts'

/**
 * Lets fetches from interface objects take every type of the interface, where the operation asks for several.
 *
 * `router-query-planner` 0.0.38 joins such fetches (`... on A { x } ... on B { x }`) into one, but keeps the type condition of only one of them, so that the
 * other type's fields silently stay null. Such a subgraph is sent the interface's name in any case; a type that did not ask for a field gets it and does not
 * show it.
 */
export function widenInterfaceObjects(plan: QueryPlan, operation: string, schema: GraphQLSchema): QueryPlan {
  const { node } = plan
  if (node === null || !hasOverride(node)) return plan
  return { node: widenNode(node, typeConditions(operation), schema) }
}

/** Every type named by a fragment of the document. */
export function typeConditions(operation: string): ReadonlySet<string> {
  const conditions = new Set<string>()
  const note = ({ typeCondition }: { readonly typeCondition?: { readonly name: { readonly value: string } } | undefined }): void => {
    if (typeCondition) conditions.add(typeCondition.name.value)
  }
  visit(parse(operation, { noLocation: true }), { InlineFragment: note, FragmentDefinition: note })
  return conditions
}

/** Which of the conditions are object types of this interface. */
export function concreteTypesAsked(conditions: ReadonlySet<string>, interfaceName: string, schema: GraphQLSchema): readonly string[] {
  const type = schema.getType(interfaceName)
  return isInterfaceType(type) ? schema.getPossibleTypes(type).flatMap(({ name }) => (conditions.has(name) ? [name] : [])) : []
}

const hasOverride = (node: PlanNode): boolean => {
  if (node.kind === 'EntityFetch') return node.branches.some(({ typenameOverrides }) => typenameOverrides.length > 0)
  if (node.kind === 'Condition') return [node.ifTrue, node.ifFalse].some((child) => child !== null && hasOverride(child))
  return node.kind !== 'RootFetch' && node.nodes.some(hasOverride)
}

function widenNode(node: PlanNode, conditions: ReadonlySet<string>, schema: GraphQLSchema): PlanNode {
  const widen = (child: PlanNode): PlanNode => widenNode(child, conditions, schema)
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map(widen) }
    case 'Condition':
      return { ...node, ifTrue: node.ifTrue && widen(node.ifTrue), ifFalse: node.ifFalse && widen(node.ifFalse) }
    case 'EntityFetch':
      return { ...node, branches: node.branches.map((branch) => widenBranch(branch, conditions, schema)) }
    case 'RootFetch':
      return node
  }
}

function widenBranch(branch: EntityBranch, conditions: ReadonlySet<string>, schema: GraphQLSchema): EntityBranch {
  const [override] = branch.typenameOverrides
  const type = override && schema.getType(override.typename)
  if (!isInterfaceType(type)) return branch
  if (concreteTypesAsked(conditions, type.name, schema).length < 2) return branch
  const possible = new Set(schema.getPossibleTypes(type).map(({ name }) => name))
  const requires = branch.requires.map((required) =>
    required.kind === 'InlineFragment' && possible.has(required.typeCondition) ? { ...required, typeCondition: type.name } : required,
  )
  return { ...branch, requires }
}
