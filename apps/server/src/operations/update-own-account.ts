import { ownAccountOf } from '../accounts/own-account.ts'
import { updateAccount } from '../accounts/update-account.ts'
import { json } from '../http/answer.ts'
import type { Operation } from './operation.ts'

/** `PATCH /integrated-account/me` */
export const updateOwnAccount: Operation<'updateOwnAccount'> = {
  access: 'token',
  audit: 'change',
  async handle(request, services) {
    return json(await updateAccount(services, request.token.environmentId, ownAccountOf(request), request.body))
  },
}
