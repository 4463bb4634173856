import type { IncomingHttpHeaders } from 'node:http'
import { Refusal } from '@rollcall/providers'
import type { ApiToken } from '@rollcall/store'
import type { Response } from 'express'
import type { Answer } from '../http/answer.ts'
import type { Services } from '../services.ts'
import { withAccount } from '../users/account-call.ts'
import type { AccessKind, Grants } from './operation.ts'

/** A validated request whose access is not checked yet. */
interface Asking {
  readonly token: ApiToken | undefined
  readonly query: { readonly integrated_account_id?: unknown }
  readonly method: string
  readonly headers: IncomingHttpHeaders
  readonly response: Response
}

type Work<Kind extends AccessKind> = (granted: Grants[Kind]) => Answer | Promise<Answer>

const tokenOf = ({ token }: Asking): ApiToken => {
  if (token === undefined) throw new Error('An operation that asks for a token was reached without one.')
  return token
}

/** The check of each kind of access: returns what the operation receives, or throws. */
export const enforce: {
  readonly [Kind in AccessKind]: (asking: Asking, services: Services, work: Work<Kind>) => Answer | Promise<Answer>
} = {
  public: (_asking, _services, work) => work({}),
  token: (asking, _services, work) => work({ token: tokenOf(asking) }),
  environment(asking, _services, work) {
    const token = tokenOf(asking)
    if (token.accountId === undefined) return work({ token })
    throw new Refusal(
      'forbidden',
      'The token belongs to one account and cannot manage accounts; use a token of the environment.',
    )
  },
  account: (asking, services, work) => withAccount(asking, tokenOf(asking), services, work),
}
