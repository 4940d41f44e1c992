import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Engine } from '../../../adapters/index.ts'
import { isHubError } from '../../../schema/index.ts'
import type { AgencyLog } from '../http/log.ts'

/**
 * What whoever watches over an adapter may count. Labels are paths, statuses, names of checks and codes of errors, each of a closed list: nothing of a
 * record, a person, an asker or a table.
 */
export interface AgencyMetrics {
  /** The same log, counted. */
  watchLog(log: AgencyLog): AgencyLog
  /** The same engine, timed. */
  watchEngine(engine: Engine): Engine
  /** In the text format of Prometheus. */
  text(): Promise<string>
  readonly contentType: string
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/** Metrics of one adapter, in a registry of their own. */
export function createAgencyMetrics(agency: string): AgencyMetrics {
  const registry = new Registry()
  registry.setDefaultLabels({ agency })
  collectDefaultMetrics({ register: registry, prefix: 'tip_adapter_' })
  const registers = [registry]
  const requests = new Histogram({
    name: 'tip_adapter_request_seconds',
    help: 'Answered calls of the hub, by address, HTTP status and whether the answer holds errors.',
    labelNames: ['path', 'status', 'outcome'] as const,
    buckets: SECONDS,
    registers,
  })
  const refused = new Counter({
    name: 'tip_adapter_refused_total',
    help: 'Calls that were refused before anything was read, by the check that failed.',
    labelNames: ['check'] as const,
    registers,
  })
  const alarms = new Counter({
    name: 'tip_adapter_alarms_total',
    help: 'What a person should look at: alarms, uses of statements for emergencies, unexpected errors.',
    labelNames: ['alarm'] as const,
    registers,
  })
  const statements = new Histogram({
    name: 'tip_adapter_statement_seconds',
    help: 'Statements run on the source, waiting included, by `ok` or the code of the error.',
    labelNames: ['outcome'] as const,
    buckets: SECONDS,
    registers,
  })
  const drift = new Gauge({
    name: 'tip_adapter_drift',
    help: 'Fields and kinds of records that are out of service because the database no longer fits its lock, by what happened.',
    labelNames: ['code'] as const,
    registers,
  })
  const hasLock = new Gauge({ name: 'tip_adapter_has_lock', help: '1 where drift is watched for; 0 without a lock that fits.', registers })
  hasLock.set(1)

  return {
    watchLog: (log) => ({
      ...log,
      refused(check, skewSeconds) {
        refused.inc({ check })
        log.refused(check, skewSeconds)
      },
      alarm(entry) {
        alarms.inc({ alarm: entry.alarm })
        log.alarm(entry)
      },
      emergency(notice) {
        alarms.inc({ alarm: 'EMERGENCY' })
        log.emergency(notice)
      },
      answered(entry) {
        const { path, status, hasErrors } = entry
        requests.observe({ path, status, outcome: hasErrors ? 'errors' : 'ok' }, entry.durationMs / 1_000)
        log.answered(entry)
      },
      drift(event) {
        if (event.event === 'drift') drift.inc({ code: event.code })
        else if (event.event === 'mended') drift.dec({ code: event.code })
        else hasLock.set(0)
        log.drift(event)
      },
      failed(correlationId, thrown) {
        alarms.inc({ alarm: 'UNEXPECTED_ERROR' })
        log.failed(correlationId, thrown)
      },
    }),
    watchEngine(engine) {
      const load = engine.load?.bind(engine)
      if (load)
        new Gauge({
          name: 'tip_adapter_source_runs',
          help: 'Statements under way and waiting, and how many of each there may be.',
          labelNames: ['state'] as const,
          registers,
          collect() {
            const { running, most, waiting, mostWaiting } = load()
            for (const [state, value] of Object.entries({ running, most, waiting, mostWaiting })) this.set({ state }, value)
          },
        })
      return {
        ...engine,
        async run(statement, options) {
          const end = statements.startTimer()
          try {
            const rows = await engine.run(statement, options)
            end({ outcome: 'ok' })
            return rows
          } catch (thrown) {
            end({ outcome: isHubError(thrown) ? thrown.code : 'INTERNAL' })
            throw thrown
          }
        },
        introspect: (options) => engine.introspect(options),
        asOf: () => engine.asOf(),
        close: () => engine.close(),
      }
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  }
}
