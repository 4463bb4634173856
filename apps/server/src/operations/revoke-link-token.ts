import { Refusal } from '@rollcall/providers'
import { json } from '../http/answer.ts'
import type { Operation } from './operation.ts'

/** `DELETE /link-token/{id}` */
export const revokeLinkToken: Operation<'revokeLinkToken'> = {
  access: 'environment',
  audit: 'change',
  async handle(request, { store }) {
    const id = request.params.id.toLowerCase()
    const existed = await store.linkTokens.revoke(request.token.environmentId, id)
    if (!existed) throw new Refusal('not-found', `This environment has no link token ${id}.`)
    return json({ id })
  },
}
