import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql'
import { Shelf } from '../../platform/index.ts'
import { createCachedPlanner, createHivePlanner, createStagedPlanner, type Planner, PlanningError, readSupergraph } from '../plan/index.ts'
import type { Variables } from './conditions.ts'
import { Documents, selectOperation } from './documents.ts'
import type { FetchError, ResponseError } from './errors.ts'
import { introspect } from './introspection.ts'
import type { CompiledOperation } from './known-document.ts'
import { DEFAULT_LIMITS, type ExecutorLimits } from './limits.ts'
import { Operations, type PlannedDocument } from './operations.ts'
import { own, type StoreObject } from './own.ts'
import { ProjectionRun } from './projection-run.ts'
import { projectRoot } from './projector.ts'
import { requestError } from './request-errors.ts'
import { toResponseErrors } from './response-paths.ts'
import { type PlanRun, runPlan } from './run-plan.ts'
import type { FetchOutcome, Send } from './send.ts'
import { TypeIndex } from './type-index.ts'
import { coerceVariables } from './variables.ts'

export interface FederatedExecutorOptions<Context> {
  /** A composed supergraph (Federation 2, `join` specification). */
  readonly supergraphSdl: string
  readonly send: Send<Context>
  /** @default the Rust planner, with a cache */
  readonly planner?: Planner
  /**
   * Takes away what this request may not fetch, before planning. Called for each request; `transform` only where nothing was planned yet under this
   * `cacheKeySuffix`, which must differ where the documents do. The response still has the fields, as null.
   */
  readonly transformOperation?: (document: DocumentNode, context: Context) => PlannedDocument
  /** Told once per fetch, also of answers that were thrown away. Must not throw. */
  readonly onFetchOutcome?: (outcome: FetchOutcome, context: Context) => void
  /** Told once per request what was fetched for it, before the response is made of it: objects by our own keys. Must not change anything. */
  readonly onFetched?: (root: StoreObject, context: Context) => void
  /** Told the duration of each planning that no cache could answer, in milliseconds. */
  readonly onPlanned?: (durationMs: number) => void
  /** Custom scalars whose values are texts; anything else in their place makes a subgraph's answer invalid. @default none: any JSON */
  readonly textScalars?: readonly string[]
  readonly limits?: ExecutorLimits
  /** Where what is prepared is kept, to share a ceiling with other things. @default one of its own, of `maxPreparedBytes` */
  readonly shelf?: Shelf
  /** Whom nobody knows, and where what is prepared for them is kept, so that they push out nothing of others. @default nobody */
  readonly strangers?: { readonly are: (context: Context) => boolean; readonly shelf: Shelf }
}

export interface ExecuteRequest<Context> {
  /** GraphQL text; not trusted. */
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined
  readonly operationName?: string | null | undefined
  /** Handed to `send` and the hooks as it is. */
  readonly context: Context
  /** Handed to `send`; when aborted, no further subgraph is asked. */
  readonly signal?: AbortSignal | undefined
}

/** Without `data` the request was refused before anything was executed. */
export interface ExecuteResult {
  readonly data?: StoreObject | null
  readonly errors?: readonly ResponseError[]
}

export interface FederatedExecutor<Context> {
  /** What clients may ask: no federation types, nothing `@inaccessible`. */
  readonly publicSchema: GraphQLSchema
  /** Never rejects because of what a client or a subgraph sent. */
  execute(request: ExecuteRequest<Context>): Promise<ExecuteResult>
}

/**
 * A Federation 2 executor for any supergraph.
 *
 * @throws {PlanningError} when the supergraph cannot be read
 * @example
 * const { execute } = createFederatedExecutor({ supergraphSdl, send: (subgraph, request) => post(urls[subgraph], request) })
 * const { data, errors } = await execute({ query: '{ cases { nodes { id stage } } }', context: null })
 */
