import {
  type FragmentDefinitionNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  isSpecifiedScalarType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
} from 'graphql'
import { type EntityFetchNode, type KeyRename, type PathSegment, type PlanNode, PlanningError, type RootFetchNode } from '../plan/index.ts'
import { isInheritedName } from './own.ts'
import type { TypeIndex } from './type-index.ts'

/** What a fetch asked for: the only keys that are taken from its answer. */
export interface ObjectShape {
  readonly kind: 'object'
  readonly listDepth: number
  readonly fields: AnswerField[]
  /** `__typename`s that may stand here; null where the subgraph was not asked for one. */
  allowed: Set<string> | null
}

export interface LeafShape {
  readonly kind: 'leaf'
  readonly listDepth: number
  /** A custom scalar may be any JSON, unless it is known to be a text; the others are primitives. */
  readonly isCustom: boolean
  readonly isText: boolean
}

export type ValueShape = ObjectShape | LeafShape

export interface AnswerField {
  readonly readKey: string
  writeKey: string
  /** The name is one that objects inherit, so that reading has to ask for an own property. */
  readonly isInherited: boolean
  /** Only answers of these types carry the field under this meaning; null for all. */
  onlyFor: readonly string[] | null
  readonly value: ValueShape
}

export interface FetchShapes {
  /** Shape of `data` for root fetches; one shape per `_entities` key for entity fetches. */
  readonly root: ObjectShape | null
  readonly entities: ReadonlyMap<string, ObjectShape>
}

/** Shapes of all fetches of a plan. */
export function compilePlanShapes(plan: PlanNode | null, schema: GraphQLSchema, index: TypeIndex): ReadonlyMap<PlanNode, FetchShapes> {
  const shapes = new Map<PlanNode, FetchShapes>()
  const visit = (node: PlanNode | null): void => {
    if (node === null) return
    if (node.kind === 'Sequence' || node.kind === 'Parallel') node.nodes.forEach(visit)
    else if (node.kind === 'Condition') [node.ifTrue, node.ifFalse].forEach(visit)
    else shapes.set(node, compileShapes(node, schema, index))
  }
  visit(plan)
  return shapes
}

/** Reads the fetch's own operation once, with the types of the whole supergraph. */
function compileShapes(fetch: RootFetchNode | EntityFetchNode, schema: GraphQLSchema, index: TypeIndex): FetchShapes {
  const document = parse(fetch.operation, { noLocation: true })
  const fragments = new Map<string, FragmentDefinitionNode>()
  let operation: OperationDefinitionNode | undefined
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) operation = definition
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition)
  }
  if (!operation) throw new PlanningError('The planner gave a fetch without an operation')
  const compiler = new ShapeCompiler(schema, index, fragments)

  if (fetch.kind === 'RootFetch') {
    const root = emptyShape(0)
    compiler.collect(operation.selectionSet, schema.getRootType(operation.operation)?.name ?? '', root)
    for (const rename of fetch.renames) applyRename(root, rename.path, rename)
    return { root, entities: new Map() }
  }
  const entities = new Map<string, ObjectShape>()
  for (const selection of operation.selectionSet.selections) {
    if (selection.kind !== Kind.FIELD || selection.name.value !== '_entities' || !selection.selectionSet) continue
    const key = selection.alias?.value ?? selection.name.value
    const shape = emptyShape(0)
    compiler.collect(selection.selectionSet, '', shape)
    for (const rename of fetch.branches.find(({ responseKey }) => responseKey === key)?.renames ?? [])
      applyRename(shape, rename.path, rename)
    entities.set(key, shape)
  }
  return { root: null, entities }
}

const emptyShape = (listDepth: number): ObjectShape => ({ kind: 'object', listDepth, fields: [], allowed: null })

class ShapeCompiler {
  readonly #schema: GraphQLSchema
  readonly #index: TypeIndex
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>

