import type { EntityBranch, RequiresSelection } from '../plan/index.ts'
import { isObject, own, type StoreObject } from './own.ts'
import type { TypeIndex } from './type-index.ts'

/**
 * Builds what `_entities` is asked with.
 *
 * @returns null when this entity cannot or need not be asked: none of the requirements is for its type, nothing is known of it, or an earlier fetch that
 *   should have brought a required field failed (a computation on a value that is not known must not run)
 */
export function buildRepresentation(entity: StoreObject, branch: EntityBranch, index: TypeIndex): StoreObject | null {
  const typename = typeof entity.__typename === 'string' ? entity.__typename : null
  const representation: StoreObject = {}
  if (!addSelections(representation, branch.requires, entity, typename, index)) return null
  if (!hasValue(representation)) return null
  representation.__typename ??= typename ?? onlyTypeOf(branch)
  for (const { types, typename: override } of branch.typenameOverrides)
    if (typename === null || types.length === 0 || index.satisfiesAny(typename, types)) representation.__typename = override
  return representation
}

/** Where no `__typename` was fetched, only one type can stand: the one that the requirements are written for. */
const onlyTypeOf = ({ requires: [first] }: EntityBranch): string | undefined =>
  first?.kind === 'InlineFragment' ? first.typeCondition : undefined

/** @returns false when a required value is missing */
function addSelections(
  into: StoreObject,
  selections: readonly RequiresSelection[],
  source: StoreObject,
  typename: string | null,
  index: TypeIndex,
): boolean {
  for (const selection of selections) {
    if (selection.kind === 'InlineFragment') {
      if (typename !== null && !index.satisfies(typename, selection.typeCondition)) continue
      if (!addSelections(into, selection.selections, source, typename, index)) return false
      continue
    }
    const value = own(source, selection.readKey)
    if (value === undefined) {
      if (selection.readKey === '__typename') continue
      return false
    }
    const built = selection.selections === null ? value : buildNested(selection.selections, value, index)
    if (built === undefined) return false
    const earlier = into[selection.sendKey]
    if (isObject(earlier) && isObject(built)) Object.assign(earlier, built)
    else into[selection.sendKey] = built
  }
  return true
}

/** @returns undefined when a required value is missing */
function buildNested(selections: readonly RequiresSelection[], value: unknown, index: TypeIndex): unknown {
  if (value === null) return null
  if (Array.isArray(value)) {
    const items: unknown[] = []
    for (const item of value) {
      const built = buildNested(selections, item, index)
      if (built === undefined) return undefined
      items.push(built)
    }
    return items
  }
  if (!isObject(value)) return undefined
  const nested: StoreObject = {}
  const typename = typeof value.__typename === 'string' ? value.__typename : null
  if (!addSelections(nested, selections, value, typename, index)) return undefined
  // The plan leaves it out, yet who gets a value of several possible types has to know which one it is.
  if (typename !== null && selections.some(({ kind }) => kind === 'InlineFragment')) nested.__typename ??= typename
  return nested
}

/** Part of a compound key may be null; an entity of which nothing but its type is known cannot be found by anybody. */
function hasValue(representation: StoreObject): boolean {
  for (const key of Object.keys(representation)) {
    const value = representation[key]
    if (key !== '__typename' && value !== null && value !== undefined) return true
  }
  return false
}
