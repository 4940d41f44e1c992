import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkAgency, checkFolder, type Finding } from '../../adapters/index.ts'
import { DEMO_MARKS } from '../../demo/index.ts'
import { agencyFolder } from '../../demo/state/home.ts'
import { DEMO_AGENCIES } from '../../demo/supervisor/agencies.ts'
import { type DemoDatabases, startDemoDatabases } from '../support/demo-databases.ts'
import { openDemoEngine } from '../support/demo-engine.ts'

const CODES = DEMO_AGENCIES.map(({ code }) => code)
const bad = (findings: readonly Finding[]) =>
  findings.filter(({ severity }) => severity !== 'info').map(({ code, where, what }) => `${code} ${where}: ${what}`)

describe('tip-hub check', () => {
  let databases: DemoDatabases
  beforeAll(async () => {
    databases = await startDemoDatabases({ seed: 2026, scale: 1 })
  }, 120_000)
  afterAll(() => databases?.close())

  it.each(CODES)('finds nothing wrong with %s, neither in the folder nor in the database', async (code) => {
    const { inspected, findings } = await checkFolder(agencyFolder(code))
    expect(bad(findings)).toEqual([])

    const { folder, model, engine, close } = await openDemoEngine(databases, code)
    try {
      const checked = await checkAgency(folder, { ...inspected, model }, engine, {
        signal: AbortSignal.timeout(60_000),
        harmless: DEMO_MARKS,
      })

      expect(bad(checked.findings)).toEqual([])
      expect(checked.rates.some(({ recorded }) => recorded > 0)).toBe(true)
    } finally {
      await close()
    }
  })
})
