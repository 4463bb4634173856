import type { Warning } from '@rollcall/contract'
import type { Adapter, ReadableField } from '../../contract.ts'
import { type Fault, ProviderFailure, quoting, Refusal, type RemoteAnswer } from '../failures.ts'
import { isObject } from '../json/json.ts'
import { readableFields } from '../records/fields.ts'
import type { Call, Target } from './outgoing.ts'

/**
 * Columns that an org lacks or a credential may not see: left out of queries after the vendor's first refusal, or missing in
 * the vendor's records.
 */

export interface LeftOutColumns {
  /** Sends a request without the refused columns; repeats it when the vendor refuses another one. */
  ask<R>(call: Call, target: Target, send: (target: Target) => Promise<R>): Promise<R>
  /**
   * Notes which columns all records of a list lack. @throws ProviderFailure `filter-not-supported` where the list is filtered
   * or sorted by one of them
   */
  learn(call: Call, records: readonly unknown[], remote: () => RemoteAnswer): void
  /** The columns that are left out for an account now; `undefined`: none. */
  of(accountId: string): ReadonlySet<string> | undefined
}

const rememberedMs = 600_000
const maximumAccounts = 1000

const fieldsOf = (adapter: Adapter<never>, column: string): readonly ReadableField[] =>
  readableFields.filter((field) => adapter.user[field]?.columns?.includes(column) === true)

/** Columns that unified fields are read from, without that of the id, which cannot be left out. */
const readColumns = (adapter: Adapter<never>): readonly string[] =>
  readableFields.flatMap((field) => (field === 'id' ? [] : (adapter.user[field]?.columns ?? [])))

/** Columns that none of these records has, for a vendor that leaves out hidden columns. */
export const hiddenColumns = (adapter: Adapter<never>, records: readonly unknown[]): ReadonlySet<string> => {
  const isAbsent = (column: string): boolean =>
    !records.some((record) => isObject(record) && Object.hasOwn(record, column))
  return new Set(adapter.user.hidesColumns === true ? readColumns(adapter).filter(isAbsent) : [])
}

const without = (target: Target, leftOut: ReadonlySet<string>): Target => {
  if ('link' in target || target.columns === undefined) return target
  const { names, query, body } = target.columns
  const kept = names.filter((name) => !leftOut.has(name))
  return {
    ...target,
    query: { ...target.query, ...query?.(kept) },
    ...(body === undefined ? {} : { body: body(kept) }),
  }
}

/**
 * A filter or a sort on a left-out column would result in an empty or arbitrary list.
 * @throws Refusal or, after an answer, ProviderFailure `filter-not-supported`.
 */
const assertNotNeeded = (call: Call, leftOut: ReadonlySet<string>, remote: RemoteAnswer | undefined): void => {
  const { adapter, filters = {}, sort } = call
  const isLeftOut = (field: ReadableField) =>
    adapter.user[field]?.columns?.some((column) => leftOut.has(column)) === true
  const filtered = (['email', 'name', 'is_active', 'created_at', 'updated_at'] as const).filter(
    (field) => filters[field] !== undefined && isLeftOut(field),
  )
  const errors: Fault[] = filtered.map((field) => ({
    parameter: field,
    detail: `${adapter.name} refuses the column that ${field} is read from, so nothing can be filtered by it.`,
  }))
  if (sort !== undefined && isLeftOut(sort.field)) {
    const detail = `${adapter.name} refuses the column that ${sort.field} is read from, so nothing can be sorted by it.`
    errors.push({ parameter: 'sort_by', detail })
  }
  if (errors.length === 0) return
  const detail = `${adapter.name} refuses this account the column of this filter or sort; give the account's user the right to read it, or leave the parameter out.`
  if (remote === undefined) throw new Refusal('filter-not-supported', detail, { errors })
  throw new ProviderFailure('filter-not-supported', detail, { errors, remote })
}

