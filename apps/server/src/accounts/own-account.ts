import type { ApiToken } from '@rollcall/store'
import { RequestProblem } from '../problems/request-problem.ts'

/**
 * The one account that a token is bound to.
 * @throws RequestProblem `forbidden`
 */
export const ownAccountOf = ({ token }: { readonly token: ApiToken }): string => {
  if (token.accountId !== undefined) return token.accountId
  throw new RequestProblem(
    'forbidden',
    'The token belongs to the whole environment, so it has no account of its own; name one by GET /integrated-account/{id}.',
  )
}
