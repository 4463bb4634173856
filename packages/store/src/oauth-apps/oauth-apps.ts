import type { ProviderSlug } from '@rollcall/contract'
import type { OAuthClient } from '@rollcall/providers'
import type { Kysely } from 'kysely'
import type { KeyRing } from '../keys.ts'
import type { Schema } from '../schema.ts'

/** An environment's OAuth app at one provider, without its secret. */
export interface OAuthApp {
  readonly provider: ProviderSlug
  readonly clientId: string
  readonly createdAtMs: number
  readonly updatedAtMs: number
}

export interface OAuthApps {
  /** Makes it, or takes the place of the former one. */
  set(environmentId: string, provider: ProviderSlug, client: OAuthClient): Promise<void>
  /** With its secret: for the engine alone. */
  client(environmentId: string, provider: ProviderSlug): Promise<OAuthClient | undefined>
  list(environmentId: string): Promise<readonly OAuthApp[]>
  /** Whether there was one. */
  delete(environmentId: string, provider: ProviderSlug): Promise<boolean>
}

/** Where the sealed secret of an OAuth app belongs. */
export const oauthAppBinding = (environmentId: string, provider: ProviderSlug) => ({
  environment: environmentId,
  account: provider,
  purpose: 'oauth-app',
})

export const createOAuthApps = (kysely: Kysely<Schema>, keys: KeyRing, now: () => number): OAuthApps => ({
  async set(environmentId, provider, client) {
    const values = {
      client_id: client.id,
      secret: keys.seal(client.secret, oauthAppBinding(environmentId, provider)),
      key_id: keys.sealingKeyId,
      updated_at: now(),
    }
    await kysely
      .insertInto('oauth_apps')
      .values({ environment_id: environmentId, provider, created_at: now(), ...values })
      .onConflict((conflict) => conflict.columns(['environment_id', 'provider']).doUpdateSet(values))
      .execute()
  },
  async client(environmentId, provider) {
    const row = await kysely
      .selectFrom('oauth_apps')
      .select(['client_id', 'secret'])
      .where('environment_id', '=', environmentId)
      .where('provider', '=', provider)
      .executeTakeFirst()
    if (row === undefined) return undefined
    return { id: row.client_id, secret: keys.open(row.secret, oauthAppBinding(environmentId, provider)) }
  },
  list: (environmentId) =>
    kysely
      .selectFrom('oauth_apps')
      .select(['provider', 'client_id as clientId', 'created_at as createdAtMs', 'updated_at as updatedAtMs'])
      .where('environment_id', '=', environmentId)
      .orderBy('provider')
      .execute(),
  async delete(environmentId, provider) {
    const row = await kysely
      .deleteFrom('oauth_apps')
      .where('environment_id', '=', environmentId)
      .where('provider', '=', provider)
      .returning('provider')
      .executeTakeFirst()
    return row !== undefined
  },
})
