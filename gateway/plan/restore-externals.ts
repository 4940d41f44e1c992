import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  type SelectionSetNode,
  visit,
} from 'graphql'

/**
 * Marks fields as `external` again where composition lost the mark.
 *
 * `@theguild/federation-composition` 0.27 writes no `join__field` for an `@external` field of an `@interfaceObject`, which reads as "every subgraph of
 * this type resolves it": the planner then asks the subgraph that only *requires* the field, and gets null. A field that a subgraph names in
 * `@requires` is external there by definition (https://specs.apollo.dev/federation/v2.3/#@requires), so the mark can be restored safely.
 */
export function restoreExternals(document: DocumentNode): DocumentNode {
  const restore = <Node extends ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode>(type: Node): Node | undefined => {
    const graphs = new Set(joins(type.directives, 'join__type').flatMap((directive) => graphOf(directive) ?? []))
    if (graphs.size < 2) return undefined
    const requiring = requiredTopLevelFields(type)
    if (requiring.size === 0) return undefined
    const fields = type.fields?.map((field) => {
      const external = requiring.get(field.name.value)
      if (!external || joins(field.directives, 'join__field').length > 0) return field
      const owners = [...graphs].filter((graph) => !external.has(graph))
      if (owners.length === 0) return field
      const marks = [...owners.map((graph) => joinField(graph, false)), ...[...external].map((graph) => joinField(graph, true))]
      return { ...field, directives: [...(field.directives ?? []), ...marks] }
    })
    return fields ? { ...type, fields } : undefined
  }
  return visit(document, { ObjectTypeDefinition: restore, InterfaceTypeDefinition: restore })
}

/** Field name -> subgraphs whose `@requires` on this type names it, keys left out. */
function requiredTopLevelFields(type: ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode): Map<string, Set<string>> {
  const keys = new Map<string, Set<string>>()
  for (const join of joins(type.directives, 'join__type')) {
    const graph = graphOf(join)
    if (!graph) continue
    const names = keys.get(graph) ?? new Set()
    for (const name of fieldNames(text(join, 'key'))) names.add(name)
    keys.set(graph, names)
  }
  const required = new Map<string, Set<string>>()
  for (const field of type.fields ?? [])
    for (const join of joins(field.directives, 'join__field')) {
      const graph = graphOf(join)
      if (!graph) continue
      for (const name of fieldNames(text(join, 'requires')))
        if (!keys.get(graph)?.has(name)) required.set(name, (required.get(name) ?? new Set()).add(graph))
    }
  return required
}

const joins = (directives: FieldDefinitionNode['directives'], name: string): readonly ConstDirectiveNode[] =>
  directives?.filter((directive) => directive.name.value === name) ?? []

function graphOf(directive: ConstDirectiveNode): string | undefined {
  const value = directive.arguments?.find(({ name }) => name.value === 'graph')?.value
  return value?.kind === Kind.ENUM ? value.value : undefined
}

function text(directive: ConstDirectiveNode, argument: string): string | undefined {
  const value = directive.arguments?.find(({ name }) => name.value === argument)?.value
  return value?.kind === Kind.STRING ? value.value : undefined
}

function fieldNames(fieldSet: string | undefined): string[] {
  const operation = fieldSet ? parse(`{${fieldSet}}`, { noLocation: true }).definitions[0] : undefined
  return operation?.kind === Kind.OPERATION_DEFINITION ? topLevel(operation.selectionSet) : []
}

const topLevel = (set: SelectionSetNode): string[] =>
  set.selections.flatMap((selection) =>
    selection.kind === Kind.FIELD
      ? [selection.name.value]
      : selection.kind === Kind.INLINE_FRAGMENT
        ? topLevel(selection.selectionSet)
        : [],
  )

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
