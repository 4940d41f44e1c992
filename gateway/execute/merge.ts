import { isObject, type StoreObject } from './own.ts'
import type { TypeIndex } from './type-index.ts'

/**
 * Adds what one subgraph knows of an object to what is known already. Both were made by the copier.
 *
 * A value is never erased by null: a subgraph that knows an entity only by its key answers null for what it does not have. A concrete `__typename` wins
 * over the name of an interface, which is all that a subgraph with an interface object can tell.
 */
export function mergeInto(target: StoreObject, source: StoreObject, index: TypeIndex): void {
  for (const key of Object.keys(source)) {
    const value = source[key]
    const known = target[key]
    if (known === undefined || known === null) target[key] = value
    else if (key === '__typename') {
      if (typeof known === 'string' && !index.isObject(known)) target[key] = value ?? known
    } else if (value !== null && value !== undefined) target[key] = mergeValue(known, value, index)
  }
}

function mergeValue(known: unknown, value: unknown, index: TypeIndex): unknown {
  if (isObject(known) && isObject(value)) {
    mergeInto(known, value, index)
    return known
  }
  if (Array.isArray(known) && Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      if (known[i] === undefined || known[i] === null) known[i] = value[i]
      else if (value[i] !== null) known[i] = mergeValue(known[i], value[i], index)
    }
    return known
  }
  return value
}
