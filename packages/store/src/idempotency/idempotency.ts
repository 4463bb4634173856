import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { ProviderFailure, parseText } from '@rollcall/providers'
import type { Kysely } from 'kysely'
import type { Binding, KeyRing } from '../keys.ts'
import type { IdempotencyKeyTable, Schema } from '../schema.ts'
import { bindingIn, type SealedColumn } from '../sealed-column.ts'
import { openedOrNot, StoreUnavailable } from '../store-error.ts'

/** What identifies a request: hashes that the server makes. */
export interface IdempotentRequest {
  readonly environmentId: string
  /** The account that the request is about; the key is deleted with it. */
  readonly accountId: string
  /** Hash of account, method, path and key. */
  readonly scope: string
  /** Hash of query and body. */
  readonly request: string
}

/** An answer to be given again, byte for byte. */
export interface StoredResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/** The right to run a request; settled by `complete`, `free` or `markUnknown`. */
export interface Claim extends IdempotentRequest {
  readonly id: string
}

export type ClaimOutcome =
  | { readonly kind: 'claimed'; readonly claim: Claim }
  /** The same request is still running elsewhere. */
  | { readonly kind: 'running' }
  | { readonly kind: 'done'; readonly response: StoredResponse }
  /** It ran, and its result is unknown; also after a crash. */
  | { readonly kind: 'unknown' }
  /** The key was used for another request. */
  | { readonly kind: 'reused' }

/** Each request with a key runs once as long as the key is kept. */
export interface Idempotency {
  /** @throws ProviderFailure `account-not-found` when the account was deleted meanwhile */
  claim(request: IdempotentRequest): Promise<ClaimOutcome>
  /** Waits while the same request runs elsewhere; `running` when the signal fires first. */
  claimWhenSettled(request: IdempotentRequest, signal: AbortSignal): Promise<ClaimOutcome>
  /**
   * These three write later where the database cannot be reached: the caller gets its answer all the same. If the process
   * ends before, a repeat of the request gets `outcome-unknown`.
   */
  complete(claim: Claim, response: StoredResponse): Promise<void>
  /** Nothing happened: the key may be used again. */
  free(claim: Claim): Promise<void>
  markUnknown(claim: Claim): Promise<void>
  /** Drops the writes that wait for the database. */
  close(): void
}

const pollMs = 50
const laterMs = 500

export interface IdempotencyContext {
  readonly kysely: Kysely<Schema>
  readonly keys: KeyRing
  readonly now: () => number
  /** This store instance: a request that another one left running counts as lost after `maximumRunMs`. */
  readonly instance: string
  /** Longer than any request can run. */
  readonly maximumRunMs: number
  /** How long a key is kept, with its answer. */
  readonly lifetimeMs: number
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>
}

