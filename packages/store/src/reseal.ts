import type { Kysely } from 'kysely'
import { openedColumns, toOpenedRecord } from './accounts/account-record.ts'
import { sealSecrets } from './accounts/secrets.ts'
import type { KeyRing } from './keys.ts'
import { oauthAppBinding } from './oauth-apps/oauth-apps.ts'
import type { Schema } from './schema.ts'

const batchSize = 100

/**
 * Seals anew, while the store is at work, all that an older key of the ring had sealed; then that key can go. A row that
 * somebody changes meanwhile is looked at again.
 * @returns how many secrets were sealed anew
 * @throws StoreError at the first secret that does not open
 */
export const resealAll = async (kysely: Kysely<Schema>, keys: KeyRing): Promise<number> => {
  let count = 0
  for (;;) {
    const rows = await kysely
      .selectFrom('accounts')
      .select(openedColumns)
      .where('key_id', '!=', keys.sealingKeyId)
      .limit(batchSize)
      .execute()
    for (const row of rows) {
      const record = toOpenedRecord(keys, row)
      const { numUpdatedRows } = await kysely
        .updateTable('accounts')
        .set({ ...sealSecrets(keys, record, record.secrets), version: record.version + 1 })
        .where('environment_id', '=', record.environmentId)
        .where('id', '=', record.id)
        .where('version', '=', record.version)
        .executeTakeFirst()
      count += Number(numUpdatedRows)
    }
    if (rows.length === 0) break
  }
  const apps = await kysely
    .selectFrom('oauth_apps')
    .select(['environment_id', 'provider', 'secret'])
    .where('key_id', '!=', keys.sealingKeyId)
    .execute()
  for (const app of apps) {
    const binding = oauthAppBinding(app.environment_id, app.provider)
    const { numUpdatedRows } = await kysely
      .updateTable('oauth_apps')
      .set({ secret: keys.seal(keys.open(app.secret, binding), binding), key_id: keys.sealingKeyId })
      .where('environment_id', '=', app.environment_id)
      .where('provider', '=', app.provider)
      .where('secret', '=', app.secret)
      .executeTakeFirst()
    count += Number(numUpdatedRows)
  }
  return count
}
