import type { IncomingHttpHeaders } from 'node:http'
import type { ConnectSession, LinkToken, Store } from '@rollcall/store'
import { cookieOf } from './session-cookie.ts'

/** The browser that asks, and the link token that it came with, as it is now. */
export interface CurrentSession {
  readonly session: ConnectSession
  readonly link: LinkToken
}

/** Who asks; `undefined` for a browser that came without a link token, or too long ago. */
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
