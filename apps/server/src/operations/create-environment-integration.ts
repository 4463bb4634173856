import { environmentIntegrationOf } from '../accounts/environment-integration.ts'
import { json } from '../http/answer.ts'
import { requestFaults } from '../problems/request-faults.ts'
import type { Operation } from './operation.ts'

/** `POST /environment-integration` */
export const createEnvironmentIntegration: Operation<'createEnvironmentIntegration'> = {
  access: 'environment',
  audit: 'change',
  async handle(request, { store, adapters }) {
    const environmentId = request.token.environmentId
    const { integration, client_id: id, client_secret: secret } = request.body
    const { name, authentication } = adapters[integration]
    if (authentication.oauth2 === undefined && authentication.client_credentials === undefined) {
      const detail = `must be a provider with OAuth, but ${name} accounts are connected with a key or a password`
      throw requestFaults([{ pointer: '/integration', detail }])
    }
    await store.oauthApps.set(environmentId, integration, { id: id.trim(), secret: secret.trim() })
    return json(await environmentIntegrationOf(store, environmentId, integration), {
      status: 201,
      headers: { Location: `/environment-integration/${integration}` },
    })
  },
}
