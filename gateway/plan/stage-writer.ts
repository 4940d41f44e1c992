import { type FieldNode, type FragmentDefinitionNode, type GraphQLSchema, isObjectType, Kind, print, type SelectionNode } from 'graphql'
import type { Entry, Ownership } from './ownership.ts'
import { type PathSegment, PlanningError, type RequiresSelection } from './types.ts'

/** One entity fetch to be put behind the plan. */
export interface Stage {
  readonly graph: string
  readonly path: readonly PathSegment[]
  readonly entityType: string
  readonly isInterfaceObject: boolean
  readonly requires: readonly RequiresSelection[]
  readonly selections: readonly SelectionNode[]
  /** Stages of lower levels have to be done before. */
  readonly level: number
}

/** Where a selection set stands. */
interface Place {
  readonly type: string
  readonly path: readonly PathSegment[]
  /** The subgraph that is asked here; null where the planner finds the subgraphs itself. */
  readonly graph: string | null
  /** Level of the stage that brings this object; 0 for what the planner brings. */
  readonly level: number
}

const TYPENAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }

/** Takes fields out of an operation, and writes the fetches that bring them. */
export class StageWriter {
  readonly stages: Stage[] = []
  readonly #ownership: Ownership
  readonly #schema: GraphQLSchema
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>
  readonly #argumentKeys = new Map<string, string>()
  readonly #requiredArguments = new Map<string, Set<string>>()

  constructor(ownership: Ownership, schema: GraphQLSchema, fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
    this.#ownership = ownership
    this.#schema = schema
    this.#fragments = fragments
  }

  hasArgumentConflict(): boolean {
    return [...this.#requiredArguments.values()].some((texts) => texts.size > 1)
  }

  /** @returns what is asked at this place itself; the rest is in {@link stages} */
  rewrite(selections: readonly SelectionNode[], place: Place): SelectionNode[] {
    return this.#rewrite(selections, place).selections
  }

  #rewrite(selections: readonly SelectionNode[], place: Place): { selections: SelectionNode[]; level: number } {
    const kept: SelectionNode[] = []
    let level = place.level
    for (const selection of selections) {
      const result = selection.kind === Kind.FIELD ? this.#field(selection, place) : this.#fragment(selection, place)
      kept.push(...result.selections)
      level = Math.max(level, result.level)
    }
    return { selections: kept.length > 0 ? kept : [TYPENAME], level }
  }

