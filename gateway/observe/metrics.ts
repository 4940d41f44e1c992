import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { BreakerState } from '../call/index.ts'
import { SOURCE_STATUSES } from '../sources/index.ts'
import type { GatewayEvent } from './events.ts'

/** What the registry of agencies tells when it is asked. */
export interface AgencyGauge {
  readonly agency: string
  readonly isReachable: boolean
  readonly breaker: BreakerState
}

export interface MetricsOptions {
  /** Read at every scrape. */
  readonly agencies: () => readonly AgencyGauge[]
  /** Requests that are being answered now. */
  readonly underWay: () => number
}

/** Numbers for operators in the format of Prometheus. */
export interface Metrics {
  /** Counts something that happened. */
  measure(event: GatewayEvent): void
  /** The text of a scrape (https://prometheus.io/docs/instrumenting/exposition_formats/). */
  text(): Promise<string>
  readonly contentType: string
}

/** Seconds: an agency's deadline is 2, a request's 2.5. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 2.5, 5]
const BREAKER: Readonly<Record<BreakerState, number>> = { closed: 0, 'half-open': 0.5, open: 1 }

/**
 * Labels are closed sets: agencies of the settings, root fields of the graph, codes of the catalogue. Nothing that a person, a document or a
 * record says becomes one.
 */
export function createMetrics({ agencies, underWay }: MetricsOptions): Metrics {
  const registers = [new Registry()]
  const [registry] = registers
  if (!registry) throw new TypeError('a registry')
  collectDefaultMetrics({ register: registry, prefix: 'tip_hub_' })
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ name: `tip_hub_${name}`, help, labelNames, registers })
  const histogram = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Histogram({ name: `tip_hub_${name}`, help, labelNames, buckets: BUCKETS, registers })

  const requests = counter('requests_total', 'Requests answered, by HTTP status and, where refused, code.', ['status', 'code'])
  const requestSeconds = histogram('request_duration_seconds', 'Time from the head of a request to its answer.', ['status'])
  const answers = counter('answers_total', 'Operations answered, by root field and outcome.', ['operation', 'outcome'])
  const sources = counter('sources_total', 'What became of each agency in answers.', ['agency', 'status'])
  const calls = counter('agency_calls_total', 'Calls to agencies; outcome is OK or the code of the failure.', ['agency', 'path', 'outcome'])
  const callSeconds = histogram('agency_call_duration_seconds', 'Time of a call to an agency, a retry included.', ['agency', 'path'])
  const plans = histogram('plan_duration_seconds', 'Time to plan an operation that was not planned before.', [])
  const compositions = counter('compositions_total', 'Graphs made anew, with and without problems.', ['outcome'])
  const alarms = counter('alarms_total', 'What a person should look at.', ['alarm'])
  const bugs = counter('unexpected_errors_total', 'Errors that nobody foresaw.', [])
  new Gauge({
    name: 'tip_hub_requests_under_way',
    help: 'Requests that are being answered now.',
    registers,
    collect() {
      this.set(underWay())
    },
  })
  new Gauge({
    name: 'tip_hub_agency_reachable',
    help: 'Whether the agency described itself when it was last asked (1) or not (0).',
    labelNames: ['agency'],
    registers,
    collect() {
      this.reset()
      for (const { agency, isReachable } of agencies()) this.set({ agency }, isReachable ? 1 : 0)
    },
  })
  new Gauge({
    name: 'tip_hub_agency_breaker',
    help: 'The breaker before an agency: 0 closed, 0.5 trying, 1 open.',
    labelNames: ['agency'],
    registers,
    collect() {
      this.reset()
      for (const { agency, breaker } of agencies()) this.set({ agency }, BREAKER[breaker])
    },
  })

  const measure = (event: GatewayEvent): void => {
    switch (event.event) {
      case 'request':
        requests.inc({ status: event.status, code: event.code ?? '' })
        requestSeconds.observe({ status: event.status }, event.durationMs / 1_000)
        break
      case 'answered':
        for (const operation of event.roots) answers.inc({ operation, outcome: event.outcome })
        for (const { agency, status } of event.sources) if (isKnown(status)) sources.inc({ agency, status })
        break
      case 'call':
        calls.inc({ agency: event.agency, path: event.path, outcome: event.code ?? 'OK' })
        callSeconds.observe({ agency: event.agency, path: event.path }, event.durationMs / 1_000)
        break
      case 'planned':
        plans.observe(event.durationMs / 1_000)
        break
      case 'composed':
        compositions.inc({ outcome: event.problems.length > 0 ? 'problems' : 'whole' })
        break
      case 'alarm':
        alarms.inc({ alarm: event.alarm })
        break
      case 'masked':
        bugs.inc()
        break
      case 'agency':
      case 'source':
        break
    }
  }
  return { measure, text: () => registry.metrics(), contentType: registry.contentType }
}

const isKnown = (status: string): boolean => SOURCE_STATUSES.some((known) => known === status)