  constructor(schema: GraphQLSchema, index: TypeIndex, fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
    this.#schema = schema
    this.#index = index
    this.#fragments = fragments
  }

  /** @param parent name of the type the selections are written for; empty directly under `_entities` */
  collect(set: SelectionSetNode, parent: string, into: ObjectShape): void {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const name = selection.name.value
        const key = selection.alias?.value ?? name
        if (key === '__proto__') throw new PlanningError('The planner asks for a field under the key __proto__')
        if (name === '__typename') this.#allow(parent, into)
        const field = this.#field(into, key, name, parent)
        if (selection.selectionSet && field.value.kind === 'object')
          this.collect(selection.selectionSet, this.#typeOf(parent, name), field.value)
      } else {
        const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? this.#fragments.get(selection.name.value) : selection
        if (fragment) this.collect(fragment.selectionSet, fragment.typeCondition?.name.value ?? parent, into)
      }
    }
  }

  #allow(parent: string, into: ObjectShape): void {
    into.allowed ??= new Set()
    for (const name of this.#index.allowedTypenames(parent) ?? []) into.allowed.add(name)
  }

  #field(into: ObjectShape, key: string, name: string, parent: string): AnswerField {
    const known = into.fields.find((field) => field.readKey === key)
    if (known) return known
    const field: AnswerField = {
      readKey: key,
      writeKey: key,
      isInherited: isInheritedName(key),
      onlyFor: null,
      value: this.#shapeOf(parent, name),
    }
    into.fields.push(field)
    return field
  }

  #shapeOf(parent: string, name: string): ValueShape {
    if (name === '__typename') return { kind: 'leaf', listDepth: 0, isCustom: false, isText: false }
    const type = this.#outputType(parent, name)
    let listDepth = 0
    for (let inner = getNullableType(type); isListType(inner); inner = getNullableType(inner.ofType)) listDepth++
    const named = getNamedType(type)
    if (isCompositeType(named)) return emptyShape(listDepth)
    const isCustom = named.astNode?.kind === Kind.SCALAR_TYPE_DEFINITION && !isSpecifiedScalarType(named)
    return { kind: 'leaf', listDepth, isCustom, isText: isCustom && this.#index.isTextScalar(named.name) }
  }

  #typeOf(parent: string, name: string): string {
    return getNamedType(this.#outputType(parent, name)).name
  }

  #outputType(parent: string, name: string): GraphQLOutputType {
    const type = this.#schema.getType(parent)
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined
    if (!field) throw new PlanningError(`The planner asks for ${parent}.${name}, which the supergraph does not have`)
    return field.type
  }
}

function applyRename(shape: ObjectShape, path: readonly PathSegment[], rename: KeyRename, types: readonly string[] | null = null): void {
  const [segment, ...rest] = path
  if (segment?.kind === 'TypeCondition') {
    applyRename(shape, rest, rename, segment.types)
    return
  }
  if (segment) {
    for (const field of shape.fields)
      if (field.writeKey === segment.key && field.value.kind === 'object') applyRename(field.value, rest, rename)
    return
  }
  const untouched = shape.fields.find((field) => field.readKey === rename.from && field.writeKey === rename.from)
  const field = untouched ?? shape.fields.find((candidate) => candidate.readKey === rename.from)
  if (!field) return
  if (untouched) Object.assign(untouched, { writeKey: rename.to, onlyFor: types })
  else shape.fields.push({ ...field, writeKey: rename.to, onlyFor: types })
}

/** Translates a path of the subgraph's answer into one of the store, where some keys have other names. */
export function writtenPath(shape: ObjectShape, path: readonly (string | number)[]): (string | number)[] {
  let current: ValueShape | undefined = shape
  return path.map((element) => {
    if (typeof element === 'number' || current?.kind !== 'object') return element
    const field: AnswerField | undefined = current.fields.find(({ readKey }) => readKey === element)
    current = field?.value
    return field?.writeKey ?? element
  })
}
