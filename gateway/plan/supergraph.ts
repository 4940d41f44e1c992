import {
  buildASTSchema,
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  type NamedTypeNode,
  parse,
  visit,
} from 'graphql'
import { restoreExternals } from './restore-externals.ts'

/** What a supergraph says, read once. */
export interface Supergraph {
  /** The SDL, parsed, with the `external` marks restored that composition lost. */
  readonly document: DocumentNode
  /** Every type and field, also the `@inaccessible` ones: what subgraphs may answer with. No federation types or directives. */
  readonly fullSchema: GraphQLSchema
  /** What a client may ask: {@link fullSchema} without everything `@inaccessible`. */
  readonly publicSchema: GraphQLSchema
}

const KEPT_APPLICATIONS = new Set(['deprecated', 'specifiedBy', 'oneOf'])

/**
 * Reads a supergraph SDL (Federation 2, `join` spec).
 *
 * @throws {GraphQLError} when the SDL does not parse
 */
export function readSupergraph(supergraphSdl: string): Supergraph {
  const original = parse(supergraphSdl, { noLocation: true })
  const specs = readSpecs(original)
  const definitions = original.definitions.filter((definition) => !specs.defines(definition))
  const all: DocumentNode = { kind: Kind.DOCUMENT, definitions }
  return {
    document: restoreExternals(original),
    fullSchema: toSchema(all),
    publicSchema: toSchema(withoutInaccessible(all, specs.inaccessible)),
  }
}

interface Specs {
  /** The name under which `@inaccessible` was imported. */
  readonly inaccessible: string
  /** True for definitions that belong to a specification, not to the graph. */
  defines(definition: DefinitionNode): boolean
}

/** Reads `@link`: which names are the machinery of specs.apollo.dev and not part of the graph (https://specs.apollo.dev/link/v1.0). */
function readSpecs(document: DocumentNode): Specs {
  const prefixes = new Set(['join', 'link', 'core'])
  const imported = new Set<string>()
  let inaccessible = 'inaccessible'
  for (const link of schemaDirectives(document)) {
    const url = stringArgument(link, 'url') ?? stringArgument(link, 'feature') ?? ''
    const name = /^https?:\/\/specs\.apollo\.dev\/([A-Za-z0-9_]+)/.exec(url)?.[1]
    if (!name) continue
    const prefix = stringArgument(link, 'as') ?? name
    prefixes.add(prefix)
    if (name === 'inaccessible') inaccessible = prefix
    for (const [original, alias] of imports(link)) {
      imported.add(alias)
      if (original === '@inaccessible') inaccessible = alias.slice(1)
    }
  }
  const isSpec = (name: string, sigil: '@' | '') =>
    imported.has(sigil + name) ||
    (sigil === '@' && prefixes.has(name)) ||
    (name.includes('__') && prefixes.has(name.slice(0, name.indexOf('__'))))
  return {
    inaccessible,
    defines: (definition) =>
      definition.kind === Kind.DIRECTIVE_DEFINITION
        ? isSpec(definition.name.value, '@')
        : 'name' in definition && definition.name !== undefined && isSpec(definition.name.value, ''),
  }
}

const schemaDirectives = (document: DocumentNode): readonly DirectiveNode[] =>
  document.definitions.flatMap((definition) =>
    definition.kind === Kind.SCHEMA_DEFINITION || definition.kind === Kind.SCHEMA_EXTENSION
      ? (definition.directives ?? []).filter(({ name }) => name.value === 'link' || name.value === 'core')
      : [],
  )

function stringArgument(directive: DirectiveNode, name: string): string | undefined {
  const value = directive.arguments?.find((argument) => argument.name.value === name)?.value
  return value?.kind === Kind.STRING ? value.value : undefined
}

/** Pairs (name in the specification, name here) of one `@link(import: ["@key", { name: "@tag", as: "@label" }])`. */
function imports(link: DirectiveNode): [string, string][] {
  const list = link.arguments?.find((argument) => argument.name.value === 'import')?.value
  if (list?.kind !== Kind.LIST) return []
  return list.values.flatMap((item): [string, string][] => {
    if (item.kind === Kind.STRING) return [[item.value, item.value]]
    if (item.kind !== Kind.OBJECT) return []
    const text = (key: string) => {
      const value = item.fields.find((field) => field.name.value === key)?.value
      return value?.kind === Kind.STRING ? value.value : undefined
    }
    const name = text('name')
    return name === undefined ? [] : [[name, text('as') ?? name]]
  })
}

/** Drops every type, field, argument, enum value and input field that carries the directive, and mentions of dropped types. */
function withoutInaccessible(document: DocumentNode, directive: string): DocumentNode {
  const isHidden = (node: { directives?: readonly DirectiveNode[] | undefined }) =>
    node.directives?.some(({ name }) => name.value === directive) ?? false
  const hiddenTypes = new Set(
    document.definitions.flatMap((definition) =>
      'name' in definition && definition.name && 'directives' in definition && isHidden(definition) ? [definition.name.value] : [],
    ),
  )
  const drop = (node: { directives?: readonly DirectiveNode[] | undefined }) => (isHidden(node) ? null : undefined)
  const known = (types: readonly NamedTypeNode[] | undefined) => types?.filter(({ name }) => !hiddenTypes.has(name.value)) ?? []
  return visit(document, {
    ScalarTypeDefinition: drop,
    EnumTypeDefinition: drop,
    InputObjectTypeDefinition: drop,
    FieldDefinition: drop,
    InputValueDefinition: drop,
    EnumValueDefinition: drop,
    ObjectTypeDefinition: (node) => (isHidden(node) ? null : { ...node, interfaces: known(node.interfaces) }),
    InterfaceTypeDefinition: (node) => (isHidden(node) ? null : { ...node, interfaces: known(node.interfaces) }),
    UnionTypeDefinition: (node) => (isHidden(node) ? null : { ...node, types: known(node.types) }),
  })
}

function toSchema(document: DocumentNode): GraphQLSchema {
  const bare: DocumentNode = visit(document, { Directive: (node) => (KEPT_APPLICATIONS.has(node.name.value) ? undefined : null) })
  return buildASTSchema(bare, { assumeValid: true, assumeValidSDL: true })
}
