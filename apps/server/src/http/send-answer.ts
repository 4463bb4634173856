import { Buffer } from 'node:buffer'
import type { Response } from 'express'
import type { Answer, WholeAnswer } from './answer.ts'
import { compressed } from './compress.ts'
import { writeHead } from './write-head.ts'

/** Sends an answer. Written by `end` in one piece: `response.json` would parse settings and make an ETag. */
export const sendAnswer = async (response: Response, answer: Answer): Promise<void> => {
  if ('flow' in answer) {
    await answer.flow(response)
    return
  }
  const whole = compressed(response, answer)
  sendWhole(response, whole instanceof Promise ? await whole : whole)
}

/** Sends a complete answer. */
export const sendWhole = (response: Response, { status, headers, body }: WholeAnswer): void => {
  if (status === 204 || status === 304) {
    const { 'Content-Type': _type, ...others } = headers
    writeHead(response, status, others)
    response.end()
    return
  }
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength
  writeHead(response, status, { ...headers, 'Content-Length': String(length) })
  response.end(body)
}
