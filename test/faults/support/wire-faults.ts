import type { WireFault } from './fault-proxy.ts'

/** A fault of the way to an agency, and what the answer may call it. */
export interface NamedFault {
  readonly name: string
  readonly fault: WireFault
  /** Which of these it is depends on where in an exchange it strikes. */
  readonly statuses: readonly string[]
}

const http = (head: string, body = '', type = 'application/json'): WireFault => ({
  kind: 'says',
  text: `HTTP/1.1 ${head}\r\ncontent-type: ${type}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
})

/**
 * Everything that may happen between the gateway and an agency.
 *
 * @param stranger port of a server that is no agency of this hub's
 */
export const wireFaults = (stranger: number): readonly NamedFault[] => [
  { name: 'is switched off', fault: { kind: 'refuse' }, statuses: ['UNAVAILABLE'] },
  { name: 'resets every connection', fault: { kind: 'reset' }, statuses: ['UNAVAILABLE'] },
  { name: 'never answers', fault: { kind: 'half-open' }, statuses: ['TIMEOUT', 'UNAVAILABLE'] },
  { name: 'answers too late', fault: { kind: 'latency', ms: 60_000 }, statuses: ['TIMEOUT', 'UNAVAILABLE'] },
  { name: 'drips', fault: { kind: 'drip' }, statuses: ['TIMEOUT', 'UNAVAILABLE'] },
  { name: 'is cut in the head of its answer', fault: { kind: 'cut', afterBytes: 40 }, statuses: ['UNAVAILABLE'] },
  { name: 'is cut in the middle of its answer', fault: { kind: 'cut', afterBytes: 700 }, statuses: ['UNAVAILABLE', 'INVALID_DATA'] },
  { name: 'answers noise', fault: { kind: 'garbage' }, statuses: ['UNAVAILABLE', 'INVALID_DATA'] },
  { name: 'answers 503', fault: http('503 Service Unavailable\r\nretry-after: 1'), statuses: ['UNAVAILABLE'] },
  { name: 'redirects', fault: http(`307 Temporary Redirect\r\nlocation: http://127.0.0.1:${stranger}/`), statuses: ['INVALID_DATA'] },
  { name: 'answers a page', fault: http('200 OK', '<p>captive portal</p>', 'text/html'), statuses: ['INVALID_DATA'] },
  { name: 'answers half of a JSON', fault: http('200 OK', '{"data":{"locate":'), statuses: ['INVALID_DATA'] },
  { name: 'answers JSON that is no answer', fault: http('200 OK', '{"status":"ok"}'), statuses: ['INVALID_DATA'] },
  { name: 'answers nothing in due form', fault: http('200 OK', '{"data":{}}'), statuses: ['INVALID_DATA'] },
  {
    name: 'answers what another was asked',
    fault: http(
      '200 OK',
      '{"data":{"locate":[{"id":"AAAA","sortKey":"2024-01-01"}],"_entities":[{"__typename":"PntlCaseRecord","stage":"S10"}]}}',
    ),
    statuses: ['INVALID_DATA'],
  },
]
