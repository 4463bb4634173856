import { type Kysely, sql } from 'kysely'
import { isFirstForm, openFirstForm } from './first-form.ts'
import { type Binding, type KeyRing, keyIdOf } from './keys.ts'
import type { Schema } from './schema.ts'
import { StoreError } from './store-error.ts'

export const keyCheckSetting = 'key-check'
export const keyCheckBinding: Binding = { environment: 'installation', account: 'settings', purpose: keyCheckSetting }

/**
 * Finds wrong keys at the start instead of at the first request: a value sealed at the first start must open, and each
 * key that still seals something must be in the ring.
 * @throws StoreError
 */
export const assertKeys = async (kysely: Kysely<Schema>, keys: KeyRing): Promise<void> => {
  const fresh = { name: keyCheckSetting, value: keys.seal(keyCheckSetting, keyCheckBinding) }
  await kysely
    .insertInto('settings')
    .values(fresh)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const { value } = await kysely
    .selectFrom('settings')
    .select('value')
    .where('name', '=', keyCheckSetting)
    .executeTakeFirstOrThrow()
  if (isFirstForm(value)) openFirstForm(keys, value, 'installation', 'settings', keyCheckSetting)
  else keys.open(value, keyCheckBinding)
  for (const [table, column] of [
    ['accounts', 'credential'],
    ['oauth_apps', 'secret'],
    ['webhooks', 'secrets'],
    ['webhook_deliveries', 'payload'],
  ] as const) {
    // A row whose sealed text names another key than its column does was changed by hand: it alone does not open.
    const missing = await kysely
      .selectFrom(table)
      .select('key_id')
      .where('key_id', 'not in', keys.keyIds)
      .where(sql<boolean>`substr(${sql.ref(column)}, 4, length(key_id) + 1) = key_id || '.'`)
      .limit(1)
      .executeTakeFirst()
    if (missing !== undefined) {
      throw new StoreError(`Stored secrets were sealed with the key "${missing.key_id}", which ROLLCALL_KEYS lacks.`)
    }
  }
  if (!isFirstForm(value) && keyIdOf(value) !== keys.sealingKeyId) {
    await kysely.updateTable('settings').set({ value: fresh.value }).where('name', '=', keyCheckSetting).execute()
  }
}
