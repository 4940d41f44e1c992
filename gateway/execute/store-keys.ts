import {
  type FieldNode,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNullableType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  print,
} from 'graphql'
import { isInheritedName } from './own.ts'

/** What the names of a supergraph's fields allow; made once per supergraph. */
export interface FieldNames {
  /** Names that mean one place wherever they stand: no arguments on any type, and no two types on which the values have different forms. */
  readonly plain: ReadonlySet<string>
  /** A prefix that no field name has. */
  readonly freePrefix: string
}

/**
 * Names the places where fetched values are kept.
 *
 * The planner never sees a client's alias: a field is asked for under its own name, or under a name of ours. So nothing a client writes can collide with the
 * keys and required fields that the planner adds (`{ id: name }` on an entity with key `id`, or `price(currency: USD)` beside
 * `@requires(fields: "price(currency: EUR)")`). Two mentions get the same name only where they are the same question, or where the client gave them the same
 * response key, which validation has then found to be mergeable.
 */
export class StoreKeys {
  readonly #names: FieldNames
  readonly #byText = new Map<string, string>()

  constructor(names: FieldNames) {
    this.#names = names
  }

  /** @param isSerial a root field of a mutation: each mention is an action of its own and keeps its own place */
  keyOf(field: FieldNode, isSerial: boolean): string {
    const name = field.name.value
    const responseKey = responseKeyOf(field)
    const isPlain = this.#names.plain.has(name) && !isSerial
    if (isPlain && (!field.selectionSet || responseKey === name)) return name
    const args = [...(field.arguments ?? [])].sort((a, b) => (a.name.value < b.name.value ? -1 : 1))
    const text = `${responseKey}:${name}(${args.map(print).join()})`
    const known = this.#byText.get(text)
    if (known !== undefined) return known
    const key = `${this.#names.freePrefix}${this.#byText.size}`
    this.#byText.set(text, key)
    return key
  }
}

export function readFieldNames(schema: GraphQLSchema): FieldNames {
  const forms = new Map<string, string>()
  const special = new Set<string>()
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue
    for (const { name, args, type: fieldType } of Object.values(type.getFields())) {
      const form = formOf(fieldType)
      if (args.length > 0 || isInheritedName(name) || (forms.get(name) ?? form) !== form) special.add(name)
      forms.set(name, form)
    }
  }
  let freePrefix = '_a'
  while ([...forms.keys()].some((name) => name.startsWith(freePrefix))) freePrefix = `_${freePrefix}`
  return { plain: new Set([...forms.keys()].filter((name) => !special.has(name))), freePrefix }
}

/** What two fields must have in common to share a response key on different types (GraphQL specification § 5.3.2, SameResponseShape). */
function formOf(type: GraphQLOutputType): string {
  if (isNonNullType(type)) return `${formOf(getNullableType(type))}!`
  if (isListType(type)) return `[${formOf(type.ofType)}]`
  return isLeafType(type) ? type.name : '{}'
}

export const responseKeyOf = (field: FieldNode): string => field.alias?.value ?? field.name.value
