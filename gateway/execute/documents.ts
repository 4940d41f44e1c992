import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql'
import { Lru } from '../../platform/index.ts'
import { conditionVariables } from './conditions.ts'
import type { ResponseError } from './errors.ts'
import type { ExecutorLimits } from './limits.ts'
import { measure } from './operation-size.ts'
import { fromGraphQLError, requestError } from './request-errors.ts'

/** A parsed and valid document. */
export interface KnownDocument {
  /** Counts up; stands for the document in cache keys. */
  readonly id: number
  /** Length of its text. */
  readonly characters: number
  readonly document: DocumentNode
  readonly operations: readonly OperationDefinitionNode[]
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
  readonly conditionVariables: readonly string[]
}

type DocumentLimits = Pick<Required<ExecutorLimits>, 'maxDocuments' | 'maxCharacters' | 'maxTokens' | 'maxSelections' | 'maxDepth'>

export type DocumentOrErrors = KnownDocument | { readonly errors: readonly ResponseError[] }

/** Parses and validates by the public schema, once per text. Also what is wrong is remembered: it costs as much to find out again. */
export class Documents {
  readonly #schema: GraphQLSchema
  readonly #limits: DocumentLimits
  readonly #known: Lru<string, DocumentOrErrors>
  #nextId = 0

  constructor(schema: GraphQLSchema, limits: DocumentLimits) {
    this.#schema = schema
    this.#limits = limits
    this.#known = new Lru(limits.maxDocuments, limits.maxCharacters)
  }

  get(text: string): DocumentOrErrors {
    const known = this.#known.get(text)
    if (known) return known
    const read = this.#read(text)
    this.#known.set(text, read, text.length)
    return read
  }

  #read(text: string): DocumentOrErrors {
    try {
      return this.#parse(text)
    } catch (error) {
      if (error instanceof GraphQLError) return { errors: [fromGraphQLError(error, 'GRAPHQL_PARSE_FAILED')] }
      // Parser and validation are recursive: what runs out of stack is nested more deeply than anyone writes.
      if (error instanceof RangeError) return { errors: [requestError('GRAPHQL_PARSE_FAILED', 'The document is nested too deeply')] }
      throw error
    }
  }

  #parse(text: string): DocumentOrErrors {
    const { maxTokens, maxSelections, maxDepth } = this.#limits
    const document = parse(text, { maxTokens })
    const operations = document.definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION)
    const fragments = new Map(
      document.definitions
        .filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
        .map((fragment) => [fragment.name.value, fragment]),
    )
    const size = measure(operations, fragments)
    if (size.fields > maxSelections)
      return {
        errors: [
          requestError('GRAPHQL_VALIDATION_FAILED', `The operation selects more than ${maxSelections} fields: ask for less, or in parts`),
        ],
      }
    if (size.depth > maxDepth)
      return {
        errors: [
          requestError('GRAPHQL_VALIDATION_FAILED', `The operation is nested more than ${maxDepth} levels deep: ask for it in parts`),
        ],
      }
    const errors = validate(this.#schema, document, specifiedRules)
    if (errors.length > 0) return { errors: errors.map((error) => fromGraphQLError(error, 'GRAPHQL_VALIDATION_FAILED')) }
    return {
      id: this.#nextId++,
      characters: text.length,
      document,
      operations,
      fragments,
      conditionVariables: conditionVariables(document),
    }
  }
}

/** Picks the operation to run (GraphQL specification § 6.1, GetOperation). */
export function selectOperation(
  operations: readonly OperationDefinitionNode[],
  name: string | null | undefined,
): OperationDefinitionNode | ResponseError {
  if (name === null || name === undefined || name === '') {
    const [only, ...others] = operations
    if (only && others.length === 0) return only
    return requestError(
      'OPERATION_RESOLUTION_FAILURE',
      only ? 'Several operations: name the one to run in operationName' : 'The document has no operation',
    )
  }
  const named = operations.find((operation) => operation.name?.value === name)
  return named ?? requestError('OPERATION_RESOLUTION_FAILURE', 'The document has no operation of the name given in operationName')
}