  #fragment(selection: Exclude<SelectionNode, FieldNode>, place: Place): { selections: SelectionNode[]; level: number } {
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? this.#fragments.get(selection.name.value) : selection
    if (!fragment) return { selections: [], level: place.level }
    const type = fragment.typeCondition?.name.value ?? place.type
    if (type === place.type) return this.#rewrite(fragment.selectionSet.selections, place)
    if (place.graph !== null && this.#ownership.isInterfaceObject(place.graph, place.type)) return this.#concrete(selection, place)
    if (place.graph !== null && !this.#ownership.knows(place.graph, type)) return { selections: [], level: place.level }
    const path: PathSegment[] = [...place.path, { kind: 'TypeCondition', types: [type] }]
    const inner = this.#rewrite(fragment.selectionSet.selections, { ...place, type, path })
    const written: SelectionNode = {
      kind: Kind.INLINE_FRAGMENT,
      typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type } },
      selectionSet: { kind: Kind.SELECTION_SET, selections: inner.selections },
    }
    return { selections: [TYPENAME, written], level: inner.level }
  }

  #field(field: FieldNode, place: Place): { selections: SelectionNode[]; level: number } {
    const name = field.name.value
    if (name === '__typename')
      return place.graph !== null && this.#ownership.isInterfaceObject(place.graph, place.type)
        ? this.#concrete(field, place)
        : { selections: [field], level: place.level }
    const requirement = this.#ownership.requirement(place.type, name)
    if (requirement) {
      const entry = this.#ownership.entries(place.type, requirement.graph).find(({ entityType }) => entityType === requirement.entityType)
      if (!entry) throw new PlanningError(`No way into a subgraph for ${place.type}.${name}`)
      return this.#stage(field, entry, requirement.requires, place)
    }
    if (place.graph !== null && !this.#ownership.resolves(place.graph, place.type, name)) return this.#hop(field, place)
    if (!field.selectionSet) return { selections: [field], level: place.level }
    const inner = this.#rewrite(field.selectionSet.selections, this.#below(field, place))
    return { selections: [{ ...field, selectionSet: { kind: Kind.SELECTION_SET, selections: inner.selections } }], level: inner.level }
  }

  #below(field: FieldNode, place: Place): Place {
    const type = this.#ownership.fieldType(place.type, field.name.value)
    if (!type) throw new PlanningError(`${place.type}.${field.name.value} is no field of the supergraph`)
    return { ...place, type, path: [...place.path, { kind: 'Field', key: field.alias?.value ?? field.name.value }] }
  }

  /** Asks another subgraph for a field that this one does not have. */
  #hop(field: FieldNode, place: Place): { selections: SelectionNode[]; level: number } {
    for (const entry of this.#ownership.entries(place.type)) {
      if (entry.graph === place.graph || !this.#ownership.resolves(entry.graph, place.type, field.name.value)) continue
      if (this.#canResolve(entry.key, place)) return this.#stage(field, entry, [], place)
    }
    throw new PlanningError(`No way from one subgraph to another for ${place.type}.${field.name.value}`)
  }

  /** Asks a subgraph that knows the concrete types, where this one has an interface object only. */
  #concrete(selection: SelectionNode, place: Place): { selections: SelectionNode[]; level: number } {
    const entry = this.#ownership
      .entries(place.type)
      .find((candidate) => candidate.entityType === place.type && !candidate.isInterfaceObject && this.#canResolve(candidate.key, place))
    if (!entry) throw new PlanningError(`No subgraph tells which ${place.type} it is`)
    const asked = this.#requirements(entry.key, place)
    const level = asked.level + 1
    const inner = this.#rewrite([TYPENAME, selection], { ...place, graph: entry.graph, level })
    this.stages.push({ ...entry, path: place.path, requires: asked.requires, selections: inner.selections, level })
    return { selections: asked.selections, level: Math.max(level, inner.level) }
  }

  #canResolve(selections: readonly SelectionNode[], place: Place): boolean {
    const { graph } = place
    if (graph === null) return true
    return selections.every((selection) => {
      if (selection.kind !== Kind.FIELD) return false
      if (!this.#ownership.resolves(graph, place.type, selection.name.value)) return false
      return !selection.selectionSet || this.#canResolve(selection.selectionSet.selections, this.#below(selection, place))
    })
  }

  #stage(field: FieldNode, entry: Entry, required: readonly SelectionNode[], place: Place): { selections: SelectionNode[]; level: number } {
    const asked = this.#requirements([...entry.key, ...required], place)
    const level = asked.level + 1
    const inside: Place = { ...place, graph: entry.graph, level }
    const inner = field.selectionSet ? this.#rewrite(field.selectionSet.selections, this.#below(field, inside)) : null
    const written: FieldNode = inner ? { ...field, selectionSet: { kind: Kind.SELECTION_SET, selections: inner.selections } } : field
    this.stages.push({ ...entry, path: place.path, requires: asked.requires, selections: [written], level })
    return { selections: asked.selections, level: Math.max(level, inner?.level ?? 0) }
  }

  /** Asks for key and required fields here, and says how they are sent. */
  #requirements(
    selections: readonly SelectionNode[],
    place: Place,
  ): { selections: SelectionNode[]; requires: RequiresSelection[]; level: number } {
    const { named, requires } = this.#name(selections, place.type)
    const asked = this.#rewrite(named, place)
    // Whatever name the type goes by here will do, so this one is not rewritten.
    const typename: RequiresSelection = { kind: 'Field', readKey: '__typename', sendKey: '__typename', selections: null }
    return { selections: [TYPENAME, ...asked.selections], level: asked.level, requires: [typename, ...requires] }
  }

  /** Gives required fields with arguments a place of their own. */
  #name(selections: readonly SelectionNode[], type: string): { named: SelectionNode[]; requires: RequiresSelection[] } {
    const named: SelectionNode[] = []
    const requires: RequiresSelection[] = []
    for (const selection of selections) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) continue // a field set has none
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value ?? type
        const inner = this.#name(selection.selectionSet.selections, condition)
        named.push({ ...selection, selectionSet: { kind: Kind.SELECTION_SET, selections: inner.named } })
        requires.push({ kind: 'InlineFragment', typeCondition: condition, selections: inner.requires })
        continue
      }
      const name = selection.name.value
      const readKey = this.#readKey(selection, type)
      const inner = selection.selectionSet
        ? this.#name(selection.selectionSet.selections, this.#ownership.fieldType(type, name) ?? '')
        : null
      named.push({
        ...selection,
        ...(readKey !== name && { alias: { kind: Kind.NAME, value: readKey } }),
        ...(inner && { selectionSet: { kind: Kind.SELECTION_SET, selections: this.#withTypename(inner.named, type, name) } }),
      })
      requires.push({ kind: 'Field', readKey, sendKey: name, selections: inner ? inner.requires : null })
    }
    return { named, requires }
  }

  #readKey(field: FieldNode, type: string): string {
    const args = field.arguments ?? []
    const texts = this.#requiredArguments.get(`${type}.${field.name.value}`) ?? new Set()
    const text = args.map(print).join()
    this.#requiredArguments.set(`${type}.${field.name.value}`, texts.add(text))
    if (args.length === 0) return field.name.value
    const identity = `${type}.${field.name.value}(${text})`
    const known = this.#argumentKeys.get(identity)
    if (known !== undefined) return known
    const key = `${this.#ownership.freePrefix}${this.#argumentKeys.size}`
    this.#argumentKeys.set(identity, key)
    return key
  }

  /** A value of several possible types is sent with its type. */
  #withTypename(selections: readonly SelectionNode[], type: string, field: string): readonly SelectionNode[] {
    const named = this.#ownership.fieldType(type, field)
    return named && isObjectType(this.#schema.getType(named)) ? selections : [TYPENAME, ...selections]
  }
}
