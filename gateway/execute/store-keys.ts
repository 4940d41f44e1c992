import { type FieldNode, type GraphQLSchema, isInterfaceType, isObjectType, Kind, print } from 'graphql'
import { isInheritedName } from './own.ts'

/**
 * Names the places where fetched values are kept.
 *
 * The planner never sees a client's alias: each field is asked for under its own name, or, where it takes arguments, under a name made from field and
 * arguments. So nothing a client writes can collide with the keys and required fields that the planner adds (`{ id: name }` on an entity with key `id`,
 * or `price(currency: USD)` beside `@requires(fields: "price(currency: EUR)")`), and a hundred aliases of one field are fetched once.
 */
export class StoreKeys {
  readonly #prefix: string
  readonly #byText = new Map<string, string>()

  /** @param prefix begins no field name of the supergraph, see {@link unusedPrefix} */
  constructor(prefix: string) {
    this.#prefix = prefix
  }

  /**
   * @param takesArguments whether the field is declared with arguments, given here or not
   * @param isSerial a root field of a mutation: each mention is an action of its own and keeps its own place
   */
  keyOf(field: FieldNode, takesArguments: boolean, isSerial: boolean): string {
    const name = field.name.value
    if (!takesArguments && !isSerial && !isInheritedName(name)) return name
    const args = [...(field.arguments ?? [])].sort((a, b) => (a.name.value < b.name.value ? -1 : 1))
    const text = `${isSerial ? `${field.alias?.value ?? name}:` : ''}${name}(${args.map(print).join()})`
    const known = this.#byText.get(text)
    if (known !== undefined) return known
    const key = `${this.#prefix}${this.#byText.size}`
    this.#byText.set(text, key)
    return key
  }
}

/** A prefix that no field of the schema begins with. */
export function unusedPrefix(schema: GraphQLSchema): string {
  const names = Object.values(schema.getTypeMap()).flatMap((type) =>
    isObjectType(type) || isInterfaceType(type) ? Object.keys(type.getFields()) : [],
  )
  let prefix = '_a'
  while (names.some((name) => name.startsWith(prefix))) prefix = `_${prefix}`
  return prefix
}

/** True when the field is declared with arguments on this type. */
export function takesArguments(schema: GraphQLSchema, typeName: string, field: string): boolean {
  const type = schema.getType(typeName)
  return (isObjectType(type) || isInterfaceType(type)) && (type.getFields()[field]?.args.length ?? 0) > 0
}

export const responseKeyOf = (field: FieldNode): string => field.alias?.value ?? field.name.value

export const isMeta = (field: FieldNode): boolean => field.kind === Kind.FIELD && field.name.value.startsWith('__')