export const createLeftOutColumns = (now: () => number): LeftOutColumns => {
  const accounts = new Map<string, { readonly columns: ReadonlySet<string>; readonly untilMs: number }>()

  const of = (accountId: string): ReadonlySet<string> | undefined => {
    if (accounts.size === 0) return undefined
    const known = accounts.get(accountId)
    if (known === undefined || known.untilMs > now()) return known?.columns
    accounts.delete(accountId)
    return undefined
  }

  const add = (accountId: string, column: string): void => {
    const columns = new Set(of(accountId)).add(column)
    const untilMs = accounts.get(accountId)?.untilMs ?? now() + rememberedMs
    const [oldest] = accounts.keys()
    if (oldest !== undefined && accounts.size >= maximumAccounts) accounts.delete(oldest)
    accounts.set(accountId, { columns, untilMs })
  }

  /** The column of this request that a failure names, unless it is that of the id or left out already. */
  const refused = (call: Call, target: Target, error: unknown, leftOut: ReadonlySet<string> | undefined) => {
    if (!(error instanceof ProviderFailure) || 'link' in target) return undefined
    const named = error.options.missingColumn?.toLowerCase()
    const column = target.columns?.names.find((name) => name.toLowerCase() === named)
    if (column === undefined || leftOut?.has(column) === true) return undefined
    return call.adapter.user.id.columns?.includes(column) === true ? undefined : { column, failure: error }
  }

  const ask = async <R>(
    call: Call,
    target: Target,
    send: (target: Target) => Promise<R>,
    cause?: ProviderFailure,
  ): Promise<R> => {
    const leftOut = of(call.account.id)
    if (leftOut !== undefined) assertNotNeeded(call, leftOut, cause?.options.remote)
    try {
      return await send(leftOut === undefined ? target : without(target, leftOut))
    } catch (error) {
      const found = refused(call, target, error, leftOut)
      if (found === undefined) throw error
      add(call.account.id, found.column)
      // Each repeat requests one column fewer, and all of them share the deadline of the call.
      return ask(call, target, send, found.failure)
    }
  }

  const learn = (call: Call, records: readonly unknown[], remote: () => RemoteAnswer): void => {
    const { adapter, account } = call
    // A query that the caller changed by remote_query proves nothing about the account's columns.
    if (records.length === 0 || call.remoteQuery !== undefined) return
    const hidden = hiddenColumns(adapter, records)
    for (const column of hidden) if (of(account.id)?.has(column) !== true) add(account.id, column)
    if (hidden.size > 0) assertNotNeeded(call, hidden, remote())
  }

  const watches = ({ adapter }: Call): boolean =>
    adapter.errors.missingColumn !== undefined || adapter.user.hidesColumns === true

  return {
    of,
    learn,
    ask: (call, target, send) => (watches(call) ? ask(call, target, send) : send(target)),
  }
}

/** One for each left-out column, with the fields that are read from it. */
export const leftOutWarnings = (adapter: Adapter<never>, leftOut: ReadonlySet<string> | undefined): Warning[] =>
  [...(leftOut ?? [])].map((column) => {
    const fields = fieldsOf(adapter, column)
    const effect =
      fields.length === 0 ? 'remote_data does not have it' : `these fields are null or incomplete: ${fields.join(', ')}`
    return {
      code: 'column-left-out',
      detail: `${adapter.name} refuses this account the column "${column}", so ${effect}.`,
    }
  })

const none: readonly [] = []

/** For each column that one record lacks, and each field that is read from it. */
export const partialWarnings = (
  adapter: Adapter<never>,
  body: unknown,
  index: number,
): readonly (Warning & { readonly pointer: string })[] => {
  const { partial } = adapter.errors
  if (partial === undefined) return none
  return partial(body, index).flatMap(({ column, said }) => {
    const fields = fieldsOf(adapter, column)
    const pointers = fields.length === 0 ? [`/remote_data/${column}`] : fields.map((field) => `/${field}`)
    const statement = `${adapter.name} returned this user without the column "${column}", so fields are null or incomplete`
    return pointers.map((pointer) => ({
      code: 'column-left-out' as const,
      pointer,
      detail: quoting(statement, said),
    }))
  })
}
