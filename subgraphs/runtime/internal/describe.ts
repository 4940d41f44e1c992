import type { AgencySource } from '../../../adapters/index.ts'
import { type AgencyDescription, type AgencyProblem, type HeldKind, type RecordKindName, writePolicy } from '../../../schema/index.ts'

/** What the agency tells the hub of itself; nothing of its tables, and no data. */
export function describeAgency({ model, engine }: AgencySource, sdl: string, problems: readonly AgencyProblem[] = []): AgencyDescription {
  const kinds = [...model.records].map(([kind, { fields, parents }]): [RecordKindName, HeldKind] => [
    kind,
    {
      fields: [...fields.keys()],
      filter: [...fields.values()].filter(({ isFilter }) => isFilter).map(({ name }) => name),
      parents: [...parents.keys()],
    },
  ])
  const asOf = engine.asOf()
  return {
    agency: model.agency,
    institution: model.institution,
    typePrefix: model.typePrefix,
    name: model.name,
    vocabularyVersion: model.vocabulary.version,
    kinds: Object.fromEntries(kinds),
    policy: writePolicy(model.policy),
    sdl,
    ...(asOf === undefined ? {} : { asOf }),
    ...(engine.isStale?.() ? { isStale: true as const } : {}),
    ...(problems.length === 0 ? {} : { problems }),
  }
}
