import type { ObjectShape, ValueShape } from './answer-shape.ts'
import type { ExecutorLimits } from './limits.ts'
import { isObject, own, type StoreObject } from './own.ts'
import type { TypeIndex } from './type-index.ts'

/** The subgraph's answer is not what its schema promises. `message` holds places, never values. */
export class InvalidAnswerError extends Error {
  override readonly name = 'InvalidAnswerError'
}

/**
 * Copies from a subgraph's answer what the fetch asked for, and nothing else. One copier per fetch: it counts.
 *
 * An agency's answer is hostile input: keys that nobody asked for, a `__typename` that cannot stand there, an object where a text should be, lists without
 * end. The first such thing makes the whole answer invalid.
 */
export class AnswerCopier {
  readonly #index: TypeIndex
  readonly #limits: Required<ExecutorLimits>
  #nodes = 0

  constructor(index: TypeIndex, limits: Required<ExecutorLimits>) {
    this.#index = index
    this.#limits = limits
  }

  /** @throws {InvalidAnswerError} */
  copyObject(shape: ObjectShape, raw: unknown): StoreObject {
    if (!isObject(raw)) throw new InvalidAnswerError('an object was expected')
    if (++this.#nodes > this.#limits.maxAnswerNodes) throw new InvalidAnswerError('it is too large')
    const typename = raw.__typename
    if (shape.allowed !== null && typename !== undefined && !(typeof typename === 'string' && shape.allowed.has(typename)))
      throw new InvalidAnswerError('it names a type that cannot stand there')

    const copy: StoreObject = {}
    for (const field of shape.fields) {
      if (field.onlyFor !== null && typeof typename === 'string' && !this.#index.satisfiesAny(typename, field.onlyFor)) continue
      const value = field.isInherited ? own(raw, field.readKey) : raw[field.readKey]
      if (value === undefined) continue
      copy[field.writeKey] = value === null ? null : this.#copyValue(field.value, value, field.value.listDepth)
    }
    return copy
  }

  #copyValue(shape: ValueShape, value: unknown, listDepth: number): unknown {
    if (value === null || value === undefined) return null
    if (listDepth > 0) {
      const items = this.#list(value)
      const copy = new Array<unknown>(items.length)
      for (let i = 0; i < items.length; i++) copy[i] = this.#copyValue(shape, items[i], listDepth - 1)
      return copy
    }
    if (shape.kind === 'object') return this.copyObject(shape, value)
    if (shape.isText && typeof value !== 'string') throw new InvalidAnswerError('a text was expected')
    if (shape.isCustom) {
      if (typeof value === 'object') this.#checkJson(value, 0)
      return value
    }
    if (typeof value === 'object' || typeof value === 'function') throw new InvalidAnswerError('a plain value was expected')
    return value
  }

  #list(value: unknown): readonly unknown[] {
    if (!Array.isArray(value)) throw new InvalidAnswerError('a list was expected')
    this.#nodes += value.length
    if (value.length > this.#limits.maxListItems || this.#nodes > this.#limits.maxAnswerNodes)
      throw new InvalidAnswerError('a list is too long')
    return value
  }

  /** A custom scalar's JSON is passed on as it is, so its size is all there is to check. */
  #checkJson(value: object, depth: number): void {
    if (depth > this.#limits.maxJsonDepth) throw new InvalidAnswerError('a value is nested too deeply')
    const items = Array.isArray(value) ? this.#list(value) : Object.values(value)
    this.#nodes += Array.isArray(value) ? 0 : items.length
    if (this.#nodes > this.#limits.maxAnswerNodes) throw new InvalidAnswerError('it is too large')
    for (const item of items) if (typeof item === 'object' && item !== null) this.#checkJson(item, depth + 1)
  }
}
