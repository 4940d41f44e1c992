import { type ConstDirectiveNode, type DirectiveNode, type DocumentNode, Kind, print, type StringValueNode, visit } from 'graphql'

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
  const graphs = document.definitions.flatMap((definition) =>
    definition.kind === Kind.ENUM_TYPE_DEFINITION && definition.name.value === 'join__Graph'
      ? (definition.values ?? []).map(({ name }) => name.value)
      : [],
  )
  const later = new Set<string>()
  visit(document, {
    InterfaceTypeDefinition(node) {
      for (const directive of node.directives ?? []) if (isInterfaceObject(directive)) later.add(enumArgument(directive, 'graph') ?? '')
      return false
    },
    ObjectTypeDefinition: () => false,
  })
  const sorted = [...graphs.filter((graph) => !later.has(graph)), ...graphs.filter((graph) => later.has(graph))]
  return graphs.length < 2 ? [graphs] : [sorted, sorted.toReversed()]
}

/** Gives subgraphs names that sort in this order. */
export function renameSubgraphs(document: DocumentNode, order: readonly string[]): RenamedSupergraph {
  const names = new Map<string, string>()
  const renamed = new Map<string, string>()
  const ours = (graph: string) => `g${String(order.indexOf(graph)).padStart(4, '0')}`
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.ENUM_TYPE_DEFINITION || definition.name.value !== 'join__Graph') continue
    for (const graph of definition.values ?? []) {
      const join = graph.directives?.find(({ name }) => name.value === 'join__graph')
      const name = join && stringArgument(join, 'name')
      if (!name) continue
      names.set(ours(graph.name.value), name.value)
      renamed.set(name.value, ours(graph.name.value))
    }
  }
  const named = visit(document, {
    Directive(node) {
      const argument = node.name.value === 'join__graph' ? 'name' : node.name.value === 'join__field' ? 'override' : undefined
      const value = argument && stringArgument(node, argument)
      const to = value && renamed.get(value.value)
      if (!to) return undefined
      return {
        ...node,
        arguments: (node.arguments ?? []).map((given) =>
          given.name.value === argument ? { ...given, value: { kind: Kind.STRING, value: to } } : given,
        ),
      }
    },
  })
  return { sdl: print(named), names }
}

const isInterfaceObject = (directive: ConstDirectiveNode): boolean =>
  directive.name.value === 'join__type' &&
  (directive.arguments?.some(({ name, value }) => name.value === 'isInterfaceObject' && value.kind === Kind.BOOLEAN && value.value) ??
    false)

function enumArgument(directive: ConstDirectiveNode, argument: string): string | undefined {
  const value = directive.arguments?.find(({ name }) => name.value === argument)?.value
  return value?.kind === Kind.ENUM ? value.value : undefined
}

function stringArgument(directive: DirectiveNode, argument: string): StringValueNode | undefined {
  const value = directive.arguments?.find(({ name }) => name.value === argument)?.value
  return value?.kind === Kind.STRING ? value : undefined
}
