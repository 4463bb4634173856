import { Socket } from 'node:net'
import helmet from 'helmet'
import { IncomingMessage, ServerResponse } from './node-http.ts'

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
  readonly headers: Record<string, string> = {}

  override setHeader(name: string, value: number | string | readonly string[]): this {
    this.headers[name] = String(value)
    return this
  }
}

/** What helmet sets, read once: no request changes it. */
const recorded = (): Recorder['headers'] => {
  const request = new IncomingMessage(new Socket())
  const recorder = new Recorder(request)
  setHeaders(request, recorder, () => undefined)
  return recorder.headers
}

/** The headers that every answer has, by name. */
export const securityHeaders: Readonly<Record<string, string>> = recorded()
