import type { Duplex } from 'node:stream'
import type { ProblemSlug } from '@rollcall/contract'
import { Refusal } from '@rollcall/providers'
import { problemAnswer } from '../problems/send-problem.ts'
import { toProblem } from '../problems/to-problem.ts'
import { ServerResponse } from './node-http.ts'

const slugs: { readonly [code: string]: readonly [slug: ProblemSlug, detail: string] } = {
  ERR_HTTP_REQUEST_TIMEOUT: ['request-timeout', 'The request did not arrive within the time limit; send it again.'],
  HPE_HEADER_OVERFLOW: [
    'uri-too-long',
    'The request line and the headers together are longer than 160 kB, which is the limit.',
  ],
}

/**
 * Answers bytes that Node cannot parse as HTTP with a problem too: there is no request and no response then, only a socket.
 */
export const answerClientError = (error: Error & { readonly code?: string }, socket: Duplex): void => {
  // An answer that has begun can only be broken off; Node stores it at the socket (its own listener checks the same).
  const answering: unknown = Reflect.get(socket, '_httpMessage')
  const hasBegun = answering instanceof ServerResponse && answering.headersSent
  if (!socket.writable || hasBegun || error.code === 'ECONNRESET') {
    socket.destroy()
    return
  }
  const [slug, detail] = slugs[error.code ?? ''] ?? ['invalid-request', 'The request is not valid HTTP.']
  const found = toProblem(new Refusal(slug, detail), '/')
  const { headers, body } = problemAnswer(found)
  const lines = [
    `HTTP/1.1 ${found.status} ${found.problem.error}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ]
  socket.end(`${lines.join('\r\n')}\r\n\r\n${String(body)}`)
}
