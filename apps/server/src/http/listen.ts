import type { IncomingMessage, ServerResponse } from 'node:http'
import { inBatches } from '@rollcall/providers'
import type { Express } from 'express'
import type { Config } from '../config.ts'
import { answerClientError } from './client-error.ts'
import { messagesOf } from './messages.ts'
import { createServer, type Server } from './node-http.ts'

/** Request line and headers together: far above the 32 kB of a query, so that a long query is reported as such. */
const maximumHeaderBytes = 160 * 1024
/** Above the idle time of usual load balancers (60 s), so that they close first. */
const keepAliveTimeoutMs = 65_000
/** How long a request may take to arrive, and how often that is checked. */
const arrivalLimits = {
  /** The request line and the headers, from the moment that the connection is open. */
  headersTimeout: 15_000,
  /** The whole request; a body that an operation reads has its own, shorter limit. */
  requestTimeout: 30_000,
  connectionsCheckingInterval: 1000,
}
/**
 * Connections that may wait to be accepted; with Node's 511 the others of a burst of a thousand are accepted a second later.
 */
const backlog = 4096
/** How long a call may take after its deadline. */
const graceMs = 500
/**
 * How often, during a stop, idle connections are closed after their last answer: their clients may keep them open without a
 * limit.
 */
const sweepMs = 50

/** The server cannot listen: one sentence. */
export class ListenError extends Error {
  override readonly name = 'ListenError' as const
}

/** A listening server. */
export interface Listening {
  /** Such as `http://127.0.0.1:8080`. */
  readonly origin: string
  /** Accepts no more calls, lets running ones end until the deadline of the last one, then breaks off open streams. */
  stop(): Promise<void>
}

/** A request that waits for the others of its batch. */
interface Arrived {
  readonly request: IncomingMessage
  readonly response: ServerResponse
}

type Place = Pick<Config, 'host' | 'port'>

const reasons: { readonly [code: string]: (place: Place, prefix: string) => string } = {
  EADDRINUSE: ({ port }, prefix) => `Port ${port} is in use; set ${prefix}PORT to another one.`,
  EACCES: ({ port }, prefix) => `Port ${port} is not allowed to this user; set ${prefix}PORT to one above 1023.`,
  EADDRNOTAVAIL: ({ host }, prefix) => `This machine has no address ${host}; set ${prefix}HOST to one that it has.`,
  ENOTFOUND: ({ host }, prefix) => `The name ${host} is not known; set ${prefix}HOST to an address of this machine.`,
}

/** Why the server cannot listen; `prefix` begins the names of the variables that set the address. */
export const listenError = (error: Error, config: Place, prefix = ''): ListenError => {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  const sentence =
    reasons[code]?.(config, prefix) ?? `Cannot listen on ${config.host}:${config.port} (${code || error.message}).`
  return new ListenError(sentence, { cause: error })
}

/** Such as `http://127.0.0.1:8080`. */
export const originOf = (host: string, port: number): string =>
  `http://${host.includes(':') ? `[${host.replace(/^\[|\]$/g, '')}]` : host}:${port}`

/** The port that a server listens on. */
export const portOf = (server: Server): number => {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

/**
 * Listens.
 * @throws ListenError
 */
export const listen = async (
  app: Express,
  config: Pick<Config, 'host' | 'port' | 'deadlineMs'>,
  limits: typeof arrivalLimits = arrivalLimits,
): Promise<Listening> => {
  const options = {
    ...limits,
    ...messagesOf(app),
    maxHeaderSize: maximumHeaderBytes,
    keepAliveTimeout: keepAliveTimeoutMs,
    // A request without a body has no stream to be read to its end.
    optimizeEmptyRequests: true,
  }
  const handle = inBatches(({ request, response }: Arrived) => app(request, response))
  const server = createServer(options, (request, response) => handle({ request, response }))
  server.on('clientError', answerClientError)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenError(error, config)))
    server.listen(config.port, config.host.replace(/^\[|\]$/g, ''), backlog, resolve)
  })
  return {
    origin: originOf(config.host, portOf(server)),
    stop: () =>
      new Promise((resolve) => {
        const timer = setTimeout(() => server.closeAllConnections(), config.deadlineMs + graceMs)
        const sweep = setInterval(() => server.closeIdleConnections(), sweepMs)
        server.close(() => {
          clearTimeout(timer)
          clearInterval(sweep)
          resolve()
        })
        server.closeIdleConnections()
      }),
  }
}
