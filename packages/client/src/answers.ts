import type { Middleware } from 'openapi-fetch'
import { isProblem } from './problem.ts'
import { textPaths } from './text-paths.gen.ts'

/** How much of a foreign body a problem quotes, in characters. */
const quotedCharacters = 200

/**
 * Gives every answer the form of its type: text answers are texts, and a failure is a problem even when a proxy or a load
 * balancer answered with a page or an empty body. Such a problem has the type `about:blank` (RFC 9457).
 */
export const answers: Middleware = {
  async onResponse({ request, response, schemaPath }) {
    if (response.status >= 400) return problemAnswer(request, response)
    return response.ok && textPaths.has(schemaPath) ? jsonAnswer(response, await response.text()) : undefined
  },
}

const problemAnswer = async (request: Request, response: Response): Promise<Response | undefined> => {
  const text = await response.clone().text()
  if (isProblem(parsed(text))) return undefined
  const { status } = response
  const phrase = response.statusText || `HTTP ${status}`
  const kind = response.headers.get('Content-Type') ?? 'no content type'
  const detail = `The answer is not a problem of this API (${kind}): ${text.slice(0, quotedCharacters).trim()}`
  return jsonAnswer(response, {
    type: 'about:blank',
    title: phrase,
    status,
    detail,
    instance: new URL(request.url).pathname,
    statusCode: status,
    error: phrase,
    message: detail,
  })
}

const jsonAnswer = (response: Response, body: unknown): Response => {
  const headers = new Headers(response.headers)
  headers.delete('Content-Length')
  return new Response(JSON.stringify(body), { status: response.status, statusText: response.statusText, headers })
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
