import type { ErrorRequestHandler } from 'express'
import type { WholeAnswer } from '../http/answer.ts'
import { stateOf } from '../http/request-state.ts'
import { sendAnswer } from '../http/send-answer.ts'
import { type ProblemAnswer, toProblem } from './to-problem.ts'

/** A problem as an answer. */
export const problemAnswer = ({ status, headers, problem }: ProblemAnswer): WholeAnswer => ({
  status,
  headers: { 'Content-Type': 'application/problem+json', ...headers },
  body: JSON.stringify(problem),
  isOurs: true,
})

/** The only handler of failures. A response that has begun can only be broken off. */
export const errorDoor: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  const state = stateOf(response)
  const found = toProblem(error, state.path)
  state.problem = found.slug
  if (found.status >= 500) state.failure = error
  if (response.headersSent) response.destroy()
  else sendAnswer(response, problemAnswer(found)).catch(next)
}
