import { environmentIntegrationOf } from '../accounts/environment-integration.ts'
import { json } from '../http/answer.ts'
import type { Operation } from './operation.ts'

/** `GET /environment-integration/{id}` */
export const getEnvironmentIntegration: Operation<'getEnvironmentIntegration'> = {
  access: 'environment',
  audit: 'none',
  async handle(request, { store }) {
    return json(await environmentIntegrationOf(store, request.token.environmentId, request.params.id))
  },
}
