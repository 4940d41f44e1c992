import { type DirectiveNode, Kind, parse, type SelectionNode } from 'graphql'

// How composition writes down who resolves what: https://specs.apollo.dev/join/v0.3

interface WithDirectives {
  readonly directives?: readonly DirectiveNode[] | undefined
}

export const joins = (node: WithDirectives, name: 'join__type' | 'join__field' | 'join__graph'): readonly DirectiveNode[] =>
  node.directives?.filter((directive) => directive.name.value === name) ?? []

const argument = (directive: DirectiveNode, name: string) => directive.arguments?.find((given) => given.name.value === name)?.value

/** The value of an enum argument; subgraphs are named so. */
export function enumArgument(directive: DirectiveNode, name: string): string | undefined {
  const value = argument(directive, name)
  return value?.kind === Kind.ENUM ? value.value : undefined
}

export function stringArgument(directive: DirectiveNode, name: string): string | undefined {
  const value = argument(directive, name)
  return value?.kind === Kind.STRING ? value.value : undefined
}

export function booleanArgument(directive: DirectiveNode, name: string): boolean | undefined {
  const value = argument(directive, name)
  return value?.kind === Kind.BOOLEAN ? value.value : undefined
}

/** Reads `id owner { name }` as selections. */
export function parseFieldSet(fieldSet: string | undefined): readonly SelectionNode[] {
  const operation = fieldSet ? parse(`{${fieldSet}}`, { noLocation: true }).definitions[0] : undefined
  return operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet.selections : []
}

/** Names of the fields at the top of a field set, also those in fragments. */
export const topLevelNames = (selections: readonly SelectionNode[]): string[] =>
  selections.flatMap((selection) =>
    selection.kind === Kind.FIELD
      ? [selection.name.value]
      : selection.kind === Kind.INLINE_FRAGMENT
        ? topLevelNames(selection.selectionSet.selections)
        : [],
  )
