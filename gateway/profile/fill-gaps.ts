import {
  type ArgumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql'
import { childType, compositeType, isRecordType, possibleTypes } from './composite.ts'
import { withSelections } from './flatten.ts'

/** One selection set of a level, with the type that it is written for. Two mentions of one field make two of them. */
interface LevelPart {
  readonly set: SelectionSetNode
  readonly parent: GraphQLCompositeType
}

interface Mention {
  readonly node: FieldNode
  readonly parent: GraphQLCompositeType
  /** Concrete types for which the mention counts. */
  readonly types: ReadonlySet<string>
}

const UNEXPLAINED: ReadonlySet<string> = new Set(['id', 'gaps'])

/**
 * Writes into every `gaps` which fields it explains: those requested beside it, by name, whatever their alias. The agency sees only what may be
 * shown, so it could not know what else was asked for.
 *
 * @param set of an operation after `flatten`
 */
export function fillGaps(set: SelectionSetNode, root: GraphQLCompositeType, schema: GraphQLSchema): SelectionSetNode {
  return new GapFiller(schema).level([{ set, parent: root }])[0] ?? set
}

class GapFiller {
  readonly #schema: GraphQLSchema

  constructor(schema: GraphQLSchema) {
    this.#schema = schema
  }

  level(parts: readonly LevelPart[]): readonly SelectionSetNode[] {
    const mentions = parts.flatMap(({ set, parent }) => this.#mentions(set, parent, new Set(possibleTypes(this.#schema, parent))))
    const children = this.#children(mentions)
    return parts.map(({ set, parent }) => this.#rewrite(set, parent, new Set(possibleTypes(this.#schema, parent)), mentions, children))
  }

  #mentions(set: SelectionSetNode, parent: GraphQLCompositeType, types: ReadonlySet<string>): readonly Mention[] {
    return set.selections.flatMap((selection): readonly Mention[] => {
      if (selection.kind === Kind.FIELD) return [{ node: selection, parent, types }]
      const inner = this.#narrow(selection, parent, types)
      return inner ? this.#mentions(inner.set, inner.parent, inner.types) : []
    })
  }

  /** Rewrites what is below: mentions of one response key are one place of the response. */
  #children(mentions: readonly Mention[]): ReadonlyMap<FieldNode, SelectionSetNode> {
    const byKey = new Map<string, { readonly nodes: FieldNode[]; readonly parts: LevelPart[] }>()
    for (const { node, parent } of mentions) {
      const type = childType(parent, node.name.value)
      if (!node.selectionSet || !type) continue
      const key = node.alias?.value ?? node.name.value
      const place = byKey.get(key) ?? { nodes: [], parts: [] }
      place.nodes.push(node)
      place.parts.push({ set: node.selectionSet, parent: type })
      byKey.set(key, place)
    }
    const rewritten = new Map<FieldNode, SelectionSetNode>()
    for (const { nodes, parts } of byKey.values()) {
      const sets = this.level(parts)
      nodes.forEach((node, index) => {
        const set = sets[index]
        if (set) rewritten.set(node, set)
      })
    }
    return rewritten
  }

  #rewrite(
    set: SelectionSetNode,
    parent: GraphQLCompositeType,
    types: ReadonlySet<string>,
    mentions: readonly Mention[],
    children: ReadonlyMap<FieldNode, SelectionSetNode>,
  ): SelectionSetNode {
    const selections = set.selections.flatMap((selection): readonly SelectionNode[] => {
      if (selection.kind !== Kind.FIELD) {
        const inner = this.#narrow(selection, parent, types)
        if (!inner || selection.kind !== Kind.INLINE_FRAGMENT) return [selection]
        return [{ ...selection, selectionSet: this.#rewrite(inner.set, inner.parent, inner.types, mentions, children) }]
      }
      const node = withSelections(selection, children.get(selection))
      return selection.name.value === 'gaps' && isRecordType(parent) && !hasArgument(selection) ? explain(node, types, mentions) : [node]
    })
    return { kind: Kind.SELECTION_SET, selections }
  }

  #narrow(selection: SelectionNode, parent: GraphQLCompositeType, types: ReadonlySet<string>) {
    if (selection.kind !== Kind.INLINE_FRAGMENT) return undefined
    const condition = selection.typeCondition && compositeType(this.#schema, selection.typeCondition.name.value)
    if (!condition) return { set: selection.selectionSet, parent, types }
    const allowed = new Set(possibleTypes(this.#schema, condition))
    return { set: selection.selectionSet, parent: condition, types: new Set([...types].filter((type) => allowed.has(type))) }
  }
}

/** One `gaps` where all types are asked the same, else one per type, in its place. */
function explain(node: FieldNode, types: ReadonlySet<string>, mentions: readonly Mention[]): readonly SelectionNode[] {
  const requested = new Map([...types].map((type) => [type, requestedOf(type, mentions)]))
  const different = new Set([...requested.values()].map((names) => names.join()))
  if (different.size <= 1) return [withNames(node, requested.values().next().value ?? [])]
  return [...requested].map(
    ([type, names]): SelectionNode => ({
      kind: Kind.INLINE_FRAGMENT,
      typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type } },
      selectionSet: { kind: Kind.SELECTION_SET, selections: [withNames(node, names)] },
    }),
  )
}

const requestedOf = (type: string, mentions: readonly Mention[]): readonly string[] => [
  ...new Set(
    mentions
      .filter(({ types }) => types.has(type))
      .map(({ node }) => node.name.value)
      .filter((name) => !UNEXPLAINED.has(name) && !name.startsWith('__')),
  ),
]

const hasArgument = (node: FieldNode): boolean => (node.arguments?.length ?? 0) > 0

const withNames = (node: FieldNode, names: readonly string[]): FieldNode => {
  const of: ArgumentNode = {
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: 'of' },
    value: { kind: Kind.LIST, values: names.map((value) => ({ kind: Kind.STRING, value })) },
  }
  return { ...node, arguments: [of] }
}
