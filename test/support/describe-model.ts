import { type AgencyDescription, type AgencyModel, writePolicy } from '../../schema/index.ts'
import { buildAgencySchema } from '../../subgraphs/runtime/index.ts'

/** What the adapter of an agency would tell of itself, from its folder alone. */
export const describeModel = (model: AgencyModel): AgencyDescription => ({
  agency: model.agency,
  institution: model.institution,
  typePrefix: model.typePrefix,
  name: model.name,
  vocabularyVersion: model.vocabulary.version,
  kinds: Object.fromEntries(
    [...model.records].map(([kind, { fields, parents }]) => [
      kind,
      {
        fields: [...fields.keys()],
        filter: [...fields.values()].filter(({ isFilter }) => isFilter).map(({ name }) => name),
        parents: [...parents.keys()],
      },
    ]),
  ),
  policy: writePolicy(model.policy),
  sdl: buildAgencySchema(model).sdl,
})
