import type { Kysely } from 'kysely'
import { type Binding, type KeyRing, keyIdOf } from './keys.ts'
import type { Schema } from './schema.ts'
import { StoreError } from './store-error.ts'

const setting = 'key-check'
const binding: Binding = { environment: 'installation', account: 'settings', purpose: setting }

/**
 * Finds wrong keys at the start instead of at the first request: a value sealed at the first start must open, and each
 * key that still seals something must be in the ring.
 * @throws StoreError
 */
export const assertKeys = async (kysely: Kysely<Schema>, keys: KeyRing): Promise<void> => {
  const fresh = { name: setting, value: keys.seal(setting, binding) }
  await kysely
    .insertInto('settings')
    .values(fresh)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const { value } = await kysely
    .selectFrom('settings')
    .select('value')
    .where('name', '=', setting)
    .executeTakeFirstOrThrow()
  keys.open(value, binding)
  for (const table of ['accounts', 'oauth_apps'] as const) {
    const missing = await kysely
      .selectFrom(table)
      .select('key_id')
      .where('key_id', 'not in', keys.keyIds)
      .limit(1)
      .executeTakeFirst()
    if (missing !== undefined) {
      throw new StoreError(`Stored secrets were sealed with the key "${missing.key_id}", which ROLLCALL_KEYS lacks.`)
    }
  }
  if (keyIdOf(value) !== keys.sealingKeyId) {
    await kysely.updateTable('settings').set({ value: fresh.value }).where('name', '=', setting).execute()
  }
}
