import type { ProviderSlug } from '@rollcall/contract'
import type { OAuthClient } from '@rollcall/providers'
import type { Kysely } from 'kysely'
import type { Binding, KeyRing } from '../keys.ts'
import type { OAuthAppTable, Schema } from '../schema.ts'
import { bindingIn, type SealedColumn } from '../sealed-column.ts'
import { openOr } from '../store-error.ts'

/** An environment's OAuth app at one provider, without its secret. */
export interface OAuthApp {
  readonly provider: ProviderSlug
  readonly clientId: string
  readonly createdAtMs: number
  readonly updatedAtMs: number
}

export interface OAuthApps {
  /** Makes the app, or replaces the former one. */
  set(environmentId: string, provider: ProviderSlug, client: OAuthClient): Promise<void>
  /** With its secret: only for the engine. @throws StoreError when it does not open */
  client(environmentId: string, provider: ProviderSlug): Promise<OAuthClient | undefined>
  list(environmentId: string): Promise<readonly OAuthApp[]>
  /** Whether there was one. */
  delete(environmentId: string, provider: ProviderSlug): Promise<boolean>
}

type BoundColumns = Pick<OAuthAppTable, 'environment_id' | 'provider' | 'client_id'>

export const oauthAppSecret: SealedColumn = {
  table: 'oauth_apps',
  column: 'secret',
  noun: 'OAuth app',
  key: ['environment_id', 'provider'],
  purpose: 'oauth-app',
  account: 'provider',
  beside: ['key_id', 'client_id'],
  isNeeded: true,
}

const bindingOf = (row: BoundColumns, keyId: string): Binding => bindingIn(oauthAppSecret, { ...row, key_id: keyId })

/** The columns that hold an app's secret; to be written in one statement with those that it is bound to. */
export const sealAppSecret = (keys: KeyRing, row: BoundColumns, secret: string) => ({
  secret: keys.seal(secret, bindingOf(row, keys.sealingKeyId)),
  key_id: keys.sealingKeyId,
})

/** @throws StoreError when the secret does not open in this row. */
export const openAppSecret = (keys: KeyRing, row: BoundColumns & Pick<OAuthAppTable, 'secret' | 'key_id'>): string =>
  openOr(
    `The stored secret of the OAuth app for ${row.provider} in the environment ${row.environment_id} does not open: its row was changed, or its key "${row.key_id}" is another one now. Set the app again.`,
    () => keys.open(row.secret, bindingOf(row, row.key_id)),
  )

export const createOAuthApps = (kysely: Kysely<Schema>, keys: KeyRing, now: () => number): OAuthApps => ({
  async set(environmentId, provider, client) {
    const values = {
      client_id: client.id,
      ...sealAppSecret(keys, { environment_id: environmentId, provider, client_id: client.id }, client.secret),
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
      .select(['environment_id', 'provider', 'client_id', 'secret', 'key_id'])
      .where('environment_id', '=', environmentId)
      .where('provider', '=', provider)
      .executeTakeFirst()
    return row === undefined ? undefined : { id: row.client_id, secret: openAppSecret(keys, row) }
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
