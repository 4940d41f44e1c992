import { createHash } from 'node:crypto'
import {
  type DocumentNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionSetNode,
  visit,
} from 'graphql'
import { Lru, Shelf, type ShelfMap } from '../../platform/index.ts'
import { coordinatesOf } from './coordinates.ts'
import { fillGaps } from './fill-gaps.ts'
import { filterSelections } from './filter.ts'
import { conditionNames, conditionValues, flatten, orNothing } from './flatten.ts'
import { introspect, joinAnswers, type SplitOperation, splitIntrospection } from './introspection.ts'
import type { Profile } from './profile.ts'
import { isPublicField } from './public-fields.ts'
import { visibleSchema } from './visible-schema.ts'

/** Of an operation with fragments written out and its text, by character of it. Seen in heap snapshots; see bench/README.md. */
const BYTES_PER_CHARACTER = 24
const OWN_BYTES = 16_000_000
/** Each takes some three megabytes, and a tenth of a second to make. Profiles that may know of the same share one. */
const MAX_VISIBLE_SCHEMAS = 6

/** An operation as it is answered: named fragments and conditions written out, `gaps` filled in. */
export interface PreparedOperation {
  readonly text: string
  /** SHA-256 of `text`, hex. */
  readonly digest: string
  readonly selectionSet: SelectionSetNode
  readonly definition: OperationDefinitionNode
  /** What it asks about the schema; `text` does not hold it. */
  readonly split: SplitOperation
  /** Fields asked for, as `Type.field`, sorted. */
  readonly coordinates: readonly string[]
  /** Variables that `text` uses. */
  readonly variableNames: readonly string[]
}

/** Prepares operations for one public schema, and filters them by profile. Results are kept, bounded. */
export class PreparedOperations {
  readonly #schema: GraphQLSchema
  readonly #extend: Extend
  readonly #prepared: ShelfMap<string, PreparedOperation>
  readonly #ofStrangers: ShelfMap<string, PreparedOperation>
  readonly #visible = new Lru<string, GraphQLSchema>(MAX_VISIBLE_SCHEMAS)
  readonly #knowledge = new WeakMap<Profile, string>()

  /**
   * @param extend adds to what is fetched, after the filter; what is added is not shown. @default nothing
   * @param shelf where prepared operations are kept. @default one of its own
   * @param strangersShelf where those of whom nobody knows are kept. @default with the others
   */
  constructor(schema: GraphQLSchema, extend: Extend = (set) => set, shelf = new Shelf(OWN_BYTES), strangersShelf = shelf) {
    this.#schema = schema
    this.#extend = extend
    this.#prepared = shelf.map()
    this.#ofStrangers = strangersShelf.map()
  }

  /** @param document valid against the schema */
  prepare(
    source: string,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Readonly<Record<string, unknown>>,
    isStranger = false,
  ): PreparedOperation {
    const kept = isStranger ? this.#ofStrangers : this.#prepared
    const conditions = conditionValues(conditionNames(document), operation, variables)
    const key = JSON.stringify([source, operation.name?.value ?? '', [...conditions.values()]])
    const known = kept.get(key)
    if (known) return known
    const prepared = this.#prepare(document, operation, conditions)
    kept.set(key, prepared, key.length + prepared.text.length * BYTES_PER_CHARACTER)
    return prepared
  }

  #prepare(document: DocumentNode, operation: OperationDefinitionNode, conditions: ReadonlyMap<string, boolean>): PreparedOperation {
    const root = this.#schema.getRootType(operation.operation)
    const flat = flatten(operation, document, conditions)
    const selectionSet = orNothing(root ? fillGaps(flat, root, this.#schema) : flat)
    const split = splitIntrospection(selectionSet)
    const data = orNothing(split.data)
    const used = variablesIn(data)
    const definition: OperationDefinitionNode = {
      kind: Kind.OPERATION_DEFINITION,
      operation: operation.operation,
      ...(operation.name && { name: operation.name }),
      ...(operation.variableDefinitions && { variableDefinitions: operation.variableDefinitions }),
      selectionSet,
    }
    const variableDefinitions = (operation.variableDefinitions ?? []).filter(({ variable }) => used.has(variable.name.value))
    const text = print({ ...definition, variableDefinitions, selectionSet: data })
    return {
      text,
      digest: createHash('sha256').update(text).digest('hex'),
      selectionSet,
      definition,
      split,
      coordinates: coordinatesOf(definition, this.#schema),
      variableNames: [...used],
    }
  }

  /**
   * Adds to an answer what the operation asks about the schema, as far as the profile may know of it.
   *
   * @param profile null: nobody signed in
   */
  withIntrospection(
    prepared: PreparedOperation,
    data: Readonly<Record<string, unknown>>,
    profile: Profile | null,
    variables: Readonly<Record<string, unknown>>,
  ): Readonly<Record<string, unknown>> {
    if (!prepared.split.introspection) return data
    return joinAnswers(prepared.split, data, introspect(prepared.split, prepared.definition, this.#visibleTo(profile), variables))
  }

  #visibleTo(profile: Profile | null): GraphQLSchema {
    const key = profile ? this.#knowledgeOf(profile) : ''
    const known = this.#visible.get(key)
    if (known) return known
    const visible = visibleSchema(this.#schema, profile ? (type, field) => profile.visible.get(type)?.has(field) ?? true : isPublicField)
    this.#visible.set(key, visible)
    return visible
  }

  /** Equal for profiles that may know of the same fields. */
  #knowledgeOf(profile: Profile): string {
    const known = this.#knowledge.get(profile)
    if (known !== undefined) return known
    const fields = [...profile.visible].map(([type, names]) => [type, ...[...names].sort()])
    const digest = createHash('sha256').update(JSON.stringify(fields)).digest('base64url')
    this.#knowledge.set(profile, digest)
    return digest
  }

  /** The part of a prepared operation that the profile may fetch. */
  filter(document: DocumentNode, profile: Profile): DocumentNode {
    return extendOperation(filterOperation(document, this.#schema, profile), this.#schema, this.#extend)
  }
}

/** Adds selections to a set of an operation without named fragments. */
export type Extend = (set: SelectionSetNode, parent: GraphQLCompositeType, schema: GraphQLSchema) => SelectionSetNode

const extendOperation = (document: DocumentNode, schema: GraphQLSchema, extend: Extend): DocumentNode => ({
  ...document,
  definitions: document.definitions.map((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return definition
    const root = schema.getRootType(definition.operation)
    return root ? { ...definition, selectionSet: extend(definition.selectionSet, root, schema) } : definition
  }),
})

/**
 * Takes out of an operation what this profile can never be shown. Valid where the operation was.
 *
 * @param document one operation without named fragments
 */
export function filterOperation(document: DocumentNode, schema: GraphQLSchema, profile: Profile): DocumentNode {
  const definitions = document.definitions.map((definition) => {
    if (definition.kind !== Kind.OPERATION_DEFINITION) return definition
    const root = schema.getRootType(definition.operation)
    return root ? { ...definition, selectionSet: filterSelections(definition.selectionSet, root, schema, profile.visible) } : definition
  })
  return { kind: Kind.DOCUMENT, definitions }
}

function variablesIn(set: SelectionSetNode): ReadonlySet<string> {
  const used = new Set<string>()
  visit(set, {
    Variable({ name }) {
      used.add(name.value)
    },
  })
  return used
}
