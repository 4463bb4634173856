import { Refusal } from '@rollcall/providers'
import { json } from '../http/answer.ts'
import { startDeadline } from '../users/deadline.ts'
import { resolveAccount } from '../users/resolve-account.ts'
import type { Operation } from './operation.ts'

/** `POST /integrated-account/refresh-credentials` */
export const refreshCredentials: Operation<'refreshCredentials'> = {
  access: 'environment',
  audit: 'change',
  async handle(request, { store, clock, config }) {
    const environmentId = request.token.environmentId
    const account = await resolveAccount(store, { environmentId, accountId: undefined }, request.body.id)
    const { deadline, context } = startDeadline({ clock, milliseconds: config.deadlineMs })
    try {
      const { credential } = await account.open(context.signal)
      if ((await account.renew(credential, context.signal)) !== undefined) return json({ success: true })
    } finally {
      deadline.end()
    }
    throw new Refusal(
      'operation-not-supported',
      'The credential of this account cannot be refreshed: it is a key or a password, or the account has no refresh token or no OAuth app (POST /environment-integration adds one).',
    )
  },
}
