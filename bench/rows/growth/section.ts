import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createCachedPlanner, createHivePlanner, createStagedPlanner, readSupergraph } from '../../../gateway/plan/index.ts'
import { quantile } from '../../harness/stats.ts'
import { digits, table } from '../../harness/table.ts'
import { startWholeHub, type WholeHub } from '../../harness/whole-hub.ts'
import { PAGE, PERSON, TEXT } from '../federation/question.ts'
import type { Section } from '../sections.ts'
import { composingTimes } from './composing.ts'

const QUESTIONS = {
  'first page': { query: TEXT, variables: { first: PAGE } },
  'by date and place': {
    query: `query Filtered($first: Int!) { cases(filter: { registeredDate: { from: "2023-01", to: "2023-12" }, municipality: ["TL-DI"] }, first: $first) { nodes { records { __typename stage municipality registeredDate } } } }`,
    variables: { first: PAGE },
  },
} as const

/** The same pages of a world that grows: what an index serves stays as it is. */
export const growthSection: Section = {
  name: 'growth',
  isLong: true,
  title: 'Growth: one asker, milliseconds of a page as the world grows',
  async run({ isQuick, scales, tell }) {
    const sizes = scales ?? (isQuick ? [1] : [1, 100])
    const measured: { scale: number; question: string; p50: number; p90: number }[] = []
    for (const scale of sizes) {
      tell(`  a world of × ${scale}`)
      const hub = await startWholeHub(scale)
      try {
        for (const [question, asked] of Object.entries(QUESTIONS)) {
          const times = await timesOf(hub, JSON.stringify(asked), isQuick ? 15 : 150)
          measured.push({ scale, question, p50: quantile(times, 0.5), p90: quantile(times, 0.9) })
        }
      } finally {
        await hub.close()
      }
    }
    const planning = await planningTimes()
    const composing = await composingTimes()
    const rows = measured.map(({ scale, question, p50, p90 }) => [`× ${scale}: ${question}`, digits(p50), digits(p90)])
    const planned = [
      ['planning that page, first time', digits(planning.coldMs), ''],
      ['planning it again', digits(planning.cachedMs), ''],
      ['composing the graph of thirteen agencies, first time', digits(composing.firstMs), ''],
      ['composing it again', digits(composing.againMs), ''],
    ]
    return { text: table(['page', 'p50 ms', 'p90 ms'], [...rows, ...planned]), json: { measured, planning, composing } }
  },
}

/** The first third is for warming up and not among them. */
async function timesOf(hub: WholeHub, body: string, count: number): Promise<readonly number[]> {
  const headers = { 'content-type': 'application/json', ...(await hub.headersFor(PERSON, 'OVERSIGHT')) }
  const times: number[] = []
  for (let index = 0; index < count * 1.5; index++) {
    const startedAt = performance.now()
    const text = await (await fetch(hub.url, { method: 'POST', headers, body })).text()
    if (index >= count / 2) times.push(performance.now() - startedAt)
    if (text.includes('"errors"') || !text.includes('"complete":true')) throw new Error(`not a whole answer: ${text.slice(0, 500)}`)
  }
  return times
}

/** Milliseconds of the planner alone over the supergraph of the thirteen adapters, whose text is under review in the tests. */
async function planningTimes(): Promise<{ readonly coldMs: number; readonly cachedMs: number }> {
  const supergraphSdl = await readFile(join(import.meta.dirname, '../../../test/federation/supergraph.graphql'), 'utf8')
  const { document, fullSchema } = readSupergraph(supergraphSdl)
  const planner = createCachedPlanner(createStagedPlanner(createHivePlanner(supergraphSdl), document, fullSchema))
  const time = (count: number): number => {
    const startedAt = performance.now()
    for (let index = 0; index < count; index++) planner.plan(TEXT)
    return (performance.now() - startedAt) / count
  }
  const coldMs = time(1)
  return { coldMs, cachedMs: time(1_000) }
}
