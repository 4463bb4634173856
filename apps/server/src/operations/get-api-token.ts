import { Refusal } from '@rollcall/providers'
import { toApiTokenShape } from '../accounts/api-token.ts'
import { json } from '../http/answer.ts'
import type { Operation } from './operation.ts'

/** `GET /api-token/{id}` */
export const getApiToken: Operation<'getApiToken'> = {
  access: 'environment',
  audit: 'none',
  async handle(request, { store }) {
    const id = request.params.id.toLowerCase()
    const token = await store.tokens.get(request.token.environmentId, id)
    if (token === undefined) throw new Refusal('not-found', `This environment has no API token ${id}.`)
    return json(toApiTokenShape(token))
  },
}
