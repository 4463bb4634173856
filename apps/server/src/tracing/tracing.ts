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
 * ended, from its notes: no context is passed through it, and vendors get no `traceparent`.
 */

/** How long a batch of spans may take, with repeats; a stop waits this long for the last one. */
const exportTimeoutMs = 4000
/** Longer, so that the exporter reports its error first. */
const batchTimeoutMs = 5000

/** Spans that cannot be exported are lost; the log has one line at the first loss, and one when the export works again. */
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

/** The attributes without undefined ones. */
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
    // The log has the error already.
    stop: () => provider.shutdown().catch(() => undefined),
  }
}
