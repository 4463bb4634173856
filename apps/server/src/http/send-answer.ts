import { Buffer } from 'node:buffer'
import type { Response } from 'express'
import type { Answer, WholeAnswer } from './answer.ts'
import { compressed } from './compress.ts'

/** Sends an answer. Written by `end` in one piece: `response.json` would parse settings and make an ETag. */
export const sendAnswer = async (response: Response, answer: Answer): Promise<void> => {
  if ('flow' in answer) {
    await answer.flow(response)
    return
  }
  sendWhole(response, await compressed(response, answer))
}

/** Sends a complete answer. */
export const sendWhole = (response: Response, { status, headers, body }: WholeAnswer): void => {
  const isEmpty = status === 204 || status === 304
  response.statusCode = status
  for (const [name, value] of Object.entries(headers)) {
    // The header for the origin is set already.
    if (name === 'Vary') response.vary(value)
    else response.setHeader(name, value)
  }
  if (isEmpty) {
    response.removeHeader('Content-Type')
    response.end()
    return
  }
  response.setHeader('Content-Length', typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength)
  // Answers of one turn of the event loop are written together: each write may wake the process of the client.
  setImmediate(() => response.end(body))
}
