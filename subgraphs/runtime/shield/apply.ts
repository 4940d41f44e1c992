import type { GraphQLResolveInfo, GraphQLSchema } from 'graphql'
import { HubError } from '../../../schema/index.ts'
import { applyMiddleware, denyAll, type RuleTree, shield } from './rules.ts'

/**
 * Puts the rules before every resolver of the schema. The second lock: what is shown is decided in the source's own query; a rule
 * that refuses makes a record's field null, exactly as a withheld one is, and a root field an error.
 */
export function withShield(schema: GraphQLSchema, rules: RuleTree): GraphQLSchema {
  const permissions = shield(rules, {
    fallbackRule: denyAll,
    // Errors of the source stay what they are: an outage is no denial. The edge masks what is not a HubError.
    allowExternalErrors: true,
    fallbackError: (_thrown: unknown, _parent: unknown, _args: unknown, _context: unknown, info: GraphQLResolveInfo) =>
      // Type says Error, but graphql-shield hands on whatever comes, and null is a withheld field.
      (info.parentType === info.schema.getQueryType() ? new HubError('UNAUTHENTICATED') : null) as Error,
  })
  return applyMiddleware(schema, permissions)
}
