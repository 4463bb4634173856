import { Refusal } from '@rollcall/providers'
import type { Store } from '@rollcall/store'
import type { RequestHandler } from 'express'
import { callerAddress } from './caller-address.ts'
import type { FailedAuthentications } from './failed-authentications.ts'
import { stateOf } from './request-state.ts'

const bearer = /^Bearer +([\w.~+/-]+=*) *$/i

const refusal = (detail: string): Refusal => new Refusal('unauthenticated', detail)

/**
 * Accepts requests with a valid token. Every token is looked up before the answer is chosen, so that a limit of failures
 * never refuses a caller with a valid token at the same address, and that neither the answer nor its time reveals more.
 */
export const authenticate =
  (store: Pick<Store, 'tokens'>, failures: FailedAuthentications, trustedProxies: readonly string[]): RequestHandler =>
  (request, response, next) => {
    // All further answers concern people and accounts: no cache may keep them.
    stateOf(response).headers['Cache-Control'] = 'no-store'
    const [, token] = bearer.exec(request.headers.authorization ?? '') ?? []
    if (token === undefined)
      throw refusal('The request has no API token; send one in the header Authorization, as "Bearer <token>".')
    const admit = (known: Awaited<ReturnType<Store['tokens']['verify']>>): void => {
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
    const found = store.tokens.verify(token)
    return found instanceof Promise ? found.then(admit) : admit(found)
  }
