import type { ErrorRequestHandler } from 'express'
import type { WholeAnswer } from '../http/answer.ts'
import { stateOf } from '../http/request-state.ts'
import { sendWhole } from '../http/send-answer.ts'
import { type ProblemAnswer, toProblem } from './to-problem.ts'

/** A problem as an answer. */
export const problemAnswer = ({ status, headers, problem }: ProblemAnswer): WholeAnswer => ({
  status,
  headers: { 'Content-Type': 'application/problem+json', ...headers },
  body: JSON.stringify(problem),
})

/** The one door that every failure leaves by. A response that has begun can only be broken off. */
export const errorDoor: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
  const state = stateOf(response)
  const found = toProblem(error, state.path)
  state.problem = found.slug
  if (found.status >= 500) state.failure = error
  if (response.headersSent) response.destroy()
  else sendWhole(response, problemAnswer(found))
}
