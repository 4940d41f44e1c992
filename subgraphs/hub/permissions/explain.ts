import {
  coordinatesOf,
  type Explanation,
  explain,
  HubError,
  type PolicyLanguage,
  readCoordinate,
  type Viewer,
} from '../../../schema/index.ts'
import type { Directory } from '../directory.ts'
import { describedAgencies, heldPolicyOf } from './permissions.ts'

/**
 * Why agencies show a coordinate to the viewer, or do not, as `tip-hub policy explain` says it. No agency is asked.
 *
 * @param today ISO date
 * @throws {HubError} BAD_ARGUMENT for an unknown coordinate or agency
 */
export function explainFor(
  directory: Directory,
  viewer: Viewer,
  today: string,
  input: { readonly coordinate: string; readonly agencies?: readonly string[] | null | undefined; readonly language: PolicyLanguage },
): readonly Explanation[] {
  const { vocabulary } = directory
  const coordinate = readCoordinate(vocabulary, input.coordinate)
  if (!coordinate)
    throw new HubError('BAD_ARGUMENT', {
      argument: 'coordinate',
      problem: 'is no field; name it like VictimRecord.names, CaseRecord.link, indicators or releases',
    })
  return describedAgencies(directory, input.agencies).map((described) => {
    const held = heldPolicyOf(described)
    const isHeld = coordinatesOf(held, vocabulary).some(({ kind, field }) => kind === coordinate.kind && field === coordinate.field)
    return explain({ policy: held.policy, vocabulary, viewer, coordinate, today, isHeld, language: input.language })
  })
}
