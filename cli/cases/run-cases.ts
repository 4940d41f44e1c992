import type { ScratchServers } from '../../demo/index.ts'
import type { LocateFilter, SchemaLock, Viewer } from '../../schema/index.ts'
import { type AgencyModel, HubError, isHubError, readScopeCoordinate } from '../../schema/index.ts'
import { type Asker, createAsker, type RecordsAsk } from '../../subgraphs/index.ts'
import type { Case } from './case-file.ts'
import { differences } from './expectation.ts'
import { givenRows } from './given-rows.ts'
import { type Mutant, mutantsOf } from './mutants.ts'
import type { WrittenCase } from './read-cases.ts'
import { openScratch, type Scratch } from './scratch.ts'
import { selectFields } from './select-fields.ts'

export interface CaseResult {
  readonly at: string
  readonly it: string
  /** Empty where the case holds. */
  readonly differences: readonly string[]
}

/** What no case would notice if the rule did not do it. */
export interface Unproven {
  readonly rule: string
  readonly proves: Mutant['proves']
}

export interface CasesResult {
  readonly agency: string
  readonly engine: SchemaLock['engine']
  readonly cases: readonly CaseResult[]
  /** Empty where a case failed: the policy is then not what the cases say. */
  readonly unproven: readonly Unproven[]
  /** Why nothing was run. */
  readonly skipped?: string
}

export interface RunCasesOptions {
  readonly model: AgencyModel
  readonly lock: SchemaLock
  readonly cases: readonly WrittenCase[]
  readonly servers: ScratchServers
}

const CASE_MS = 60_000
/** A scratch database on a busy machine is waited for; nobody else is kept waiting by it. */
const PATIENT = { statementMs: 30_000, waitMs: 30_000, lockMs: 10_000 } as const

/**
 * Runs the cases of a folder on a scratch database, each by both ways of answering; then changes each rule and sees whether a case notices.
 *
 * @throws {HubError} where the scratch database cannot be read
 */
export async function runCases({ model: written, lock, cases, servers }: RunCasesOptions): Promise<CasesResult> {
  const model: AgencyModel = { ...written, limits: { ...written.limits, ...PATIENT } }
  const result = { agency: model.agency, engine: lock.engine }
  const scratch = await openScratch(model, lock, servers)
  if ('skipped' in scratch) return { ...result, cases: [], unproven: [], skipped: scratch.skipped }
  try {
    const asker = createAsker(model, scratch.engine, { isCompared: true })
    const unproven = new Set(mutantsOf(model))
    const results: CaseResult[] = []
    let loaded: WrittenCase['given'] | undefined
    for (const one of cases) {
      const problems = isSameGiven(loaded, one.given) ? [] : await load(scratch, one.given)
      loaded = problems.length === 0 ? one.given : undefined
      const found = problems.length > 0 ? problems : await verdict(asker, one)
      results.push({ at: one.at, it: one.case.it, differences: found })
      if (found.length > 0) continue
      const viewer = viewerOf(one.case, model)
      for (const mutant of unproven)
        if (mutant.concerns(viewer, one.day) && (await verdict(asker, one, mutant)).length > 0) unproven.delete(mutant)
    }
    const hasFailed = results.some((each) => each.differences.length > 0)
    return { ...result, cases: results, unproven: hasFailed ? [] : [...unproven].map(({ rule, proves }) => ({ rule, proves })) }
  } finally {
    await scratch.close()
  }
}

/** @returns why the rows cannot be put in */
async function load(scratch: Scratch, given: WrittenCase['given']): Promise<readonly string[]> {
  const { rows, problems } = givenRows(scratch.tables, given)
  if (problems.length > 0) return problems
  try {
    await scratch.load(rows)
    return []
  } catch (thrown) {
    return [`the given rows do not fit the tables: ${thrown instanceof Error ? thrown.message : 'the database refuses them'}`]
  }
}

/** Cases of one file share their rows, unless one adds some of its own. */
const isSameGiven = (a: WrittenCase['given'] | undefined, b: WrittenCase['given']): boolean =>
  a?.length === b.length && a.every((part, index) => part === b[index])

async function verdict(asker: Asker, { case: one, day }: WrittenCase, mutant?: Mutant): Promise<readonly string[]> {
  const { ask, fields, where, order, expect = [], refused } = one
  const wantedOf = (): RecordsAsk => ({
    viewer: viewerOf(one, asker.model),
    today: day,
    kind: ask,
    fields: fields ?? selectFields(asker.model.vocabulary, ask, expect),
    filter: Object.entries(where).map(([field, filter]) => toFilter(field, filter)),
    orderBy: order,
    first: 100,
    signal: AbortSignal.timeout(CASE_MS),
  })
  try {
    const { records } = await asker.records(wantedOf(), mutant?.policy)
    return refused === undefined ? differences(expect, records) : [`should be refused with ${refused}, was answered`]
  } catch (thrown) {
    if (!isHubError(thrown)) throw thrown
    return thrown.code === refused ? [] : [`was refused with ${thrown.code}: ${thrown.message}`]
  }
}

/** @throws {HubError} BAD_ARGUMENT where a statement is over what is no field */
function viewerOf({ as, for: purpose, emergency }: Case, { agency: owner, vocabulary }: AgencyModel): Viewer {
  const [agency = '', written = ''] = as.split(':')
  const roles = written.split(',')
  if (!emergency) return { agency, roles, purpose }
  const coordinates = emergency.scope.map((text) => {
    const coordinate = readScopeCoordinate(vocabulary, text)
    if (!coordinate) throw new HubError('BAD_ARGUMENT', { argument: 'emergency.scope', problem: `"${text}" is no field` })
    return coordinate
  })
  const { kind, minutes, record } = emergency
  const statement = { agency: owner, kind, role: roles[0] ?? '', minutes: Number(minutes), coordinates, ...(record ? { record } : {}) }
  return { agency, roles, purpose, emergency: statement }
}

const toFilter = (field: string, filter: Case['where'][string]): LocateFilter =>
  typeof filter === 'string' ? { field, in: [filter] } : 'length' in filter ? { field, in: filter } : { field, ...filter }
