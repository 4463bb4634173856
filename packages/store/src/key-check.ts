import type { Kysely } from 'kysely'
import { isFirstForm, openFirstForm } from './first-form.ts'
import { type Binding, type KeyRing, keyIdOf } from './keys.ts'
import { sql } from './kysely.ts'
import type { Schema } from './schema.ts'
import { sealedColumns } from './sealed-columns.ts'
import { StoreError } from './store-error.ts'

export const keyCheckSetting = 'key-check'
export const keyCheckBinding: Binding = { environment: 'installation', account: 'settings', purpose: keyCheckSetting }

/**
 * Finds wrong keys: the value that was sealed at the first start must open. Changes nothing.
 * @returns the id of the key that the last server which started had first; `undefined` where none has started yet
 * @throws StoreError when the value does not open
 */
export const openKeyCheck = async (kysely: Kysely<Schema>, keys: KeyRing): Promise<string | undefined> => {
  const row = await kysely.selectFrom('settings').select('value').where('name', '=', keyCheckSetting).executeTakeFirst()
  if (row === undefined) return undefined
  try {
    if (isFirstForm(row.value)) openFirstForm(keys, row.value, 'installation', 'settings', keyCheckSetting)
    else keys.open(row.value, keyCheckBinding)
  } catch (cause) {
    if (!(cause instanceof StoreError)) throw cause
    const reason = cause.message.replace(/\.$/, '')
    throw new StoreError(`${reason}; set ROLLCALL_KEYS to the keys of this store.`, { cause })
  }
  return keyIdOf(row.value)
}

/**
 * Finds wrong keys at the start instead of at the first request: a value sealed at the first start must open, and each key
 * that sealed a stored text must be in the ring.
 * @throws StoreError
 */
export const assertKeys = async (kysely: Kysely<Schema>, keys: KeyRing): Promise<void> => {
  const fresh = { name: keyCheckSetting, value: keys.seal(keyCheckSetting, keyCheckBinding) }
  await kysely
    .insertInto('settings')
    .values(fresh)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const keyId = await openKeyCheck(kysely, keys)
  for (const { table, column, isNeeded } of sealedColumns) {
    if (isNeeded === undefined) continue
    // A row whose sealed text and column name different keys was changed by hand: only that row does not open.
    const { rows } = await sql<{ key_id: string }>`
      select key_id from ${sql.table(table)}
      where key_id not in (${sql.join(keys.keyIds)})
        and substr(${sql.ref(column)}, 4, length(key_id) + 1) = key_id || '.' limit 1`.execute(kysely)
    const [missing] = rows
    if (missing !== undefined) {
      throw new StoreError(
        `Stored secrets were sealed with the key "${missing.key_id}", which ROLLCALL_KEYS lacks; put that key behind the first one and start again.`,
      )
    }
  }
  if (keyId !== undefined && keyId !== keys.sealingKeyId) {
    await kysely.updateTable('settings').set({ value: fresh.value }).where('name', '=', keyCheckSetting).execute()
  }
}
