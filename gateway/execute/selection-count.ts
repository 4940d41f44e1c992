import { type FragmentDefinitionNode, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql'

/**
 * Whether an operation selects more than `limit` fields once its fragments are written out. A few lines of fragments that spread each other twice stand for
 * millions of fields, and both validation and planning would walk them all. Each fragment is counted once, so that counting stays cheap.
 */
export function exceedsSelections(
  operations: readonly OperationDefinitionNode[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  limit: number,
): boolean {
  const counted = new Map<string, number>()
  const count = ({ selections }: SelectionSetNode): number => {
    let total = 0
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) total += countFragment(selection.name.value)
      else total += (selection.kind === Kind.FIELD ? 1 : 0) + (selection.selectionSet ? count(selection.selectionSet) : 0)
      if (total > limit) return total
    }
    return total
  }
  const countFragment = (name: string): number => {
    const known = counted.get(name)
    if (known !== undefined) return known
    counted.set(name, 0) // a fragment that spreads itself is for validation to refuse
    const fragment = fragments.get(name)
    const total = fragment ? count(fragment.selectionSet) : 0
    counted.set(name, total)
    return total
  }
  const all = [...operations.map(({ selectionSet }) => selectionSet), ...[...fragments.values()].map(({ selectionSet }) => selectionSet)]
  return all.some((set) => count(set) > limit)
}
