import { type DocumentNode, type EnumValueDefinitionNode, Kind, print, visit } from 'graphql'
import { booleanArgument, enumArgument, joins, stringArgument } from './join-directives.ts'

/** A supergraph in which subgraphs go by names of ours. */
export interface RenamedSupergraph {
  readonly sdl: string
  /** Our name -> the subgraph's own. */
  readonly names: ReadonlyMap<string, string>
}

/**
 * The orders of subgraphs to try, best first.
 *
 * `router-query-planner` 0.0.38 walks subgraphs in the order of their names, and finds no way from an interface object to the fields of a concrete type
 * when the subgraph with the interface object comes first. So those come last; where two subgraphs are each other's interface objects no order serves
 * both, and the reverse is tried too.
 */
export function subgraphOrders(document: DocumentNode): readonly (readonly string[])[] {
  const graphs = joinGraphs(document).map(({ name }) => name.value)
  const later = new Set<string>()
  for (const definition of document.definitions)
    if (definition.kind === Kind.INTERFACE_TYPE_DEFINITION)
      for (const join of joins(definition, 'join__type'))
        if (booleanArgument(join, 'isInterfaceObject')) later.add(enumArgument(join, 'graph') ?? '')
  const sorted = [...graphs.filter((graph) => !later.has(graph)), ...graphs.filter((graph) => later.has(graph))]
  return later.size === 0 ? [graphs] : [sorted, sorted.toReversed()]
}

/** Gives subgraphs names that sort in this order. */
export function renameSubgraphs(document: DocumentNode, order: readonly string[]): RenamedSupergraph {
  const names = new Map<string, string>()
  const renamed = new Map<string, string>()
  for (const graph of joinGraphs(document)) {
    const [join] = joins(graph, 'join__graph')
    const name = join && stringArgument(join, 'name')
    if (name === undefined) continue
    const ours = `g${String(order.indexOf(graph.name.value)).padStart(4, '0')}`
    names.set(ours, name)
    renamed.set(name, ours)
  }
  const sdl = visit(document, {
    Directive(node) {
      const argument = node.name.value === 'join__graph' ? 'name' : node.name.value === 'join__field' ? 'override' : ''
      const to = renamed.get(stringArgument(node, argument) ?? '')
      if (to === undefined) return undefined
      const given = node.arguments ?? []
      return {
        ...node,
        arguments: given.map((each) => (each.name.value === argument ? { ...each, value: { kind: Kind.STRING, value: to } } : each)),
      }
    },
  })
  return { sdl: print(sdl), names }
}

const joinGraphs = (document: DocumentNode): readonly EnumValueDefinitionNode[] =>
  document.definitions.flatMap((definition) =>
    definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph' ? (definition.values ?? []) : [],
  )
