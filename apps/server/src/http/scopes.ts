import type { TokenScope } from '@rollcall/contract'
import { Refusal } from '@rollcall/providers'
import type { RequestHandler } from 'express'
import type { Route } from '../contract/routes.ts'
import { stateOf } from './request-state.ts'

const lacks = (scope: TokenScope, what: string): Refusal =>
  new Refusal('forbidden', `The token lacks the scope ${scope}, which ${what} needs; use a token that has it.`)

/** Accepts requests whose token has the scope that the contract names for the route (`x-rollcall-scope`). */
export const enforceScopes = ({ scope, id }: Route): RequestHandler => {
  return (_request, response, next) => {
    const { token, query } = stateOf(response)
    if (token === undefined) throw new Error('A route that asks for a token was reached without one.')
    if (scope !== undefined && !token.scopes.includes(scope)) throw lacks(scope, `the operation ${id}`)
    const { truto_response_format: format } = query
    const isVendorFormat = format === 'raw' || format === 'stream'
    if (isVendorFormat && !token.scopes.includes('raw')) throw lacks('raw', `truto_response_format=${format}`)
    next()
  }
}
