import { type AgencyCode, holdingsOf, type WorldBlock } from '../world/index.ts'
import type { Institution } from './institutions.ts'
import { type FillOptions, GENERATED_BY, type Sink } from './sink.ts'

/** One institution and where its rows go. */
export interface FillTarget {
  readonly institution: Institution
  readonly sink: Sink
}

export interface FillResult {
  readonly institution: AgencyCode
  readonly blocks: number
  readonly rows: number
}

/**
 * Fills any number of sources in one walk over the world, so that no block is generated twice or kept.
 *
 * @returns one result per target, in their order
 * @throws {NotADemoSourceError} when a target holds data that is not the demo's; every other target is rolled back too
 */
export async function fillSources(
  targets: readonly FillTarget[],
  blocks: Iterable<WorldBlock>,
  options: FillOptions = {},
): Promise<FillResult[]> {
  const rows = targets.map(() => 0)
  let count = 0
  try {
    for (const block of blocks) {
      if (count === 0) await each(targets, ({ sink }) => sink.start({ seed: block.seed, scale: block.scale, generatedBy: GENERATED_BY }))
      count++
      await each(targets, async ({ institution, sink }, index) => {
        const tables = institution.project(holdingsOf(block, institution.code))
        rows[index] = tables.reduce((sum, table) => sum + table.rows.length, rows[index] ?? 0)
        await sink.write(tables)
        options.onProgress?.({ institution: institution.code, blocks: count, scale: block.scale, rows: rows[index] })
      })
    }
    if (count === 0) throw new RangeError('the world has no blocks')
    await each(targets, ({ sink }) => sink.finish())
  } catch (cause) {
    await Promise.all(targets.map(({ sink }) => sink.abort()))
    throw cause
  }
  return targets.map(({ institution }, index) => ({ institution: institution.code, blocks: count, rows: rows[index] ?? 0 }))
}

const each = async (targets: readonly FillTarget[], work: (target: FillTarget, index: number) => Promise<void>): Promise<void> => {
  const settled = await Promise.allSettled(targets.map(work))
  const failed = settled.find((result) => result.status === 'rejected')
  if (failed) throw failed.reason
}
