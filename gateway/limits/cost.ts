import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  isObjectType,
  isUnionType,
  Kind,
  type SelectionSetNode,
} from 'graphql'
import { HubError } from '../../schema/index.ts'
import type { RequestLimits } from './limits.ts'

/** Entries of a page where none are named; the hub's own default. */
const USUAL_PAGE = 20
/** Entries that a list without pages is taken to have. */
const USUAL_LIST = 4

interface CostOptions {
  readonly schema: GraphQLSchema
  readonly variables: Readonly<Record<string, unknown>>
}

/**
 * Refuses an operation that could answer with more values than allowed: fields times the entries of all the lists that they stand in.
 *
 * @param set without named fragments
 * @throws {HubError} QUERY_TOO_COSTLY
 */
export function enforceCost(set: SelectionSetNode, root: GraphQLCompositeType, options: CostOptions, { cost: limit }: RequestLimits): void {
  const cost = costOf(set, root, options)
  if (cost > limit) throw new HubError('QUERY_TOO_COSTLY', { cost: `${cost} values`, limit })
}

/** Values that an operation may answer with, estimated. Of fragments for different concrete types only the largest counts: a row is of one type. */
export function costOf(set: SelectionSetNode, parent: GraphQLCompositeType, options: CostOptions, isPage = false): number {
  let common = 0
  const byType = new Map<string, number>()
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) common += costOfField(selection, parent, options, isPage)
    else if (selection.kind === Kind.INLINE_FRAGMENT) {
      const named = selection.typeCondition ? options.schema.getType(selection.typeCondition.name.value) : parent
      if (!isCompositeType(named)) continue
      const cost = costOf(selection.selectionSet, named, options, isPage)
      if (isObjectType(named) && named !== parent) byType.set(named.name, (byType.get(named.name) ?? 0) + cost)
      else common += cost
    }
  }
  return common + Math.max(0, ...byType.values())
}

function costOfField(node: FieldNode, parent: GraphQLCompositeType, options: CostOptions, isPage: boolean): number {
  const field = isUnionType(parent) ? undefined : parent.getFields()[node.name.value]
  const type = field && getNamedType(field.type)
  if (!field || !node.selectionSet || !isCompositeType(type)) return 1
  const page = pageOf(node, field, options)
  const entries = page ?? (isListType(getNullableType(field.type)) && !isPage ? USUAL_LIST : 1)
  return 1 + entries * costOf(node.selectionSet, type, options, page !== undefined)
}

/** @returns undefined where the field has no pages */
function pageOf(node: FieldNode, field: GraphQLField<unknown, unknown>, { variables }: CostOptions): number | undefined {
  if (!field.args.some(({ name }) => name === 'first')) return undefined
  const sizes = (node.arguments ?? []).flatMap(({ name, value }) => {
    if (name.value !== 'first' && name.value !== 'last') return []
    const size = value.kind === Kind.VARIABLE ? variables[value.name.value] : value.kind === Kind.INT ? Number(value.value) : undefined
    return typeof size === 'number' && size > 0 ? [size] : []
  })
  return Math.max(...(sizes.length > 0 ? sizes : [USUAL_PAGE]))
}
