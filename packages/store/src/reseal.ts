import type { Kysely } from 'kysely'
import { boundColumns, openSecrets, sealSecrets } from './accounts/secrets.ts'
import { openPayload, payloadColumns, sealPayload } from './events/payload.ts'
import type { KeyRing } from './keys.ts'
import { openContext, sealContext } from './link-tokens/link-tokens.ts'
import { openAppSecret, sealAppSecret } from './oauth-apps/oauth-apps.ts'
import type { Schema } from './schema.ts'
import { openedOrNot } from './store-error.ts'
import { openSigningSecrets, sealSigningSecrets, secretColumns } from './webhooks/signing-secrets.ts'

const batchSize = 100

/** What came of sealing anew. */
export interface Resealed {
  /** How many secrets were sealed anew. */
  readonly count: number
  /** Ids of the accounts whose credential does not open; each needs to be deleted and connected again. */
  readonly unopenedAccounts: readonly string[]
  /** Providers of the OAuth apps whose secret does not open; each needs to be set again. */
  readonly unopenedApps: readonly { readonly environmentId: string; readonly provider: string }[]
  /** Ids of the webhooks whose secret does not open; each needs a new one. */
  readonly unopenedWebhooks: readonly string[]
}

/**
 * Seals anew, while the store is at work, all that an older key of the ring had sealed; then that key can go, unless
 * something did not open. A row that somebody changes meanwhile is looked at again.
 */
export const resealAll = async (kysely: Kysely<Schema>, keys: KeyRing): Promise<Resealed> => {
  let count = 0
  const unopenedAccounts = new Set<string>()
  for (let after = ''; ; ) {
    const rows = await kysely
      .selectFrom('accounts')
      .select([...boundColumns, 'credential', 'key_id', 'version'])
      .where('key_id', '!=', keys.sealingKeyId)
      .where('id', '>', after)
      .orderBy('id')
      .limit(batchSize)
      .execute()
    let next = after
    for (const row of rows) {
      const secrets = await openedOrNot(() => openSecrets(keys, row))
      if (secrets === undefined) {
        unopenedAccounts.add(row.id)
      } else {
        const { numUpdatedRows } = await kysely
          .updateTable('accounts')
          .set({ ...sealSecrets(keys, row, secrets), version: row.version + 1 })
          .where('environment_id', '=', row.environment_id)
          .where('id', '=', row.id)
          .where('version', '=', row.version)
          .executeTakeFirst()
        if (numUpdatedRows === 0n) break
        count += 1
      }
      next = row.id
    }
    if (rows.length === 0) break
    after = next
  }

  const unopenedApps: { environmentId: string; provider: string }[] = []
  const apps = await kysely
    .selectFrom('oauth_apps')
    .select(['environment_id', 'provider', 'client_id', 'secret', 'key_id'])
    .where('key_id', '!=', keys.sealingKeyId)
    .execute()
  for (const app of apps) {
    const secret = await openedOrNot(() => openAppSecret(keys, app))
    if (secret === undefined) {
      unopenedApps.push({ environmentId: app.environment_id, provider: app.provider })
      continue
    }
    const { numUpdatedRows } = await kysely
      .updateTable('oauth_apps')
      .set(sealAppSecret(keys, app, secret))
      .where('environment_id', '=', app.environment_id)
      .where('provider', '=', app.provider)
      .where('secret', '=', app.secret)
      .executeTakeFirst()
    count += Number(numUpdatedRows)
  }

  // A link token that does not open is of no use to its customer, who then asks for another one; it ends by itself.
  const links = await kysely
    .selectFrom('link_tokens')
    .select(['id', 'environment_id', 'tenant_id', 'account_id', 'providers', 'redirect_uri', 'context', 'key_id'])
    .where('key_id', '!=', keys.sealingKeyId)
    .execute()
  for (const link of links) {
    const context = await openedOrNot(() => openContext(keys, link))
    if (context === undefined) continue
    const { numUpdatedRows } = await kysely
      .updateTable('link_tokens')
      .set(sealContext(keys, link, context))
      .where('id', '=', link.id)
      .where('context', '=', link.context)
      .executeTakeFirst()
    count += Number(numUpdatedRows)
  }

  const unopenedWebhooks: string[] = []
  const webhooks = await kysely
    .selectFrom('webhooks')
    .select([...secretColumns, 'secrets', 'key_id'])
    .where('key_id', '!=', keys.sealingKeyId)
    .execute()
  for (const webhook of webhooks) {
    const secrets = await openedOrNot(() => openSigningSecrets(keys, webhook))
    if (secrets === undefined) {
      unopenedWebhooks.push(webhook.id)
      continue
    }
    const { numUpdatedRows } = await kysely
      .updateTable('webhooks')
      .set(sealSigningSecrets(keys, webhook, secrets))
      .where('id', '=', webhook.id)
      .where('secrets', '=', webhook.secrets)
      .executeTakeFirst()
    count += Number(numUpdatedRows)
  }
  count += await resealPayloads(kysely, keys)
  return { count, unopenedAccounts: [...unopenedAccounts], unopenedApps, unopenedWebhooks }
}

/** Of deliveries that may still be sent. One that does not open never will: it is given up, so that its key can go. */
const resealPayloads = async (kysely: Kysely<Schema>, keys: KeyRing): Promise<number> => {
  let count = 0
  for (let after = ''; ; ) {
    const rows = await kysely
      .selectFrom('webhook_deliveries')
      .select([...payloadColumns, 'payload', 'key_id'])
      .where('key_id', '!=', keys.sealingKeyId)
      .where('payload', 'is not', null)
      .where('id', '>', after)
      .orderBy('id')
      .limit(batchSize)
      .execute()
    const last = rows.at(-1)
    if (last === undefined) return count
    for (const { payload: sealed, ...row } of rows) {
      if (sealed === null) continue
      const payload = await openedOrNot(() => openPayload(keys, { ...row, payload: sealed }))
      const { numUpdatedRows } = await kysely
        .updateTable('webhook_deliveries')
        .set(({ ref }) =>
          payload === undefined
            ? { payload: null, state: 'dead', last_error: 'unreadable', settled_at: ref('created_at') }
            : sealPayload(keys, row, payload),
        )
        .where('id', '=', row.id)
        .where('payload', '=', sealed)
        .executeTakeFirst()
      if (payload !== undefined) count += Number(numUpdatedRows)
    }
    after = last.id
  }
}
