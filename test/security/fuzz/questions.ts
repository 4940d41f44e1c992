import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql'

/** Values that an attacker tries: seen in earlier answers, guessed, or known from elsewhere. */
export interface Known {
  readonly ids: readonly string[]
  readonly cursors: readonly string[]
  readonly nucs: readonly string[]
  readonly dates: readonly string[]
  readonly codes: readonly string[]
  readonly agencies: readonly string[]
  /** Fields that some agency holds: asked for more often than the others. */
  readonly held: ReadonlySet<string>
}

/** What leads to records. */
const WAYS = /^(edges|nodes?|records|case|victims?|perpetrators|referrals|services|gaps)$/
/** Answered by the hub alone, with nothing of a record. */
const PUBLIC = /^(agencies|codeLists|me|permissions|explain)$/

const MOST_DEPTH = 5

/**
 * A valid document over the whole public schema, made from a list of numbers: each one is a choice, so that a failing list shrinks.
 * Fields that are added to the schema tomorrow are asked for tomorrow.
 */
export const questionOf = (schema: GraphQLSchema, known: Known, choices: readonly number[]): string => {
  let at = 0
  let aliases = 0
  // Where the list ends it begins anew, every number one higher.
  const choose = (below: number): number => {
    const choice = (choices[at % choices.length] ?? 0) + Math.floor(at / Math.max(1, choices.length))
    at += 1
    return choice % Math.max(1, below)
  }
  const pick = <T>(list: readonly T[]): T | undefined => list[choose(list.length)]
  const isSpent = (): boolean => at >= choices.length

  const inputText = (type: GraphQLInputType): string => {
    if (isNonNullType(type)) return inputText(type.ofType)
    if (isListType(type)) return `[${Array.from({ length: 1 + choose(3) }, () => inputText(type.ofType)).join(', ')}]`
    if (isEnumType(type)) return pick(type.getValues())?.name ?? 'null'
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields())
      const chosen = fields.filter((field) => isNonNullType(field.type) || choose(fields.length) < 2).slice(0, 4)
      return `{ ${chosen.map((field) => `${field.name}: ${field.name === 'agencies' ? JSON.stringify([pick(known.agencies)]) : inputText(field.type)}`).join(', ')} }`
    }
    switch (type.name) {
      case 'Int':
        return String(pick([1, 2, 3, 20, 100]))
      case 'Boolean':
        return String(choose(2) === 1)
      case 'ID':
        return JSON.stringify(pick(known.ids) ?? 'none')
      case 'IsoDate':
        return JSON.stringify(pick(known.dates) ?? '2024')
      case 'Nuc':
        return JSON.stringify(pick(known.nucs) ?? '1/24.PDDIL')
      case 'Code':
        return JSON.stringify(pick(known.codes) ?? 'S10')
      default:
        return JSON.stringify(pick([...known.cursors, ...known.codes, 'none']) ?? 'none')
    }
  }

  const argumentsOf = (args: readonly GraphQLArgument[]): string => {
    const given = args.filter((arg) => isNonNullType(arg.type) || choose(6) === 0)
    // A cursor from the other side is refused anyway.
    const written = given
      .filter(
        ({ name }) => !((name === 'last' || name === 'before') && given.some((other) => other.name === 'first' || other.name === 'after')),
      )
      .map(
        (arg) =>
          `${arg.name}: ${arg.name === 'of' ? '["names", "phone", "sex", "case"]' : arg.name === 'after' || arg.name === 'before' ? JSON.stringify(pick(known.cursors) ?? 'x') : inputText(arg.type)}`,
      )
    return written.length === 0 ? '' : `(${written.join(', ')})`
  }

  const fieldText = (field: GraphQLField<unknown, unknown>, depth: number): string | undefined => {
    const type = getNamedType(field.type)
    const inner = isCompositeType(type) ? selectionOf(type, depth - 1) : ''
    if (inner === undefined) return undefined
    const written = argumentsOf(field.args)
    // Fields of one name but other arguments must not meet under one key; what stands before `_x` is the field.
    const alias = written !== '' || choose(6) === 0 ? `${field.name}_x${++aliases}: ` : ''
    const directive = choose(9) === 0 ? (choose(2) === 0 ? ' @include(if: true)' : ' @skip(if: true)') : ''
    return `${alias}${field.name}${written}${directive}${inner}`
  }

  const selectionOf = (type: GraphQLNamedType, depth: number): string | undefined => {
    if (depth <= 0 && isCompositeType(type) && !hasLeaf(type)) return undefined
    const parts = ['__typename']
    if ('getFields' in type && isCompositeType(type)) {
      const fields = Object.values(type.getFields()) as readonly GraphQLField<unknown, unknown>[] // a composite type has output fields
      if (fields.some(({ name }) => name === 'id')) parts.push('id')
      const open = fields.filter((field) => depth > 0 || !isCompositeType(getNamedType(field.type)))
      const wanted = isSpent() ? 2 : 1 + choose(6)
      for (let n = 0; n < wanted; n++) {
        const likely = open.filter(({ name }) => (choose(2) === 0 ? WAYS.test(name) : known.held.has(name)))
        const field = pick(choose(4) === 0 || likely.length === 0 ? open : likely)
        const text = field && fieldText(field, depth)
        if (text !== undefined) parts.push(text)
      }
    }
    if (isAbstractType(type) && depth > 0 && choose(3) === 0) {
      const on = pick(schema.getPossibleTypes(type))
      const inner = on && selectionOf(on, depth - 1)
      if (on && inner !== undefined) parts.push(`... on ${on.name}${inner}`)
    }
    return ` { ${parts.join(' ')} }`
  }
  const hasLeaf = (type: GraphQLNamedType): boolean =>
    isAbstractType(type) ||
    (isObjectType(type) && Object.values(type.getFields()).some((field) => !isCompositeType(getNamedType(field.type))))

  const query = schema.getQueryType()
  const roots = Object.values(query?.getFields() ?? {})
  const asked = Array.from({ length: 1 + choose(2) }, () => {
    const root = pick(choose(12) === 0 ? roots : roots.filter(({ name }) => !PUBLIC.test(name)))
    if (!root) return '__typename'
    const type = getNamedType(root.type)
    const inner = isCompositeType(type) ? (selectionOf(type, MOST_DEPTH) ?? ' { __typename }') : ''
    return `${root.name}_x${++aliases}: ${root.name}${argumentsOf(root.args)}${inner}`
  })
  return `{ ${asked.join(' ')} }`
}
