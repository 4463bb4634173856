import type { Request } from 'express'

/**
 * Converts a request to the form of the routes: `HEAD` becomes its `GET` without a body (Node leaves the body out, RFC 9110,
 * 9.3.2), an absolute target becomes its path (RFC 9112, 3.2.2), and one slash at the end is removed.
 */
export const normaliseRequest = (request: Pick<Request, 'method' | 'url' | 'originalUrl'>): void => {
  if (request.method === 'HEAD') request.method = 'GET'
  const target = withoutSlash(withoutOrigin(request.originalUrl))
  if (target === request.originalUrl) return
  request.originalUrl = target
  request.url = target
}

const withoutOrigin = (target: string): string => {
  if (!/^https?:\/\//i.test(target)) return target
  const path = target.indexOf('/', target.indexOf('://') + 3)
  if (path >= 0) return target.slice(path)
  const question = target.indexOf('?')
  return question < 0 ? '/' : `/${target.slice(question)}`
}

const withoutSlash = (target: string): string => {
  const question = target.indexOf('?')
  const path = question < 0 ? target : target.slice(0, question)
  const isPlain = path.length > 1 && path.endsWith('/') && !path.endsWith('//')
  return isPlain ? `${path.slice(0, -1)}${question < 0 ? '' : target.slice(question)}` : target
}
