import type { components } from '@rollcall/contract'
import { choicesOf, toIntegrations } from '../connect/choices.ts'
import { currentSession } from '../connect/current-session.ts'
import { pageHeaders } from '../connect/page.ts'
import { messageOrigins } from '../connect/redirects.ts'
import { readResult } from '../connect/result.ts'
import { json } from '../http/answer.ts'
import type { Operation } from './operation.ts'

type SessionView = components['schemas']['ConnectSession']

/** `GET /connect/session` */
export const getConnectSession: Operation<'getConnectSession'> = {
  access: 'public',
  audit: 'none',
  async handle({ headers }, services) {
    const { store, config } = services
    const current = await currentSession(store, headers)
    const uri = current?.link.redirectUri
    const view: SessionView = {
      state: current?.link.state ?? 'unknown',
      is_reconnection: current?.link.accountId !== undefined,
      integrations: [],
      result: readResult(current?.session.outcome) ?? null,
      redirect_uri: uri ?? null,
      message_origins: [...messageOrigins(config, uri)],
    }
    if (current?.link.state !== 'open') return json(view, { headers: pageHeaders })
    const integrations = [...toIntegrations(services, await choicesOf(services, current.link))]
    return json({ ...view, integrations }, { headers: pageHeaders })
  },
}
