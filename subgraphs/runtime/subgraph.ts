import type { GraphQLSchema } from 'graphql'
import type { AgencySource } from '../../adapters/index.ts'
import type { Viewer } from '../../schema/index.ts'
import { createProfiles, type Profile } from './access/profile.ts'
import type { VerifiedPerson } from './call/verify-call.ts'
import type { RecordIds } from './ids/record-ids.ts'
import { createReader } from './read/reader.ts'
import type { PersonRequest } from './resolve/context.ts'
import { createRecordLoader } from './resolve/loader.ts'
import { createRowFacts } from './resolve/row-facts.ts'
import { buildAgencySchema } from './schema/subgraph-schema.ts'
import { withShield } from './shield/apply.ts'
import { asRules, assertCovered, shieldTree } from './shield/tree.ts'
import type { CallTrace } from './trace/traces.ts'

/** An agency's subgraph without the HTTP around it. */
export interface Subgraph {
  readonly source: AgencySource
  readonly ids: RecordIds
  /** The federated schema, behind the shield. */
  readonly schema: GraphQLSchema
  readonly sdl: string
  readonly profileOf: (viewer: Viewer, today: string) => Profile
  /** What a verified person carries through one request. */
  readonly personRequest: (person: VerifiedPerson, today: string, signal: AbortSignal, trace?: CallTrace) => PersonRequest
}

/** @throws {TypeError} where the shield would leave a type or field open */
export function buildSubgraph(source: AgencySource, ids: RecordIds): Subgraph {
  const { schema, sdl } = buildAgencySchema(source.model)
  const tree = shieldTree(source.model)
  assertCovered(schema, tree)
  const profileOf = createProfiles(source.model)

  return {
    source,
    ids,
    sdl,
    profileOf,
    schema: withShield(schema, asRules(schema, tree)),
    personRequest: ({ viewer, subject, reason, opened }, today, signal, trace) => {
      const profile = profileOf(viewer, today)
      const reader = createReader({ source, today, signal, trace })
      return {
        profile,
        subject,
        reason,
        opened,
        reader,
        loader: createRecordLoader(source, profile, ids, reader),
        facts: createRowFacts(source, profile, reader),
      }
    },
  }
}