export const createIdempotency = (context: IdempotencyContext): Idempotency => {
  const { kysely, keys, now, instance, maximumRunMs, lifetimeMs } = context
  const { wait = (milliseconds, signal) => pause(milliseconds, undefined, { signal }) } = context

  /** The key cannot be kept because its account was deleted, which is no error of the server. */
  const explain = async (error: unknown, accountId: string): Promise<never> => {
    const account = await kysely.selectFrom('accounts').select('id').where('id', '=', accountId).executeTakeFirst()
    if (account === undefined) throw new ProviderFailure('account-not-found', 'The account was deleted.')
    throw error
  }

  const closing = new AbortController()

  /** Writes now, or when the database can be reached again. */
  const nowOrLater = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error
      setTimeout(() => {
        if (!closing.signal.aborted) void nowOrLater(work).catch(() => undefined)
      }, laterMs).unref()
    }
  }

  const settle = (claim: Claim, change: { state: 'done' | 'unknown'; response?: string }): Promise<void> =>
    nowOrLater(() =>
      kysely
        .updateTable('idempotency_keys')
        .set(change)
        .where('environment_id', '=', claim.environmentId)
        .where('scope', '=', claim.scope)
        .where('claim', '=', claim.id)
        .execute(),
    )

  const claim = async (request: IdempotentRequest): Promise<ClaimOutcome> => {
    const { environmentId, accountId, scope } = request
    const id = randomUUID()
    const fresh = {
      account_id: accountId,
      request: request.request,
      state: 'running' as const,
      claim: id,
      instance,
      running_until: now() + maximumRunMs,
      response: null,
      created_at: now(),
    }
    const won = await kysely
      .insertInto('idempotency_keys')
      .values({ environment_id: environmentId, scope, ...fresh })
      .onConflict((conflict) =>
        conflict
          .columns(['environment_id', 'scope'])
          .doUpdateSet(fresh)
          .where('idempotency_keys.created_at', '<=', now() - lifetimeMs),
      )
      .returning('claim')
      .executeTakeFirst()
      .catch((error: unknown) => explain(error, accountId))
    if (won !== undefined) return { kind: 'claimed', claim: { ...request, id } }

    const row = await kysely
      .selectFrom('idempotency_keys')
      .select(['environment_id', 'account_id', 'scope', 'request', 'state', 'response', 'instance', 'running_until'])
      .where('environment_id', '=', environmentId)
      .where('scope', '=', scope)
      .executeTakeFirst()
    if (row === undefined) return claim(request)
    if (row.request !== request.request) return { kind: 'reused' }
    if (row.state === 'running') {
      const isAlive = row.instance === instance || row.running_until > now()
      return { kind: isAlive ? 'running' : 'unknown' }
    }
    const { response: sealed } = row
    const response = sealed === null ? undefined : await openedOrNot(() => openResponse(keys, row, sealed))
    return row.state === 'done' && response !== undefined ? { kind: 'done', response } : { kind: 'unknown' }
  }

  return {
    claim,
    async claimWhenSettled(request, signal) {
      for (;;) {
        const outcome = await claim(request)
        if (outcome.kind !== 'running' || signal.aborted) return outcome
        await wait(pollMs, signal).catch((error: unknown) => {
          if (!signal.aborted) throw error
        })
        if (signal.aborted) return outcome
      }
    },
    complete: (held, response) => settle(held, { state: 'done', response: sealResponse(keys, held, response) }),
    markUnknown: (held) => settle(held, { state: 'unknown' }),
    free: (held) =>
      nowOrLater(() =>
        kysely
          .deleteFrom('idempotency_keys')
          .where('environment_id', '=', held.environmentId)
          .where('scope', '=', held.scope)
          .where('claim', '=', held.id)
          .execute(),
      ),
    close: () => closing.abort(),
  }
}

/**
 * Requests that other instances left running get an unknown outcome: for the start of a process that alone uses its data. An
 * instance that still runs can complete its own.
 */
export const abandonRunning = async (kysely: Kysely<Schema>, instance: string): Promise<void> => {
  await kysely
    .updateTable('idempotency_keys')
    .set({ state: 'unknown' })
    .where('state', '=', 'running')
    .where('instance', '!=', instance)
    .execute()
}

type BoundColumns = Pick<IdempotencyKeyTable, 'environment_id' | 'account_id' | 'scope' | 'request'>

export const idempotentResponse: SealedColumn = {
  table: 'idempotency_keys',
  column: 'response',
  noun: 'answer kept under an Idempotency-Key',
  key: ['environment_id', 'scope'],
  purpose: 'idempotent-response',
  account: 'scope',
  beside: ['account_id', 'request'],
}

/** What a kept answer is bound to: with any of these columns changed by hand, it does not open. */
export const responseBinding = (row: BoundColumns): Binding => bindingIn(idempotentResponse, { ...row })

const sealResponse = (keys: KeyRing, request: IdempotentRequest, response: StoredResponse): string => {
  const { environmentId: environment_id, accountId: account_id } = request
  return keys.seal(fromResponse(response), responseBinding({ ...request, environment_id, account_id }))
}

const openResponse = (keys: KeyRing, row: BoundColumns, sealed: string): StoredResponse | undefined =>
  toResponse(keys.open(sealed, responseBinding(row)))

const fromResponse = ({ status, headers, body }: StoredResponse): string =>
  JSON.stringify({ status, headers: Object.entries(headers), body: Buffer.from(body).toString('base64') })

const toResponse = (text: string): StoredResponse | undefined => {
  const value: unknown = parseText(text)
  if (typeof value !== 'object' || value === null) return undefined
  const { status, headers, body } = Object.fromEntries(Object.entries(value))
  if (typeof status !== 'number' || !Array.isArray(headers) || typeof body !== 'string') return undefined
  return { status, headers: Object.fromEntries(headers), body: Buffer.from(body, 'base64') }
}
