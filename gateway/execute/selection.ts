import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  isUnionType,
  Kind,
  type SelectionSetNode,
} from 'graphql'
import { isIncluded, type Variables } from './conditions.ts'
import { responseKeyOf, type StoreKeys } from './store-keys.ts'
import type { TypeIndex } from './type-index.ts'

/** A field of the response: merged from all mentions of it in the operation. */
export interface SelectedField {
  readonly responseKey: string
  readonly storeKey: string
  readonly name: string
  /** `Type.field`, for error messages. */
  readonly coordinate: string
  /** Null for `__typename`, `__schema` and `__type`. */
  readonly type: GraphQLOutputType | null
  readonly selectionSets: readonly SelectionSetNode[]
}

export interface SelectionOptions {
  readonly schema: GraphQLSchema
  readonly index: TypeIndex
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
  readonly keys: StoreKeys
  readonly variables: Variables
  /** Selection sets of a mutation's root, whose fields are stored apart. */
  readonly serialRoot: SelectionSetNode | null
}

/**
 * `CollectFields` of the GraphQL specification (§ 6.3.2), for one runtime type, in the order of the operation.
 *
 * @param runtimeType an object type, or an interface where the concrete type is not known: then only what holds for every implementation is collected
 */
export function collectFields(sets: readonly SelectionSetNode[], runtimeType: string, options: SelectionOptions): SelectedField[] {
  const nodes = new Map<string, FieldNode[]>()
  const spread = new Set<string>()
  const collect = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (!isIncluded(selection, options.variables)) continue
      if (selection.kind === Kind.FIELD) {
        const key = responseKeyOf(selection)
        const same = nodes.get(key)
        if (same) same.push(selection)
        else nodes.set(key, [selection])
        continue
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        if (spread.has(selection.name.value)) continue
        spread.add(selection.name.value)
      }
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? options.fragments.get(selection.name.value) : selection
      const condition = fragment?.typeCondition?.name.value
      if (fragment && (condition === undefined || options.index.satisfies(runtimeType, condition))) collect(fragment.selectionSet)
    }
  }
  for (const set of sets) collect(set)
  const isSerial = options.serialRoot !== null && sets[0] === options.serialRoot
  return [...nodes].flatMap(([responseKey, [first, ...others]]) => {
    const field = first && selectField(responseKey, first, others, runtimeType, isSerial, options)
    return field ? [field] : []
  })
}

function selectField(
  responseKey: string,
  first: FieldNode,
  others: readonly FieldNode[],
  parent: string,
  isSerial: boolean,
  { schema, keys }: SelectionOptions,
): SelectedField | null {
  const name = first.name.value
  const coordinate = `${parent}.${name}`
  const selectionSets = [first, ...others].flatMap(({ selectionSet }) => selectionSet ?? [])
  if (name.startsWith('__')) return { responseKey, storeKey: responseKey, name, coordinate, type: null, selectionSets }
  const parentType = schema.getType(parent)
  const definition = isObjectType(parentType) || isInterfaceType(parentType) ? parentType.getFields()[name] : undefined
  if (!definition || isUnionType(parentType)) return null
  return {
    responseKey,
    storeKey: keys.keyOf(first, isSerial),
    name,
    coordinate,
    type: definition.type,
    selectionSets,
  }
}
