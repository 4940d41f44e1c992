import type { DocumentNode, FragmentDefinitionNode, OperationDefinitionNode } from 'graphql'
import type { PlanNode } from '../plan/index.ts'
import type { FetchShapes } from './answer-shape.ts'
import type { ObjectProjection } from './projector.ts'
import type { StoreKeys } from './store-keys.ts'

/** A parsed and valid document, with all that was made of it. Its nodes do not say where in the text they stand: that takes more than the rest of them. */
export interface KnownDocument {
  readonly text: string
  readonly document: DocumentNode
  readonly operations: readonly OperationDefinitionNode[]
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>
  readonly conditionVariables: readonly string[]
  readonly compiled: Map<string, CompiledOperations>
  /** What it and everything made of it take in memory, estimated. */
  bytes: number
}

/** An operation ready to run: what to fetch and how to make the response of it. */
export interface CompiledOperation {
  readonly plan: PlanNode | null
  readonly shapes: ReadonlyMap<PlanNode, FetchShapes>
  readonly projection: ObjectProjection
  /** Store keys of the root fields that may not be null. */
  readonly requiredRootKeys: readonly string[]
}

/** One operation of a document under certain values of its conditions, compiled for each profile that asked it. */
export interface CompiledOperations {
  readonly keys: StoreKeys
  readonly projection: ObjectProjection
  readonly requiredRootKeys: readonly string[]
  readonly byProfile: Map<string, CompiledOperation>
  /** What is fetched, by the text that was planned: profiles that may fetch the same share it. */
  readonly byPlanned: Map<string, Pick<CompiledOperation, 'plan' | 'shapes'>>
}
