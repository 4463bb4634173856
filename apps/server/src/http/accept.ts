import type { Request } from 'express'
import { type OperationId, operationOf, successTypes } from '../contract/specification.ts'
import { RequestProblem } from '../problems/request-problem.ts'

/**
 * The media type that an answer will have: the caller's favourite of those that the operation has.
 * @throws RequestProblem `not-acceptable` when `Accept` excludes them all, and the operation has such an answer.
 */
export const negotiate = (request: Pick<Request, 'accepts' | 'headers'>, id: OperationId): string => {
  const types = successTypes(id)
  const [first = 'application/json'] = types
  const { accept } = request.headers
  if (accept === undefined || accept === '*/*' || accept === 'application/json') return first
  const chosen = request.accepts([...types])
  if (chosen !== false) return chosen
  // A probe is answered whatever it accepts: health has no 406.
  if (operationOf(id).operation.responses['406'] === undefined) return first
  const names = types.join(' or ')
  throw new RequestProblem('not-acceptable', `This operation answers ${names}.`, {
    errors: [{ header: 'Accept', detail: `must allow ${names}` }],
  })
}
