import { DEMO_PEOPLE } from '../../demo/people/people.ts'
import { type Balancer, startBalancer } from '../faults/support/balancer.ts'
import { type FaultProxy, startFaultProxy } from '../faults/support/fault-proxy.ts'
import { askOverHttp, tokenFor } from '../support/ask.ts'
import { type ProcessHub, startProcessHub } from '../support/process-hub.ts'
import { createRefReader } from '../support/record-refs.ts'
import { createTruthOracle } from '../support/truth-oracle.ts'
import { type Received, unaudited } from './audit.ts'
import { type Checker, checkAnswer, type Finding, hubIdsIn } from './check-answer.ts'
import { driveFaults, type Wires } from './faults.ts'
import { type MemoryTrend, MemoryWatch } from './memory.ts'
import { drawQuestion } from './questions.ts'
import { createRandom } from './random.ts'

export interface SoakOptions {
  readonly minutes: number
  readonly seed: number
  /** People who ask at the same time. */
  readonly askers: number
  /** Told now and then, and at the end. */
  readonly onProgress?: (report: SoakReport) => void
}

export interface SoakReport {
  readonly seed: number
  readonly minutes: number
  /** Questions that were answered, refusals included. */
  requests: number
  /** Answers that said that something is missing. */
  partial: number
  /** Questions refused as a whole, with a code of the catalogue. */
  refused: number
  /** Connections that broke before there was an answer, as when a gateway is killed. */
  broken: number
  /** Records that were held against the truth. */
  records: number
  wrong: number
  leaked: number
  unaudited: number
  /** Milliseconds from the end of the last fault until an answer was whole again; null where it never was. */
  recoveredMs: number | null
  findings: string[]
  faults: Record<string, number>
  memory: readonly MemoryTrend[]
}

const MOST_FINDINGS = 50
const SAMPLE_MS = 5_000
const RECOVERY_MS = 10_000

/** Mixed people, purposes and faults from a seed; every answer is held against the truth of the demo world and the rights of who asked. */
export async function runSoak({ minutes, seed, askers, onProgress }: SoakOptions): Promise<SoakReport> {
  const report: SoakReport = {
    ...{ seed, minutes, requests: 0, partial: 0, refused: 0, broken: 0, records: 0, wrong: 0, leaked: 0, unaudited: 0 },
    ...{ recoveredMs: null, findings: [], faults: {}, memory: [] },
  }
  const wires = { agencies: new Map<string, FaultProxy>(), databases: new Map<string, FaultProxy>() }
  const hub = await startProcessHub({
    gateways: 2,
    reach: async (agency, url) => {
      const wire = await startFaultProxy(Number(new URL(url).port))
      wires.agencies.set(agency, wire)
      return `http://127.0.0.1:${wire.port}`
    },
    reachSource: async (agency, address) => {
      if (!/^(postgres|postgresql|mysql):/.test(address)) return address
      const url = new URL(address)
      const wire = await startFaultProxy(Number(url.port))
      wires.databases.set(agency, wire)
      url.port = String(wire.port)
      return url.href
    },
    settings: { personBudget: { perDay: 1_000_000, roles: {} } },
  })
  const balancer = await startBalancer(hub.gateways)
  try {
    await soak({ hub, balancer, wires, report, askers, onProgress })
  } finally {
    await balancer.close()
    await hub.close()
    for (const wire of [...wires.agencies.values(), ...wires.databases.values()]) await wire.close()
  }
  return report
}

interface Running {
  readonly hub: ProcessHub
  readonly balancer: Balancer
  readonly wires: Wires
  readonly report: SoakReport
  readonly askers: number
  readonly onProgress: SoakOptions['onProgress']
}

async function soak({ hub, balancer, wires, report, askers, onProgress }: Running): Promise<void> {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Dili' }).format(Date.now())
  const checker: Checker = { oracle: await createTruthOracle(hub.truth, today), refOf: createRefReader(hub.keys) }
  const received: Received[] = []
  const ids: string[] = []
  const until = performance.now() + report.minutes * 60_000
  const note = (findings: readonly Finding[], query: string, as: string): void => {
    for (const { what, where } of findings) {
      report[what]++
      if (report.findings.length < MOST_FINDINGS) report.findings.push(`${what}: ${where} · ${as} · ${query.slice(0, 200)}`)
    }
  }

  const ask = async (asker: number): Promise<void> => {
    const random = createRandom(report.seed * 1_000 + asker)
    while (performance.now() < until) {
      const person = random.pick(DEMO_PEOPLE)
      const as = { as: person.name, purpose: random.pick(person.purposes) }
      const question = drawQuestion(random, hub.truth, ids)
      const answer = await askOverHttp<Readonly<Record<string, unknown>>>(balancer.url, question, await tokenFor(hub.keys, as)).catch(
        () => undefined,
      )
      if (!answer || answer.requestId === null) {
        report.broken++
        continue
      }
      report.requests++
      if (answer.data === null) {
        report.refused++
        continue
      }
      if (answer.complete === false) report.partial++
      const viewer = { agency: person.agency, roles: person.roles, purpose: as.purpose }
      const { findings, records, shown } = checkAnswer(checker, question, viewer, answer)
      report.records += records
      note(findings, question.query, `${as.as} ${as.purpose}`)
      received.push({ requestId: answer.requestId, agencies: shown })
      for (const id of hubIdsIn(answer.data)) if (ids.length < 2_000) ids.push(id)
    }
  }

  const watch = new MemoryWatch()
  const children = [...hub.adapters.values(), ...hub.gateways]
  const sampling = setInterval(() => watch.sample(children), SAMPLE_MS)
  const telling = setInterval(() => onProgress?.(report), 30_000)
  const faults = driveFaults(hub, wires, createRandom(report.seed))
  try {
    await Promise.all(Array.from({ length: askers }, (_, at) => ask(at)))
  } finally {
    clearInterval(sampling)
    clearInterval(telling)
    await faults.stop()
  }
  report.recoveredMs = await recovery(hub, balancer)
  report.faults = Object.fromEntries([...faults.struck].toSorted())
  report.memory = watch.trends()
  const missing = await unaudited(hub, received)
  report.unaudited = missing.length
  report.findings.push(...missing.slice(0, MOST_FINDINGS).map((text) => `unaudited: ${text}`))
}

/** How long it takes until all agencies answer again. */
async function recovery(hub: ProcessHub, balancer: Balancer): Promise<number | null> {
  const startedAt = performance.now()
  const token = await tokenFor(hub.keys, { as: 'klatu.analyst', purpose: 'OVERSIGHT' })
  while (performance.now() - startedAt < 2 * RECOVERY_MS) {
    const query = '{ cases(first: 1) { nodes { id } } victims(first: 1) { nodes { id } } }'
    const answer = await askOverHttp(balancer.url, { query }, token).catch(() => undefined)
    if (answer?.complete === true) return Math.round(performance.now() - startedAt)
  }
  return null
}
