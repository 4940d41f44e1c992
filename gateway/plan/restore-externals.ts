import { type ConstDirectiveNode, type DocumentNode, type InterfaceTypeDefinitionNode, Kind, visit } from 'graphql'
import { booleanArgument, enumArgument, joins, parseFieldSet, stringArgument, topLevelNames } from './join-directives.ts'

/**
 * Marks fields of interface objects as `external` again where composition lost the mark.
 *
 * `@theguild/federation-composition` 0.27 writes no `join__field` for an `@external` field of an `@interfaceObject`, which reads as "every subgraph of
 * this type resolves it": the planner then asks the subgraph that only *requires* the field, and gets null. A field that such a subgraph names in
 * `@requires` is external there by definition (https://specs.apollo.dev/federation/v2.3/#@requires), so the mark can be restored.
 */
export function restoreExternals(document: DocumentNode): DocumentNode {
  return visit(document, {
    InterfaceTypeDefinition(type) {
      const required = requiredByInterfaceObjects(type)
      if (required.size === 0) return undefined
      const graphs = new Set(joins(type, 'join__type').flatMap((join) => enumArgument(join, 'graph') ?? []))
      const fields = type.fields?.map((field) => {
        const external = required.get(field.name.value)
        if (!external || joins(field, 'join__field').length > 0) return field
        const marks = [...graphs].map((graph) => joinField(graph, external.has(graph)))
        return { ...field, directives: [...(field.directives ?? []), ...marks] }
      })
      return { ...type, fields: fields ?? [] }
    },
  })
}

/** Field name -> subgraphs with an interface object whose `@requires` names it; keys left out. */
function requiredByInterfaceObjects(type: InterfaceTypeDefinitionNode): Map<string, Set<string>> {
  const keysByGraph = new Map<string, Set<string>>()
  for (const join of joins(type, 'join__type')) {
    const graph = enumArgument(join, 'graph')
    if (!graph || !booleanArgument(join, 'isInterfaceObject')) continue
    const keys = keysByGraph.get(graph) ?? new Set()
    for (const name of topLevelNames(parseFieldSet(stringArgument(join, 'key')))) keys.add(name)
    keysByGraph.set(graph, keys)
  }
  const required = new Map<string, Set<string>>()
  for (const field of type.fields ?? [])
    for (const join of joins(field, 'join__field')) {
      const graph = enumArgument(join, 'graph')
      const keys = graph && keysByGraph.get(graph)
      if (!keys) continue
      for (const name of topLevelNames(parseFieldSet(stringArgument(join, 'requires'))))
        if (!keys.has(name)) required.set(name, (required.get(name) ?? new Set()).add(graph))
    }
  return required
}

const joinField = (graph: string, isExternal: boolean): ConstDirectiveNode => ({
  kind: Kind.DIRECTIVE,
  name: { kind: Kind.NAME, value: 'join__field' },
  arguments: [
    { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: 'graph' }, value: { kind: Kind.ENUM, value: graph } },
    ...(isExternal
      ? [
          {
            kind: Kind.ARGUMENT as const,
            name: { kind: Kind.NAME as const, value: 'external' },
            value: { kind: Kind.BOOLEAN as const, value: true },
          },
        ]
      : []),
  ],
})
