import { updateAccount } from '../accounts/update-account.ts'
import { json } from '../http/answer.ts'
import type { Operation } from './operation.ts'

/** `PATCH /integrated-account/{id}` */
export const updateIntegratedAccount: Operation<'updateIntegratedAccount'> = {
  access: 'environment',
  audit: 'change',
  async handle(request, services) {
    return json(
      await updateAccount(services, request.token.environmentId, request.params.id.toLowerCase(), request.body),
    )
  },
}
