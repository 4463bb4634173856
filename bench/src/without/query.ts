import { readQuery as whole } from '../../../apps/server/src/http/query.ts'
import { type ParsedQuery, stateOf } from '../../../apps/server/src/http/request-state.ts'

export { limitQuery, maximumQueryBytes, parseQuery } from '../../../apps/server/src/http/query.ts'

/** Every request of an operation has the query of the first one that is valid, so that it is neither read nor validated. */
export const readQuery: typeof whole = (route, known) => {
  const first = whole(route, known)
  let valid: ParsedQuery | undefined
  return (request, response, next) => {
    const state = stateOf(response)
    if (valid === undefined) {
      first(request, response, next)
      if (state.isKnown) valid = state.query
      return
    }
    state.query = { ...valid }
    state.isKnown = true
    next()
  }
}
