import { Refusal } from '@rollcall/providers'
import { json } from '../http/answer.ts'
import type { Operation } from './operation.ts'

/** `DELETE /api-token/{id}` */
export const revokeApiToken: Operation<'revokeApiToken'> = {
  access: 'environment',
  audit: 'change',
  async handle(request, { store }) {
    const id = request.params.id.toLowerCase()
    const existed = await store.tokens.delete(request.token.environmentId, id)
    if (!existed) throw new Refusal('not-found', `This environment has no API token ${id}.`)
    return json({ id })
  },
}
