import type { Warning } from '@rollcall/contract'
import type { Adapter, UserField } from '../../contract.ts'
import { type Fault, ProviderFailure, Refusal } from '../failures.ts'
import { readableFields } from '../records/fields.ts'
import type { Call, Target } from './outgoing.ts'

/** Columns that an org lacks or a credential may not see: left out of queries after the vendor's first refusal. */

export interface LeftOutColumns {
  /** Sends a request without the columns that were refused; repeats it without those that are refused now. */
  ask<R>(call: Call, target: Target, send: (target: Target) => Promise<R>): Promise<R>
  /** What is left out for an account now; `undefined`: nothing. */
  of(accountId: string): ReadonlySet<string> | undefined
}

const rememberedMs = 600_000
const maximumAccounts = 1000

const fieldsOf = (adapter: Adapter<never>, column: string): readonly UserField[] =>
  readableFields.filter((field) => adapter.user[field]?.columns?.includes(column) === true)

const without = (target: Target, leftOut: ReadonlySet<string>): Target => {
  if ('link' in target || target.columns === undefined) return target
  const { names, query } = target.columns
  return { ...target, query: { ...target.query, ...query(names.filter((name) => !leftOut.has(name))) } }
}

/**
 * A filter or a sort on a left-out column would give an empty or an arbitrary list.
 * @throws Refusal or, after an answer, ProviderFailure `filter-not-supported`.
 */
const assertNotNeeded = (call: Call, leftOut: ReadonlySet<string>, refusal: ProviderFailure | undefined): void => {
  const { adapter, filters = {}, sort } = call
  const isLeftOut = (field: UserField) => adapter.user[field]?.columns?.some((column) => leftOut.has(column)) === true
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
  const detail = `${adapter.name} does not let this account filter or sort by a column that it refuses. Give the account's user the right to read it, or leave the parameter out.`
  if (refusal === undefined) throw new Refusal('filter-not-supported', detail, { errors })
  throw new ProviderFailure('filter-not-supported', detail, { errors, remote: refusal.options.remote })
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

  /** The column of this request that a failure names, unless it is indispensable or left out already. */
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
    if (leftOut !== undefined) assertNotNeeded(call, leftOut, cause)
    try {
      return await send(leftOut === undefined ? target : without(target, leftOut))
    } catch (error) {
      const found = refused(call, target, error, leftOut)
      if (found === undefined) throw error
      add(call.account.id, found.column)
      // Each time one column fewer is asked for, and the deadline of the call holds for all times together.
      return ask(call, target, send, found.failure)
    }
  }

  return {
    of,
    ask: (call, target, send) =>
      call.adapter.errors.missingColumn === undefined ? send(target) : ask(call, target, send),
  }
}

/** One for each left-out column, with the fields that are read from it. */
export const leftOutWarnings = (adapter: Adapter<never>, leftOut: ReadonlySet<string> | undefined): Warning[] =>
  [...(leftOut ?? [])].map((column) => {
    const fields = fieldsOf(adapter, column)
    const effect =
      fields.length === 0 ? 'remote_data lacks it' : `what is read from it is null or incomplete: ${fields.join(', ')}`
    return {
      code: 'column-left-out',
      detail: `${adapter.name} refuses the column ${column} to this account, so it is left out of the query; ${effect}.`,
    }
  })
