import { type Duplex, duplexPair } from 'node:stream'
import type { Express } from 'express'
import { answerClientError } from './client-error.ts'
import { createServer, type IncomingMessage, request, type Server } from './node-http.ts'

/** A request of the server to itself, made for a request that it answers. */
export interface InnerRequest {
  readonly method: string
  /** With the query, percent-encoded. */
  readonly target: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

/**
 * Sends one through the whole pipeline without a port: as HTTP within the process. Resolves when the answer begins. An
 * abort closes the connection, as a caller that goes away does.
 */
export type InnerCall = (inner: InnerRequest, signal: AbortSignal) => Promise<IncomingMessage>

/** Request line and headers together; what is longer is answered as on a port. */
const maximumHeaderBytes = 160 * 1024

/** The connections of this process to itself; no request from outside can have one. */
const connections = new WeakSet<Duplex>()

/** Whether a request is part of another one, which was counted and has its place among the running calls. */
export const isInner = ({ socket }: { readonly socket: Duplex }): boolean => connections.has(socket)

/** Calls of an app to itself. Nothing is made before the first one. */
export const createInnerCalls = (app: Express): InnerCall => {
  let known: Server | undefined
  return ({ method, target, headers, body }, signal) => {
    known ??= createServer({ maxHeaderSize: maximumHeaderBytes }, app).on('clientError', answerClientError)
    const [near, far] = duplexPair()
    near.once('close', () => far.destroy())
    connections.add(far)
    known.emit('connection', far)
    const length = body === undefined ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }
    const outgoing = request({
      method,
      path: target,
      headers: { Host: 'rollcall', ...headers, ...length },
      createConnection: () => near,
      maxHeaderSize: maximumHeaderBytes,
      signal,
    })
    return new Promise((resolve, reject) => {
      // Once the answer has begun, its own stream reports failures.
      outgoing.once('response', resolve).on('error', reject)
      outgoing.end(body)
    })
  }
}
