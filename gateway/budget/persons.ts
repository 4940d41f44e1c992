import { type FieldNode, type GraphQLCompositeType, type GraphQLSchema, isUnionType, Kind, type SelectionSetNode } from 'graphql'
import { childType, compositeType, possibleTypes } from '../profile/index.ts'

/** Kinds of record of which each row stands for a person, and the hub's types over them. */
const PERSON_KINDS: ReadonlySet<string> = new Set(['VictimRecord', 'PerpetratorRecord', 'MovementRecord'])
const PERSON_TYPES: ReadonlySet<string> = new Set(['Victim', 'Perpetrator'])

const known = new WeakMap<GraphQLSchema, ReadonlySet<string>>()

/** Object types that stand for a person. */
function personTypes(schema: GraphQLSchema): ReadonlySet<string> {
  const found = known.get(schema)
  if (found) return found
  const kinds = [...PERSON_KINDS].flatMap((kind) => {
    const type = compositeType(schema, kind)
    return type ? possibleTypes(schema, type) : []
  })
  const names = new Set([...kinds, ...PERSON_TYPES])
  known.set(schema, names)
  return names
}

const canBePerson = (type: GraphQLCompositeType, schema: GraphQLSchema): boolean =>
  possibleTypes(schema, type).some((name) => personTypes(schema).has(name))

const knownShapes = new WeakMap<SelectionSetNode, boolean>()

/**
 * Whether a question could show persons, by its shape alone.
 *
 * @param set of a prepared operation, kept with it: it is looked through once
 */
export function mayShowPersons(set: SelectionSetNode, parent: GraphQLCompositeType, schema: GraphQLSchema): boolean {
  const isKnown = knownShapes.get(set)
  if (isKnown !== undefined) return isKnown
  const mayShow = findsPersons(set, parent, schema)
  knownShapes.set(set, mayShow)
  return mayShow
}

function findsPersons(set: SelectionSetNode, parent: GraphQLCompositeType, schema: GraphQLSchema): boolean {
  return set.selections.some((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return true
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition ? compositeType(schema, selection.typeCondition.name.value) : parent
      return condition !== undefined && findsPersons(selection.selectionSet, condition, schema)
    }
    const child = childType(parent, selection.name.value)
    if (!child || !selection.selectionSet) return false
    return canBePerson(child, schema) || findsPersons(selection.selectionSet, child, schema)
  })
}

const plain = (name: string): FieldNode => ({ kind: Kind.FIELD, name: { kind: Kind.NAME, value: name } })

/**
 * Asks for type and id of every person that is asked for, so that they can be counted; who asked is not shown them.
 *
 * @param set of an operation without named fragments
 */
export function withPersonIds(set: SelectionSetNode, parent: GraphQLCompositeType, schema: GraphQLSchema): SelectionSetNode {
  const selections = set.selections.map((selection) => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return selection
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition ? compositeType(schema, selection.typeCondition.name.value) : parent
      return condition ? { ...selection, selectionSet: withPersonIds(selection.selectionSet, condition, schema) } : selection
    }
    const child = childType(parent, selection.name.value)
    if (!child || !selection.selectionSet) return selection
    const inner = withPersonIds(selection.selectionSet, child, schema)
    return { ...selection, selectionSet: isCounted(child, inner, schema) ? withIds(inner) : inner }
  })
  return { ...set, selections }
}

const isCounted = (type: GraphQLCompositeType, set: SelectionSetNode, schema: GraphQLSchema): boolean =>
  !isUnionType(type) && 'id' in type.getFields() && canBePerson(type, schema) && !asksNothing(set)

/** A set of which nothing may be fetched holds one field that is always skipped. */
const asksNothing = ({ selections }: SelectionSetNode): boolean =>
  selections.every((selection) => selection.kind === Kind.FIELD && (selection.directives?.length ?? 0) > 0)

const withIds = (set: SelectionSetNode): SelectionSetNode => ({ ...set, selections: [...set.selections, plain('__typename'), plain('id')] })

/**
 * Ids of the persons among what was fetched. One of the hub's is counted by its records, and by its own id where none were asked for.
 *
 * @param fetched objects by our own keys, as the executor keeps them
 */
export function findPersons(fetched: unknown, schema: GraphQLSchema): ReadonlySet<string> {
  const types = personTypes(schema)
  const found = new Set<string>()
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    if (Array.isArray(value)) {
      for (const item of value) visit(item)
      return
    }
    const object = value as Readonly<Record<string, unknown>> // neither null nor a list: checked above
    const { __typename: type, id } = object
    if (typeof type === 'string' && typeof id === 'string' && types.has(type) && !(PERSON_TYPES.has(type) && Array.isArray(object.records)))
      found.add(`${type} ${id}`)
    for (const key in object) {
      const inner = object[key]
      if (typeof inner === 'object' && inner !== null) visit(inner)
    }
  }
  visit(fetched)
  return found
}
