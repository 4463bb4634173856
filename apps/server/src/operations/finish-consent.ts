import { endConsent } from '../connect/consent.ts'
import { currentSession } from '../connect/current-session.ts'
import { redirectAnswer } from '../connect/page.ts'
import type { Operation } from './operation.ts'

/** `GET /connect/callback` */
export const finishConsent: Operation<'finishConsent'> = {
  access: 'public',
  audit: 'connection',
  async handle({ query, headers, response }, services) {
    const current = await currentSession(services.store, headers)
    if (current !== undefined) await endConsent(services, current, query, response)
    return redirectAnswer('/connect')
  },
}
