import { type Attributes, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { resourceFromAttributes } from '@opentelemetry/resources'
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import type { VendorCall } from '@rollcall/providers'
import type { Config } from '../config.ts'
import type { EndedRequest, RequestTracing } from '../http/request-tracing.ts'
import type { Logger } from '../logging.ts'
import { parentOf } from './traceparent.ts'

/**
 * The only file that loads OpenTelemetry; it is loaded where an exporter is configured. Spans are made when a request has
 * ended, of what was noted: nothing is carried through it, and vendors are sent no `traceparent`.
 */

/** How long a batch of spans may take, repeats included; a stop waits so long for the last one. */
const exportTimeoutMs = 4000
/** Above it, so that the exporter says what went wrong. */
const batchTimeoutMs = 5000

/** Spans that cannot be handed over are lost; the log says so once, and once that it goes on. */
const reporting = (exporter: SpanExporter, logger: Logger): SpanExporter => {
  let isFailing = false
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        const hasFailed = result.error !== undefined || result.code !== 0
        if (hasFailed && !isFailing)
          logger.warn({ err: result.error }, 'traces cannot be exported; their spans are lost')
        if (!hasFailed && isFailing) logger.info('traces are exported again')
        isFailing = hasFailed
        done(result)
      })
    },
    shutdown: () => exporter.shutdown(),
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
  }
}

/** Attributes without those that are not known. */
const known = (attributes: Attributes): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined))

const hasFailed = ({ status, isComplete }: VendorCall): boolean => status === undefined || status >= 500 || !isComplete

/** Starts exporting. */
export const startTracing = (
  { url, serviceName, ratio }: NonNullable<Config['tracing']>,
  logger: Logger,
): RequestTracing & { stop(): Promise<void> } => {
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': serviceName }),
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratio) }),
    spanProcessors: [
      new BatchSpanProcessor({
        exporter: reporting(new OTLPTraceExporter({ url, timeoutMillis: exportTimeoutMs }), logger),
        exportTimeoutMillis: batchTimeoutMs,
      }),
    ],
  })
  const tracer = provider.getTracer('rollcall')

  return {
    ended(request: EndedRequest) {
      const parent = parentOf(request.traceparent)
      const context = parent === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, parent)
      const { operation, provider: slug, method, status, problem, requestId, startedAtMs } = request
      const attributes = known({
        'http.request.method': method,
        'http.response.status_code': status,
        'error.type': problem,
        'rollcall.operation': operation,
        'rollcall.provider': slug,
        'rollcall.request_id': requestId,
      })
      const span = tracer.startSpan(
        operation ?? method,
        { kind: SpanKind.SERVER, startTime: startedAtMs, attributes },
        context,
      )
      if (!span.isRecording()) return undefined
      const within = trace.setSpan(context, span)
      for (const call of request.vendorCalls) {
        const beganAtMs = performance.timeOrigin + call.startedAtMs
        const child = tracer.startSpan(
          `${call.method} ${call.provider}`,
          {
            kind: SpanKind.CLIENT,
            startTime: beganAtMs,
            attributes: known({
              'http.request.method': call.method,
              'http.response.status_code': call.status,
              'server.address': call.host,
              'rollcall.provider': call.provider,
            }),
          },
          within,
        )
        if (hasFailed(call)) child.setStatus({ code: SpanStatusCode.ERROR })
        child.end(beganAtMs + call.durationMs)
      }
      if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR })
      span.end(startedAtMs + request.durationMs)
      return span.spanContext().traceId
    },
    // What cannot be sent then is in the log already.
    stop: () => provider.shutdown().catch(() => undefined),
  }
}
