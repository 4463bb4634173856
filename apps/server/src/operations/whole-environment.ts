import type { ApiToken } from '@rollcall/store'
import { RequestProblem } from '../problems/request-problem.ts'

/**
 * A token of one account works with that account's users alone.
 * @throws RequestProblem `forbidden`
 */
export const assertWholeEnvironment = ({ token }: { readonly token: ApiToken | undefined }): void => {
  if (token?.accountId === undefined) return
  throw new RequestProblem(
    'forbidden',
    'The token belongs to one account; accounts are managed with a token of the environment.',
  )
}
