import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql'
import { HubError } from '../../schema/index.ts'

/** Whether a selection counts, by its `@skip` and `@include`. */
type Condition = (directives: readonly DirectiveNode[] | undefined) => boolean

const knownNames = new WeakMap<DocumentNode, readonly string[]>()

/** Variables that decide about `@skip` or `@include` somewhere in the document, sorted. Looked for once per document. */
export function conditionNames(document: DocumentNode): readonly string[] {
  const known = knownNames.get(document) ?? findConditionNames(document)
  knownNames.set(document, known)
  return known
}

function findConditionNames(document: DocumentNode): readonly string[] {
  const names = new Set<string>()
  visit(document, {
    Directive(directive) {
      const value = argumentOf(directive)
      if (value?.kind === Kind.VARIABLE) names.add(value.name.value)
    },
  })
  return [...names].sort()
}

/**
 * The values of these variables for one request: given, else the default of the operation. One of another operation of the document is false.
 *
 * @throws {HubError} BAD_ARGUMENT for one that is neither true nor false: taken for either, it would show or hide what nobody decided
 */
export function conditionValues(
  names: readonly string[],
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, boolean> {
  return new Map(
    names.map((name) => {
      const definition = operation.variableDefinitions?.find(({ variable }) => variable.name.value === name)
      if (!definition) return [name, false]
      const { defaultValue } = definition
      const usual = defaultValue?.kind === Kind.BOOLEAN ? defaultValue.value : undefined
      const value = Object.hasOwn(variables, name) ? variables[name] : usual
      if (typeof value !== 'boolean') throw new HubError('BAD_ARGUMENT', { argument: name, problem: 'is true or false' })
      return [name, value]
    }),
  )
}

/**
 * Writes an operation without named fragments, `@skip` and `@include`: each field stands where it is asked, and only where it is.
 * Valid documents only; how large it becomes is bounded by the limits on selections.
 */
export function flatten(
  operation: OperationDefinitionNode,
  document: DocumentNode,
  conditions: ReadonlyMap<string, boolean>,
): SelectionSetNode {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  const counts: Condition = (directives) =>
    (directives ?? []).every((directive) => {
      const name = directive.name.value
      if (name !== 'skip' && name !== 'include') return true
      const value = argumentOf(directive)
      const holds = value?.kind === Kind.BOOLEAN ? value.value : value?.kind === Kind.VARIABLE && conditions.get(value.name.value) === true
      return holds === (name === 'include')
    })

  const ofSet = ({ selections }: SelectionSetNode): SelectionSetNode => ({
    kind: Kind.SELECTION_SET,
    selections: selections.flatMap(ofSelection),
  })
  const ofSelection = (selection: SelectionNode): readonly SelectionNode[] => {
    if (!counts(selection.directives)) return []
    if (selection.kind === Kind.FIELD) return [field(selection, selection.selectionSet && ofSet(selection.selectionSet))]
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection
    if (!fragment) return []
    const inner = ofSet(fragment.selectionSet)
    const { typeCondition } = fragment
    if (inner.selections.length === 0) return []
    return typeCondition ? [{ kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet: inner }] : inner.selections
  }
  return ofSet(operation.selectionSet)
}

/** The field as it stands when its conditions are settled. */
const field = (node: FieldNode, selectionSet: SelectionSetNode | undefined): FieldNode => ({
  kind: Kind.FIELD,
  name: node.name,
  ...(node.alias && { alias: node.alias }),
  ...(node.arguments && node.arguments.length > 0 && { arguments: node.arguments }),
  ...(selectionSet && { selectionSet: orNothing(selectionSet) }),
})

/** The same field over other selections. */
export const withSelections = (node: FieldNode, set: SelectionSetNode | undefined): FieldNode =>
  set ? { ...node, selectionSet: orNothing(set) } : node

/** A selection set may not be empty; this one asks for nothing and is valid. */
export const orNothing = (set: SelectionSetNode): SelectionSetNode => (set.selections.length > 0 ? set : NOTHING)

const NOTHING: SelectionSetNode = {
  kind: Kind.SELECTION_SET,
  selections: [
    {
      kind: Kind.FIELD,
      name: { kind: Kind.NAME, value: '__typename' },
      directives: [
        {
          kind: Kind.DIRECTIVE,
          name: { kind: Kind.NAME, value: 'skip' },
          arguments: [{ kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: 'if' }, value: { kind: Kind.BOOLEAN, value: true } }],
        },
      ],
    },
  ],
}

const argumentOf = (directive: DirectiveNode) => directive.arguments?.find(({ name }) => name.value === 'if')?.value
