import type { Migration } from './migration.ts'

/** Rows of former versions hold the vendor's text of why an account failed: only the status stays. */
export const noWordsOfVendors: Migration = {
  name: '0003-no-words-of-vendors',
  async up(transaction) {
    const rows = await transaction
      .selectFrom('accounts')
      .select(['id', 'last_error'])
      .where('last_error', 'is not', null)
      .execute()
    for (const { id, last_error } of rows) {
      await transaction
        .updateTable('accounts')
        .set({ last_error: JSON.stringify({ kind: 'credential-refused', status: statusOf(last_error ?? '') }) })
        .where('id', '=', id)
        .execute()
    }
  },
}

const statusOf = (text: string): unknown => {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? Reflect.get(value, 'status') : undefined
  } catch {
    return undefined
  }
}
