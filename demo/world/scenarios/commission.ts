import type { AgencyCode, Municipality } from '../codes.ts'
import type { Draft } from '../draft.ts'
import type { CommissionCount } from '../matter.ts'

/** Potential cases and victims that KLATU counted 2020–2024 (National Action Plan 2026–2030): 41 cases, 107 victims, 50 women and 57 men. */
export const COMMISSION_TOTALS = { cases: 41, women: 50, men: 57 } as const

const SOURCES: readonly (readonly [AgencyCode, Municipality])[] = [
  ['pntl', 'TL-DI'],
  ['pntl', 'TL-BO'],
  ['migration', 'TL-BO'],
  ['mssi', 'TL-DI'],
  ['pcic', 'TL-CO'],
  ['pntl', 'TL-OE'],
]

/** The published sums dealt out over years, sources and municipalities, which nobody published: that split is synthetic. */
export function commissionCounts(draft: Draft): CommissionCount[] {
  const random = draft.random('commission')
  const rows = [2020, 2021, 2022, 2023, 2024].flatMap((year) =>
    random
      .shuffle(SOURCES)
      .slice(0, 4)
      .map(([source, municipality]) => ({ year, source, municipality, cases: 1, women: 0, men: 0 })),
  )
  const deal = (count: number, into: 'cases' | 'women' | 'men') => {
    for (let left = count; left > 0; left--) {
      const row = rows[random.int(0, rows.length - 1)]
      if (row) row[into]++
    }
  }
  deal(COMMISSION_TOTALS.cases - rows.length, 'cases')
  deal(COMMISSION_TOTALS.women, 'women')
  deal(COMMISSION_TOTALS.men, 'men')
  return rows
}
