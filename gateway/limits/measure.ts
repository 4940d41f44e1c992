import { type DocumentNode, type FragmentDefinitionNode, Kind, type OperationDefinitionNode, type SelectionSetNode } from 'graphql'

/** What an operation costs to look at, with its fragments written out; computed without writing them out. */
export interface Measure {
  readonly depth: number
  readonly introspectionDepth: number
  readonly selections: number
  readonly aliases: number
  readonly rootFields: number
}

const NOTHING: Measure = { depth: 0, introspectionDepth: 0, selections: 0, aliases: 0, rootFields: 0 }

/**
 * Measures an operation. Each fragment is measured once, so that a bomb of fragments that double one another costs nothing to find.
 * A fragment that spreads itself counts as endless; validation would refuse it later.
 */
export function measure(operation: OperationDefinitionNode, document: DocumentNode): Measure {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  const known = new Map<string, Measure | 'open'>()

  const ofFragment = (name: string): Measure => {
    const done = known.get(name)
    if (done === 'open') return { ...NOTHING, depth: Number.POSITIVE_INFINITY }
    if (done) return done
    const fragment = fragments.get(name)
    if (!fragment) return NOTHING
    known.set(name, 'open')
    const measured = ofSet(fragment.selectionSet)
    known.set(name, measured)
    return measured
  }
  const ofSet = (set: SelectionSetNode): Measure => {
    const sum = { ...NOTHING }
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const inner = selection.selectionSet ? ofSet(selection.selectionSet) : NOTHING
        const isMeta = selection.name.value === '__schema' || selection.name.value === '__type'
        sum.depth = Math.max(sum.depth, isMeta ? 1 : inner.depth + 1)
        sum.introspectionDepth = Math.max(sum.introspectionDepth, isMeta ? inner.depth + 1 : inner.introspectionDepth)
        sum.selections += inner.selections + 1
        sum.aliases += inner.aliases + (selection.alias ? 1 : 0)
        sum.rootFields += 1
      } else {
        const inner = selection.kind === Kind.FRAGMENT_SPREAD ? ofFragment(selection.name.value) : ofSet(selection.selectionSet)
        sum.depth = Math.max(sum.depth, inner.depth)
        sum.introspectionDepth = Math.max(sum.introspectionDepth, inner.introspectionDepth)
        sum.selections += inner.selections
        sum.aliases += inner.aliases
        sum.rootFields += inner.rootFields
      }
    }
    return sum
  }
  return ofSet(operation.selectionSet)
}
