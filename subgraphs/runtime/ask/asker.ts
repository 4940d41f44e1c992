import { randomBytes } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { execute, isObjectType, parse } from 'graphql'
import { compileAgency, type Engine } from '../../../adapters/index.ts'
import {
  type AgencyModel,
  type CompiledPolicy,
  HubError,
  type LocateFilter,
  type RecordKindName,
  type Viewer,
} from '../../../schema/index.ts'
import { createProfiles, opensNothing } from '../access/profile.ts'
import { typeNameOf } from '../access/relations.ts'
import { createCaseKeysOf } from '../ids/case-keys.ts'
import { createPositions } from '../ids/positions.ts'
import { createRecordIds } from '../ids/record-ids.ts'
import { locate, type PersonContext } from '../internal/locate.ts'
import { createLocating } from '../internal/locating.ts'
import { createPlans } from '../plan/plans.ts'
import { runPlan } from '../plan/run.ts'
import { createRecordLoader } from '../resolve/loader.ts'
import { buildSubgraph } from '../subgraph.ts'
import { type AnsweredRecord, readAnswer } from './read-answer.ts'
import { writeSelection } from './selection.ts'
import { type RunStatement, watchEngine } from './watched-engine.ts'

export interface RecordsAsk {
  /** Who asks, as if their token had been verified. */
  readonly viewer: Viewer
  /** ISO date in the agency's zone: consents and dated conditions hold as on that day. */
  readonly today: string
  readonly kind: RecordKindName
  /** Fields and relations as in GraphQL, without the outer braces. @default every field that the agency maps */
  readonly fields?: string | undefined
  readonly filter?: readonly LocateFilter[] | undefined
  /** Date field. @default the key of the records */
  readonly orderBy?: string | undefined
  /** @default false */
  readonly isDescending?: boolean | undefined
  /** Records at most, 1–100. @default 20 */
  readonly first?: number | undefined
  readonly signal: AbortSignal
}

export interface AskedRecords {
  readonly records: readonly AnsweredRecord[]
  readonly hasMore: boolean
  /** No rule could show this person any record of the kind; nothing was read. */
  readonly opensNothing: boolean
  /** What ran, in this order. */
  readonly statements: readonly RunStatement[]
}

/** Asks one agency's subgraph inside this process. */
export interface Asker {
  readonly model: AgencyModel
  /**
   * @param policy another policy over the same mapping, with a version of its own: what it would change. @default the agency's
   * @throws {HubError} as the agency would answer: BAD_ARGUMENT, FORBIDDEN_ARGUMENT, SOURCE_UNAVAILABLE, SCHEMA_MISMATCH …
   */
  records(ask: RecordsAsk, policy?: CompiledPolicy): Promise<AskedRecords>
}

export interface AskerOptions {
  /**
   * Answer each question twice, by the compiled plan and by graphql-js behind the shield, and refuse where they differ. Only over data that
   * nobody changes in between. @default false
   */
  readonly isCompared?: boolean
}

/**
 * An agency's subgraph without HTTP, token and evidence, for the owner's own terminal: what is compiled, permitted and mapped is the same code that
 * serves the hub.
 */
export function createAsker(model: AgencyModel, opened: Engine, { isCompared = false }: AskerOptions = {}): Asker {
  const { engine, runs } = watchEngine(opened)
  const source = compileAgency(model, engine)
  const ids = createRecordIds([{ version: 1, secret: randomBytes(32) }])
  const subgraph = buildSubgraph(source, ids)
  const plans = createPlans(source, subgraph.schema)
  const [caseKeysOf, positions] = [createCaseKeysOf(randomBytes(32)), createPositions(randomBytes(32))]
  const settings = createLocating(source, { caseKeysOf, positions })

  const contextOf = ({ viewer, today, signal }: RecordsAsk, policy: CompiledPolicy | undefined): PersonContext => {
    const person = subgraph.personRequest({ viewer, subject: 'the owner', reason: undefined }, today, signal)
    if (!policy) return { requestId: 'preview', caseKeysFor: 'preview', ids, signal, person }
    const profile = createProfiles({ ...model, policy })(viewer, today)
    const loader = createRecordLoader(source, profile, ids, person.reader)
    return { requestId: 'preview', caseKeysFor: 'preview', ids, signal, person: { ...person, profile, loader } }
  }

  return {
    model,
    async records(ask, policy) {
      const { kind, first = 20 } = ask
      const context = contextOf(ask, policy)
      const type = subgraph.schema.getType(typeNameOf(model, kind))
      if (!isObjectType(type))
        throw new HubError('BAD_ARGUMENT', { argument: 'kind', problem: `is not held: ${model.agency} maps no ${kind}` })
      const selection = writeSelection(ask.fields ?? [...(model.records.get(kind)?.fields.keys() ?? [])].join(' '), type)
      const isClosed = opensNothing(context.person.profile.accessOf(kind))
      runs.length = 0
      const found = await locate(
        settings,
        {
          kind,
          filter: ask.filter ?? [],
          orderBy: ask.orderBy,
          descending: ask.isDescending ?? false,
          backward: false,
          first,
          summary: [],
          related: [],
        },
        context,
      )
      if ('notHeld' in found) throw notOffered(model, kind, found.notHeld)
      if (found.items.length === 0) return { records: [], hasMore: false, opensNothing: isClosed, statements: [...runs] }

      const query = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on ${type.name} ${selection} } }`
      const variables = { representations: found.items.map(({ id, typename }) => ({ __typename: typename, id })) }
      const document = parse(query)
      const request = { document, documentKey: query, operationName: undefined, variables, profile: context.person.profile }
      const compiled = plans(request)
      const planned = compiled && (await runPlan(compiled.plan, compiled.variables, context.person.reader, ids))
      if (planned?.errors[0]) throw planned.errors[0].thrown
      const answer = { hasMore: found.hasMore, opensNothing: isClosed }
      const statements = [...runs]
      const linked = new Set(found.items.flatMap(({ id, caseKeys }) => (caseKeys.length > 0 ? [id] : [])))
      const read = (data: unknown) => readAnswer(data).map((record) => ({ ...record, isLinked: linked.has(record.id) }))
      const records = planned && read(JSON.parse(planned.json))
      // The second lock judges by the agency's own policy: another one is asked in one way only.
      if (records && (!isCompared || policy)) return { ...answer, records, statements }

      const { data, errors } = await execute({
        schema: subgraph.schema,
        document,
        variableValues: variables,
        contextValue: contextOf(ask, policy),
      })
      if (errors?.[0]) throw errors[0].originalError ?? errors[0]
      const interpreted = read(data)
      if (records && !isDeepStrictEqual(records, interpreted))
        throw new Error('the two ways of answering disagree; this is a fault of the program, and nothing of it is to be served')
      return { ...answer, records: interpreted, statements: records ? statements : [...runs] }
    },
  }
}

function notOffered(model: AgencyModel, kind: RecordKindName, fields: readonly string[]): HubError {
  const offered = [...(model.records.get(kind)?.fields.values() ?? [])].filter(({ isFilter }) => isFilter).map(({ name }) => name)
  return new HubError('BAD_ARGUMENT', {
    argument: 'filter',
    problem: `names ${fields.join(', ')}, which ${model.agency} does not offer for filtering ${kind}; it offers ${offered.join(', ') || 'none'}`,
  })
}
