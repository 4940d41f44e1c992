import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql'
import { isIncluded, type Variables } from './conditions.ts'
import type { StoreKeys } from './store-keys.ts'

export interface PlannerDocumentOptions {
  readonly schema: GraphQLSchema
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
  readonly keys: StoreKeys
  /** Interfaces and unions of which some type is `@inaccessible`: what stands there must tell its type, or it could not be hidden. */
  readonly partlyHidden: ReadonlySet<string>
  /** Coerced; only those that `@skip` and `@include` read are looked at. */
  readonly variables: Variables
}

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }

/**
 * Writes the operation as the planner shall see it: conditions settled, introspection left out, every field under its store key.
 *
 * @returns null when nothing has to be fetched
 */
export function toPlannerDocument(operation: OperationDefinitionNode, options: PlannerDocumentOptions): string | null {
  const writer = new Writer(options)
  const root = options.schema.getRootType(operation.operation)
  if (!root) return null
  const selections = writer.rewrite(operation.selectionSet, root.name, operation.operation === 'mutation')
  if (selections.length === 0) return null
  const body: SelectionSetNode = { kind: Kind.SELECTION_SET, selections }
  const fragments = writer.fragments()
  const used = variablesIn(body, fragments)
  const definition: OperationDefinitionNode = {
    kind: Kind.OPERATION_DEFINITION,
    operation: operation.operation,
    variableDefinitions: operation.variableDefinitions?.filter(({ variable }) => used.has(variable.name.value)) ?? [],
    selectionSet: body,
  }
  return [definition, ...fragments].map(print).join('\n')
}

class Writer {
  readonly #options: PlannerDocumentOptions
  readonly #queryType: string | undefined
  /** Each fragment is rewritten once, however often it is spread; null when nothing of it is left. */
  readonly #fragments = new Map<string, FragmentDefinitionNode | null>()

  constructor(options: PlannerDocumentOptions) {
    this.#options = options
    this.#queryType = options.schema.getQueryType()?.name
  }

  fragments(): FragmentDefinitionNode[] {
    return [...this.#fragments.values()].filter((fragment) => fragment !== null)
  }

  rewrite(set: SelectionSetNode, parent: string, isSerial: boolean): SelectionNode[] {
    const result: SelectionNode[] = []
    const leaves = new Set<string>()
    for (const selection of set.selections) {
      if (!isIncluded(selection, this.#options.variables)) continue
      if (selection.kind === Kind.FIELD) {
        const field = this.#field(selection, parent, isSerial)
        if (!field) continue
        const key = field.alias?.value ?? field.name.value
        if (!field.selectionSet && leaves.has(key)) continue
        leaves.add(key)
        result.push(field)
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const inner = this.rewrite(selection.selectionSet, selection.typeCondition?.name.value ?? parent, isSerial)
        if (inner.length === 0) continue
        const { typeCondition } = selection
        result.push({
          kind: Kind.INLINE_FRAGMENT,
          ...(typeCondition && { typeCondition }),
          selectionSet: { kind: Kind.SELECTION_SET, selections: inner },
        })
      } else if (this.#fragment(selection.name.value, isSerial)) {
        result.push({ kind: Kind.FRAGMENT_SPREAD, name: selection.name })
      }
    }
    return result
  }

  #field(field: FieldNode, parent: string, isSerial: boolean): FieldNode | null {
    const name = field.name.value
    if (name.startsWith('__')) return isSerial || parent === this.#queryType ? null : TYPENAME
    const key = this.#options.keys.keyOf(field, isSerial)
    const renamed: FieldNode = {
      kind: Kind.FIELD,
      name: field.name,
      ...(key !== name && { alias: { kind: Kind.NAME, value: key } }),
      ...(field.arguments && { arguments: field.arguments }),
    }
    if (!field.selectionSet) return renamed
    const type = this.#fieldType(parent, name)
    const inner = this.rewrite(field.selectionSet, type, false)
    // Whether the object is there at all has to be asked even when none of its fields is.
    const selections = inner.length === 0 || this.#options.partlyHidden.has(type) ? [TYPENAME, ...inner] : inner
    return { ...renamed, selectionSet: { kind: Kind.SELECTION_SET, selections } }
  }

  #fieldType(parent: string, field: string): string {
    const type = this.#options.schema.getType(parent)
    const definition = isObjectType(type) || isInterfaceType(type) ? type.getFields()[field] : undefined
    if (!definition) throw new TypeError(`${parent} has no field ${field}: the document was not validated against this schema`)
    return getNamedType(definition.type).name
  }

  #fragment(name: string, isSerial: boolean): boolean {
    const known = this.#fragments.get(name)
    if (known !== undefined) return known !== null
    const fragment = this.#options.fragments.get(name)
    if (!fragment) return false
    const selections = this.rewrite(fragment.selectionSet, fragment.typeCondition.name.value, isSerial)
    const { typeCondition } = fragment
    this.#fragments.set(
      name,
      selections.length === 0
        ? null
        : { kind: Kind.FRAGMENT_DEFINITION, name: fragment.name, typeCondition, selectionSet: { kind: Kind.SELECTION_SET, selections } },
    )
    return selections.length > 0
  }
}

function variablesIn(body: SelectionSetNode, fragments: readonly FragmentDefinitionNode[]): Set<string> {
  const used = new Set<string>()
  for (const node of [body, ...fragments])
    visit(node, {
      Variable(variable) {
        used.add(variable.name.value)
      },
    })
  return used
}
