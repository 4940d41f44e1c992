import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadAgencyFolder, propose } from '../../adapters/index.ts'
import { INSTITUTIONS } from '../../demo/fill/index.ts'
import { demoCatalogues } from './demo-catalogues.ts'
import { FACTS, factsOf, type Score, scoreOf, truthOf } from './truth.ts'

const AGENCIES = join(import.meta.dirname, '..', '..', 'subgraphs', 'agencies')

/** Recall and precision reached when this was written, a little lowered. The word lists were made with these schemas known: a stranger's will do worse. */
const FLOOR = { tables: [0.83, 0.84], fields: [0.82, 0.84], codes: [0.82, 0.83], joins: [0.69, 0.78], dates: [0.8, 0.9] } as const

describe('proposals from the schema alone of the demo institutions', () => {
  const table = new Map<string, Record<(typeof FACTS)[number], Score>>()

  beforeAll(async () => {
    const models = await Promise.all(INSTITUTIONS.map(({ code }) => loadAgencyFolder(join(AGENCIES, code))))
    const names = models.flatMap(({ source }) =>
      source.engine === 'files' ? Object.entries(source.tables).map(([name, { file }]): [string, string] => [file, name]) : [],
    )
    const catalogues = await demoCatalogues(new Map(names))
    for (const { code } of INSTITUTIONS) {
      const wanted = await truthOf(join(AGENCIES, code))
      const found = factsOf(propose(catalogues.get(code) ?? []))
      table.set(code, {
        tables: scoreOf(found.tables, wanted.tables),
        fields: scoreOf(found.fields, wanted.fields),
        codes: scoreOf(found.codes, wanted.codes),
        joins: scoreOf(found.joins, wanted.joins),
        dates: scoreOf(found.dates, wanted.dates),
      })
    }
    console.info(lines(table).join('\n'))
  }, 120_000)

  it.each(FACTS)('finds %s as often, and as rarely wrong, as it has before', (part) => {
    const [recall, precision] = FLOOR[part]
    const all = sum([...table.values()].map((scores) => scores[part]))

    expect(all.wanted).toBeGreaterThan(10)
    expect(all.right / all.wanted).toBeGreaterThanOrEqual(recall)
    expect(all.right / all.proposed).toBeGreaterThanOrEqual(precision)
  })
})

const sum = (scores: readonly Score[]): Score => ({
  right: scores.reduce((total, { right }) => total + right, 0),
  proposed: scores.reduce((total, { proposed }) => total + proposed, 0),
  wanted: scores.reduce((total, { wanted }) => total + wanted, 0),
})

function lines(scores: ReadonlyMap<string, Record<(typeof FACTS)[number], Score>>): readonly string[] {
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
