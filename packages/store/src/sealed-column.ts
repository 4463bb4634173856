import type { Binding } from './keys.ts'
import type { Schema } from './schema.ts'

/** A row as it is stored. */
export type Row = Readonly<Record<string, string | number | null>>

/**
 * A column that holds sealed texts, and what they are bound to, by names of columns. `sealed-columns.ts` lists all of them:
 * a key cannot be removed while it seals a text outside that list.
 */
export interface SealedColumn {
  readonly table: keyof Schema
  readonly column: string
  /** The name of a row in words. */
  readonly noun: string
  /** The columns that identify a row. */
  readonly key: readonly string[]
  readonly purpose: string
  /** The part of the environment that the text belongs to: `Binding.account`. */
  readonly account: string
  /** `Binding.beside`; `key_id` among them is the id of the key that seals. */
  readonly beside: readonly string[]
  /** A server does not start while the key of one of these is missing. */
  readonly isNeeded?: true
}

/** What the sealed text of a row is bound to. */
export const bindingIn = (sealed: SealedColumn, row: Row): Binding => ({
  environment: textIn(row, 'environment_id') ?? '',
  account: textIn(row, sealed.account) ?? '',
  purpose: sealed.purpose,
  beside: sealed.beside.map((name) => textIn(row, name)),
})

const textIn = (row: Row, name: string): string | null => {
  const value = row[name]
  if (value === undefined) throw new TypeError(`The row has no column ${name}.`)
  return typeof value === 'number' ? String(value) : value
}
