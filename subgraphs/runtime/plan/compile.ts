import { type DocumentNode, type FragmentDefinitionNode, getOperationAST, Kind, valueFromASTUntyped } from 'graphql'
import type { AgencySource } from '../../../adapters/index.ts'
import type { Profile } from '../access/profile.ts'
import { typeNameOf } from '../access/relations.ts'
import { type CollectedField, type CollectInput, collectFields, NotCompilable } from './collect.ts'
import { compileLevel, type LevelInput } from './compile-level.ts'
import type { EntitiesField, Level, Plan } from './level.ts'

export interface CompileInput {
  readonly document: DocumentNode
  readonly operationName: string | null | undefined
  /** Coerced values; those that only hold representations may change without a new plan. */
  readonly variables: Readonly<Record<string, unknown>>
  readonly source: AgencySource
  readonly profile: Profile
  /** Whether a fragment on `condition` holds for objects of the type. */
  readonly applies: CollectInput['applies']
}

/**
 * Compiles an operation that asks for entities of this agency and nothing else: for each level of each type one statement and one printer.
 *
 * @param document valid against the agency's schema
 * @returns undefined where graphql-js has to answer: introspection, `_service`, mutations, unknown directives
 */
export function compilePlan(input: CompileInput): Plan | undefined {
  const operation = getOperationAST(input.document, input.operationName)
  if (operation?.operation !== 'query') return undefined
  const collect: CollectInput = {
    fragments: new Map(input.document.definitions.filter(isFragment).map((fragment) => [fragment.name.value, fragment])),
    variables: input.variables,
    applies: input.applies,
  }
  try {
    return {
      fields: [...collectFields([operation.selectionSet], 'Query', collect)].map(([key, field]) => compileRoot(key, field, collect, input)),
    }
  } catch (thrown) {
    if (thrown instanceof NotCompilable) return undefined
    throw thrown
  }
}

function compileRoot(
  responseKey: string,
  { name, nodes }: CollectedField,
  collect: CollectInput,
  { source, profile }: CompileInput,
): Plan['fields'][number] {
  if (name === '__typename') return { responseKey, json: '"Query"' }
  const argument = nodes[0]?.arguments?.find((node) => node.name.value === 'representations')?.value
  if (name !== '_entities' || !argument) throw new NotCompilable(name)

  const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? [])
  const levelInput: LevelInput = { source, profile, collect }
  const levels = [...source.model.records.keys()].map((kind): [string, Level] => {
    const typename = typeNameOf(source.model, kind)
    return [typename, compileLevel(kind, sets, { by: 'keys' }, levelInput)]
  })
  const representations: EntitiesField['representations'] =
    argument.kind === Kind.VARIABLE ? { variable: argument.name.value } : { value: valueFromASTUntyped(argument, collect.variables) }
  return { responseKey, representations, levels: new Map(levels) }
}

/** Names of the variables that the operation hands to `representations`; all others decide the plan. */
export function representationVariables(document: DocumentNode): ReadonlySet<string> {
  const names = new Set<string>()
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue
    for (const selection of definition.selectionSet.selections) {
      if (selection.kind !== Kind.FIELD || selection.name.value !== '_entities') continue
      for (const { value } of selection.arguments ?? []) if (value.kind === Kind.VARIABLE) names.add(value.name.value)
    }
  }
  return names
}

const isFragment = (definition: DocumentNode['definitions'][number]): definition is FragmentDefinitionNode =>
  definition.kind === Kind.FRAGMENT_DEFINITION
