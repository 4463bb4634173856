import type { ProblemSlug } from '@rollcall/contract'
import type { ErrorRequestHandler } from 'express'
import { json } from '../http/answer.ts'
import { stateOf } from '../http/request-state.ts'
import { sendAnswer } from '../http/send-answer.ts'
import { type ProblemAnswer, toProblem } from '../problems/to-problem.ts'
import { type errorCodes, failureMessage, idOf, MessageFailure } from './json-rpc.ts'

const codes: Partial<Record<ProblemSlug, keyof typeof errorCodes>> = {
  'malformed-json': 'notJson',
  'payload-too-large': 'notOneMessage',
  'invalid-request': 'notOneMessage',
}

const batch = 'A batch is not supported; send one message in each request.'

const failureOf = ({ slug, problem }: ProblemAnswer, body: unknown): MessageFailure | undefined => {
  const code = codes[slug]
  const { errors = [], message } = problem
  // A fault of a header or of the query is not a fault of the message.
  if (code === undefined || errors.some(({ pointer }) => pointer === undefined)) return undefined
  return new MessageFailure(code, Array.isArray(body) ? batch : message, problem)
}

/** Answers a body that is not one valid message by an error of JSON-RPC; all other failures stay problems. */
export const refuseMessage: ErrorRequestHandler = (error: unknown, request, response, next) => {
  const state = stateOf(response)
  const found = toProblem(error, state.path)
  const failure = failureOf(found, request.body)
  if (failure === undefined || response.headersSent) return next(error)
  state.problem = found.slug
  const { status, headers } = found
  sendAnswer(response, json(failureMessage(idOf(request.body), failure), { status, headers })).catch(next)
}
