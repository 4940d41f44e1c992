import type { AgencySource } from '../../../adapters/index.ts'
import { Shelf } from '../../../platform/index.ts'
import { createItemsPlans } from './items-plan.ts'
import type { LocateSettings } from './locate.ts'
import { createPrepare } from './prepare.ts'

const OWN_BYTES = 4_000_000

/**
 * What `locate*` needs, with what it keeps of the questions asked last.
 *
 * @param shelf where that is kept. @default one of its own
 */
export function createLocating(
  source: AgencySource,
  keys: Pick<LocateSettings, 'caseKeysOf' | 'positions'>,
  shelf = new Shelf(OWN_BYTES),
): LocateSettings {
  const { model } = source
  const prepare = createPrepare(source, shelf)
  return { model, prepare, plans: createItemsPlans({ model, prepare, hasCaseKeys: keys.caseKeysOf !== undefined }, shelf), ...keys }
}
