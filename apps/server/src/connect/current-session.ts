import type { IncomingHttpHeaders } from 'node:http'
import type { ConnectSession, LinkToken, Store } from '@rollcall/store'
import { cookieOf } from './session-cookie.ts'

/** The session of the browser, and the present state of its link token. */
export interface CurrentSession {
  readonly session: ConnectSession
  readonly link: LinkToken
}

/** The session of a request; `undefined` for a browser without a link token, or one that began too long ago. */
export const currentSession = async (
  store: Pick<Store, 'connectSessions' | 'linkTokens'>,
  headers: IncomingHttpHeaders,
): Promise<CurrentSession | undefined> => {
  const cookie = cookieOf(headers)
  const session = cookie === undefined ? undefined : await store.connectSessions.find(cookie)
  if (session === undefined) return undefined
  const link = await store.linkTokens.get(session.environmentId, session.linkTokenId)
  return link === undefined ? undefined : { session, link }
}
