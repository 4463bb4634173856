import type { RequestHandler } from 'express'
import { recordChange, recordRefusedAnswer } from '../audit/record-change.ts'
import type { AnswerCheck } from '../contract/answer-check.ts'
import type { Route } from '../contract/routes.ts'
import { stateOf } from '../http/request-state.ts'
import { sendAnswer } from '../http/send-answer.ts'
import type { Services } from '../services.ts'
import { enforce } from './access.ts'
import { operations } from './operations.ts'

/** Runs an operation for a caller that it accepts, with the validated request, and sends its answer. */
export const runOperation = (route: Route, services: Services, check: AnswerCheck | undefined): RequestHandler => {
  const { access, audit, once, handle } = operations[route.id]
  if ((access === 'public') !== route.isPublic) {
    throw new Error(`The contract and the operation ${route.id} do not agree whether it is public.`)
  }
  const admit = enforce[access]
  const isRecorded = audit === 'change'
  return async (request, response) => {
    const { query, path, rawQuery, mediaType, token } = stateOf(response)
    const { params, body, headers, method } = request
    const answer = await admit({ token, query, method, headers, response }, services, (granted: object) => {
      const input = { query, params, body, headers, method, path, rawQuery, mediaType, response, ...granted }
      // The only place where a request gets the types of its operation: the validator has checked it against the contract.
      const asked = input as never
      if (!isRecorded) return handle(asked, services)
      const run = () => recordChange({ route, request, response }, services, () => handle(asked, services))
      return once === undefined ? run() : once(asked, services, run)
    })
    if (isRecorded) recordRefusedAnswer({ route, request, response }, services, answer)
    // A caller may leave fields out by name, also `id`, that the contract's schemas require for all others.
    if (query.truto_exclude_fields === undefined) check?.(route.id, answer)
    await sendAnswer(response, answer)
  }
}
