import type { EntityFetchNode, RootFetchNode } from '../plan/index.ts'
import { InvalidAnswerError } from './copy-answer.ts'
import { type FetchError, type FetchFailure, failureError, readSubgraphError } from './errors.ts'
import { isObject, own, type StoreObject } from './own.ts'
import type { PlanRun } from './run-plan.ts'
import type { StorePath } from './walk.ts'

/** One request to a subgraph. */
export interface SubgraphRequest {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
  readonly operationName: string | undefined
}

/** Carries a request to a subgraph. May reject; what it resolves to is not trusted. */
export type Send<Context> = (
  subgraph: string,
  request: SubgraphRequest,
  context: Context,
  options: { readonly signal: AbortSignal | undefined },
) => unknown

/** What became of one fetch: `partial` brought data and errors, `invalid` is an answer that was thrown away, `failed` brought nothing. */
export interface FetchOutcome {
  readonly subgraph: string
  readonly outcome: 'ok' | 'partial' | 'invalid' | 'failed'
  /** For operators; may hold anything, so it does not go to clients. */
  readonly error?: unknown
}

/** How a kind of fetch takes its answer into the store, and where its errors belong. */
export interface FetchTarget {
  /** @throws {InvalidAnswerError} before anything has been taken over */
  accept(data: StoreObject): void
  /** Store positions of an error with this path in the subgraph's answer. */
  place(path: StorePath): readonly StorePath[]
  /** Store positions of everything that this fetch was to bring. */
  everything(): readonly StorePath[]
}

/** Sends one fetch and takes its answer, whatever it is. Never rejects. */
export async function runFetch<Context>(
  fetch: RootFetchNode | EntityFetchNode,
  variables: Readonly<Record<string, unknown>>,
  target: FetchTarget,
  run: PlanRun<Context>,
): Promise<void> {
  const fail = (failure: FetchFailure, cause: unknown): void => {
    report(run, { subgraph: fetch.subgraph, outcome: failure === 'invalid' ? 'invalid' : 'failed', error: cause })
    const error = failureError(fetch.subgraph, failure, cause)
    addErrors(
      run,
      target.everything().map((at): FetchError => ({ ...error, at })),
    )
  }
  if (run.signal?.aborted) return fail('cancelled', run.signal.reason)
  let answer: unknown
  try {
    const request = { query: fetch.operation, variables, operationName: undefined }
    answer = await run.send(fetch.subgraph, request, run.context, { signal: run.signal })
  } catch (cause) {
    return fail('unavailable', cause)
  }

  const read = readAnswer(answer)
  if (read === null) return fail('invalid', new InvalidAnswerError('it is no GraphQL result'))
  if (read.data !== null) {
    try {
      target.accept(read.data)
    } catch (cause) {
      if (!(cause instanceof InvalidAnswerError)) throw cause
      return fail('invalid', cause)
    }
  }
  const placed = read.errors.flatMap((entry): FetchError[] => {
    const { path, ...error } = readSubgraphError(entry)
    const places = path === null ? [] : target.place(path)
    return (places.length > 0 ? places : target.everything()).map((at) => ({ ...error, at }))
  })
  addErrors(run, placed)
  const [first] = read.errors
  if (first === undefined) report(run, { subgraph: fetch.subgraph, outcome: 'ok' })
  else report(run, { subgraph: fetch.subgraph, outcome: read.data === null ? 'failed' : 'partial', error: first })
}

/** @returns null for what is no GraphQL result: neither data nor an error */
function readAnswer(answer: unknown): { data: StoreObject | null; errors: readonly unknown[] } | null {
  if (!isObject(answer)) return null
  const data = own(answer, 'data') ?? null
  const errors = own(answer, 'errors') ?? []
  if (!Array.isArray(errors) || (data !== null && !isObject(data)) || (data === null && errors.length === 0)) return null
  return { data, errors }
}

function addErrors<Context>(run: PlanRun<Context>, errors: readonly FetchError[]): void {
  for (const error of errors.slice(0, run.limits.maxErrorsPerFetch)) run.errors.push(error)
}

function report<Context>(run: PlanRun<Context>, outcome: FetchOutcome): void {
  run.onFetchOutcome?.(outcome, run.context)
}

/** The variables of the client's operation that the fetch uses. */
export function usedVariables(fetch: RootFetchNode | EntityFetchNode, all: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const used: Record<string, unknown> = {}
  for (const name of fetch.variableUsages) if (Object.hasOwn(all, name)) used[name] = all[name]
  return used
}
