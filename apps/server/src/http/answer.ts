import { Buffer } from 'node:buffer'
import type { Response } from 'express'
import { compressed } from './compress.ts'

/** What an operation answers: all of it at once, or as a flow that it writes itself. */
export type Answer = WholeAnswer | FlowingAnswer

export interface WholeAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
  /** JSON of ours, which may be compressed; a vendor's bytes may not. */
  readonly isOurs?: true
}

export interface FlowingAnswer {
  /** Writes head and body; resolves when all is written or the caller has gone. Throws only before the head is sent. */
  readonly flow: (response: Response) => Promise<void>
}

/** An answer of JSON, serialised once. */
export const json = (
  value: unknown,
  options: { readonly status?: number; readonly headers?: Readonly<Record<string, string>> } = {},
): WholeAnswer => ({
  status: options.status ?? 200,
  headers: { 'Content-Type': 'application/json; charset=utf-8', ...options.headers },
  body: JSON.stringify(value),
  isOurs: true,
})

/** Sends an answer. Written by `end` in one piece: `response.json` would parse settings and make an ETag. */
export const sendAnswer = async (response: Response, answer: Answer): Promise<void> => {
  if ('flow' in answer) {
    await answer.flow(response)
    return
  }
  sendWhole(response, await compressed(response, answer))
}

/** Sends an answer that is all there. */
export const sendWhole = (response: Response, { status, headers, body }: WholeAnswer): void => {
  const isEmpty = status === 204 || status === 304
  response.statusCode = status
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  if (isEmpty) {
    response.removeHeader('Content-Type')
    response.end()
    return
  }
  response.setHeader('Content-Length', typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength)
  response.end(body)
}
