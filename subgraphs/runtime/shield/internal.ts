import type { GraphQLSchema } from 'graphql'
import { withShield } from './apply.ts'
import { isHub, isPerson } from './rules.ts'
import { asRules, assertCovered } from './tree.ts'

const TREE = { Query: { describe: isHub, locate: isPerson, locateByKeys: isPerson, locateByIds: isPerson } } as const

/** The shield of the internal schema. @throws {TypeError} where a field has no rule */
export function withInternalShield(schema: GraphQLSchema): GraphQLSchema {
  assertCovered(schema, TREE)
  return withShield(schema, asRules(schema, TREE))
}
