import { type DocumentNode, type GraphQLSchema, Kind, type OperationDefinitionNode, print, type SelectionSetNode, visit } from 'graphql'
import { Lru } from '../plan/index.ts'
import { fillGaps } from './fill-gaps.ts'
import { filterSelections } from './filter.ts'
import { conditionNames, conditionValues, flatten, orNothing } from './flatten.ts'
import type { Profile } from './profile.ts'

const MAX_OPERATIONS = 1_000
const MAX_FILTERED_PER_OPERATION = 50

/** An operation as it is answered: named fragments and conditions written out, `gaps` filled in. */
export interface PreparedOperation {
  readonly text: string
  readonly selectionSet: SelectionSetNode
  /** Variables that `text` uses. */
  readonly variableNames: readonly string[]
}

/** Prepares operations for one public schema, and filters them by profile. Results are kept, bounded. */
export class PreparedOperations {
  readonly #schema: GraphQLSchema
  readonly #prepared = new Lru<string, PreparedOperation>(MAX_OPERATIONS)
  readonly #filtered = new WeakMap<DocumentNode, Lru<string, DocumentNode>>()

  constructor(schema: GraphQLSchema) {
    this.#schema = schema
  }

  /** @param document valid against the schema */
  prepare(
    source: string,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Readonly<Record<string, unknown>>,
  ): PreparedOperation {
    const conditions = conditionValues(conditionNames(document), operation, variables)
    const key = JSON.stringify([source, operation.name?.value ?? '', [...conditions.values()]])
    const known = this.#prepared.get(key)
    if (known) return known
    const prepared = this.#prepare(document, operation, conditions)
    this.#prepared.set(key, prepared)
    return prepared
  }

  #prepare(document: DocumentNode, operation: OperationDefinitionNode, conditions: ReadonlyMap<string, boolean>): PreparedOperation {
    const root = this.#schema.getRootType(operation.operation)
    const flat = flatten(operation, document, conditions)
    const selectionSet = orNothing(root ? fillGaps(flat, root, this.#schema) : flat)
    const used = variablesIn(selectionSet)
    const definition: OperationDefinitionNode = {
      kind: Kind.OPERATION_DEFINITION,
      operation: operation.operation,
      ...(operation.name && { name: operation.name }),
      variableDefinitions: (operation.variableDefinitions ?? []).filter(({ variable }) => used.has(variable.name.value)),
      selectionSet,
    }
    return { text: print(definition), selectionSet, variableNames: [...used] }
  }

  /** The part of a prepared operation that the profile may fetch. */
  filter(document: DocumentNode, profile: Profile): DocumentNode {
    const byProfile = this.#filtered.get(document) ?? new Lru<string, DocumentNode>(MAX_FILTERED_PER_OPERATION)
    this.#filtered.set(document, byProfile)
    const known = byProfile.get(profile.hash)
    if (known) return known
    const filtered = filterOperation(document, this.#schema, profile)
    byProfile.set(profile.hash, filtered)
    return filtered
  }
}

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
