import { type DocumentNode, isAbstractType, isNonNullType, Kind, type OperationDefinitionNode } from 'graphql'
import type { PlanNode, Planner, Supergraph } from '../plan/index.ts'
import { compilePlanShapes } from './answer-shape.ts'
import type { Variables } from './conditions.ts'
import type { CompiledOperation, CompiledOperations, KnownDocument } from './known-document.ts'
import { toPlannerDocument } from './planner-document.ts'
import { ObjectProjection } from './projector.ts'
import { collectFields, type SelectionOptions } from './selection.ts'
import { type FieldNames, readFieldNames, StoreKeys } from './store-keys.ts'
import type { TypeIndex } from './type-index.ts'

/** What may be fetched instead of the document that is answered by. */
export interface PlannedDocument {
  readonly transform: () => DocumentNode
  readonly cacheKeySuffix: string
}

/** Of plan, shapes and projection, by character of what the subgraphs are sent. Seen in heap snapshots; see bench/README.md. */
const BYTES_PER_CHARACTER = 30
const BYTES_OF_PLAN = 1_500
const BYTES_OF_PROFILE = 500

/** Compiles operations. What is compiled stays with the document, by operation, the values of its conditions, and profile. */
export class Operations {
  readonly #supergraph: Supergraph
  readonly #index: TypeIndex
  readonly #planner: Planner
  readonly #names: FieldNames
  readonly #partlyHidden: ReadonlySet<string>

  constructor(supergraph: Supergraph, index: TypeIndex, planner: Planner) {
    this.#supergraph = supergraph
    this.#index = index
    this.#planner = planner
    this.#names = readFieldNames(supergraph.fullSchema)
    this.#partlyHidden = readPartlyHidden(supergraph)
  }

  /**
   * @param planned the document to fetch by, when it is not the one to answer by: a profile may have taken fields away, which then are null
   * @returns with `isNew` where the document has grown by it
   * @throws {PlanningError}
   */
  get(
    known: KnownDocument,
    operation: OperationDefinitionNode,
    variables: Variables,
    planned: PlannedDocument | null,
  ): { readonly compiled: CompiledOperation; readonly isNew: boolean } {
    const conditions = known.conditionVariables.map((name) => (variables[name] === true ? 1 : 0)).join('')
    const key = `${conditions} ${operation.name?.value ?? ''}`
    const compiled = known.compiled.get(key) ?? this.#begin(known, operation, variables)
    const profile = planned ? `of ${planned.cacheKeySuffix}` : ''
    const before = compiled.byProfile.get(profile)
    if (before) return { compiled: before, isNew: false }
    const fetched = this.#fetch(known, operation, variables, { compiled, document: planned?.transform() ?? known.document })
    const added = { ...fetched, projection: compiled.projection, requiredRootKeys: compiled.requiredRootKeys }
    compiled.byProfile.set(profile, added)
    known.compiled.set(key, compiled)
    known.bytes += BYTES_OF_PROFILE
    return { compiled: added, isNew: true }
  }

  #begin(known: KnownDocument, operation: OperationDefinitionNode, variables: Variables): CompiledOperations {
    const { publicSchema } = this.#supergraph
    const keys = new StoreKeys(this.#names)
    const rootType = publicSchema.getRootType(operation.operation)?.name ?? ''
    const options: SelectionOptions = {
      schema: publicSchema,
      index: this.#index,
      fragments: known.fragments,
      keys,
      variables: Object.fromEntries(known.conditionVariables.map((name) => [name, variables[name] === true])),
      serialRoot: operation.operation === 'mutation' ? operation.selectionSet : null,
    }
    const rootFields = collectFields([operation.selectionSet], rootType, options)
    return {
      keys,
      projection: new ObjectProjection([operation.selectionSet], rootType, options),
      requiredRootKeys: rootFields.filter(({ type }) => isNonNullType(type)).map(({ storeKey }) => storeKey),
      byProfile: new Map(),
      byPlanned: new Map(),
    }
  }

  #fetch(
    known: KnownDocument,
    operation: OperationDefinitionNode,
    variables: Variables,
    { compiled, document }: { readonly compiled: CompiledOperations; readonly document: DocumentNode },
  ): Pick<CompiledOperation, 'plan' | 'shapes'> {
    const { fullSchema } = this.#supergraph
    const fetchedOperation = document === known.document ? operation : sameOperation(document, operation)
    const fragments = document === known.document ? known.fragments : fragmentsOf(document)
    const { keys, byPlanned } = compiled
    const text = fetchedOperation
      ? toPlannerDocument(fetchedOperation, { schema: fullSchema, fragments, keys, variables, partlyHidden: this.#partlyHidden })
      : null
    if (text === null) return { plan: null, shapes: new Map() }
    const before = byPlanned.get(text)
    if (before) return before
    const plan = this.#planner.plan(text).node
    const fetched = { plan, shapes: compilePlanShapes(plan, fullSchema, this.#index) }
    byPlanned.set(text, fetched)
    known.bytes += BYTES_OF_PLAN + (text.length + charactersIn(plan)) * BYTES_PER_CHARACTER
    return fetched
  }
}

function charactersIn(plan: PlanNode | null): number {
  if (plan === null) return 0
  if (plan.kind === 'Condition') return charactersIn(plan.ifTrue) + charactersIn(plan.ifFalse)
  if (plan.kind === 'Sequence' || plan.kind === 'Parallel') return plan.nodes.reduce((sum, node) => sum + charactersIn(node), 0)
  return plan.operation.length
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
