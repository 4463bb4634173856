import type { Transaction } from 'kysely'
import { boundColumns, sealSecrets, toSecrets } from '../accounts/secrets.ts'
import { isFirstForm, openFirstForm } from '../first-form.ts'
import { responseBinding } from '../idempotency/idempotency.ts'
import { keyCheckBinding, keyCheckSetting } from '../key-check.ts'
import type { KeyRing } from '../keys.ts'
import { sealAppSecret } from '../oauth-apps/oauth-apps.ts'
import type { Schema } from '../schema.ts'
import { openedOrNot } from '../store-error.ts'

const batchSize = 500

/**
 * Seals all texts of the first form anew, in one transaction that no other process's overlaps; does nothing at later starts.
 * A text that does not open stays as it is.
 */
export const resealFirstForm = async (transaction: Transaction<Schema>, keys: KeyRing): Promise<void> => {
  const check = await transaction
    .selectFrom('settings')
    .select('value')
    .where('name', '=', keyCheckSetting)
    .executeTakeFirst()
  if (check === undefined || !isFirstForm(check.value)) return
  await resealAccounts(transaction, keys)
  await resealApps(transaction, keys)
  await resealResponses(transaction, keys)
  await transaction
    .updateTable('settings')
    .set({ value: keys.seal(keyCheckSetting, keyCheckBinding) })
    .where('name', '=', keyCheckSetting)
    .execute()
}

const resealAccounts = async (transaction: Transaction<Schema>, keys: KeyRing): Promise<void> => {
  for (let after: string | undefined = ''; after !== undefined; ) {
    const rows = await transaction
      .selectFrom('accounts')
      .select([...boundColumns, 'credential'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(batchSize)
      .execute()
    for (const row of rows) {
      const opened = await openedOrNot(() =>
        toSecrets(openFirstForm(keys, row.credential, row.environment_id, row.id, 'account-credential')),
      )
      if (opened === undefined) continue
      await transaction
        .updateTable('accounts')
        .set(sealSecrets(keys, row, opened))
        .where('id', '=', row.id)
        .execute()
    }
    after = rows.at(-1)?.id
  }
}

const resealApps = async (transaction: Transaction<Schema>, keys: KeyRing): Promise<void> => {
  const rows = await transaction
    .selectFrom('oauth_apps')
    .select(['environment_id', 'provider', 'client_id', 'secret'])
    .execute()
  for (const row of rows) {
    const opened = await openedOrNot(() =>
      openFirstForm(keys, row.secret, row.environment_id, row.provider, 'oauth-app'),
    )
    if (opened === undefined) continue
    await transaction
      .updateTable('oauth_apps')
      .set(sealAppSecret(keys, row, opened))
      .where('environment_id', '=', row.environment_id)
      .where('provider', '=', row.provider)
      .execute()
  }
}

/** Their account is not known; they are kept for a day. */
const resealResponses = async (transaction: Transaction<Schema>, keys: KeyRing): Promise<void> => {
  for (let last = { environment_id: '', scope: '' }; ; ) {
    const rows = await transaction
      .selectFrom('idempotency_keys')
      .select(['environment_id', 'account_id', 'scope', 'request', 'response'])
      .where(({ eb, refTuple, tuple }) =>
        eb(refTuple('environment_id', 'scope'), '>', tuple(last.environment_id, last.scope)),
      )
      .orderBy('environment_id')
      .orderBy('scope')
      .limit(batchSize)
      .execute()
    for (const { response, ...row } of rows) {
      last = row
      if (response === null) continue
      const opened = await openedOrNot(() =>
        openFirstForm(keys, response, row.environment_id, row.scope, 'idempotent-response'),
      )
      if (opened === undefined) continue
      await transaction
        .updateTable('idempotency_keys')
        .set({ response: keys.seal(opened, responseBinding(row)) })
        .where('environment_id', '=', row.environment_id)
        .where('scope', '=', row.scope)
        .execute()
    }
    if (rows.length === 0) return
  }
}
