import { randomUUID } from 'node:crypto'
import type { RequestHandler } from 'express'
import type { Clock } from '../clock.ts'
import { type Logger, loggedPath } from '../logging.ts'
import { beginState, stateOf } from './request-state.ts'
import { normaliseRequest } from './request-target.ts'

/** What a request id of a caller may be, so that it can stand in logs and headers. */
const saneId = /^[\w.:/+=@-]{1,128}$/

/** Gives every request its id (the caller's own where it is sane) and answers it in `X-Request-Id`. */
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
    })
    response.setHeader('X-Request-Id', requestId)
    next()
  }

/** One line a request: who, what, which rights it set by name, how it ended, how long; no header, no query. Failures of ours with their cause. */
export const accessLog = (logger: Logger, clock: Clock): RequestHandler => {
  // The members of a line are those below, none of which is secret: to look for others would take longer than the line.
  const lines = logger.child({}, { redact: [] })
  return (_request, response, next) => {
    response.on('close', () => {
      const state = stateOf(response)
      const { failure } = state
      const line = {
        requestId: state.requestId,
        method: state.method,
        path: loggedPath(state.path),
        operation: state.operationId,
        environment: state.token?.environmentId,
        status: response.statusCode,
        problem: state.problem,
        durationMs: clock.now() - state.startedAtMs,
        ...(state.rights.length === 0 ? {} : { rights: state.rights }),
        ...(response.writableFinished ? {} : { endedEarly: true }),
        ...(failure === undefined ? {} : { err: failure }),
      }
      if (state.problem === 'internal') lines.error(line, 'request failed')
      else lines.info(line, 'request')
    })
    next()
  }
}
