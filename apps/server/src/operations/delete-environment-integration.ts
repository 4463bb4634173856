import { noApp } from '../accounts/environment-integration.ts'
import { json } from '../http/answer.ts'
import type { Operation } from './operation.ts'

/** `DELETE /environment-integration/{id}` */
export const deleteEnvironmentIntegration: Operation<'deleteEnvironmentIntegration'> = {
  access: 'environment',
  audit: 'change',
  async handle(request, { store }) {
    const { id } = request.params
    if (!(await store.oauthApps.delete(request.token.environmentId, id))) throw noApp(id)
    return json({ id })
  },
}
