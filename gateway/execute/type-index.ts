import { type GraphQLSchema, isInterfaceType, isObjectType, isUnionType } from 'graphql'

/** Answers "is a T also an S?" by name, from tables made once per supergraph. */
export class TypeIndex {
  readonly #supertypes = new Map<string, ReadonlySet<string>>()
  readonly #allowed = new Map<string, ReadonlySet<string>>()
  readonly #objects = new Set<string>()
  readonly #textScalars: ReadonlySet<string>

  /** @param textScalars custom scalars that are texts and nothing else. @default none: a custom scalar is any JSON */
  constructor(schema: GraphQLSchema, textScalars: readonly string[] = []) {
    this.#textScalars = new Set(textScalars)
    for (const type of Object.values(schema.getTypeMap())) {
      if (isObjectType(type)) this.#objects.add(type.name)
      if (isObjectType(type) || isInterfaceType(type)) {
        const own = this.#supertypes.get(type.name) ?? new Set()
        this.#supertypes.set(type.name, new Set([...own, type.name, ...type.getInterfaces().map(({ name }) => name)]))
      }
      if (isObjectType(type)) this.#allowed.set(type.name, new Set([type.name]))
      // An interface may be answered by its own name: that is what a subgraph with an interface object does.
      if (isInterfaceType(type))
        this.#allowed.set(type.name, new Set([type.name, ...schema.getPossibleTypes(type).map(({ name }) => name)]))
      if (isUnionType(type)) {
        this.#allowed.set(type.name, new Set(type.getTypes().map(({ name }) => name)))
        for (const { name } of type.getTypes()) this.#supertypes.set(name, new Set([...(this.#supertypes.get(name) ?? [name]), type.name]))
      }
    }
  }

  /** True when a value of `type` (object, or interface known only by name) meets the type condition. */
  satisfies(type: string, condition: string): boolean {
    return type === condition || (this.#supertypes.get(type)?.has(condition) ?? false)
  }

  satisfiesAny(type: string, conditions: readonly string[]): boolean {
    return conditions.some((condition) => this.satisfies(type, condition))
  }

  /** The `__typename`s that may stand where `declared` is declared; undefined for a type that is not composite. */
  allowedTypenames(declared: string): ReadonlySet<string> | undefined {
    return this.#allowed.get(declared)
  }

  isTextScalar(type: string): boolean {
    return this.#textScalars.has(type)
  }

  isObject(type: string): boolean {
    return this.#objects.has(type)
  }
}
