/** Header by which the hub names the trace that a call is part of (W3C Trace Context, https://www.w3.org/TR/trace-context/). */
export const TRACEPARENT_HEADER = 'traceparent'

/** Where a call stands in a trace: random numbers, in hexadecimal, that say nothing of anybody. */
export interface TraceParent {
  readonly traceId: string
  readonly spanId: string
}

const TRACEPARENT = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-01$/

/** @returns undefined for anything but a sampled trace in the form of version 00: whatever else stands there is nobody's trace */
export function readTraceparent(header: string | undefined): TraceParent | undefined {
  const [, traceId, spanId] = TRACEPARENT.exec(header ?? '') ?? []
  return traceId === undefined || spanId === undefined ? undefined : { traceId, spanId }
}

export const writeTraceparent = ({ traceId, spanId }: TraceParent): string => `00-${traceId}-${spanId}-01`

/** Whether traces may be sent there: over https, or on this machine. They hold no record, but tell who is asked how often. */
export function isTraceAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username, password } = new URL(text)
  if (username !== '' || password !== '') return false
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname))
}
