import { expect, it } from 'vitest'
import type { AgencyDescription } from '../../schema/index.ts'
import { testPolicy, testSdl } from '../server/testing/test-agency.ts'
import { type AgencyNews, AgencyRegistry } from './registry.ts'

const migration: AgencyDescription = {
  agency: 'migration',
  institution: 'migration',
  typePrefix: 'Migration',
  name: { en: 'Migration', pt: 'Migração' },
  vocabularyVersion: 1,
  kinds: { CaseRecord: { fields: ['stage'], filter: [], parents: [] } },
  policy: testPolicy('migration', ['stage']),
  sdl: testSdl('Migration'),
}

it('takes from an agency that changes too often how old its data are all the same, and nothing of which the graph is made', async () => {
  let told: AgencyDescription = { ...migration, asOf: '2025-06-01' }
  const news: AgencyNews[] = []
  const registry = new AgencyRegistry({
    createClient: ({ agency }) => ({
      agency,
      breakerState: 'closed',
      ask: async () => ({ data: { describe: told } }),
      close: async () => undefined,
    }),
    recompose: async () => [],
    remembered: [],
    pollMs: 3_600_000,
    monotonicMs: () => 0,
    onEvent: ({ event }) => news.push(event),
  })
  await registry.start([{ agency: 'migration', url: 'http://127.0.0.1:1' }])
  try {
    while (!news.includes('unsteady')) {
      told = { ...told, policy: { ...told.policy, version: told.policy.version + 1 } }
      await registry.refresh()
    }
    const { policy } = registry.get('migration')?.description ?? told

    told = { ...told, asOf: '2025-05-01', isStale: true }
    await registry.refresh()

    expect(registry.get('migration')?.description).toEqual({ ...migration, policy, asOf: '2025-05-01', isStale: true })
    expect(policy.version).toBeLessThan(told.policy.version)
  } finally {
    await registry.close()
  }
})
