import { type DocumentNode, isAbstractType, isNonNullType, Kind, type OperationDefinitionNode } from 'graphql'
import { Lru } from '../../platform/index.ts'
import type { PlanNode, Planner, Supergraph } from '../plan/index.ts'
import { compilePlanShapes, type FetchShapes } from './answer-shape.ts'
import type { Variables } from './conditions.ts'
import type { KnownDocument } from './documents.ts'
import type { ExecutorLimits } from './limits.ts'
import { toPlannerDocument } from './planner-document.ts'
import { ObjectProjection } from './projector.ts'
import { collectFields, type SelectionOptions } from './selection.ts'
import { type FieldNames, readFieldNames, StoreKeys } from './store-keys.ts'
import type { TypeIndex } from './type-index.ts'

/** An operation ready to run: what to fetch and how to make the response of it. */
export interface CompiledOperation {
  readonly plan: PlanNode | null
  readonly shapes: ReadonlyMap<PlanNode, FetchShapes>
  readonly projection: ObjectProjection
  /** Store keys of the root fields that may not be null. */
  readonly requiredRootKeys: readonly string[]
}

/** Compiles operations and keeps them by document, operation, profile and the values of their conditions. */
export class Operations {
  readonly #supergraph: Supergraph
  readonly #index: TypeIndex
  readonly #planner: Planner
  readonly #names: FieldNames
  readonly #partlyHidden: ReadonlySet<string>
  readonly #compiled: Lru<string, CompiledOperation>

  constructor(
    supergraph: Supergraph,
    index: TypeIndex,
    planner: Planner,
    limits: Pick<Required<ExecutorLimits>, 'maxPlans' | 'maxCharacters'>,
  ) {
    this.#supergraph = supergraph
    this.#index = index
    this.#planner = planner
    this.#names = readFieldNames(supergraph.fullSchema)
    this.#partlyHidden = readPartlyHidden(supergraph)
    this.#compiled = new Lru(limits.maxPlans, limits.maxCharacters)
  }

  /**
   * @param planned the document to fetch by, when it is not the one to answer by: a profile may have taken fields away, which then are null
   * @throws {PlanningError}
   */
  get(
    known: KnownDocument,
    operation: OperationDefinitionNode,
    variables: Variables,
    planned: { readonly document: DocumentNode; readonly cacheKeySuffix: string } | null,
  ): CompiledOperation {
    const conditions = known.conditionVariables.map((name) => (variables[name] === true ? 1 : 0)).join('')
    const key = JSON.stringify([known.id, operation.name?.value ?? '', conditions, planned?.cacheKeySuffix ?? null])
    const cached = this.#compiled.get(key)
    if (cached) return cached
    const compiled = this.#compile(known, operation, variables, planned?.document ?? known.document)
    this.#compiled.set(key, compiled, known.characters)
    return compiled
  }

  #compile(known: KnownDocument, operation: OperationDefinitionNode, variables: Variables, fetched: DocumentNode): CompiledOperation {
    const { fullSchema, publicSchema } = this.#supergraph
    const keys = new StoreKeys(this.#names)
    const rootType = publicSchema.getRootType(operation.operation)?.name ?? ''
    const options: SelectionOptions = {
      schema: publicSchema,
      index: this.#index,
      fragments: known.fragments,
      keys,
      variables,
      serialRoot: operation.operation === 'mutation' ? operation.selectionSet : null,
    }
    const rootFields = collectFields([operation.selectionSet], rootType, options)
    const fetchedOperation = fetched === known.document ? operation : sameOperation(fetched, operation)
    const fragments = fetched === known.document ? known.fragments : fragmentsOf(fetched)
    const text = fetchedOperation
      ? toPlannerDocument(fetchedOperation, { schema: fullSchema, fragments, keys, variables, partlyHidden: this.#partlyHidden })
      : null
    const plan = text === null ? null : this.#planner.plan(text).node
    return {
      plan,
      shapes: compilePlanShapes(plan, fullSchema, this.#index),
      projection: new ObjectProjection([operation.selectionSet], rootType, options),
      requiredRootKeys: rootFields.filter(({ type }) => isNonNullType(type)).map(({ storeKey }) => storeKey),
    }
  }
}

const sameOperation = (document: DocumentNode, { name }: OperationDefinitionNode): OperationDefinitionNode | undefined =>
  document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION && definition.name?.value === name?.value) as
    | OperationDefinitionNode // the predicate compares the kind
    | undefined

const fragmentsOf = ({ definitions }: DocumentNode) =>
  new Map(
    definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION).map((fragment) => [fragment.name.value, fragment]),
  )

const readPartlyHidden = ({ fullSchema, publicSchema }: Supergraph): ReadonlySet<string> =>
  new Set(
    Object.values(fullSchema.getTypeMap())
      .filter((type) => isAbstractType(type))
      .filter((type) => fullSchema.getPossibleTypes(type).some(({ name }) => !publicSchema.getType(name)))
      .map(({ name }) => name),
  )
