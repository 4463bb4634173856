import { Refusal } from '@rollcall/providers'
import type { Store } from '@rollcall/store'
import type { RequestHandler } from 'express'
import { callerAddress } from './caller-address.ts'
import type { FailedAuthentications } from './failed-authentications.ts'
import { stateOf } from './request-state.ts'

const bearer = /^Bearer +([\w.~+/-]+=*) *$/i

const refusal = (detail: string): Refusal => new Refusal('unauthenticated', detail)

/**
 * Lets those through who bring a token of ours. Every token is looked up before the answer is chosen, so that a limit of
 * failures keeps no caller with a valid one out who shares the address, and that neither answer nor time tells more.
 */
export const authenticate =
  (store: Pick<Store, 'tokens'>, failures: FailedAuthentications, trustedProxies: readonly string[]): RequestHandler =>
  async (request, response, next) => {
    // Whatever follows is about people and accounts: no cache may keep it.
    response.setHeader('Cache-Control', 'no-store')
    const [, token] = bearer.exec(request.headers.authorization ?? '') ?? []
    if (token === undefined)
      throw refusal('The request has no API token; send one in the header Authorization, as "Bearer <token>".')
    const known = await store.tokens.verify(token)
    if (known === 'unknown' || known === 'expired') {
      const address = callerAddress(request, trustedProxies)
      stateOf(response).address = address
      failures.note(address)
      throw refusal(
        known === 'expired'
          ? 'The API token has expired; send one that is valid.'
          : 'The API token is not valid: it is wrong, or it was revoked; send one that is valid.',
      )
    }
    stateOf(response).token = known
    next()
  }
