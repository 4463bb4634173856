import type { Request } from 'express'
import Negotiator from 'negotiator'
import { type OperationId, operationOf, successTypes } from '../contract/specification.ts'
import { RequestProblem } from '../problems/request-problem.ts'

/** `Accept` with types and their weights alone: no other parameter chooses between what we have. */
const withoutParameters = (accept: string): string =>
  accept
    .slice(0, 4096)
    .split(',')
    .map((part) => {
      const [type = '', ...parameters] = part.split(';').map((piece) => piece.trim())
      const weight = parameters.find((parameter) => /^q=/i.test(parameter))
      return weight === undefined ? type : `${type};${weight}`
    })
    .join(',')

/**
 * The media type that an answer will have: the caller's favourite of those that the operation has.
 * @throws RequestProblem `not-acceptable` when `Accept` excludes them all, and the operation has such an answer.
 */
export const negotiate = (request: Pick<Request, 'headers'>, id: OperationId): string => {
  const types = successTypes(id)
  const [first = 'application/json'] = types
  const { accept } = request.headers
  if (accept === undefined || accept === '*/*' || accept === 'application/json') return first
  const chosen = new Negotiator({ headers: { accept: withoutParameters(accept) } }).mediaType([...types]) ?? false
  if (chosen !== false) return chosen
  // A probe is answered whatever it accepts: health has no 406.
  if (operationOf(id).operation.responses['406'] === undefined) return first
  const names = types.join(' or ')
  throw new RequestProblem('not-acceptable', `This operation answers ${names}.`, {
    errors: [{ header: 'Accept', detail: `must allow ${names}` }],
  })
}
