import { buildASTSchema, findBreakingChanges, type GraphQLSchema, parse, visit } from 'graphql'
import type { CompositionProblem } from './problems.ts'

/**
 * What clients of the agency's types could no longer ask after the change.
 *
 * @param before SDL that is composed now
 * @param after SDL that the agency serves now
 */
export function breakingChanges(agency: string, before: string, after: string): readonly CompositionProblem[] {
  const [old, next] = [toSchema(before), toSchema(after)]
  if (!old || !next) return []
  return findBreakingChanges(old, next).map(({ description }) => ({
    agency,
    rule: 'BREAKING_CHANGE' as const,
    where: '',
    what: `its new schema breaks questions that worked before: ${description.replace(/\.$/, '')}`,
    remedy: 'If this is meant, accept it for this agency; until then the hub keeps asking it in the old words',
  }))
}

/** Federation directives left out: they are not part of what clients see. */
function toSchema(sdl: string): GraphQLSchema | undefined {
  try {
    const bare = visit(parse(sdl, { noLocation: true }), {
      Directive: () => null,
      DirectiveDefinition: () => null,
      SchemaExtension: () => null,
    })
    return buildASTSchema(bare, { assumeValid: true, assumeValidSDL: true })
  } catch {
    return undefined
  }
}
