import { type FragmentDefinitionNode, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql'

/** How much an operation stands for once its fragments are written out. */
export interface OperationSize {
  readonly fields: number
  /** Selection sets inside each other; those of fragments count where they are spread. */
  readonly depth: number
}

/**
 * Measures the largest operation of a document.
 *
 * A few lines of fragments that spread each other twice stand for millions of fields, and a chain of them for a depth at which a recursive planner runs out
 * of stack and takes the process with it. So this is looked at before validation and planning, which would walk it all. Each fragment is measured once.
 */
export function measure(
  operations: readonly OperationDefinitionNode[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): OperationSize {
  const known = new Map<string, OperationSize>()
  const measureSet = ({ selections }: SelectionSetNode): OperationSize => {
    let fields = 0
    let depth = 0
    for (const selection of selections) {
      const inner =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? measureFragment(selection.name.value)
          : selection.selectionSet
            ? measureSet(selection.selectionSet)
            : NOTHING
      fields += inner.fields + (selection.kind === Kind.FIELD ? 1 : 0)
      depth = Math.max(depth, inner.depth)
    }
    return { fields, depth: depth + 1 }
  }
  const measureFragment = (name: string): OperationSize => {
    const measured = known.get(name)
    if (measured) return measured
    known.set(name, NOTHING) // a fragment that spreads itself is for validation to refuse
    const fragment = fragments.get(name)
    const size = fragment ? measureSet(fragment.selectionSet) : NOTHING
    known.set(name, size)
    return size
  }
  const sizes = [...operations.map(({ selectionSet }) => measureSet(selectionSet)), ...[...fragments.keys()].map(measureFragment)]
  return { fields: Math.max(0, ...sizes.map(({ fields }) => fields)), depth: Math.max(0, ...sizes.map(({ depth }) => depth)) }
}

const NOTHING: OperationSize = { fields: 0, depth: 0 }
