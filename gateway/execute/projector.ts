import { type GraphQLOutputType, getNamedType, isLeafType, isListType, isNonNullType, isObjectType, type SelectionSetNode } from 'graphql'
import { type LeafCoercion, leafCoercion } from './leaf.ts'
import { isInheritedName, isObject, own, type StoreObject } from './own.ts'
import type { ProjectionRun } from './projection-run.ts'
import { collectFields, type SelectedField, type SelectionOptions } from './selection.ts'

/** Stands for "null where null may not be": the parent becomes null instead (GraphQL specification § 6.4.4). */
const BUBBLE: unique symbol = Symbol('null where null may not be')

type Complete = (value: unknown, run: ProjectionRun) => unknown

interface ProjectedField {
  readonly responseKey: string
  readonly storeKey: string
  readonly isInherited: boolean
  readonly meta: '__typename' | 'introspection' | null
  readonly complete: Complete
  /** What {@link complete} does for a leaf, without its slower way for errors; null for lists and objects. */
  readonly leaf: LeafCoercion | null
  readonly selection: ObjectProjection | null
}

interface TypeProjection {
  readonly fields: readonly ProjectedField[]
  readonly needsNullPrototype: boolean
}

/** Makes a response from the store: the operation's fields in its order, by the rules of the specification. Compiled once per operation, type by type. */
export class ObjectProjection {
  readonly #sets: readonly SelectionSetNode[]
  readonly #declared: string
  readonly #options: SelectionOptions
  readonly #byType = new Map<string, TypeProjection>()

  constructor(sets: readonly SelectionSetNode[], declared: string, options: SelectionOptions) {
    this.#sets = sets
    this.#declared = declared
    this.#options = options
  }

  /** @returns `BUBBLE`, or the object */
  project(value: unknown, run: ProjectionRun): unknown {
    if (!isObject(value)) return this.#refuse(run, 'is no object')
    const typename = typeof value.__typename === 'string' ? value.__typename : this.#declared
    const projection = this.#byType.get(typename) ?? this.#compile(typename)
    if (projection === null) return this.#refuse(run, 'has a type that is not in the public schema')
    const result: StoreObject = projection.needsNullPrototype ? Object.create(null) : {}
    for (const field of projection.fields) {
      const { responseKey, leaf } = field
      if (field.meta !== null) {
        const meta = this.#meta(field, typename, run)
        if (meta === BUBBLE) return BUBBLE
        result[responseKey] = meta
        continue
      }
      const stored = field.isInherited ? own(value, field.storeKey) : value[field.storeKey]
      if (leaf !== null && stored !== null && stored !== undefined) {
        const coerced = leaf(stored)
        if (coerced !== undefined) {
          result[responseKey] = coerced
          continue
        }
      }
      run.path.push(responseKey)
      const completed = field.complete(stored, run)
      run.path.pop()
      if (completed === BUBBLE) return BUBBLE
      result[responseKey] = completed
    }
    return result
  }

  /** Fields of every type that may stand here and that are kept under this store key. */
  fieldsStoredAs(storeKey: string): readonly ProjectedField[] {
    const types = this.#options.index.allowedTypenames(this.#declared) ?? []
    const found = new Map<string, ProjectedField>()
    for (const type of types)
      for (const field of (this.#byType.get(type) ?? this.#compile(type))?.fields ?? [])
        if (field.meta === null && field.storeKey === storeKey) found.set(field.responseKey, field)
    return [...found.values()]
  }

  #refuse(run: ProjectionRun, what: string): null {
    run.addError(`The value for ${this.#declared} ${what}`)
    return null
  }

  #meta(field: ProjectedField, typename: string, run: ProjectionRun): unknown {
    if (field.meta === 'introspection') return run.introspection?.[field.responseKey] ?? null
    if (isObjectType(this.#options.schema.getType(typename))) return typename
    // The subgraph with the interface object knows this entity, the one with the concrete types does not.
    run.path.push(field.responseKey)
    run.addNullError(`${typename}.__typename`)
    run.path.pop()
    return BUBBLE
  }

  #compile(typename: string): TypeProjection | null {
    if (!this.#options.schema.getType(typename)) return null
    const fields = collectFields(this.#sets, typename, this.#options).map((field) => projectField(field, this.#options))
    const projection = { fields, needsNullPrototype: fields.some(({ responseKey }) => responseKey === '__proto__') }
    this.#byType.set(typename, projection)
    return projection
  }
}

function projectField(field: SelectedField, options: SelectionOptions): ProjectedField {
  const { responseKey, storeKey, type, coordinate } = field
  const isInherited = isInheritedName(storeKey)
  if (type === null) {
    const meta = field.name === '__typename' ? '__typename' : 'introspection'
    return { responseKey, storeKey, isInherited, meta, complete: () => null, leaf: null, selection: null }
  }
  const named = getNamedType(type)
  if (isLeafType(named)) {
    const coerce = leafCoercion(named)
    const completeLeaf: Complete = (value, run) => {
      const coerced = coerce(value)
      if (coerced !== undefined) return coerced
      run.addError(`The value for ${coordinate} is no ${named.name}`)
      return null
    }
    const isPlain = type === named || (isNonNullType(type) && type.ofType === named)
    return {
      responseKey,
      storeKey,
      isInherited,
      meta: null,
      complete: wrap(type, coordinate, completeLeaf),
      leaf: isPlain ? coerce : null,
      selection: null,
    }
  }
  const selection = new ObjectProjection(field.selectionSets, named.name, options)
  const complete = wrap(type, coordinate, (value, run) => selection.project(value, run))
  return { responseKey, storeKey, isInherited, meta: null, complete, leaf: null, selection }
}

/** Lists and non-null around the named type, outermost first. `inner` gets no null. */
function wrap(type: GraphQLOutputType, coordinate: string, inner: Complete): Complete {
  if (isNonNullType(type)) {
    const complete = unwrapped(type.ofType, coordinate, inner)
    return (value, run) => {
      const completed = value === null || value === undefined ? null : complete(value, run)
      if (completed !== null) return completed
      run.addNullError(coordinate)
      return BUBBLE
    }
  }
  const complete = unwrapped(type, coordinate, inner)
  return (value, run) => {
    const completed = value === null || value === undefined ? null : complete(value, run)
    return completed === BUBBLE ? null : completed
  }
}

function unwrapped(type: GraphQLOutputType, coordinate: string, inner: Complete): Complete {
  if (!isListType(type)) return inner
  const item = wrap(type.ofType, coordinate, inner)
  return (value, run) => {
    if (!Array.isArray(value)) {
      run.addError(`The value for ${coordinate} is no list`)
      return null
    }
    const result = new Array<unknown>(value.length)
    for (let i = 0; i < value.length; i++) {
      run.path.push(i)
      const completed = item(value[i], run)
      run.path.pop()
      if (completed === BUBBLE) return BUBBLE
      result[i] = completed
    }
    return result
  }
}

/** Projects the whole store. @returns null when null reached the top */
export function projectRoot(projection: ObjectProjection, store: StoreObject, run: ProjectionRun): StoreObject | null {
  const data = projection.project(store, run)
  return isObject(data) ? data : null
}
