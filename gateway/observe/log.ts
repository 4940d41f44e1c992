import type { Logger } from 'pino'
import { createProcessLog, errorPlaces } from '../../platform/index.ts'
import { problemText } from '../compose/index.ts'
import type { GatewayEvent } from './events.ts'

/**
 * Writes what happens to a log, by an allow-list: codes, names of agencies, durations. Of an error that nobody foresaw its kind and the places in
 * our own code, never its message, which may hold values.
 *
 * @param logger @default pino on standard output
 */
export function createEventLog(logger: Logger = createProcessLog()): (event: GatewayEvent) => void {
  return (event) => {
    switch (event.event) {
      case 'agency':
        return logger[event.what === 'unsteady' ? 'warn' : 'info']({ agency: event.agency, what: event.what }, 'agency')
      case 'membership':
        return logger[event.what === 'refused' ? 'warn' : 'info'](
          { agency: event.agency, what: event.what, check: event.check },
          'membership',
        )
      case 'call':
        return event.code === undefined
          ? logger.debug({ agency: event.agency, path: event.path, durationMs: Math.round(event.durationMs) }, 'call')
          : logger.warn(
              { agency: event.agency, path: event.path, durationMs: Math.round(event.durationMs), code: event.code },
              'call failed',
            )
      case 'refused':
        return logger.warn(
          {
            agency: event.agency,
            skewSeconds: event.skewSeconds,
            remedy: event.skewSeconds === undefined ? REFUSED_REMEDY : CLOCK_REMEDY,
          },
          'the agency refuses the hub',
        )
      case 'source':
        return logger.warn(
          { agency: event.agency, requestId: event.requestId, status: event.status, detail: event.detail },
          'answer not used',
        )
      case 'request':
        return logger.info(
          { requestId: event.requestId, status: event.status, durationMs: Math.round(event.durationMs), code: event.code },
          'request',
        )
      case 'composed': {
        const problems = event.problems.map(problemText)
        return logger[problems.length > 0 ? 'warn' : 'info'](
          { agencies: event.agencies, problems, durationMs: Math.round(event.durationMs) },
          'composed',
        )
      }
      case 'planned':
        return logger[event.isSlow ? 'warn' : 'debug']({ durationMs: Math.round(event.durationMs) }, 'planned')
      case 'answered':
        return logger.debug({ roots: event.roots, outcome: event.outcome }, 'answered')
      case 'alarm':
        return logger.warn({ alarm: event.alarm, agency: event.agency, account: event.account }, 'alarm')
      case 'masked':
        return logger.error({ correlationId: event.correlationId, ...errorPlaces(event.error) }, 'unexpected error')
    }
  }
}

const CLOCK_REMEDY =
  'skewSeconds is how far the clock of the hub is ahead of the agency’s: have NTP mend whichever is wrong; nothing has to be restarted'
const REFUSED_REMEDY = 'the log of its adapter names the check that failed'
