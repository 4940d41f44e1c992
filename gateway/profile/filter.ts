import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'
import { HubError } from '../../schema/index.ts'
import { childType, compositeType, isRecordType, possibleTypes, typesBelow } from './composite.ts'
import { orNothing, withSelections } from './flatten.ts'
import type { VisibleFields } from './visible-fields.ts'

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }

/**
 * Fields of an operation once they are asked type by type. Planning is synchronous, so this bounds for how long one question can keep all others
 * waiting: docs/decisions/0011-planning-is-bounded-by-size.md.
 */
const MAX_SELECTIONS = 4_000

/**
 * Takes out of an operation what this profile can never be shown, so that it is neither planned nor fetched. A field of an interface stays where
 * every type that may stand there shows it; else it is asked of those types that do.
 *
 * @param set of an operation after `flatten` and `fillGaps`
 * @throws {HubError} QUERY_TOO_COSTLY where it becomes too large to be planned
 */
export function filterSelections(
  set: SelectionSetNode,
  root: GraphQLCompositeType,
  schema: GraphQLSchema,
  visible: VisibleFields,
): SelectionSetNode {
  let written = 0
  const maySee = (type: string, name: string): boolean => visible.get(type)?.has(name) ?? true

  const ofSet = (current: SelectionSetNode, parent: GraphQLCompositeType, types: readonly string[]): SelectionSetNode => {
    const selections = current.selections.flatMap((selection) => ofSelection(selection, parent, types))
    // Which of the fragments is answered, with nulls where need be, depends on the type, also where nothing is left of them to be fetched.
    const isTypeAsked = isAbstractType(parent) && current.selections.some(({ kind }) => kind === Kind.INLINE_FRAGMENT)
    return { kind: Kind.SELECTION_SET, selections: isTypeAsked ? [...selections, TYPENAME] : selections }
  }

  const ofSelection = (selection: SelectionNode, parent: GraphQLCompositeType, types: readonly string[]): readonly SelectionNode[] => {
    if (selection.kind === Kind.FIELD) return ofField(selection, parent, types)
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [selection]
    const condition = selection.typeCondition ? compositeType(schema, selection.typeCondition.name.value) : parent
    if (!condition) return []
    const allowed = new Set(possibleTypes(schema, condition))
    const inner = ofSet(
      selection.selectionSet,
      condition,
      types.filter((type) => allowed.has(type)),
    )
    return inner.selections.length > 0 ? [{ ...selection, selectionSet: inner }] : []
  }

  const ofField = (node: FieldNode, parent: GraphQLCompositeType, types: readonly string[]): readonly SelectionNode[] => {
    const name = node.name.value
    const seeing = types.filter((type) => maySee(type, name))
    if (seeing.length === 0 && types.length > 0) return []
    const child = childType(parent, name)
    // Records below an interface are those of the same agency: asked type by type, so that the answer's types are known to the planner.
    const isSplit =
      !(parent.name === types[0] && types.length === 1) &&
      (seeing.length < types.length || (child !== undefined && isRecordType(parent) && isRecordType(child)))
    if (!isSplit) {
      if (++written > MAX_SELECTIONS)
        throw new HubError('QUERY_TOO_COSTLY', { cost: 'fields for all types of record', limit: MAX_SELECTIONS })
      if (!node.selectionSet || !child) return [node]
      const below = typesBelow(schema, parent, child)
      // An agency that does not map the relation has nothing there: it is answered with null, unasked.
      return below.length > 0 ? [withSelections(node, ofSet(node.selectionSet, child, below))] : []
    }
    return seeing.flatMap((type): readonly SelectionNode[] => {
      const concrete = compositeType(schema, type)
      if (!concrete) return []
      const typeCondition = { kind: Kind.NAMED_TYPE as const, name: { kind: Kind.NAME as const, value: type } }
      const selections = ofField(node, concrete, [type])
      return [{ kind: Kind.INLINE_FRAGMENT, typeCondition, selectionSet: { kind: Kind.SELECTION_SET, selections } }]
    })
  }

  return orNothing(ofSet(set, root, possibleTypes(schema, root)))
}
