import type { RequestHandler } from 'express'

/** No header of security is set. */
export const securityHeaders: RequestHandler = (_request, _response, next) => next()
