import { readTraceparent } from '../../../schema/index.ts'

/** Traces of calls for OpenTelemetry, as a continuation of the hub's. */
export interface AgencyTraces {
  /**
   * Begins with a call of the hub.
   *
   * @param traceparent header of the call; whatever else stands there begins a trace of its own
   */
  call(path: string, traceparent: string | undefined): CallTrace
  /** Sends what is not sent yet. */
  close(): Promise<void>
}

/** One call. Attributes are paths, kinds of record and codes: nothing of a person, a document, a table or a row. */
export interface CallTrace {
  /** Begins with a statement. @returns ends it, with `OK` or the code of the failure */
  statement(kind: string): (outcome: string) => void
  end(status: number): void
}

/**
 * Sends traces by OTLP over HTTP. The library is loaded only where traces are wanted.
 *
 * @param url e.g. `http://127.0.0.1:4318/v1/traces`
 */
export async function startAgencyTraces(agency: string, url: string): Promise<AgencyTraces> {
  const [{ ROOT_CONTEXT, SpanKind, SpanStatusCode, TraceFlags, trace }, sdk, { OTLPTraceExporter }, { resourceFromAttributes }] =
    await Promise.all([
      import('@opentelemetry/api'),
      import('@opentelemetry/sdk-trace'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
    ])
  const provider = new sdk.TracerProvider({
    resource: resourceFromAttributes({ 'service.name': `tip-hub-adapter-${agency}` }),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url }) })],
  })
  const tracer = provider.getTracer('tip-hub-adapter')
  return {
    call(path, traceparent) {
      const parent = readTraceparent(traceparent)
      const from = parent ? trace.setSpanContext(ROOT_CONTEXT, { ...parent, traceFlags: TraceFlags.SAMPLED, isRemote: true }) : ROOT_CONTEXT
      const span = tracer.startSpan('answer', { kind: SpanKind.SERVER, attributes: { 'tip.agency': agency, 'url.path': path } }, from)
      const within = trace.setSpan(ROOT_CONTEXT, span)
      return {
        statement(kind) {
          const statement = tracer.startSpan(
            'sql',
            { kind: SpanKind.CLIENT, attributes: { 'tip.agency': agency, 'tip.kind': kind } },
            within,
          )
          return (outcome) => {
            if (outcome !== 'OK') {
              statement.setAttribute('error.type', outcome)
              statement.setStatus({ code: SpanStatusCode.ERROR })
            }
            statement.end()
          }
        },
        end(status) {
          span.setAttribute('http.response.status_code', status)
          span.end()
        },
      }
    },
    // A collector that is gone keeps nobody waiting.
    close: () => provider.shutdown().catch(() => undefined),
  }
}
