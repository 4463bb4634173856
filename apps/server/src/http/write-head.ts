import type { Response } from 'express'
import { stateOf } from './request-state.ts'

/**
 * Writes the head of an answer: its own headers, and those that every answer has. All of them in one call: Node keeps a
 * table of the headers that are set one at a time, and reads it again.
 */
export const writeHead = (response: Response, status: number, headers: Readonly<Record<string, string>>): void => {
  const all = { ...stateOf(response).headers, ...headers }
  const { Vary: varies } = stateOf(response).headers
  if (varies !== undefined && headers.Vary !== undefined) all.Vary = `${varies}, ${headers.Vary}`
  response.writeHead(status, all)
}
