import type { Kysely } from 'kysely'
import { type KeyRing, keyIdOf } from './keys.ts'
import { sql } from './kysely.ts'
import { openRow, toUnopened, type UnopenedRow } from './reseal.ts'
import type { Schema } from './schema.ts'
import { sealedColumns } from './sealed-columns.ts'
import { batchesOf } from './table-rows.ts'

/** The texts that one key of the ring still opens. */
export interface KeyUse {
  readonly keyId: string
  readonly isSealing: boolean
  /** Texts that it opens, by the table that they are in; tables without any are left out. */
  readonly opens: Readonly<Record<string, number>>
  readonly count: number
}

export interface InspectedKeys {
  /** One for each key of the ring, the sealing one first. */
  readonly keys: readonly KeyUse[]
  /** The rows that no key of the ring opens. */
  readonly unopened: readonly UnopenedRow[]
}

/** Opens every sealed text of the store, and counts how many each key opens, and which open with none. Changes nothing. */
export const inspectKeys = async (
  kysely: Kysely<Schema>,
  keys: KeyRing,
  run: <T>(work: () => Promise<T>) => Promise<T> = (work) => work(),
): Promise<InspectedKeys> => {
  const opens = new Map<string, Record<string, number>>(keys.keyIds.map((id) => [id, {}]))
  const unopened: UnopenedRow[] = []
  for (const sealed of sealedColumns) {
    const where = sql`${sql.ref(sealed.column)} is not null`
    for await (const rows of batchesOf(kysely, { name: sealed.table, key: sealed.key }, { where, run })) {
      for (const row of rows) {
        const counts = opens.get(keyIdOf(String(row[sealed.column])) ?? '')
        const isOpened = (await openRow(keys, sealed, row)) !== undefined
        if (isOpened && counts !== undefined) counts[sealed.table] = (counts[sealed.table] ?? 0) + 1
        else unopened.push(toUnopened(sealed, row))
      }
    }
  }
  return {
    keys: [...opens].map(([keyId, counts]) => ({
      keyId,
      isSealing: keyId === keys.sealingKeyId,
      opens: counts,
      count: Object.values(counts).reduce((sum, each) => sum + each, 0),
    })),
    unopened,
  }
}
