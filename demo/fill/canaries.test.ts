import { describe, expect, it } from 'vitest'
import { AGENCY_CODES, generateBlock, holdingsOf } from '../world/index.ts'
import { CANARIES } from './canaries.ts'
import { institutionOf } from './institutions.ts'

const block = generateBlock({ seed: 1 }, 0)
const tables = AGENCY_CODES.flatMap((agency) =>
  institutionOf(agency)
    .project(holdingsOf(block, agency))
    .map((rows) => ({ agency, ...rows })),
)

describe('the canaries', () => {
  it.each(CANARIES)('stand in $agency.$table.$column, and in no other column of any source', ({ agency, table, column, text }) => {
    const found = tables.flatMap((one) =>
      one.columns.flatMap((name, i) =>
        one.rows.some((row) => String(row[i] ?? '').includes(text)) ? [`${one.agency}.${one.table}.${name}`] : [],
      ),
    )
    expect(found).toEqual([`${agency}.${table}.${column}`])
  })

  it('stand in no field that a mapping reads', () => {
    const fields = JSON.stringify(AGENCY_CODES.flatMap((agency) => holdingsOf(block, agency).records.map((record) => record.fields)))
    for (const { text } of CANARIES) expect(fields).not.toContain(text)
  })
})
