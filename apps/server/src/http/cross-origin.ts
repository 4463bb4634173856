import cors from 'cors'
import type { RequestHandler } from 'express'

/**
 * Lets pages of these origins read our answers, and answers every preflight, which carries no token; to pages of other
 * origins browsers show nothing.
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
    if (request.headers.origin !== undefined || request.method === 'OPTIONS') return answerPage(request, response, next)
    // No page of another origin asks; a cache has to know that the answer may differ for one.
    response.setHeader('Vary', 'Origin')
    next()
  }
}
