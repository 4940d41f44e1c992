import type { EntityBranch, EntityFetchNode } from '../plan/index.ts'
import { type ObjectShape, writtenPath } from './answer-shape.ts'
import { AnswerCopier, InvalidAnswerError } from './copy-answer.ts'
import { mergeInto } from './merge.ts'
import { own, type StoreObject } from './own.ts'
import { buildRepresentation } from './representations.ts'
import type { PlanRun } from './run-plan.ts'
import { type FetchTarget, runFetch, usedVariables } from './send.ts'
import { type StorePath, walk, walkWithPaths } from './walk.ts'

/** The entities of one branch: equal representations are sent once, and each answer goes to every entity that it stands for. */
interface Batch {
  readonly branch: EntityBranch
  readonly shape: ObjectShape
  readonly representations: StoreObject[]
  /** `targets[i]` are the entities of `representations[i]`. */
  readonly targets: StoreObject[][]
}

/** Asks for the entities of a fetch, in calls of no more than the allowed number of representations each, side by side. */
export function runEntityFetch<Context>(fetch: EntityFetchNode, run: PlanRun<Context>): Promise<void> | undefined {
  const shapes = run.shapes.get(fetch)
  const batches = fetch.branches.flatMap((branch) => {
    const shape = shapes?.entities.get(branch.responseKey)
    return shape ? [collect(branch, shape, run)] : []
  })
  if (batches.every(({ representations }) => representations.length === 0)) return undefined
  const calls = inCalls(batches, run.limits.maxRepresentations).map((part) => callFor(fetch, part, run))
  return calls.length === 1 ? calls[0] : Promise.all(calls).then(() => undefined)
}

/** Cuts batches into calls. A branch of which a call asks nothing is there without representations: the document names its variable. */
function inCalls(batches: readonly Batch[], most: number): readonly (readonly Batch[])[] {
  const total = batches.reduce((sum, { representations }) => sum + representations.length, 0)
  return Array.from({ length: Math.ceil(total / most) }, (_, call) => {
    let passed = 0
    return batches.map((batch): Batch => {
      const from = Math.max(0, call * most - passed)
      const to = Math.max(from, (call + 1) * most - passed)
      passed += batch.representations.length
      return { ...batch, representations: batch.representations.slice(from, to), targets: batch.targets.slice(from, to) }
    })
  })
}

function callFor<Context>(fetch: EntityFetchNode, batches: readonly Batch[], run: PlanRun<Context>): Promise<void> {
  const variables = usedVariables(fetch, run.variables)
  for (const { branch, representations } of batches) variables[branch.variable] = representations
  const target: FetchTarget = {
    accept: (data) => accept(batches, data, run),
    place: (path) => place(batches, path, run),
    everything: () => everything(batches, run),
  }
  return runFetch(fetch, variables, target, run)
}

function collect<Context>(branch: EntityBranch, shape: ObjectShape, run: PlanRun<Context>): Batch {
  const batch: Batch = { branch, shape, representations: [], targets: [] }
  const positions = new Map<string, number>()
  const add = (entity: StoreObject): void => {
    const representation = buildRepresentation(entity, branch, run.index)
    if (!representation) return
    const identity = JSON.stringify(representation)
    const known = positions.get(identity)
    if (known !== undefined) {
      batch.targets[known]?.push(entity)
      return
    }
    positions.set(identity, batch.representations.length)
    batch.representations.push(representation)
    batch.targets.push([entity])
  }
  for (const path of branch.paths) walk(run.root, path, run.index, add)
  return batch
}

/** Checks and copies all answers before the first is merged: an invalid answer leaves no trace. */
function accept<Context>(batches: readonly Batch[], data: StoreObject, run: PlanRun<Context>): void {
  const copier = new AnswerCopier(run.index, run.limits)
  const merges: [StoreObject, StoreObject][] = []
  for (const { branch, shape, representations, targets } of batches) {
    const answers = own(data, branch.responseKey)
    if (answers === null || answers === undefined) continue
    if (!Array.isArray(answers) || answers.length !== representations.length)
      throw new InvalidAnswerError('it has another number of entities')
    answers.forEach((answer: unknown, i) => {
      if (answer === null) return
      checkType(answer, representations[i]?.__typename, run)
      // A copy for each, so that a later fetch for one place does not show through at another.
      for (const entity of targets[i] ?? []) merges.push([entity, copier.copyObject(shape, answer)])
    })
  }
  for (const [entity, copy] of merges) mergeInto(entity, copy, run.index)
}

/** An entity comes back as the type it was asked as, or as one that implements it. */
function checkType<Context>(answer: unknown, asked: unknown, run: PlanRun<Context>): void {
  const typename = typeof answer === 'object' && answer !== null && '__typename' in answer ? answer.__typename : undefined
  if (typename === undefined || typeof asked !== 'string') return
  const allowed = run.index.allowedTypenames(asked)
  if (allowed && !(typeof typename === 'string' && allowed.has(typename)))
    throw new InvalidAnswerError('it names another type than it was asked for')
}

function place<Context>(batches: readonly Batch[], path: StorePath, run: PlanRun<Context>): StorePath[] {
  const [key, position, ...rest] = path
  const batch = batches.find(({ branch }) => branch.responseKey === key)
  if (!batch) return []
  const entities = typeof position === 'number' ? new Set(batch.targets[position]) : new Set(batch.targets.flat())
  const tail = writtenPath(batch.shape, rest)
  return positionsOf(batch.branch, entities, run).flatMap((at) => (tail.length > 0 ? [[...at, ...tail]] : fieldsAt(batch, at)))
}

const everything = <Context>(batches: readonly Batch[], run: PlanRun<Context>): StorePath[] =>
  batches.flatMap((batch) => positionsOf(batch.branch, new Set(batch.targets.flat()), run).flatMap((at) => fieldsAt(batch, at)))

const fieldsAt = ({ shape }: Batch, at: StorePath): StorePath[] =>
  shape.fields.filter(({ writeKey }) => writeKey !== '__typename').map(({ writeKey }) => [...at, writeKey])

function positionsOf<Context>(branch: EntityBranch, entities: ReadonlySet<StoreObject>, run: PlanRun<Context>): StorePath[] {
  const found: StorePath[] = []
  for (const path of branch.paths)
    walkWithPaths(run.root, path, run.index, (entity, at) => {
      if (entities.has(entity)) found.push(at)
    })
  return found
}
