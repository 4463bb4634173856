import { pageAnswer, redirectAnswer } from '../connect/page.ts'
import { publicOrigin } from '../connect/public-address.ts'
import { setCookie } from '../connect/session-cookie.ts'
import type { Operation } from './operation.ts'

const page = '/connect'

/** `GET /connect` */
export const getConnectPage: Operation<'getConnectPage'> = {
  access: 'public',
  audit: 'none',
  async handle({ query, headers }, { store, config }) {
    if (query.link_token === undefined) return pageAnswer()
    const origin = publicOrigin(config, headers)
    const link = await store.linkTokens.verify(query.link_token)
    // The page shows that there is no such link; with the cookie of a former one it would show that one.
    if (link === undefined) return redirectAnswer(page, { 'Set-Cookie': setCookie('', { lifetimeMs: 0, origin }) })
    const { cookie, lifetimeMs } = await store.connectSessions.create(link.environmentId, link.id)
    return redirectAnswer(page, { 'Set-Cookie': setCookie(cookie, { lifetimeMs, origin }) })
  },
}
