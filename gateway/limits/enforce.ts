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

/** Levels of lists and objects in a written value: no input of the graph has more than a few, and the planner reads about fifty. */
const VALUE_DEPTH = 32

/**
 * Refuses a document that asks for too much, before it is validated: the rule on overlapping fields takes longest on just those.
 *
 * @throws {HubError} QUERY_TOO_DEEP, QUERY_TOO_COSTLY, TOO_MANY_ALIASES
 */
export function enforceDocumentLimits(document: DocumentNode, limits: RequestLimits): void {
  let directives = 0
  let depth = 0
  const nested = {
    enter() {
      if (++depth > VALUE_DEPTH) throw new HubError('QUERY_TOO_DEEP', { limit: VALUE_DEPTH })
    },
    leave() {
      depth--
    },
  }
  visit(document, {
    Directive() {
      directives++
    },
    ListValue: nested,
    ObjectValue: nested,
    ListType: nested,
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

/** How large a page somewhere in a document is: written there, or given by a variable, with the default of its operation. */
interface PageSize {
  readonly argument: string
  readonly written: number | undefined
  readonly variable: string | undefined
}

const knownSizes = new WeakMap<DocumentNode, readonly PageSize[]>()

/**
 * Refuses pages that are too large, written in the document or given as a variable. The document is looked through once.
 *
 * @throws {HubError} QUERY_TOO_COSTLY, BAD_ARGUMENT
 */
export function enforcePageSizes(document: DocumentNode, variables: Readonly<Record<string, unknown>>, limits: RequestLimits): void {
  const sizes = knownSizes.get(document) ?? findPageSizes(document)
  knownSizes.set(document, sizes)
  for (const { argument, written, variable } of sizes) {
    const size = variable !== undefined && Object.hasOwn(variables, variable) ? variables[variable] : written
    if (typeof size !== 'number') continue
    if (size > limits.pageSize) throw tooCostly(`pages of ${size}`, limits.pageSize)
    if (size < 0) throw new HubError('BAD_ARGUMENT', { argument, problem: 'it is negative' })
  }
}

function findPageSizes(document: DocumentNode): readonly PageSize[] {
  const defaults = new Map<string, number>()
  const found: PageSize[] = []
  visit(document, {
    VariableDefinition({ variable, defaultValue }) {
      if (defaultValue?.kind === Kind.INT) defaults.set(variable.name.value, Number(defaultValue.value))
    },
    Argument({ name, value }) {
      if (name.value !== 'first' && name.value !== 'last') return
      if (value.kind === Kind.INT) found.push({ argument: name.value, written: Number(value.value), variable: undefined })
      if (value.kind === Kind.VARIABLE) found.push({ argument: name.value, written: undefined, variable: value.name.value })
    },
  })
  return found.map((size) => (size.variable === undefined ? size : { ...size, written: defaults.get(size.variable) }))
}

const tooCostly = (cost: string, limit: number) => new HubError('QUERY_TOO_COSTLY', { cost, limit })
