import { type DirectiveNode, type DocumentNode, Kind, visit } from 'graphql'

export type Variables = Readonly<Record<string, unknown>>

/** Whether `@skip` and `@include` let this selection stand. Both are settled before planning, so that a plan holds no conditions. */
export function isIncluded(node: { readonly directives?: readonly DirectiveNode[] | undefined }, variables: Variables): boolean {
  for (const directive of node.directives ?? []) {
    if (directive.name.value === 'skip' && condition(directive, variables)) return false
    if (directive.name.value === 'include' && !condition(directive, variables)) return false
  }
  return true
}

function condition(directive: DirectiveNode, variables: Variables): boolean {
  const value = directive.arguments?.find(({ name }) => name.value === 'if')?.value
  if (value?.kind === Kind.BOOLEAN) return value.value
  return value?.kind === Kind.VARIABLE && variables[value.name.value] === true
}

/** Names of the variables that some `@skip` or `@include` of the document reads. Their values are part of a plan's identity. */
export function conditionVariables(document: DocumentNode): readonly string[] {
  const names = new Set<string>()
  visit(document, {
    Directive(node) {
      if (node.name.value !== 'skip' && node.name.value !== 'include') return
      for (const { value } of node.arguments ?? []) if (value.kind === Kind.VARIABLE) names.add(value.name.value)
    },
  })
  return [...names].sort()
}
