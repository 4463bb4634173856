import type { AuditEnding } from '@rollcall/store'
import type { Answer } from '../http/answer.ts'
import type { ProblemAnswer } from '../problems/to-problem.ts'

type How = Pick<AuditEnding, 'outcome' | 'httpStatus' | 'problem'>

/** Problems of the server after which nothing was changed, in spite of their status. */
const refusals: readonly string[] = ['operation-not-supported', 'overloaded', 'store-unavailable']

/** The result of a change that failed. */
export const endingOfProblem = ({ slug, status }: ProblemAnswer): How => {
  const ended = { httpStatus: status, problem: slug }
  if (slug === 'outcome-unknown') return { outcome: 'outcome-unknown', ...ended }
  // A part of it was written.
  if (slug === 'partially-applied') return { outcome: 'failed', ...ended }
  return { outcome: status < 500 || refusals.includes(slug) ? 'refused' : 'failed', ...ended }
}

/** The result of a change with an answer: a kept answer of an idempotency key may be a refusal. */
export const endingOfAnswer = (answer: Answer): How => {
  const httpStatus = 'flow' in answer ? 200 : answer.status
  return { outcome: httpStatus < 400 ? 'succeeded' : 'refused', httpStatus }
}
