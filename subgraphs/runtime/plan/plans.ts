import { type DocumentNode, type GraphQLSchema, getOperationAST, getVariableValues, isAbstractType, isObjectType } from 'graphql'
import type { AgencySource } from '../../../adapters/index.ts'
import { Shelf } from '../../../platform/index.ts'
import type { Profile } from '../access/profile.ts'
import { compilePlan, representationVariables } from './compile.ts'
import type { Level, Plan } from './level.ts'

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

/** Gives the plan of an operation; undefined where graphql-js has to answer. */
export type Plans = (request: PlanRequest) => CompiledRequest | undefined

/** Longest text of variables that may tell plans apart; a longer one is compiled anew. */
const MAX_KEY = 2_000

const OWN_BYTES = 8_000_000

/**
 * Compiles operations and keeps their plans.
 *
 * @param shelf where plans are kept. @default one of its own
 */
export function createPlans(source: AgencySource, schema: GraphQLSchema, shelf = new Shelf(OWN_BYTES)): Plans {
  const plans = shelf.map<string, Plan | 'none'>()
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
    if (!known && deciding.length <= MAX_KEY) plans.set(key, plan, key.length + (plan === 'none' ? 0 : bytesOf(plan)))
    return plan === 'none' ? undefined : { plan, variables: coerced.coerced }
  }
}

/** Seen in heap snapshots. */
const BYTES = { level: 1_000, slot: 300, perCharacterOfSql: 3 }

/** What a plan takes in memory, estimated. */
const bytesOf = ({ fields }: Plan): number =>
  fields.reduce((sum, field) => sum + ('json' in field ? field.json.length : [...field.levels.values()].reduce(addLevel, 0)), BYTES.level)

const addLevel = (sum: number, { slots, read, children }: Level): number =>
  children.reduce(
    (total, { level }) => addLevel(total, level),
    sum + BYTES.level + slots.length * BYTES.slot + (read?.sql.length ?? 0) * BYTES.perCharacterOfSql,
  )
