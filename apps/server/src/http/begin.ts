import { randomUUID } from 'node:crypto'
import type { RequestHandler } from 'express'
import type { Clock } from '../clock.ts'
import { type Logger, loggedPath, plainLines } from '../logging.ts'
import type { RequestMetrics } from '../metrics/request-metrics.ts'
import { beginState, stateOf } from './request-state.ts'
import { normaliseRequest } from './request-target.ts'
import type { RequestTracing } from './request-tracing.ts'
import { securityHeaders } from './security-headers.ts'

/** The form of a caller's request id that is safe in logs and headers. */
const saneId = /^[\w.:/+=@-]{1,128}$/

/** Gives every request its id (the caller's own where it is valid) and returns it in `X-Request-Id`. */
export const begin =
  (clock: Clock): RequestHandler =>
  (request, response, next) => {
    const given = request.headers['x-request-id']
    const requestId = typeof given === 'string' && saneId.test(given) ? given : randomUUID()
    const { method } = request
    normaliseRequest(request)
    const target = request.originalUrl
    const question = target.indexOf('?')
    beginState(response, {
      requestId,
      method,
      path: question < 0 ? target : target.slice(0, question),
      rawQuery: question < 0 ? '' : target.slice(question + 1),
      startedAtMs: clock.now(),
      headers: { ...securityHeaders, 'X-Request-Id': requestId },
    })
    next()
  }

/**
 * Writes one log line per request and counts it in the metrics: caller, operation, names of the rights that it set, result,
 * duration, and the share of it at vendors; no header, no query, and the caller's address only where its token is not valid.
 * A 5xx has the level error; failures of the server have their cause.
 */
export const accessLog = (
  { logger, clock, tracing }: { readonly logger: Logger; readonly clock: Clock; readonly tracing?: RequestTracing },
  metrics: RequestMetrics,
): RequestHandler => {
  // A line has only the members below, none of which is secret.
  const writeLine = plainLines(logger, 'request')
  return (request, response, next) => {
    metrics.began()
    if (tracing !== undefined) stateOf(response).vendor.kept = []
    const ended = (): void => {
      const state = stateOf(response)
      const { failure, token, vendor } = state
      const status = response.statusCode
      const durationMs = clock.now() - state.startedAtMs
      metrics.ended(state.operationId, status, durationMs / 1000, response.writableFinished)
      const traceparent = request.headers.traceparent
      const traceId = tracing?.ended({
        requestId: state.requestId,
        operation: state.operationId,
        provider: state.provider,
        method: state.method,
        status,
        problem: state.problem,
        startedAtMs: state.startedAtMs,
        durationMs,
        traceparent: typeof traceparent === 'string' ? traceparent : undefined,
        vendorCalls: vendor.kept ?? [],
      })
      const line = {
        requestId: state.requestId,
        method: state.method,
        path: loggedPath(state.path),
        operation: state.operationId,
        environment: token?.environmentId,
        tokenId: token?.id,
        accountId: state.accountId ?? token?.accountId,
        provider: state.provider,
        status,
        problem: state.problem,
        durationMs,
        vendorCalls: vendor.calls,
        vendorMs: Math.round(vendor.milliseconds),
        address: state.address,
        traceId,
        // What is undefined is left out.
        rights: state.rights.length === 0 ? undefined : state.rights,
        endedEarly: response.writableFinished ? undefined : true,
      }
      if (status >= 500) logger.error({ ...line, err: failure }, 'request failed')
      else if (failure !== undefined) logger.info({ ...line, err: failure }, 'request')
      else writeLine(line)
    }
    // The caller may have disconnected before its request was handled: no event follows.
    if (response.closed) ended()
    else response.on('close', ended)
    next()
  }
}
