import { GraphQLError, type GraphQLSchema, Kind, type OperationDefinitionNode, parse, specifiedRules, validate } from 'graphql'
import type { Shelf, ShelfMap } from '../../platform/index.ts'
import { conditionVariables } from './conditions.ts'
import type { ResponseError } from './errors.ts'
import type { KnownDocument } from './known-document.ts'
import type { ExecutorLimits } from './limits.ts'
import { measure } from './operation-size.ts'
import { fromGraphQLError, requestError } from './request-errors.ts'

type DocumentLimits = Pick<Required<ExecutorLimits>, 'maxTokens' | 'maxSelections' | 'maxDepth'>

export type DocumentOrErrors = KnownDocument | { readonly errors: readonly ResponseError[] }

/** Of a document without locations and its text, by character. Seen in heap snapshots; see bench/README.md. */
const BYTES_PER_CHARACTER = 24
const BYTES_OF_ERRORS = 2_000

/** Parses and validates by the public schema, once per text. Also what is wrong is remembered: it costs as much to find out again. */
export class Documents {
  readonly #schema: GraphQLSchema
  readonly #limits: DocumentLimits
  readonly #known: ShelfMap<string, DocumentOrErrors>

  constructor(schema: GraphQLSchema, limits: DocumentLimits, shelf: Shelf) {
    this.#schema = schema
    this.#limits = limits
    this.#known = shelf.map()
  }

  get(text: string): DocumentOrErrors {
    const known = this.#known.get(text)
    if (known) return known
    const read = this.#read(text)
    this.#known.set(text, read, 'errors' in read ? text.length + BYTES_OF_ERRORS : read.bytes)
    return read
  }

  /** More was made of a document that is kept: its weight is what it says now. */
  weighAgain(known: KnownDocument): void {
    this.#known.set(known.text, known, known.bytes)
  }

  /** The operation with the places of its nodes, for errors that tell them. */
  located(text: string, name: string | null | undefined): OperationDefinitionNode | undefined {
    const { definitions } = parse(text, { maxTokens: this.#limits.maxTokens })
    const operation = selectOperation(
      definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION),
      name,
    )
    return 'message' in operation ? undefined : operation
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
    const document = parse(text, { maxTokens, noLocation: true })
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
    if (validate(this.#schema, document, specifiedRules).length > 0) {
      const errors = validate(this.#schema, parse(text, { maxTokens }), specifiedRules)
      return { errors: errors.map((error) => fromGraphQLError(error, 'GRAPHQL_VALIDATION_FAILED')) }
    }
    return {
      text,
      document,
      operations,
      fragments,
      conditionVariables: conditionVariables(document),
      compiled: new Map(),
      bytes: text.length * BYTES_PER_CHARACTER,
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
