import { Refusal } from '@rollcall/providers'
import type { Store } from '@rollcall/store'
import type { RequestHandler } from 'express'
import { stateOf } from './request-state.ts'

const bearer = /^Bearer +([\w.~+/-]+=*) *$/i

const refusal = (detail: string): Refusal => new Refusal('unauthenticated', detail)

/** Lets those through who bring a token of ours. */
export const authenticate =
  (store: Pick<Store, 'tokens'>): RequestHandler =>
  async (request, response, next) => {
    // Whatever follows is about people and accounts: no cache may keep it.
    response.setHeader('Cache-Control', 'no-store')
    const [, token] = bearer.exec(request.headers.authorization ?? '') ?? []
    if (token === undefined) throw refusal('Send an API token as Authorization: Bearer.')
    const known = await store.tokens.verify(token)
    if (known === 'unknown') throw refusal('The token is not one of this server.')
    if (known === 'expired') throw refusal('The token has expired.')
    stateOf(response).token = known
    next()
  }
