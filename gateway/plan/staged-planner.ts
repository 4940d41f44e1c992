import {
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
  visit,
} from 'graphql'
import { Ownership } from './ownership.ts'
import { type Stage, StageWriter } from './stage-writer.ts'
import { type EntityFetchNode, type PlanNode, type Planner, PlanningError } from './types.ts'
import { concreteTypesAsked, typeConditions, widenInterfaceObjects } from './widen-interface-objects.ts'

/**
 * Plans fields with `@requires` by itself where the planner behind it cannot.
 *
 * `router-query-planner` 0.0.38 finds no plan for some of them (key and required field reached over a third subgraph; required fields of interface objects
 * under concrete types), and mixes up values where one field is required with two sets of arguments. Here such fields are taken out: the planner gets an
 * operation that asks for their keys and requirements instead, and one entity fetch for each is put behind its plan.
 */
export function createStagedPlanner(
  planner: Planner,
  document: DocumentNode,
  schema: GraphQLSchema,
  options: { readonly isAlways?: boolean } = {},
): Planner {
  const ownership = new Ownership(document, schema)
  const inner: Planner = { plan: (text) => widenInterfaceObjects(planner.plan(text), text, schema) }
  const writeStages = (text: string, failure: unknown): { node: PlanNode | null } => {
    const { operation, fragments } = read(text)
    const root = schema.getRootType(operation.operation)
    const writer = new StageWriter(ownership, schema, fragments)
    const selections = root ? writer.rewrite(operation.selectionSet.selections, { type: root.name, path: [], graph: null, level: 0 }) : []
    if (writer.stages.length === 0) throw failure
    const base: OperationDefinitionNode = { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections } }
    const first = inner.plan(print({ ...base, variableDefinitions: usedDefinitions(operation, selections) })).node
    return { node: { kind: 'Sequence', nodes: [...(first ? [first] : []), ...byLevel(writer.stages, operation, ownership)] } }
  }
  return {
    plan(text) {
      if (options.isAlways) {
        const noStages = new PlanningError('no field with @requires')
        try {
          return writeStages(text, noStages)
        } catch (error) {
          if (error !== noStages) throw error
          return inner.plan(text)
        }
      }
      if (hasConflict(text, ownership, schema))
        return writeStages(text, new PlanningError('The supergraph has no way to answer this operation'))
      try {
        return inner.plan(text)
      } catch (failure) {
        if (!(failure instanceof PlanningError)) throw failure
        return writeStages(text, failure)
      }
    },
  }
}

function read(text: string): { operation: OperationDefinitionNode; fragments: ReadonlyMap<string, FragmentDefinitionNode> } {
  const { definitions } = parse(text, { noLocation: true })
  const operation = definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION)
  if (!operation) throw new PlanningError('The document has no operation')
  const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
  return { operation, fragments: new Map(fragments.map((fragment) => [fragment.name.value, fragment])) }
}

/**
 * Whether the planner would mix up what the operation requires: one field with different arguments, or requirements of interface objects under several
 * concrete types.
 */
function hasConflict(text: string, ownership: Ownership, schema: GraphQLSchema): boolean {
  if (!ownership.hasRequirementsToMixUp) return false
  const { operation, fragments } = read(text)
  const root = schema.getRootType(operation.operation)
  if (!root) return false
  const writer = new StageWriter(ownership, schema, fragments)
  try {
    writer.rewrite(operation.selectionSet.selections, { type: root.name, path: [], graph: null, level: 0 })
  } catch (error) {
    if (!(error instanceof PlanningError)) throw error // what was read before is what counts
  }
  const conditions = typeConditions(text)
  return (
    writer.hasArgumentConflict() ||
    writer.stages.some(
      ({ isInterfaceObject, entityType }) => isInterfaceObject && concreteTypesAsked(conditions, entityType, schema).length > 1,
    )
  )
}

/** Stages of one level wait for those before and run side by side. Fields that need the same representation share a fetch. */
function byLevel(stages: readonly Stage[], operation: OperationDefinitionNode, ownership: Ownership): PlanNode[] {
  const levels = new Map<number, Map<string, Stage[]>>()
  for (const stage of stages) {
    const level = levels.get(stage.level) ?? new Map<string, Stage[]>()
    levels.set(stage.level, level)
    const identity = JSON.stringify([stage.graph, stage.path, stage.entityType, stage.requires])
    level.set(identity, [...(level.get(identity) ?? []), stage])
  }
  return [...levels]
    .sort(([a], [b]) => a - b)
    .map(
      ([, groups]): PlanNode => ({
        kind: 'Parallel',
        nodes: [...groups.values()].flatMap((group) => toFetch(group, operation, ownership) ?? []),
      }),
    )
}

function toFetch(group: readonly Stage[], operation: OperationDefinitionNode, ownership: Ownership): EntityFetchNode | null {
  const [first] = group
  if (!first) return null
  const selections = group.flatMap((stage) => stage.selections)
  const definitions = usedDefinitions(operation, selections)
  const variables = ['$representations:[_Any!]!', ...definitions.map(print)].join(', ')
  const body = selections.map(print).join(' ')
  return {
    kind: 'EntityFetch',
    subgraph: ownership.subgraphName(first.graph),
    operation: `query(${variables}){_entities(representations: $representations){...on ${first.entityType}{${body}}}}`,
    variableUsages: definitions.map(({ variable }) => variable.name.value),
    branches: [
      {
        responseKey: '_entities',
        variable: 'representations',
        paths: [first.path],
        requires: [{ kind: 'InlineFragment', typeCondition: first.entityType, selections: first.requires }],
        typenameOverrides: first.isInterfaceObject ? [{ types: [], typename: first.entityType }] : [],
        renames: [],
      },
    ],
  }
}

function usedDefinitions(operation: OperationDefinitionNode, selections: readonly SelectionNode[]) {
  const used = new Set<string>()
  for (const selection of selections)
    visit(selection, {
      Variable(node) {
        used.add(node.name.value)
      },
    })
  return operation.variableDefinitions?.filter(({ variable }) => used.has(variable.name.value)) ?? []
}
