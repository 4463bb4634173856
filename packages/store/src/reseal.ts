import type { Kysely } from 'kysely'
import { type KeyRing, keyIdOf } from './keys.ts'
import { sql } from './kysely.ts'
import type { Schema } from './schema.ts'
import { bindingIn, type Row, type SealedColumn } from './sealed-column.ts'
import { sealedColumns } from './sealed-columns.ts'
import { openedOrNot } from './store-error.ts'
import { batchesOf } from './table-rows.ts'

/** A row whose sealed text does not open, with what a person needs to find it. */
export interface UnopenedRow {
  readonly table: string
  readonly noun: string
  /** The columns of its key, joined by slashes. */
  readonly id: string
  /** The key id in its text; `undefined` when it does not have the form of a sealed text. */
  readonly keyId: string | undefined
}

/** The result of sealing anew. */
export interface Resealed {
  /** How many texts were sealed anew. */
  readonly count: number
  /** Rows kept appearing that an older key had just sealed: a process still seals with it. */
  readonly isStillSealing: boolean
}

export interface ResealOptions {
  /** Called and awaited after each batch with the number of rows that were sealed anew so far. */
  readonly onProgress?: (progress: { readonly table: string; readonly count: number }) => unknown
  /** Ends the work between two rows; what was sealed anew stays so. */
  readonly signal?: AbortSignal | undefined
  /** Runs each statement; for a database that may be busy. */
  readonly run?: <T>(work: () => Promise<T>) => Promise<T>
}

const batchSize = 100
/** How often all rows are read before the result is that a process still seals with an older key. */
const maximumPasses = 5

/** The condition that a text was sealed, and not by this key. */
const sealedByAnother = ({ column }: SealedColumn, keyId: string) => {
  const beginning = `v2.${keyId}.`
  return sql`${sql.ref(column)} is not null and substr(${sql.ref(column)}, 1, ${beginning.length}) <> ${beginning}`
}

export const toUnopened = (sealed: SealedColumn, row: Row): UnopenedRow => ({
  table: sealed.table,
  noun: sealed.noun,
  id: sealed.key.map((name) => String(row[name])).join('/'),
  keyId: keyIdOf(String(row[sealed.column])),
})

/** The opened text of a row; `undefined` when it does not open. */
export const openRow = (keys: KeyRing, sealed: SealedColumn, row: Row): Promise<string | undefined> =>
  openedOrNot(() => keys.open(String(row[sealed.column]), bindingIn(sealed, row)))

/**
 * Seals anew, while servers run, all texts that an older key of the ring sealed. Each row is changed only if its text is
 * still the one that was read, so that no change of a server is lost, and its version stays, so that the values in the memory
 * of servers stay valid. It reads all rows until it finds none: then no stored text needs the older keys.
 */
export const resealAll = async (
  kysely: Kysely<Schema>,
  keys: KeyRing,
  options: ResealOptions = {},
): Promise<Resealed> => {
  const { signal, onProgress, run = (work) => work() } = options
  let count = 0

  const resealRow = async (sealed: SealedColumn, row: Row): Promise<'sealed' | 'changed' | 'unopened'> => {
    const plain = await openRow(keys, sealed, row)
    if (plain === undefined) return 'unopened'
    const text = keys.seal(plain, bindingIn(sealed, { ...row, key_id: keys.sealingKeyId }))
    const set = sql.join([
      sql`${sql.ref(sealed.column)} = ${text}`,
      ...(sealed.beside.includes('key_id') ? [sql`key_id = ${keys.sealingKeyId}`] : []),
    ])
    const isRow = sql.join(
      sealed.key.map((name) => sql`${sql.ref(name)} = ${row[name]}`),
      sql` and `,
    )
    const { numAffectedRows = 0n } = await run(() =>
      sql`update ${sql.table(sealed.table)} set ${set} where ${isRow} and ${sql.ref(sealed.column)} = ${row[sealed.column]}`.execute(
        kysely,
      ),
    )
    return numAffectedRows === 0n ? 'changed' : 'sealed'
  }

  for (let pass = 1; ; pass += 1) {
    let found = 0
    for (const sealed of sealedColumns) {
      const table = { name: sealed.table, key: sealed.key }
      const where = sealedByAnother(sealed, keys.sealingKeyId)
      for await (const rows of batchesOf(kysely, table, { where, size: batchSize, run })) {
        for (const row of rows) {
          signal?.throwIfAborted()
          const outcome = await resealRow(sealed, row)
          if (outcome !== 'unopened') found += 1
          if (outcome === 'sealed') count += 1
        }
        await onProgress?.({ table: sealed.table, count })
      }
    }
    if (found === 0 || pass === maximumPasses) return { count, isStillSealing: found > 0 }
  }
}
