import type { ApiToken } from '@rollcall/store'
import { authenticate as whole } from '../../../apps/server/src/http/authenticate.ts'
import { stateOf } from '../../../apps/server/src/http/request-state.ts'

/** Every request has the token of the first valid one; its own is neither read nor looked up. */
export const authenticate: typeof whole = (...given) => {
  const first = whole(...given)
  let known: ApiToken | undefined
  return async (request, response, next) => {
    if (known === undefined) {
      await first(request, response, next)
      known = stateOf(response).token
      return
    }
    stateOf(response).token = known
    next()
  }
}
