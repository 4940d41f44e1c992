import { type GraphQLSchema, isIntrospectionType, isObjectType } from 'graphql'
import type { AgencyModel } from '../../../schema/index.ts'
import { relationsOf, typeNameOf } from '../access/relations.ts'
import { isHub, isOpenRow, isPerson, mayExplain, mayFollow, mayList, maySee, type RuleTree, type ShieldRule } from './rules.ts'

type TypeRules = Readonly<Record<string, ShieldRule>>

const VALUE_TYPES: Readonly<Record<string, TypeRules>> = {
  PersonName: { type: isPerson, text: isPerson },
  IdDocument: { type: isPerson, number: isPerson },
  FieldGap: { field: isPerson, reason: isPerson },
  _Service: { sdl: isHub },
}

/** A rule for every type and field of an agency's subgraph, made from the model and not from the schema, so that the two can be compared. */
export function shieldTree(model: AgencyModel): Readonly<Record<string, TypeRules>> {
  const records = [...model.records.keys()].map((kind): [string, TypeRules] => {
    const fields = Object.entries(model.vocabulary.kinds[kind].fields).map(
      ([field, definition]) => [field, maySee(kind, field, definition)] as const,
    )
    const relations = relationsOf(model, kind).map(
      ({ name, to, many }) => [name, many ? mayList(kind, name, to) : mayFollow(kind, name, to)] as const,
    )
    return [
      typeNameOf(model, kind),
      { id: isOpenRow(kind), gaps: mayExplain(model.vocabulary, kind), ...Object.fromEntries(fields), ...Object.fromEntries(relations) },
    ]
  })
  const query: TypeRules = model.records.size > 0 ? { _entities: isPerson, _service: isHub } : { _service: isHub }
  return { ...Object.fromEntries(records), ...VALUE_TYPES, Query: query }
}

/**
 * Refuses to start where the shield would fail open: a field or object type without a rule, or `undefined` in its place, which in
 * graphql-shield silently opens the whole type.
 *
 * @throws {TypeError} with the coordinates that lack a rule, or that have one and do not exist
 */
export function assertCovered(schema: GraphQLSchema, tree: Readonly<Record<string, TypeRules>>): void {
  const missing: string[] = []
  const objects = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) && !isIntrospectionType(type))
  for (const type of objects) {
    if (!isObjectType(type)) continue
    const rules = Object.hasOwn(tree, type.name) ? tree[type.name] : undefined
    for (const field of Object.keys(type.getFields()))
      if (!rules || !Object.hasOwn(rules, field) || !rules[field]) missing.push(`${type.name}.${field}`)
    for (const field of Object.keys(rules ?? {}))
      if (!Object.hasOwn(type.getFields(), field)) missing.push(`${type.name}.${field} (no such field)`)
  }
  // graphql-shield passes over rules on interfaces and on types that are not there: whoever wrote one relies on a lock that does not exist.
  for (const name of Object.keys(tree)) {
    const isAbsentValueType = Object.hasOwn(VALUE_TYPES, name) && schema.getType(name) === undefined
    if (!isObjectType(schema.getType(name)) && !isAbsentValueType) missing.push(`${name} (no such object type)`)
  }
  if (missing.length > 0) throw new TypeError(`The shield does not cover the schema: ${missing.join(', ')}`)
}

/** The tree in the form that graphql-shield takes, without types that the schema does not have. */
export const asRules = (schema: GraphQLSchema, tree: Readonly<Record<string, TypeRules>>): RuleTree =>
  Object.fromEntries(Object.entries(tree).filter(([type]) => schema.getType(type) !== undefined))
