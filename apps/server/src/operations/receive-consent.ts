import { redirectAnswer } from '../connect/page.ts'
import type { Operation } from './operation.ts'

/** `POST /connect/callback` */
export const receiveConsent: Operation<'receiveConsent'> = {
  access: 'public',
  audit: 'none',
  handle({ body }) {
    const query = new URLSearchParams()
    for (const [name, value] of Object.entries(body)) if (typeof value === 'string') query.set(name, value)
    return redirectAnswer(`/connect/callback?${query}`)
  },
}
