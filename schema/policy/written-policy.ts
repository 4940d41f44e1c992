import type { WrittenPolicy } from '../call/description.ts'
import { HubError } from '../errors/index.ts'
import type { CompiledPolicy } from './policy.ts'
import { TRANSFORMS, type Transform } from './transforms.ts'

/** A compiled policy as JSON, for `AgencyDescription`. */
export const writePolicy = (policy: CompiledPolicy): WrittenPolicy => ({
  ...policy,
  rules: policy.rules.map((rule) => ({ ...rule, as: Object.fromEntries(rule.as) })),
})

/**
 * The policy back from its JSON form.
 *
 * @throws {HubError} AGENCY_INVALID_DATA for a coarser form that this version does not know: without it the field would count as shown in full
 */
export const readPolicy = (written: WrittenPolicy): CompiledPolicy => {
  const known = (as: string): Transform => {
    const transform = TRANSFORMS.find((name) => name === as)
    if (transform === undefined) throw new HubError('AGENCY_INVALID_DATA', { agency: written.agency })
    return transform
  }
  return {
    ...written,
    rules: written.rules.map((rule) => ({
      ...rule,
      as: new Map(Object.entries(rule.as).map(([coordinate, as]) => [coordinate, known(as)])),
    })),
  }
}
