import type { components, ProviderSlug } from '@rollcall/contract'
import { Refusal } from '@rollcall/providers'
import type { OAuthApp, Store } from '@rollcall/store'
import { toIntegration } from './integrated-account.ts'

/** An environment's OAuth app in the contract's form, without its secret. */
export const toEnvironmentIntegration = (
  environmentId: string,
  app: OAuthApp,
): components['schemas']['EnvironmentIntegration'] => ({
  id: app.provider,
  environment_id: environmentId,
  integration: toIntegration(app.provider),
  client_id: app.clientId,
  created_at: new Date(app.createdAtMs).toISOString(),
  updated_at: new Date(app.updatedAtMs).toISOString(),
})

/** There is no such app. */
export const noApp = (provider: ProviderSlug): Refusal =>
  new Refusal('not-found', `This environment has no OAuth app for ${provider}.`)

/**
 * The environment's app for a provider.
 * @throws Refusal `not-found`
 */
export const environmentIntegrationOf = async (
  store: Pick<Store, 'oauthApps'>,
  environmentId: string,
  provider: ProviderSlug,
): Promise<components['schemas']['EnvironmentIntegration']> => {
  const apps = await store.oauthApps.list(environmentId)
  const app = apps.find((candidate) => candidate.provider === provider)
  if (app === undefined) throw noApp(provider)
  return toEnvironmentIntegration(environmentId, app)
}
