import { Refusal } from '@rollcall/providers'
import type { ApiToken } from '@rollcall/store'

/**
 * The one account that a token is bound to.
 * @throws Refusal `forbidden`
 */
export const ownAccountOf = ({ token }: { readonly token: ApiToken }): string => {
  if (token.accountId !== undefined) return token.accountId
  throw new Refusal(
    'forbidden',
    'The token belongs to the whole environment, not to one account; use GET /integrated-account/{id}.',
  )
}
