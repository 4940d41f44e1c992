import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { compileAgency, loadAgencyFolder, takeLock } from '../../adapters/index.ts'
import type { AgencyModel } from '../../schema/index.ts'
import { type DriftWatch, watchDrift } from '../../subgraphs/runtime/drift/watch-drift.ts'
import { owner, queryOf, RUN, TODAY, table } from '../contract/asking.ts'
import { type OpenSource, openFilesSource } from '../contract/engines.ts'
import { SOURCE } from '../contract/source.ts'

const cases = SOURCE.find(({ name }) => name === 'kazu')
const csv = (columns: readonly string[]): string =>
  [columns, ...(cases?.rows ?? [])].map((row) => row.map((cell) => `"${String(cell ?? '').replaceAll('"', '""')}"`).join(';')).join('\r\n')
const names = Object.keys(cases?.columns ?? {})

describe('drift of files', () => {
  let opened: OpenSource
  let watch: DriftWatch
  beforeAll(async () => {
    const read = await loadAgencyFolder(new URL('../contract/agency/', import.meta.url).pathname)
    const model: AgencyModel = { ...read, source: { engine: 'files', folderEnv: 'CONTRACT_SOURCE', timezone: 'Asia/Dili', tables: {} } }
    opened = await openFilesSource(model.limits, model)
    const lock = await takeLock(model, opened.engine, RUN)
    expect(lock.engine).toBe('files')
    watch = watchDrift(compileAgency(model, opened.engine), { lock, clock: Date.now, believedMs: -1, onEvent: () => undefined })
    await watch.check()
  }, 60_000)
  afterAll(async () => {
    watch?.close()
    await opened?.close()
  })
  const read = async () =>
    table(
      await watch.source
        .prepare(queryOf(watch.source, 'CaseRecord', { fields: ['municipality', 'localRef'], select: { by: 'keys' }, as: owner }))
        .run({ keys: ['1'], today: TODAY }, RUN),
    )
  const patience = { timeout: 15_000, interval: 100 }

  it('serves the rest where a new file has another header, and all where the old one is back', async () => {
    expect(await read()).toEqual({ 1: ['TL-DI', 'VPU/1'] })

    await opened.change(csv(names.map((name) => (name === 'munisipiu' ? 'distritu' : name))))
    await vi.waitFor(async () => expect(await read()).toEqual({ 1: ['(SCHEMA_MISMATCH)', 'VPU/1'] }), patience)

    await opened.change(csv(names))
    await vi.waitFor(async () => expect(await read()).toEqual({ 1: ['TL-DI', 'VPU/1'] }), patience)
  }, 40_000)

  it('goes by the header where the columns of a new file stand in another order', async () => {
    const order = names.map((_, index) => (index + 1) % names.length)
    const moved = [names, ...(cases?.rows ?? [])]
      .map((row) => order.map((from) => `"${String(row[from] ?? '').replaceAll('"', '""')}"`).join(';'))
      .join('\r\n')
    const before = opened.engine.asOf()
    await opened.change(moved)
    await vi.waitFor(() => expect(opened.engine.asOf()).not.toBe(before), patience)

    expect(await read()).toEqual({ 1: ['TL-DI', 'VPU/1'] })
  }, 40_000)
})
