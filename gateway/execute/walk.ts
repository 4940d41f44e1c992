import type { PathSegment } from '../plan/index.ts'
import { own, type StoreObject } from './own.ts'
import type { TypeIndex } from './type-index.ts'

export type StorePath = readonly (string | number)[]

/** Calls `visit` for every object at the path, lists flattened. */
export function walk(
  start: unknown,
  path: readonly PathSegment[],
  index: TypeIndex,
  visit: (object: StoreObject) => void,
  position = 0,
): void {
  if (typeof start !== 'object' || start === null) return
  if (Array.isArray(start)) {
    for (const item of start) walk(item, path, index, visit, position)
    return
  }
  const object = start as StoreObject // neither null nor a list: checked above
  const segment = path[position]
  if (segment === undefined) visit(object)
  else if (segment.kind === 'Field') walk(own(object, segment.key), path, index, visit, position + 1)
  else if (meets(object, segment.types, index)) walk(object, path, index, visit, position + 1)
}

/** The same, telling where each object is. Slower: used when there is an error to place. */
export function walkWithPaths(
  start: unknown,
  path: readonly PathSegment[],
  index: TypeIndex,
  visit: (object: StoreObject, at: StorePath) => void,
): void {
  const step = (value: unknown, position: number, at: StorePath): void => {
    if (typeof value !== 'object' || value === null) return
    if (Array.isArray(value)) {
      value.forEach((item, i) => {
        step(item, position, [...at, i])
      })
      return
    }
    const object = value as StoreObject // neither null nor a list: checked above
    const segment = path[position]
    if (segment === undefined) visit(object, at)
    else if (segment.kind === 'Field') step(own(object, segment.key), position + 1, [...at, segment.key])
    else if (meets(object, segment.types, index)) step(object, position + 1, at)
  }
  step(start, 0, [])
}

/** An object whose type was not asked for stands where only one type can, so the condition holds. */
function meets(object: StoreObject, types: readonly string[], index: TypeIndex): boolean {
  const typename = object.__typename
  return typeof typename !== 'string' || index.satisfiesAny(typename, types)
}
