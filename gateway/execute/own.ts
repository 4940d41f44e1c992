/** A JSON object whose keys we chose ourselves. */
export type StoreObject = { [key: string]: unknown }

const INHERITED: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype))

/** True for names such as `constructor`: reading them from an object that lacks them gives something all the same. */
export const isInheritedName = (name: string): boolean => INHERITED.has(name)

/** Reads an own property; `undefined` when there is none, also for names that every object inherits. */
export const own = (object: StoreObject, key: string): unknown =>
  INHERITED.has(key) && !Object.hasOwn(object, key) ? undefined : object[key]

export const isObject = (value: unknown): value is StoreObject => typeof value === 'object' && value !== null && !Array.isArray(value)
