import { FACTS, type Facts, type Score, scoreOf } from './truth.ts'

export type Scores = Readonly<Record<(typeof FACTS)[number], Score>>

export const scoresOf = (found: Facts, wanted: Facts): Scores => ({
  tables: scoreOf(found.tables, wanted.tables),
  fields: scoreOf(found.fields, wanted.fields),
  codes: scoreOf(found.codes, wanted.codes),
  joins: scoreOf(found.joins, wanted.joins),
  dates: scoreOf(found.dates, wanted.dates),
})

export const sum = (scores: readonly Score[]): Score => ({
  right: scores.reduce((total, { right }) => total + right, 0),
  proposed: scores.reduce((total, { proposed }) => total + proposed, 0),
  wanted: scores.reduce((total, { wanted }) => total + wanted, 0),
})

export function linesOf(scores: ReadonlyMap<string, Scores>): readonly string[] {
  const cell = ({ right, proposed, wanted }: Score): string => `${right}/${proposed}/${wanted}`.padStart(10)
  const percent = (part: number, of: number): string => (of === 0 ? '–' : `${Math.round((100 * part) / of)} %`)
  const totals = FACTS.map((part) => sum([...scores.values()].map((one) => one[part])))
  return [
    `right/proposed/in the folder ${FACTS.map((part) => part.padStart(10)).join('')}`,
    ...[...scores].map(([code, one]) => `${code.padEnd(29)}${FACTS.map((part) => cell(one[part])).join('')}`),
    `${'all'.padEnd(29)}${totals.map(cell).join('')}`,
    `${'precision'.padEnd(29)}${totals.map(({ right, proposed }) => percent(right, proposed).padStart(10)).join('')}`,
    `${'recall'.padEnd(29)}${totals.map(({ right, wanted }) => percent(right, wanted).padStart(10)).join('')}`,
  ]
}
