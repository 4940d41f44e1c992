import { setTimeout as sleep } from 'node:timers/promises'
import { type Memory, memoryMb } from '../../harness/cpu.ts'
import { slope } from '../../harness/stats.ts'
import { digits, table } from '../../harness/table.ts'
import { startWholeHub } from '../../harness/whole-hub.ts'
import { PAGE, PERSON, TEXT } from '../federation/question.ts'
import type { Section } from '../sections.ts'

const ASKERS = 4
const QUESTIONS = [
  { query: TEXT, variables: { first: PAGE } },
  { query: TEXT, variables: { first: 100 } },
  { query: `{ victims(first: 100) { nodes { records { __typename ... on VictimRecord { sex ageGroup } } } } }` },
  { query: '{ agencies { code status } codeLists { name } me { agency } }' },
] as const

/** Resident memory of every process of the hub while it is asked all the time, and whether it grows. */
export const memorySection: Section = {
  name: 'memory',
  isLong: true,
  title: 'Memory of the whole hub under mixed load; RSS counts the program text that the processes share (about 60 MB each)',
  async run({ isQuick, minutes, tell }) {
    const forMs = (minutes ?? (isQuick ? 0.1 : 1.5)) * 60_000
    tell(`  asking for ${(forMs / 60_000).toFixed(1)} minutes`)
    const hub = await startWholeHub(1)
    const processes = new Map([['gateway', hub.gatewayPid], ...hub.adapterPids])
    const seen = new Map([...processes.keys()].map((name) => [name, [] as (Memory & { readonly minute: number })[]]))
    let whole = 0
    let partial = 0
    try {
      const headers = { 'content-type': 'application/json', ...(await hub.headersFor(PERSON, 'OVERSIGHT')) }
      const startedAt = performance.now()
      const isOver = (): boolean => performance.now() - startedAt > forMs
      const ask = async (asker: number): Promise<void> => {
        for (let turn = asker; !isOver(); turn++) {
          const body = JSON.stringify(QUESTIONS[turn % QUESTIONS.length])
          const text = await (await fetch(hub.url, { method: 'POST', headers, body })).text()
          if (text.includes('"complete":true')) whole++
          else partial++
        }
      }
      const watch = async (): Promise<void> => {
        for (; !isOver(); await sleep(Math.min(2_000, forMs / 5)))
          for (const [name, pid] of processes) {
            const minute = (performance.now() - startedAt) / 60_000
            seen.get(name)?.push({ minute, ...memoryMb(pid) })
          }
      }
      await Promise.all([watch(), ...Array.from({ length: ASKERS }, (_, asker) => ask(asker))])
    } finally {
      await hub.close()
    }
    const measured = [...seen].map(([name, points]) => {
      const settled = points.slice(Math.floor(points.length / 2))
      const grows = slope(settled.map(({ minute, own }) => [minute, own]))
      const { resident, own, proportional } = points.at(-1) ?? { resident: Number.NaN, own: Number.NaN, proportional: Number.NaN }
      const most = Math.max(...points.map((point) => point.resident))
      return { name, resident, most, own, proportional, mbPerMinute: grows.slope, standardError: grows.standardError }
    })
    const rows = measured.map(({ name, resident, most, own, proportional, mbPerMinute, standardError }) => [
      name,
      ...[resident, most, own, proportional].map((mb) => mb.toFixed(0)),
      `${mbPerMinute.toFixed(2)} ± ${digits(standardError)}`,
    ])
    const text = table(['process', 'RSS MB', 'most', 'its own MB', 'PSS MB', 'own MB per minute, second half'], rows)
    return { text: `${text}\n\n${whole} whole answers, ${partial} partial or late`, json: { measured, whole, partial } }
  },
}
