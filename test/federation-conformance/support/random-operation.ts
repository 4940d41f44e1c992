import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isObjectType,
  isUnionType,
} from 'graphql'

export interface RandomOperation {
  readonly query: string
  readonly variables: Record<string, unknown>
}

/** A small seeded generator (mulberry32): the same seed, the same operations. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** Writes a query of fields, aliases that collide on purpose, fragments, conditions, arguments and variables. May be invalid: let validation decide. */
export function randomOperation(schema: GraphQLSchema, random: () => number, maxDepth = 5): RandomOperation {
  const fragments: string[] = []
  const variables: Record<string, unknown> = { yes: true, no: false, n: Math.floor(random() * 3), lang: 'TET', who: 'p2' }
  const chance = (share: number) => random() < share
  const oneOf = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item // callers give no empty list
  const condition = () => (chance(0.12) ? ` @${oneOf(['skip', 'include'])}(if: ${oneOf(['$yes', '$no', 'true', 'false'])})` : '')

  const argument = (field: GraphQLField<unknown, unknown>) => {
    const given = field.args.flatMap(({ name, type }) => {
      const named = getNamedType(type)
      if (name === 'id') return [`id: ${oneOf(['"p1"', '"p3"', '$who'])}`]
      if (chance(0.5)) return []
      if (isEnumType(named)) return [`${name}: ${oneOf(['EN', 'TET', '$lang'])}`]
      return [`${name}: ${named.name === 'Boolean' ? oneOf(['true', '$no']) : oneOf(['1', '7', '10', '$n', 'null'])}`]
    })
    return given.length > 0 ? `(${given.join(', ')})` : ''
  }

  const selection = (type: GraphQLCompositeType, depth: number): string => {
    const fields = isUnionType(type) ? [] : Object.values(type.getFields())
    const parts: string[] = []
    const wanted = 1 + Math.floor(random() * 4)
    for (let i = 0; i < wanted && fields.length > 0; i++) {
      const field = oneOf(fields)
      const named = getNamedType(field.type)
      if (isCompositeType(named) && depth <= 0) continue
      const alias = chance(0.25) ? `${oneOf(['id', 'name', 'x', 'title', 'y', 'count', 'nuc'])}: ` : ''
      parts.push(`${alias}${field.name}${argument(field)}${condition()}${isCompositeType(named) ? ` ${selection(named, depth - 1)}` : ''}`)
    }
    if (chance(0.2)) parts.push(`${chance(0.3) ? 't: ' : ''}__typename`)
    const related: readonly GraphQLCompositeType[] = isAbstractType(type)
      ? schema.getPossibleTypes(type)
      : isObjectType(type)
        ? type.getInterfaces()
        : []
    const conditions =
      related.length > 0 && chance(isUnionType(type) ? 0.95 : 0.5)
        ? [oneOf(related), ...(chance(0.5) ? [oneOf(related)] : [])]
        : chance(0.1)
          ? [type]
          : []
    for (const target of conditions) {
      if (chance(0.25)) {
        fragments.push(`fragment F${fragments.length} on ${target.name} ${selection(target, depth - 1)}`)
        parts.push(`...F${fragments.length - 1}${condition()}`)
      } else parts.push(`... on ${target.name}${condition()} ${selection(target, depth - 1)}`)
    }
    if (parts.length === 0) parts.push('__typename')
    return `{ ${parts.join(' ')} }`
  }

  const root = schema.getQueryType()
  if (!root) throw new Error('the schema has no query type')
  const body = selection(root, maxDepth)
  const text = [body, ...fragments].join('\n')
  const declared = Object.entries({ yes: 'Boolean!', no: 'Boolean!', n: 'Int', lang: 'Lang', who: 'ID!' }).filter(([name]) =>
    new RegExp(`\\$${name}\\b`).test(text),
  )
  const header = declared.length > 0 ? `query(${declared.map(([name, type]) => `$${name}: ${type}`).join(', ')}) ` : ''
  return { query: `${header}${text}`, variables: Object.fromEntries(declared.map(([name]) => [name, variables[name]])) }
}
