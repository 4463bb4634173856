import cors from 'cors'
import type { RequestHandler } from 'express'
import { stateOf } from './request-state.ts'

/**
 * Allows pages of these origins to read the answers, and answers every preflight, which has no token; browsers show the
 * answers to no page of another origin.
 */
export const allowOrigins = (origins: readonly string[]): RequestHandler => {
  const answerPage = cors({
    origin: [...origins],
    methods: ['GET', 'HEAD', 'POST', 'PATCH', 'DELETE'],
    allowedHeaders: [
      'Authorization',
      'Content-Type',
      'Idempotency-Key',
      'MCP-Protocol-Version',
      'Mcp-Session-Id',
      'Prefer',
      'X-Request-Id',
    ],
    exposedHeaders: [
      'Allow',
      'Link',
      'Location',
      'Mcp-Session-Id',
      'Preference-Applied',
      'Retry-After',
      'Rollcall-Removed',
      'Rollcall-Warnings',
      'X-Request-Id',
      'ratelimit-limit',
      'ratelimit-remaining',
      'ratelimit-reset',
    ],
    maxAge: 600,
  })
  return (request, response, next) => {
    const { headers } = stateOf(response)
    // A cache has to know that the answer may differ for another origin.
    headers.Vary = 'Origin'
    if (request.headers.origin === undefined && request.method !== 'OPTIONS') return next()
    // Cors sets further headers, and sends the answer of a preflight itself.
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    answerPage(request, response, next)
  }
}
