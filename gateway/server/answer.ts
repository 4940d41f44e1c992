import type { GatewayExecutionResult } from '@apollo/server-gateway-interface'
import { type DocumentNode, GraphQLError, Kind, type OperationDefinitionNode } from 'graphql'
import { HubError, isWithinRules } from '../../schema/index.ts'
import type { Asker } from '../auth/index.ts'
import { mayShowPersons, type PersonBudget, type Spender } from '../budget/index.ts'
import type { createPseudonyms, EvidenceEntry, EvidenceLog } from '../evidence/index.ts'
import type { ExecuteResult } from '../execute/index.ts'
import { enforceCost, enforceListSizes, enforcePageSizes, type RequestLimits } from '../limits/index.ts'
import { isPublicOperation, type PreparedOperation, readPolicy } from '../profile/index.ts'
import type { SourcesAnswer } from '../sources/index.ts'
import type { RequestContext } from './context.ts'
import type { Graph } from './graph.ts'
import { type TellOptions, tellExecutorError, toGraphQLError } from './told-errors.ts'

export interface AnswerOptions extends TellOptions {
  readonly limits: RequestLimits
  readonly evidence: EvidenceLog
  readonly budget: PersonBudget
  readonly pseudonym: ReturnType<typeof createPseudonyms>
  /** Milliseconds since 1970. */
  readonly clock: () => number
  /** Told of each operation that was answered, for numbers. */
  readonly onAnswered?: (answered: {
    readonly roots: readonly string[]
    readonly outcome: EvidenceEntry['outcome']
    readonly sources: EvidenceEntry['sources']
  }) => void
}

/** An operation that Apollo Server has read and validated. */
export interface ReadOperation {
  readonly source: string
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  readonly variables: Readonly<Record<string, unknown>>
}

/**
 * Answers one operation: within the limits, for what the person may be shown, and only once the evidence of it is durable.
 * Never throws: what is refused comes back as errors without data.
 */
export async function answer(
  graph: Graph,
  read: ReadOperation,
  context: RequestContext,
  options: AnswerOptions,
): Promise<GatewayExecutionResult> {
  try {
    const schema = graph.executor.publicSchema
    const root = schema.getRootType(read.operation.operation)
    if (!root) throw new HubError('OPERATION_NOT_FOUND')
    enforcePageSizes(read.document, read.variables, options.limits)
    enforceListSizes(read.document, read.variables, options.limits)
    const prepared = graph.operations.prepare(read.source, read.document, read.operation, read.variables, !context.asker)
    if (!context.asker && !isPublicOperation(prepared.selectionSet)) throw new HubError('UNAUTHENTICATED')
    if (context.asker?.emergency) enforceStatement(graph, context.asker, context.today)
    context.profile = context.asker && graph.profiles.of(context.asker.viewer, context.today)

    enforceCost(prepared.split.data, root, { schema, variables: withDefaults(read) }, options.limits)
    const showsPersons = context.asker && mayShowPersons(prepared.selectionSet, root, schema)
    const spender = showsPersons ? spenderOf(context.asker) : null
    if (spender) await options.budget.check(spender, context.today)

    const variables = Object.fromEntries(
      prepared.variableNames.flatMap((name) => (Object.hasOwn(read.variables, name) ? [[name, read.variables[name]]] : [])),
    )
    const operationName = read.operation.name?.value
    const result = await graph.executor.execute({ query: prepared.text, variables, operationName, context, signal: context.signal })
    const errors = (result.errors ?? []).map((error) => tellExecutorError(error, options))
    const extensions = context.sources.answer(graph.sources(), asksForRecords(prepared) ? graph.absent() : [])
    if (context.isStatementRefused) {
      await options.evidence.append(entryOf(context, prepared, { result: { errors: [] }, errors: [REFUSED], extensions }, options))
      throw new HubError('EMERGENCY_REFUSED')
    }
    if (spender) await options.budget.spend(spender, context.today, context.persons)
    const entry = entryOf(context, prepared, { result, errors, extensions }, options)
    await options.evidence.append(entry)
    options.onAnswered?.({ roots: rootsOf(prepared), outcome: entry.outcome, sources: entry.sources })
    return {
      ...('data' in result
        ? { data: result.data ? graph.operations.withIntrospection(prepared, result.data, context.profile, read.variables) : null }
        : {}),
      ...(errors.length > 0 ? { errors } : {}),
      ...(context.asker || !context.sources.isEmpty ? { extensions: { sources: extensions.sources, complete: extensions.complete } } : {}),
    }
  } catch (error) {
    if (error instanceof HubError) {
      context.refusedWith = error.httpStatus
      return { errors: [toGraphQLError(error)] }
    }
    context.refusedWith = 500
    return { errors: [new GraphQLError('masked', { originalError: error instanceof Error ? error : new Error('not an error') })] }
  }
}

