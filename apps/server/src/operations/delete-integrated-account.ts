import { Refusal, revoke } from '@rollcall/providers'
import type { DeletedAccount } from '@rollcall/store'
import { json } from '../http/answer.ts'
import type { Services } from '../services.ts'
import { startDeadline } from '../users/deadline.ts'
import type { Operation } from './operation.ts'

const revokeTimeoutMs = 5000

/** Revokes the tokens at the vendor; the account is deleted here whether or not that works. */
const forgetAtVendor = async ({ account, credential, client }: DeletedAccount, services: Services): Promise<void> => {
  if (account.method !== 'oauth2' || client === undefined || credential?.kind !== 'token') return
  const { deadline, context } = startDeadline({ clock: services.clock, milliseconds: revokeTimeoutMs })
  try {
    await revoke({
      adapter: services.adapters[account.provider],
      variables: account.variables,
      client,
      accessToken: credential.accessToken,
      refreshToken: credential.refreshToken,
      transport: services.transport,
      context,
    })
  } finally {
    deadline.end()
  }
}

/** `DELETE /integrated-account/{id}` */
export const deleteIntegratedAccount: Operation<'deleteIntegratedAccount'> = {
  access: 'environment',
  audit: 'change',
  async handle(request, services) {
    const id = request.params.id.toLowerCase()
    const deleted = await services.store.accounts.delete(request.token.environmentId, id)
    if (deleted === undefined) throw new Refusal('account-not-found', `This environment has no account ${id}.`)
    // Not waited for: nothing in the answer depends on it.
    forgetAtVendor(deleted, services).catch((error: unknown) => {
      services.logger.warn({ err: error, accountId: id }, 'the tokens of a deleted account could not be revoked')
    })
    return json({ id })
  },
}
