import { hash } from 'node:crypto'
import type { ApolloServerPlugin } from '@apollo/server'
import { Lru } from '../../../platform/index.ts'
import { type AgencyModel, accountOf, type HubError } from '../../../schema/index.ts'
import type { Profile } from '../access/profile.ts'
import type { OpenedStatement } from '../emergency/desk.ts'
import { type FormatSettings, formatHubError, toHubError } from '../http/format-error.ts'
import type { RequestContext } from '../resolve/context.ts'
import type { EvidenceEntry } from './entry.ts'
import type { EvidenceLog } from './file-log.ts'

export interface EvidenceSettings {
  readonly model: AgencyModel
  readonly evidence: EvidenceLog
  readonly pseudonym: (text: string) => string
  readonly clock: () => number
}

/**
 * Counts the persons of an answer and writes the trace of it durably: only then may it leave.
 *
 * @param document digest of the document asked, see `digestOf`
 * @param codes of the answer's errors
 * @returns what is answered instead, where either could not be written or the budget was spent meanwhile
 */
export type RecordAnswer = (context: RequestContext, document: string, codes: readonly string[]) => Promise<HubError | undefined>

export function createRecordAnswer(settings: EvidenceSettings, format: FormatSettings): RecordAnswer {
  const rulesOf = createRules(settings.model)
  return async (context, document, codes) => {
    const { person, allowance } = context
    let instead: HubError | undefined
    try {
      const spent = await allowance?.spend(person?.reader.tally.persons ?? new Map()).catch((thrown: unknown) => {
        instead = toHubError(thrown, format)
        return undefined
      })
      const told = instead ? [...codes, instead.code] : codes
      await Promise.all([settings.evidence.append(entryOf(settings, context, { document, rulesOf }, told)), spent?.durable])
    } catch (thrown) {
      instead = toHubError(thrown, format)
    }
    return instead
  }
}

/** Lets an answer of Apollo Server go once it is recorded. */
export function useEvidence(record: RecordAnswer): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      async willSendResponse({ contextValue, source = '', response }) {
        const { body } = response
        const codes = body.kind === 'single' ? (body.singleResult.errors ?? []).map(({ extensions }) => `${extensions?.code}`) : []
        const instead = await record(contextValue, digestOf(source), codes)
        if (!instead) return
        response.http.status = instead.httpStatus
        response.body = { kind: 'single', singleResult: { errors: [formatHubError(instead)] } }
      },
    }),
  }
}

function entryOf(
  { model, pseudonym, clock }: EvidenceSettings,
  { requestId, person }: RequestContext,
  { document, rulesOf }: { readonly document: string; readonly rulesOf: RulesOf },
  codes: readonly string[],
): EvidenceEntry {
  const { fields: read = new Set<string>(), rows = new Map<string, number>(), statements = 0 } = person?.reader.tally ?? {}
  const fields = [...read].sort()
  return {
    at: new Date(clock()).toISOString(),
    agency: model.agency,
    requestId,
    ...(person
      ? {
          viewer: {
            agency: person.profile.viewer.agency,
            roles: person.profile.viewer.roles,
            purpose: person.profile.viewer.purpose,
            account: pseudonym(`account ${person.subject}`),
            ...(person.reason === undefined ? {} : { reason: pseudonym(`reason ${person.reason}`) }),
          },
        }
      : {}),
    ...(person?.opened ? { emergency: statementOf(person.opened, pseudonym) } : {}),
    document,
    policyVersion: model.policy.version,
    fields,
    rules: person ? rulesOf(person.profile, fields) : [],
    rows: Object.fromEntries([...rows].sort()),
    statements,
    errors: [...new Set(codes)].sort(),
  }
}

const statementOf = (
  { statement }: OpenedStatement,
  pseudonym: EvidenceSettings['pseudonym'],
): NonNullable<EvidenceEntry['emergency']> => ({
  statement: statement.jti,
  kind: statement.kind,
  approver: pseudonym(`account ${accountOf(statement)}`),
})

/** As evidence names a document: SHA-256, base64url. */
export const digestOf = (source: string): string => hash('sha256', source, 'base64url')

/** Rules that could show the viewer one of some fields in some row; sorted. */
type RulesOf = (profile: Profile, fields: readonly string[]) => readonly string[]

/** Characters of all that is kept: nearly every answer reads the same few sets of fields for the same few profiles. */
const MOST_CHARACTERS = 1_000_000
const MOST_SETS = 1_000

function createRules(model: AgencyModel): RulesOf {
  const known = new Lru<string, readonly string[]>(MOST_SETS, MOST_CHARACTERS)
  return (profile, fields) => {
    const name = `${profile.key} ${fields.join()}`
    const before = known.get(name)
    if (before) return before
    const wanted = new Set(fields)
    const rules = new Set<string>()
    for (const kind of model.records.keys())
      for (const [field, grants] of profile.accessOf(kind).cells)
        if (wanted.has(`${kind}.${field}`)) for (const { rule } of grants) rules.add(rule)
    const sorted = [...rules].sort()
    known.set(name, sorted, name.length + sorted.join().length)
    return sorted
  }
}
