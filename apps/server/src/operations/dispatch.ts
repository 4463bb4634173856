import type { Request, RequestHandler, Response } from 'express'
import type { AnswerCheck } from '../contract/answer-check.ts'
import type { OperationId } from '../contract/specification.ts'
import type { Answer } from '../http/answer.ts'
import { stateOf } from '../http/request-state.ts'
import { sendAnswer } from '../http/send-answer.ts'
import type { Services } from './operation.ts'
import { operations } from './operations.ts'

/** Runs an operation with what the validator has checked. */
const handle = (
  id: OperationId,
  request: Request,
  response: Response,
  services: Services,
): Answer | Promise<Answer> => {
  const { query, params, path, rawQuery, mediaType, token } = stateOf(response)
  const { body, headers, method } = request
  const input = { query, params, body, headers, method, path, rawQuery, mediaType, token, response }
  // The one place where a request takes the types of its operation: the validator has held it against the contract.
  return operations[id].handle(input as never, services)
}

/** Runs the operation that the validator has found, and sends what it answers. */
export const dispatch =
  (services: Services, check: AnswerCheck | undefined): RequestHandler =>
  async (request, response) => {
    const { operationId, query } = stateOf(response)
    if (operationId === undefined) throw new Error('The request names no operation.')
    const answer = await handle(operationId, request, response, services)
    // What a caller leaves out by name, `id` too, the contract's schemas still promise to all others.
    if (query.truto_exclude_fields === undefined) check?.(operationId, answer)
    await sendAnswer(response, answer)
  }
