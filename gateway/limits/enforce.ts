import { type DocumentNode, GraphQLError, Kind, type OperationDefinitionNode, parse, visit } from 'graphql'
import { HubError } from '../../schema/index.ts'
import type { RequestLimits } from './limits.ts'
import { measure } from './measure.ts'

/**
 * Reads a document no further than the limits allow.
 *
 * @throws {HubError} PARSE_FAILED, DOCUMENT_TOO_LARGE
 */
export function readDocument(query: string, limits: RequestLimits): DocumentNode {
  try {
    return parse(query, { maxTokens: limits.tokens })
  } catch (cause) {
    if (!(cause instanceof GraphQLError)) throw cause
    if (cause.message.includes('token limit') || cause.message.includes('tokens. Parsing aborted'))
      throw new HubError('DOCUMENT_TOO_LARGE', { limit: limits.tokens, unit: 'tokens' }, { cause })
    const [at] = cause.locations ?? []
    throw new HubError('PARSE_FAILED', { line: at?.line ?? 1, column: at?.column ?? 1 }, { cause })
  }
}

/**
 * Refuses a document that asks for too much, before it is validated: the rule on overlapping fields takes longest on just those.
 *
 * @throws {HubError} QUERY_TOO_DEEP, QUERY_TOO_COSTLY, TOO_MANY_ALIASES
 */
export function enforceDocumentLimits(document: DocumentNode, limits: RequestLimits): void {
  let directives = 0
  visit(document, {
    Directive() {
      directives++
    },
  })
  if (directives > limits.directives) throw tooCostly(`${directives} directives`, limits.directives)
  for (const definition of document.definitions)
    if (definition.kind === Kind.OPERATION_DEFINITION) enforceOperation(definition, document, limits)
}

function enforceOperation(operation: OperationDefinitionNode, document: DocumentNode, limits: RequestLimits): void {
  const found = measure(operation, document)
  if (found.depth > limits.depth) throw new HubError('QUERY_TOO_DEEP', { limit: limits.depth })
  if (found.introspectionDepth > limits.introspectionDepth) throw new HubError('QUERY_TOO_DEEP', { limit: limits.introspectionDepth })
  if (found.aliases > limits.aliases) throw new HubError('TOO_MANY_ALIASES', { limit: limits.aliases })
  if (found.rootFields > limits.rootFields) throw tooCostly(`${found.rootFields} root fields`, limits.rootFields)
  if (found.selections > limits.selections) throw tooCostly(`${found.selections} fields`, limits.selections)
}

/**
 * Refuses pages that are too large, written in the document or given as a variable.
 *
 * @throws {HubError} QUERY_TOO_COSTLY, BAD_ARGUMENT
 */
export function enforcePageSizes(document: DocumentNode, variables: Readonly<Record<string, unknown>>, limits: RequestLimits): void {
  const defaults = new Map<string, number>()
  const given = (name: string): unknown => (Object.hasOwn(variables, name) ? variables[name] : defaults.get(name))
  visit(document, {
    VariableDefinition({ variable, defaultValue }) {
      if (defaultValue?.kind === Kind.INT) defaults.set(variable.name.value, Number(defaultValue.value))
    },
    Argument({ name, value }) {
      if (name.value !== 'first' && name.value !== 'last') return
      const size = value.kind === Kind.INT ? Number(value.value) : value.kind === Kind.VARIABLE ? given(value.name.value) : null
      if (typeof size !== 'number') return
      if (size > limits.pageSize) throw tooCostly(`pages of ${size}`, limits.pageSize)
      if (size < 0) throw new HubError('BAD_ARGUMENT', { argument: name.value, problem: 'it is negative' })
    },
  })
}

const tooCostly = (cost: string, limit: number) => new HubError('QUERY_TOO_COSTLY', { cost, limit })
