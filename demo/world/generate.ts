import { createDraft } from './draft.ts'
import type { Matter, WorldBlock } from './matter.ts'
import { MAX_SCALE } from './nuc.ts'
import { borderMatter, consularMatter } from './scenarios/abroad.ts'
import { backgroundOf } from './scenarios/background.ts'
import { careMatter } from './scenarios/care-only.ts'
import { commissionCounts } from './scenarios/commission.ts'
import { policeMatter } from './scenarios/police.ts'
import { prosecutedMatter } from './scenarios/prosecuted.ts'
import { PROSECUTED_PLAN } from './scenarios/prosecuted-plan.ts'
import { withSpecial } from './scenarios/specials.ts'

export interface WorldOptions {
  /** Any whole number; the same seed gives the same world on every machine. */
  readonly seed: number
  /** How many blocks: 1 is the demo (100 matters, about 600 people), 1,000 is for load. @default 1 */
  readonly scale?: number
}

const times = (count: number, make: (serial: number) => Matter): Matter[] => Array.from({ length: count }, (_, serial) => make(serial))

/** One block by itself, without the ones before it. */
export function generateBlock({ seed, scale = 1 }: WorldOptions, index: number): WorldBlock {
  const draft = createDraft(seed, index)
  const prosecuted = PROSECUTED_PLAN.map((plan, serial) => withSpecial(draft, prosecutedMatter(draft, plan, serial), plan.special))
  const matters = [
    ...prosecuted,
    ...times(20, (serial) => policeMatter(draft, serial)),
    ...times(18, (serial) => consularMatter(draft, serial)),
    ...times(14, (serial) => borderMatter(draft, serial)),
    ...times(22, (serial) => careMatter(draft, serial)),
  ]
  return { seed, scale, index, matters, background: backgroundOf(draft), commissionCounts: commissionCounts(draft) }
}

/**
 * Generates the true world, one block at a time, so that memory holds one block whatever the scale.
 *
 * Every block has the same totals and plants the same ten disagreements among other people, with ids and case numbers of its own.
 *
 * @throws {RangeError} when `scale` is no whole number from 1 to 10,000
 */
export function* generateWorld(options: WorldOptions): Generator<WorldBlock, void, undefined> {
  const scale = options.scale ?? 1
  if (!Number.isInteger(scale) || scale < 1 || scale > MAX_SCALE)
    throw new RangeError(`scale must be a whole number from 1 to ${MAX_SCALE}`)
  if (!Number.isSafeInteger(options.seed)) throw new RangeError('seed must be a whole number')
  for (let index = 0; index < scale; index++) yield generateBlock(options, index)
}
