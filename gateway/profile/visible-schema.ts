import {
  buildASTSchema,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLSchema,
  Kind,
  parse,
  printSchema,
  type TypeDefinitionNode,
  type TypeNode,
} from 'graphql'

/** Whether somebody may ever be shown a field. */
export type MaySee = (type: string, field: string) => boolean

/**
 * The part of a schema that somebody may know of, for introspection: fields that they can never be shown are not in it, nor types that nothing
 * leads to. A field of an interface stays, on all its types, where one of them may show it; else the rest would be no valid schema.
 */
export function visibleSchema(schema: GraphQLSchema, maySee: MaySee): GraphQLSchema {
  const document = parse(printSchema(schema), { noLocation: true })
  const types = new Map(
    document.definitions.flatMap((definition) =>
      'name' in definition && definition.name ? [[definition.name.value, definition as TypeDefinitionNode]] : [],
    ),
  )
  const kept = new Map<string, TypeDefinitionNode>()
  for (const [name, definition] of types) kept.set(name, withVisibleFields(definition, types, maySee))

  const reached = new Set<string>()
  const reach = (name: string): void => {
    const definition = kept.get(name)
    if (!definition || reached.has(name)) return
    reached.add(name)
    for (const next of namesIn(definition)) reach(next)
    // What stands behind an interface may stand in an answer.
    if (definition.kind === Kind.INTERFACE_TYPE_DEFINITION)
      for (const [type, other] of kept)
        if (
          other.kind === Kind.OBJECT_TYPE_DEFINITION &&
          other.interfaces?.some((implemented) => implemented.name.value === name) &&
          showsAnything(other, maySee)
        )
          reach(type)
  }
  for (const root of [schema.getQueryType(), schema.getMutationType()]) if (root) reach(root.name)
  const definitions: DocumentNode['definitions'] = document.definitions.flatMap((definition): DocumentNode['definitions'][number][] => {
    const name = 'name' in definition && definition.name ? definition.name.value : ''
    if (definition.kind === Kind.DIRECTIVE_DEFINITION || definition.kind === Kind.SCHEMA_DEFINITION) return [definition]
    const shown = kept.get(name)
    return shown && reached.has(name) ? [shown] : []
  })
  return buildASTSchema({ kind: Kind.DOCUMENT, definitions }, { assumeValid: true, assumeValidSDL: true })
}

function withVisibleFields(
  definition: TypeDefinitionNode,
  types: ReadonlyMap<string, TypeDefinitionNode>,
  maySee: MaySee,
): TypeDefinitionNode {
  if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION) return definition
  const interfaces =
    definition.kind === Kind.INTERFACE_TYPE_DEFINITION
      ? [definition.name.value]
      : (definition.interfaces?.map(({ name }) => name.value) ?? [])
  const implementing = (name: string): readonly string[] =>
    [...types].flatMap(([type, other]) =>
      other.kind === Kind.OBJECT_TYPE_DEFINITION && other.interfaces?.some((implemented) => implemented.name.value === name) ? [type] : [],
    )
  const isShared = (name: string, field: FieldDefinitionNode): boolean => {
    const declared = types.get(name)
    return (
      declared?.kind === Kind.INTERFACE_TYPE_DEFINITION &&
      (declared.fields?.some((other) => other.name.value === field.name.value) ?? false)
    )
  }
  const fields = definition.fields?.filter((field) => {
    const sharing = interfaces.filter((name) => isShared(name, field))
    if (sharing.length === 0) return maySee(definition.name.value, field.name.value)
    return sharing.some((name) => implementing(name).some((type) => maySee(type, field.name.value)))
  })
  return { ...definition, ...(fields && { fields }) }
}

const HARMLESS: ReadonlySet<string> = new Set(['id', 'gaps'])

const showsAnything = (definition: TypeDefinitionNode, maySee: MaySee): boolean =>
  'fields' in definition &&
  (definition.fields?.some(({ name }) => !HARMLESS.has(name.value) && maySee(definition.name.value, name.value)) ?? false)

function namesIn(definition: TypeDefinitionNode): readonly string[] {
  const named = (type: TypeNode): string => (type.kind === Kind.NAMED_TYPE ? type.name.value : named(type.type))
  const fields = 'fields' in definition ? (definition.fields ?? []) : []
  const members = definition.kind === Kind.UNION_TYPE_DEFINITION ? (definition.types ?? []).map(({ name }) => name.value) : []
  const interfaces = 'interfaces' in definition ? (definition.interfaces ?? []).map(({ name }) => name.value) : []
  const inputs = fields.flatMap((field) => ('arguments' in field ? (field.arguments ?? []).map(({ type }) => named(type)) : []))
  return [...fields.map(({ type }) => named(type)), ...inputs, ...members, ...interfaces]
}
