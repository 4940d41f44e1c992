import { loadAgencyFolder } from '../../../adapters/index.ts'
import { agencyFolder } from '../../../demo/state/home.ts'
import { DEMO_AGENCIES } from '../../../demo/supervisor/agencies.ts'
import { composeAgencies, createComposer } from '../../../gateway/compose/index.ts'
import { vocabulary } from '../../../schema/index.ts'
import { createHub } from '../../../subgraphs/hub/index.ts'
import { describeModel } from '../../../test/support/describe-model.ts'

/** Milliseconds from the thirteen descriptions to the supergraph; the first time starts the worker that composes. */
export async function composingTimes(): Promise<{ readonly firstMs: number; readonly againMs: number }> {
  const models = await Promise.all(DEMO_AGENCIES.map(({ code }) => loadAgencyFolder(agencyFolder(code))))
  const candidates = models.map(describeModel)
  const composer = createComposer()
  const time = async (): Promise<number> => {
    const startedAt = performance.now()
    const { supergraphSdl } = await composeAgencies({
      candidates,
      accepted: new Map(),
      acceptBreaking: new Set(),
      vocabulary,
      hubSdl: (agencies) => createHub({ agencies, vocabulary, sealKeys: [new Uint8Array(32)], clock: () => 0 }).sdl,
      composer,
    })
    if (supergraphSdl === null) throw new Error('the thirteen agencies do not compose')
    return performance.now() - startedAt
  }
  try {
    return { firstMs: await time(), againMs: await time() }
  } finally {
    composer.close()
  }
}
