import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LOCK_FILE, readLock, takeLock } from '../../adapters/index.ts'
import { agencyFolder } from '../../demo/state/home.ts'
import { DEMO_AGENCIES } from '../../demo/supervisor/agencies.ts'
import { lockText } from '../../schema/index.ts'
import { type DemoDatabases, startDemoDatabases } from '../support/demo-databases.ts'
import { openDemoEngine } from '../support/demo-engine.ts'

describe('the lock of an institution', () => {
  let databases: DemoDatabases
  beforeAll(async () => {
    databases = await startDemoDatabases({ seed: 2026, scale: 1 })
  }, 120_000)
  afterAll(() => databases?.close())

  // After a change of a demo schema or mapping: npx vitest run test/lock --update
  it.each(DEMO_AGENCIES.map(({ code }) => code))('of %s is what its database looks like', async (code) => {
    const { folder, model, engine, close } = await openDemoEngine(databases, code)
    try {
      const lock = await takeLock(model, engine, { signal: AbortSignal.timeout(20_000) })

      await expect(lockText(lock)).toMatchFileSnapshot(join(folder, LOCK_FILE))
      expect(lock.tables.flatMap(({ columns }) => columns.filter(({ isMapped }) => isMapped)).length).toBeGreaterThan(5)
    } finally {
      await close()
    }
  })

  it.each(DEMO_AGENCIES.map(({ code }) => code))('of %s is whole', async (code) => {
    expect(await readLock(agencyFolder(code))).toMatchObject({ agency: code })
  })
})