export function createFederatedExecutor<Context = unknown>(options: FederatedExecutorOptions<Context>): FederatedExecutor<Context> {
  const limits = { ...DEFAULT_LIMITS, ...options.limits }
  const supergraph = readSupergraph(options.supergraphSdl)
  const { publicSchema, fullSchema } = supergraph
  const index = new TypeIndex(fullSchema, options.textScalars)
  const shelf = options.shelf ?? new Shelf(limits.maxPreparedBytes)
  const staged = options.planner ?? createStagedPlanner(createHivePlanner(options.supergraphSdl), supergraph.document, fullSchema)
  const prepareOn = (kept: Shelf) => {
    const cached = { shelf: kept, ...(options.onPlanned && { onPlanned: options.onPlanned }) }
    const planner = options.planner ?? createCachedPlanner(staged, cached)
    return { documents: new Documents(publicSchema, limits, kept), operations: new Operations(supergraph, index, planner) }
  }
  const { strangers } = options
  const forAll = prepareOn(shelf)
  const forStrangers = strangers && prepareOn(strangers.shelf)
  const run = async (
    operation: OperationDefinitionNode,
    compiled: CompiledOperation,
    variables: Variables,
    introspection: StoreObject | null,
    request: ExecuteRequest<Context>,
  ): Promise<ExecuteResult> => {
    const root: StoreObject = {}
    const fetchErrors: FetchError[] = []
    const isMutation = operation.operation === 'mutation'
    const planRun: PlanRun<Context> = {
      root,
      errors: fetchErrors,
      variables,
      context: request.context,
      signal: request.signal,
      send: options.send,
      onFetchOutcome: options.onFetchOutcome,
      index,
      limits,
      shapes: compiled.shapes,
      mustStop: () => isMutation && compiled.requiredRootKeys.some((key) => own(root, key) === null),
    }
    if (compiled.plan) await runPlan(compiled.plan, planRun)
    options.onFetched?.(root, request.context)
    const projection = new ProjectionRun(fetchErrors.length > 0 ? toResponseErrors(fetchErrors, compiled.projection) : [], introspection)
    const data = projectRoot(compiled.projection, root, projection)
    return projection.errors.length > 0 ? { data, errors: projection.errors } : { data }
  }

  const execute = async (request: ExecuteRequest<Context>): Promise<ExecuteResult> => {
    const { documents, operations } = forStrangers && strangers?.are(request.context) ? forStrangers : forAll
    const known = documents.get(request.query)
    if ('errors' in known) return { errors: known.errors }
    const operation = selectOperation(known.operations, request.operationName)
    if ('message' in operation) return { errors: [operation] }
    if (operation.operation === 'subscription')
      return { errors: [requestError('OPERATION_RESOLUTION_FAILURE', 'Subscriptions are not supported: poll a query instead')] }
    const raw = request.variables ?? {}
    const coerced = coerceVariables(publicSchema, operation, raw)
    if ('errors' in coerced) {
      // Once more by nodes that say where they stand: errors tell it, and nothing else needs it.
      const located = documents.located(request.query, request.operationName)
      const told = located && coerceVariables(publicSchema, located, raw)
      return told && 'errors' in told ? told : coerced
    }
    const planned = options.transformOperation?.(known.document, request.context) ?? null
    let compiled: CompiledOperation
    try {
      const got = operations.get(known, operation, coerced.values, planned)
      if (got.isNew) documents.weighAgain(known)
      compiled = got.compiled
    } catch (error) {
      if (error instanceof PlanningError) return { errors: [requestError('PLANNING_FAILED', error.message)] }
      // Planning is recursive: what runs out of stack must cost this request only.
      if (error instanceof RangeError)
        return { errors: [requestError('PLANNING_FAILED', 'The operation is nested too deeply: ask for it in parts')] }
      throw error
    }
    const introspection = introspect(operation, known.fragments, publicSchema, raw, coerced.values)
    return run(operation, compiled, coerced.values, introspection, request)
  }

  return { publicSchema, execute }
}