/**
 * Refuses a statement by which no rule of its agency could open anything: that agency might not be asked at all, and nobody be told. Everything
 * else about a statement is for its agency to judge.
 *
 * @throws {HubError} EMERGENCY_REFUSED
 */
function enforceStatement({ agencies, vocabulary }: Graph, { viewer }: Asker, today: string): void {
  const owner = agencies.find(({ agency }) => agency === viewer.emergency?.agency)
  if (!owner || !isWithinRules(readPolicy(owner.policy), vocabulary, viewer, today)) throw new HubError('EMERGENCY_REFUSED')
}

const REFUSED = toGraphQLError(new HubError('EMERGENCY_REFUSED'))

/** Names of root fields, of which the graph has a few. */
const rootsOf = ({ coordinates }: PreparedOperation): readonly string[] =>
  coordinates.flatMap((coordinate) => (coordinate.startsWith('Query.') ? [coordinate.slice('Query.'.length)] : []))

/** Roots that the hub answers by itself. */
const OWN_ROOTS: ReadonlySet<string> = new Set(['Query.me', 'Query.agencies', 'Query.codeLists'])

const asksForRecords = ({ coordinates }: PreparedOperation): boolean =>
  coordinates.some((coordinate) => coordinate.startsWith('Query.') && !coordinate.startsWith('Query.__') && !OWN_ROOTS.has(coordinate))

/** Variables with the defaults that the operation gives for numbers: a page size may stand there. */
const withDefaults = ({ operation, variables }: ReadOperation): Readonly<Record<string, unknown>> => ({
  ...Object.fromEntries(
    (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
      defaultValue?.kind === Kind.INT ? [[variable.name.value, Number(defaultValue.value)]] : [],
    ),
  ),
  ...variables,
})

const spenderOf = ({ issuer, subject, viewer: { agency, roles } }: Asker): Spender => ({ issuer, subject, agency, roles })

interface Outcome {
  readonly result: ExecuteResult
  readonly errors: readonly GraphQLError[]
  readonly extensions: SourcesAnswer
}

function entryOf(
  context: RequestContext,
  prepared: PreparedOperation,
  { result, errors, extensions }: Outcome,
  options: AnswerOptions,
): EvidenceEntry {
  const { asker, requestId } = context
  const codes = errors.map(({ extensions: { code } }) => (typeof code === 'string' ? code : 'INTERNAL'))
  return {
    at: new Date(options.clock()).toISOString(),
    requestId,
    ...(asker && {
      viewer: {
        agency: asker.viewer.agency,
        roles: asker.viewer.roles,
        purpose: asker.viewer.purpose,
        account: options.pseudonym('account', asker.account),
        ...(asker.reason !== undefined && { reason: options.pseudonym('reason', asker.reason) }),
      },
      ...(asker.emergency && { emergency: { agency: asker.emergency.agency, statement: asker.emergency.statement } }),
    }),
    operation: prepared.digest,
    fields: prepared.coordinates,
    sources: extensions.sources.map(({ agency, status }) => ({ agency, status })),
    outcome: !('data' in result) ? 'REFUSED' : errors.length > 0 || !extensions.complete ? 'PARTIAL' : 'ANSWERED',
    codes: [...new Set(codes)].sort(),
  }
}
