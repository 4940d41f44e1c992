import { type DocumentNode, type GraphQLSchema, getOperationAST, getVariableValues, isAbstractType, isObjectType } from 'graphql'
import type { AgencySource } from '../../../adapters/index.ts'
import { Lru } from '../../../platform/index.ts'
import type { Profile } from '../access/profile.ts'
import { compilePlan, representationVariables } from './compile.ts'
import type { Plan } from './level.ts'

export interface PlanRequest {
  readonly document: DocumentNode
  /** Text or digest of the document: equal keys, equal documents. */
  readonly documentKey: string
  readonly operationName: string | null | undefined
  readonly variables: Readonly<Record<string, unknown>>
  readonly profile: Profile
}

export interface CompiledRequest {
  readonly plan: Plan
  /** Coerced by the operation's definitions. */
  readonly variables: Readonly<Record<string, unknown>>
}

/** Longest text of variables that may tell plans apart; a longer one is compiled anew. */
const MAX_KEY = 2_000

/** Characters of all documents whose plans are kept: a plan takes a hundred times as many bytes, and a hostile hub writes long ones. */
const MAX_CHARACTERS = 1_000_000

/** Compiles operations and keeps the 500 plans used last. */
export function createPlans(source: AgencySource, schema: GraphQLSchema): (request: PlanRequest) => CompiledRequest | undefined {
  const plans = new Lru<string, Plan | 'none'>(500, MAX_CHARACTERS)
  const applies = (condition: string, typename: string): boolean => {
    if (condition === typename) return true
    const type = schema.getType(condition)
    const object = schema.getType(typename)
    return isAbstractType(type) && isObjectType(object) && schema.isSubType(type, object)
  }

  return ({ document, documentKey, operationName, variables, profile }) => {
    const operation = getOperationAST(document, operationName)
    const coerced = getVariableValues(schema, operation?.variableDefinitions ?? [], variables)
    if (!operation || coerced.errors) return undefined // graphql-js says what is wrong with them
    const ofRepresentations = representationVariables(document)
    const deciding = JSON.stringify(Object.entries(coerced.coerced).filter(([name]) => !ofRepresentations.has(name)))

    const key = JSON.stringify([documentKey, operationName ?? null, profile.key, deciding])
    const known = plans.get(key)
    const plan = known ?? compilePlan({ document, operationName, variables: coerced.coerced, source, profile, applies }) ?? 'none'
    if (!known && deciding.length <= MAX_KEY) plans.set(key, plan, document.loc?.end ?? MAX_CHARACTERS)
    return plan === 'none' ? undefined : { plan, variables: coerced.coerced }
  }
}
