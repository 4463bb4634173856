import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import type { RequestHandler } from 'express'
import helmet from 'helmet'

/** The answers are not for browsers. Headers that only affect old browsers or pages are left out. */
const setHeaders = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
  },
  crossOriginOpenerPolicy: false,
  originAgentCluster: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
})

class Recorder extends ServerResponse {
  readonly headers: [name: string, value: string][] = []

  override setHeader(name: string, value: number | string | readonly string[]): this {
    this.headers.push([name, String(value)])
    return this
  }
}

/** The headers that helmet sets on every answer, read once: no request changes them. */
const fixedHeaders = (): Recorder['headers'] => {
  const request = new IncomingMessage(new Socket())
  const recorder = new Recorder(request)
  setHeaders(request, recorder, () => undefined)
  return recorder.headers
}

const fixed = fixedHeaders()

export const securityHeaders: RequestHandler = (_request, response, next) => {
  for (const [name, value] of fixed) response.setHeader(name, value)
  next()
}
