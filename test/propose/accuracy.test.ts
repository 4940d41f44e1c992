import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadAgencyFolder, propose } from '../../adapters/index.ts'
import { INSTITUTIONS } from '../../demo/fill/index.ts'
import { demoCatalogues } from './demo-catalogues.ts'
import { linesOf, type Scores, scoresOf, sum } from './scores.ts'
import { FACTS, factsOf, truthOf } from './truth.ts'

const AGENCIES = join(import.meta.dirname, '..', '..', 'subgraphs', 'agencies')

/** Recall and precision reached when this was written, a little lowered. The word lists were made with these schemas known: a stranger's will do worse. */
const FLOOR = { tables: [0.83, 0.84], fields: [0.82, 0.84], codes: [0.82, 0.83], joins: [0.69, 0.78], dates: [0.8, 0.9] } as const

describe('proposals from the schema alone of the demo institutions', () => {
  const table = new Map<string, Scores>()

  beforeAll(async () => {
    const models = await Promise.all(INSTITUTIONS.map(({ code }) => loadAgencyFolder(join(AGENCIES, code))))
    const names = models.flatMap(({ source }) =>
      source.engine === 'files' ? Object.entries(source.tables).map(([name, { file }]): [string, string] => [file, name]) : [],
    )
    const catalogues = await demoCatalogues(new Map(names))
    for (const { code } of INSTITUTIONS) {
      const wanted = await truthOf(join(AGENCIES, code))
      const found = factsOf(propose(catalogues.get(code) ?? []))
      table.set(code, scoresOf(found, wanted))
    }
    console.info(linesOf(table).join('\n'))
  }, 120_000)

  it.each(FACTS)('finds %s as often, and as rarely wrong, as it has before', (part) => {
    const [recall, precision] = FLOOR[part]
    const all = sum([...table.values()].map((scores) => scores[part]))

    expect(all.wanted).toBeGreaterThan(10)
    expect(all.right / all.wanted).toBeGreaterThanOrEqual(recall)
    expect(all.right / all.proposed).toBeGreaterThanOrEqual(precision)
  })
})
