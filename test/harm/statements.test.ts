import { describe, expect, it } from 'vitest'
import { DIALECTS } from '../../adapters/compile/dialects.ts'
import { loadAgencyFolder } from '../../adapters/index.ts'
import { agencyFolder } from '../../demo/state/home.ts'
import { AGENCY_CODES } from '../../demo/world/index.ts'
import { RECORD_KIND_NAMES } from '../../schema/index.ts'
import { DEMO_VIEWERS, readsOf } from '../permission/sql/every-read.ts'

/** One person of each office, for each purpose. */
const VIEWERS = [...new Map(DEMO_VIEWERS.map((viewer) => [`${viewer.agency} ${viewer.purpose}`, viewer])).values()]
const NAMES = ['postgres', 'mysql', 'sqlite', 'mssql'] as const

describe.each(NAMES)('the statements that agencies are sent on %s', (dialect) => {
  it('skip no rows and count none, whoever asks for whatever, and take a page or a batch of keys at most', {
    timeout: 300_000,
  }, async () => {
    expect(DIALECTS[dialect].name).toBe(dialect)
    let read = 0
    const problems = new Set<string>()
    for (const agency of AGENCY_CODES) {
      const model = await loadAgencyFolder(agencyFolder(agency))
      const own = [...model.records.values(), ...model.consents].flatMap(({ from }) => ('sql' in from ? [from.sql] : []))
      for (const viewer of VIEWERS)
        for (const kind of RECORD_KIND_NAMES)
          for (const { query, statements } of await readsOf(model, dialect, viewer, kind))
            for (const { sql } of statements) {
              read++
              // What an agency's own SELECT does is its own affair.
              const bare = own.reduce((text, select) => text.replaceAll(select, ''), sql).replaceAll(/N?'(?:[^']|'')*'/g, "''")
              const where = `${agency}: ${viewer.agency} ${viewer.purpose} ${kind} by ${query.selection.by}`
              if (/\boffset\b|\bcount\s*\(|\bover\s*\(|\bgroup by\b/i.test(bare)) problems.add(`${where} skips or counts`)
              const isBounded = query.selection.by === 'keys' || /^select top \(|\blimit (\$\d+|\?)$/.test(bare)
              if (!isBounded) problems.add(`${where} has no bound`)
            }
    }
    expect([...problems]).toEqual([])
    expect(read).toBeGreaterThan(1_000)
  })
})
