import { createHash } from 'node:crypto'
import type { ApolloServerPlugin } from '@apollo/server'
import { type AgencyModel, accountOf, type HubError } from '../../../schema/index.ts'
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
 * Counts the persons of an answer and writes the trace of it durably, then lets it go; where either cannot be written, or the budget was spent
 * meanwhile, the answer is not given.
 */
export function useEvidence(settings: EvidenceSettings, format: FormatSettings): ApolloServerPlugin<RequestContext> {
  return {
    requestDidStart: async () => ({
      async willSendResponse({ contextValue, source = '', response }) {
        const { body } = response
        const codes = body.kind === 'single' ? (body.singleResult.errors ?? []).map(({ extensions }) => `${extensions?.code}`) : []
        const replaceBy = (thrown: unknown): HubError => {
          const error = toHubError(thrown, format)
          response.http.status = error.httpStatus
          response.body = { kind: 'single', singleResult: { errors: [formatHubError(error)] } }
          return error
        }
        try {
          const { person, allowance } = contextValue
          const spent = await allowance?.spend(person?.reader.tally.persons ?? new Set()).catch((thrown: unknown) => {
            codes.push(replaceBy(thrown).code)
            return undefined
          })
          await Promise.all([settings.evidence.append(entryOf(settings, contextValue, source, codes)), spent?.durable])
        } catch (thrown) {
          replaceBy(thrown)
        }
      },
    }),
  }
}

function entryOf(
  { model, pseudonym, clock }: EvidenceSettings,
  { requestId, person }: RequestContext,
  document: string,
  codes: readonly string[],
): EvidenceEntry {
  const { fields = new Set<string>(), rows = new Map<string, number>(), statements = 0 } = person?.reader.tally ?? {}
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
    document: createHash('sha256').update(document).digest('base64url'),
    policyVersion: model.policy.version,
    fields: [...fields].sort(),
    rules: person ? rulesOf(model, fields, person.profile) : [],
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

/** Rules that could show the viewer one of the fields in some row. */
function rulesOf(
  model: AgencyModel,
  fields: ReadonlySet<string>,
  profile: NonNullable<RequestContext['person']>['profile'],
): readonly string[] {
  const rules = new Set<string>()
  for (const kind of model.records.keys())
    for (const [field, grants] of profile.accessOf(kind).cells)
      if (fields.has(`${kind}.${field}`)) for (const { rule } of grants) rules.add(rule)
  return [...rules].sort()
}
