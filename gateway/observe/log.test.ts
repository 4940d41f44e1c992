import { pino } from 'pino'
import { expect, it } from 'vitest'
import type { GatewayEvent } from './events.ts'
import { createEventLog } from './log.ts'

const logged = (event: GatewayEvent): string => {
  const lines: string[] = []
  createEventLog(pino({ base: null, level: 'debug' }, { write: (line) => void lines.push(line) }))(event)
  return lines.join('')
}

it('says of an unforeseen error where it happened, and nothing of what it says', () => {
  const cause = new Error('10.0.0.7 refused')
  const line = logged({ event: 'masked', correlationId: 'ref-1', error: new TypeError('no row for Maria Exemplo', { cause }) })

  expect(JSON.parse(line)).toMatchObject({
    correlationId: 'ref-1',
    error: 'TypeError',
    at: expect.arrayContaining([expect.stringContaining('log.test.ts')]),
  })
  expect(line).not.toMatch(/Maria|10\.0\.0|\/gateway\//)
})

it.each<[GatewayEvent, string]>([
  [{ event: 'agency', agency: 'pgr', what: 'down' }, '"what":"down"'],
  [{ event: 'call', agency: 'pgr', path: '/graphql', durationMs: 12.7, code: 'AGENCY_TIMEOUT' }, '"durationMs":13,"code":"AGENCY_TIMEOUT"'],
  [{ event: 'request', requestId: 'r', status: 200, durationMs: 3 }, '"status":200'],
  [{ event: 'source', agency: 'pgr', requestId: 'r', status: 'INVALID_DATA', detail: 'position' }, '"detail":"position"'],
  [
    { event: 'refused', agency: 'pgr', skewSeconds: 600 },
    '"agency":"pgr","skewSeconds":600,"remedy":"skewSeconds is how far the clock of the hub is ahead',
  ],
  [{ event: 'refused', agency: 'pgr' }, 'the log of its adapter'],
  [{ event: 'planned', durationMs: 1_500, isSlow: true }, '"level":40'],
  [
    {
      event: 'composed',
      agencies: ['pgr'],
      problems: [{ agency: 'mnec', rule: 'SECOND_KEY', where: 'X', what: 'w', remedy: 'r' }],
      durationMs: 1,
    },
    'mnec: X: w. r.',
  ],
])('logs %o', (event, expected) => expect(logged(event)).toContain(expected))
