import type { components } from '@rollcall/contract'
import { choicesOf, toIntegrations } from '../connect/choices.ts'
import { currentSession } from '../connect/current-session.ts'
import { ofThePage } from '../connect/page.ts'
import { messageOrigins } from '../connect/redirects.ts'
import { keptResult } from '../connect/result.ts'
import { json } from '../http/answer.ts'
import type { Operation } from './operation.ts'

type Shown = components['schemas']['ConnectSession']

/** `GET /connect/session` */
export const getConnectSession: Operation<'getConnectSession'> = {
  access: 'public',
  async handle({ headers }, services) {
    const { store, config } = services
    const current = await currentSession(store, headers)
    const uri = current?.link.redirectUri
    const shown: Shown = {
      state: current?.link.state ?? 'unknown',
      is_reconnection: current?.link.accountId !== undefined,
      integrations: [],
      result: keptResult(current?.session.outcome) ?? null,
      redirect_uri: uri ?? null,
      message_origins: [...messageOrigins(config, uri)],
    }
    if (current?.link.state !== 'open') return json(shown, { headers: ofThePage })
    const integrations = [...toIntegrations(services, await choicesOf(services, current.link))]
    return json({ ...shown, integrations }, { headers: ofThePage })
  },
}
