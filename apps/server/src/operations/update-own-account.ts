import { Refusal } from '@rollcall/providers'
import { ownAccountOf } from '../accounts/own-account.ts'
import { updateAccount } from '../accounts/update-account.ts'
import { json } from '../http/answer.ts'
import type { Operation } from './operation.ts'

/** `PATCH /integrated-account/me` */
export const updateOwnAccount: Operation<'updateOwnAccount'> = {
  access: 'token',
  audit: 'change',
  async handle(request, services) {
    const id = ownAccountOf(request)
    if (request.body.tenant_id !== undefined) {
      throw new Refusal(
        'forbidden',
        'The token belongs to one account and cannot say whose it is; leave tenant_id out, or use a token of the environment.',
      )
    }
    return json(await updateAccount(services, request.token.environmentId, id, request.body))
  },
}
