import type { Context, Span, Tracer } from '@opentelemetry/api'
import { writeTraceparent } from '../../schema/index.ts'

/** Traces of requests for OpenTelemetry: where the time of a question went, from the front door to the SQL. */
export interface Traces {
  /** Begins with a request. */
  request(requestId: string): RequestTrace
  /** Sends what is not sent yet. */
  close(): Promise<void>
}

/** One request on its way. Attributes are codes, names of agencies and of root fields: nothing of a person, a document or a record. */
export interface RequestTrace {
  /** Begins with a call to an agency. */
  call(agency: string, path: string): CallTrace
  end(outcome: { readonly status: number; readonly code?: string | undefined }): void
}

export interface CallTrace {
  /** Header that goes with the call. */
  readonly traceparent: string
  /** @param outcome `OK` or the code of the failure */
  end(outcome: string): void
}

/**
 * Sends traces by OTLP over HTTP. The library is loaded only where traces are wanted.
 *
 * @param url e.g. `http://127.0.0.1:4318/v1/traces`
 */
export async function startTraces(url: string): Promise<Traces> {
  const [api, sdk, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ])
  const provider = new sdk.TracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'tip-hub-gateway' }),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url }) })],
  })
  const tracer = provider.getTracer('tip-hub-gateway')
  return {
    request: (requestId) => requestTrace(api, tracer, requestId),
    // A collector that is gone keeps nobody waiting.
    close: () => provider.shutdown().catch(() => undefined),
  }
}

type Api = typeof import('@opentelemetry/api')

function requestTrace({ trace, ROOT_CONTEXT, SpanKind, SpanStatusCode }: Api, tracer: Tracer, requestId: string): RequestTrace {
  const span = tracer.startSpan('request', { kind: SpanKind.SERVER, attributes: { 'tip.request_id': requestId } }, ROOT_CONTEXT)
  const within: Context = trace.setSpan(ROOT_CONTEXT, span)
  const fail = (failed: Span, code: string): void => {
    failed.setAttribute('error.type', code)
    failed.setStatus({ code: SpanStatusCode.ERROR })
  }
  return {
    call(agency, path) {
      const attributes = { 'tip.agency': agency, 'url.path': path }
      const call = tracer.startSpan(`ask ${agency}`, { kind: SpanKind.CLIENT, attributes }, within)
      return {
        traceparent: writeTraceparent(call.spanContext()),
        end(outcome) {
          if (outcome !== 'OK') fail(call, outcome)
          call.end()
        },
      }
    },
    end({ status, code }) {
      span.setAttribute('http.response.status_code', status)
      if (code !== undefined) fail(span, code)
      span.end()
    },
  }
}
