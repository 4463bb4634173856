import { environmentIntegrationOf, noApp } from '../accounts/environment-integration.ts'
import { json } from '../http/answer.ts'
import type { Operation } from './operation.ts'

/** `PATCH /environment-integration/{id}` */
export const updateEnvironmentIntegration: Operation<'updateEnvironmentIntegration'> = {
  access: 'environment',
  audit: 'change',
  async handle(request, { store }) {
    const environmentId = request.token.environmentId
    const { id: provider } = request.params
    const { client_id: id, client_secret: secret } = request.body
    const client = await store.oauthApps.client(environmentId, provider)
    if (client === undefined) throw noApp(provider)
    await store.oauthApps.set(environmentId, provider, {
      id: id?.trim() ?? client.id,
      secret: secret?.trim() ?? client.secret,
    })
    return json(await environmentIntegrationOf(store, environmentId, provider))
  },
}
