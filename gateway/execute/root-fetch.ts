import type { RootFetchNode } from '../plan/index.ts'
import { writtenPath } from './answer-shape.ts'
import { AnswerCopier } from './copy-answer.ts'
import { mergeInto } from './merge.ts'
import type { PlanRun } from './run-plan.ts'
import { type FetchTarget, runFetch, usedVariables } from './send.ts'

export function runRootFetch<Context>(fetch: RootFetchNode, run: PlanRun<Context>): Promise<void> | undefined {
  const shape = run.shapes.get(fetch)?.root
  if (!shape) return undefined
  const target: FetchTarget = {
    accept: (data) => mergeInto(run.root, new AnswerCopier(run.index, run.limits).copyObject(shape, data), run.index),
    place: (path) => (shape.fields.some(({ readKey }) => readKey === path[0]) ? [writtenPath(shape, path)] : []),
    everything: () => shape.fields.map(({ writeKey }) => [writeKey]),
  }
  return runFetch(fetch, usedVariables(fetch, run.variables), target, run).then(() => {
    // Asked and not answered is null, so that a failed mutation is told from one that has not run yet.
    for (const { writeKey } of shape.fields) run.root[writeKey] ??= null
  })
}
