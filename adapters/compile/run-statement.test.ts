import { expect, it } from 'vitest'
import { type AgencyModel, nucVariants } from '../../schema/index.ts'
import { mssqlSql } from './dialect-mssql.ts'
import { mysqlSql } from './dialect-mysql.ts'
import { slotsFor } from './run-statement.ts'

const limits = { keys: 500 } as AgencyModel['limits'] // nothing else of it is looked at

it('writes lists of keys in few lengths, each long enough, also for the written forms of as many numbers as are asked at once', () => {
  const longest = 50 * nucVariants('0062/18.PDSUA').length
  const counts = Array.from({ length: longest }, (_, index) => index + 1)

  const lengths = counts.map((count) => slotsFor(mysqlSql, count, { limits }))

  expect(lengths.every((slots, index) => slots >= (counts[index] ?? 0))).toBe(true)
  expect(new Set(lengths).size).toBeLessThanOrEqual(8)
  expect(slotsFor(mysqlSql, 500, { limits })).toBe(500)
  expect(slotsFor(mysqlSql, 200, { limits: { ...limits, keys: 200 } })).toBe(200)
})

it('needs no lengths where a list is one parameter', () => {
  expect(slotsFor(mssqlSql, 77, { limits })).toBe(1)
})
