import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { loadAgencyFolder, readLock } from '../../adapters/index.ts'
import { createScratchServers } from '../../demo/index.ts'
import { readCases } from './read-cases.ts'
import { runCases } from './run-cases.ts'

const AGENCIES = resolve(import.meta.dirname, '../../subgraphs/agencies')
const codes = readdirSync(AGENCIES, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))

/**
 * What no case of an institution can show, and why: a ban of what no rule permits today guards against the rules of tomorrow.
 */
const UNPROVEN: Readonly<Record<string, readonly string[]>> = {
  alfela: ['ALFELA-07 forbids'],
  fokupers: ['FOKUPERS-07 forbids'],
  mssi: ['MSSI-07 forbids'],
  pradet: ['PRADET-07 forbids'],
}

const servers = createScratchServers()
afterAll(() => servers.close())

describe('the cases of the institutions', () => {
  it.each(codes)('of %s hold, and notice a change of every rule', { timeout: 60_000 }, async (code) => {
    const folder = join(AGENCIES, code)
    const lock = await readLock(folder)
    const { cases, problems } = await readCases(folder)
    if (!lock) throw new Error(`${code} has no lock`)

    const result = await runCases({ model: await loadAgencyFolder(folder), lock, cases, servers })

    expect(problems).toEqual([])
    expect(result.skipped).toBeUndefined()
    expect(result.cases.length).toBeGreaterThan(3)
    expect(result.cases.filter(({ differences }) => differences.length > 0)).toEqual([])
    expect(result.unproven.map(({ rule, proves }) => `${rule} ${proves}`)).toEqual(UNPROVEN[code] ?? [])
  })
})
