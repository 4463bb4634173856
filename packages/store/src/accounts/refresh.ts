import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { ProviderSlug } from '@rollcall/contract'
import {
  type CallContext,
  DeadlinePassed,
  type OAuthClient,
  ProviderFailure,
  type TokenSet,
  type Variables,
} from '@rollcall/providers'
import type { LastError, OpenedRecord } from './account-record.ts'
import type { AccountRows } from './account-rows.ts'
import type { StoredToken } from './secrets.ts'
import { hasExpired, isRefreshable, tokenOf, toRemembered, usableToken } from './token-state.ts'

/** The input of a token request. */
export interface RefreshInput {
  readonly provider: ProviderSlug
  readonly environmentId: string
  readonly accountId: string
  readonly variables: Variables
  readonly method: 'oauth2' | 'client_credentials'
  readonly client: OAuthClient
  /** With `oauth2` alone. */
  readonly refreshToken?: string
  /** Its signal fires `refreshTimeoutMs` after the start, with a `DeadlinePassed`. The request has to end then. */
  readonly context: CallContext
}

/**
 * Requests a token of the vendor. Throws `ProviderFailure` `account-needs-reauth` when the vendor refuses the grant for good,
 * another slug when the vendor was not reached.
 */
export type Refresher = (input: RefreshInput) => Promise<TokenSet>

/** A change of an account that is reported, once for all callers and processes. */
export interface AccountEvent {
  readonly type: 'authentication_error'
  readonly accountId: string
  readonly environmentId: string
}

export interface RefreshOptions {
  readonly now: () => number
  readonly refresher: Refresher
  /** The environment's OAuth app, where the account brought none. */
  readonly clientOf: (environmentId: string, provider: ProviderSlug) => Promise<OAuthClient | undefined>
  readonly onAccountEvent: (event: AccountEvent) => void
  /** How long the vendor may take. */
  readonly refreshTimeoutMs: number
  /** How long a process holds the right to refresh, should it be killed; above `refreshTimeoutMs`. */
  readonly leaseMs: number
  /** How long to wait between two looks at another process's refresh. */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>
}

const pollMs = 50
const doubtPauseMs = 1000

/** There is no OAuth app to refresh with; the access token is still valid, or is one of client credentials. */
export class MissingClient extends ProviderFailure {
  constructor(provider: ProviderSlug) {
    super(
      'account-needs-reauth',
      `The access token cannot be refreshed: neither the account nor its environment has an OAuth app for ${provider}. Set one with POST /environment-integration.`,
    )
  }
}

/** One refresh per credential, however many callers and processes want it. */
export class Refreshes {
  readonly #rows: AccountRows
  readonly #options: RefreshOptions
  readonly #flights = new Map<string, { readonly stale: string | undefined; readonly result: Promise<OpenedRecord> }>()
  /** Tokens that a vendor issued and that could not be stored: the old refresh token may be invalid, so they are kept. */
  readonly #unsaved = new Map<string, { readonly credentialVersion: number; readonly answer: TokenSet }>()
  /** By account: ends the pause of the caller that waits for another process's refresh. */
  readonly #wakers = new Map<string, () => void>()
  readonly #closing = new AbortController()

  constructor(rows: AccountRows, options: RefreshOptions) {
    this.#rows = rows
    this.#options = options
  }

  /** The account with a valid token that is not `stale`. Runs to its end, also when every caller has disconnected. */
  async refresh(record: OpenedRecord, stale: string | undefined): Promise<OpenedRecord> {
    const running = this.#flights.get(record.id)
    if (running !== undefined) {
      const result = await running.result
      if (running.stale === stale || tokenOf(result) !== stale) return result
    }
    const joined = this.#flights.get(record.id)
    if (joined !== undefined) return joined.result
    const result = this.#run(record, stale).finally(() => this.#flights.delete(record.id))
    this.#flights.set(record.id, { stale, result })
    return result
  }

  /** A process has changed the account: calls that wait for that read it at once. */
  changed(accountId: string): void {
    this.#wakers.get(accountId)?.()
  }

  /** Stores a refusal and reports it once. Returns the account after that; `undefined` when it is gone. */
  async refuse(record: OpenedRecord, lastError: LastError): Promise<OpenedRecord | undefined> {
    const changed = await this.#rows.markRefused(record, lastError)
    if (changed === undefined) return this.#rows.read(record)
    this.#options.onAccountEvent({
      type: 'authentication_error',
      accountId: record.id,
      environmentId: record.environmentId,
    })
    return changed
  }

  /** Waits for the answers of vendors, since a rotated token must be stored; no longer for other processes. */
  async close(): Promise<void> {
    this.#closing.abort(new Error('The store is closing.'))
    await Promise.allSettled([...this.#flights.values()].map(({ result }) => result))
  }

  async #run(first: OpenedRecord, stale: string | undefined): Promise<OpenedRecord> {
    const { now, leaseMs } = this.#options
    const holder = randomUUID()
    for (let waitedMs = 0; waitedMs <= 2 * leaseMs; waitedMs += pollMs) {
      const record = await this.#rows.read(first)
      if (record === undefined) throw new ProviderFailure('account-not-found', 'The account was deleted.')
      if (record.status === 'needs_reauth') throw toRemembered(record)
      if (usableToken(record, stale, now()) !== undefined || !isRefreshable(record)) return record
      const client = record.secrets.client ?? (await this.#options.clientOf(record.environmentId, record.provider))
      if (client === undefined) throw await this.#withoutClient(record)
      if (await this.#rows.takeLease(record, holder, now() + leaseMs)) {
        return await this.#refreshUnderLease(record, client, holder)
      }
      await this.#untilChanged(record.id)
    }
    throw new ProviderFailure('provider-timeout', 'The token refresh of another process does not end.')
  }

  /** Until a change of the account is announced; not longer than `pollMs`, since a lease may also end unchanged. */
  async #untilChanged(accountId: string): Promise<void> {
    const { wait = (milliseconds, signal) => pause(milliseconds, undefined, { signal }) } = this.#options
    const woken = Promise.withResolvers<void>()
    this.#wakers.set(accountId, woken.resolve)
    await Promise.race([wait(pollMs, this.#closing.signal), woken.promise])
    this.#wakers.delete(accountId)
  }

  /** A customer's token that has expired cannot be renewed without an app: that is stored, although no vendor refused it. */
  async #withoutClient(record: OpenedRecord): Promise<ProviderFailure> {
    if (record.method !== 'oauth2' || !hasExpired(record, this.#options.now()))
      return new MissingClient(record.provider)
    const current = await this.refuse(record, { kind: 'client-missing' })
    return current?.status === 'needs_reauth' ? toRemembered(current) : new MissingClient(record.provider)
  }

  async #refreshUnderLease(record: OpenedRecord, client: OAuthClient, holder: string): Promise<OpenedRecord> {
    try {
      const unsaved = this.#unsaved.get(record.id)
      const answer =
        unsaved?.credentialVersion === record.credentialVersion ? unsaved.answer : await this.#ask(record, client)
      this.#unsaved.set(record.id, { credentialVersion: record.credentialVersion, answer })
      const saved = await this.#save(record, answer)
      this.#unsaved.delete(record.id)
      return saved
    } catch (error) {
      if (error instanceof ProviderFailure && error.slug === 'account-not-found') this.#unsaved.delete(record.id)
      if (error instanceof ProviderFailure && error.slug === 'account-needs-reauth') {
        const current = await this.refuse(record, {
          kind: 'token-refused',
          remoteStatus: error.options.remote?.status,
        })
        if (current !== undefined && current.credentialVersion !== record.credentialVersion) return current
      }
      throw error
    } finally {
      await this.#rows.releaseLease(record, holder)
    }
  }

  /** Repeats once after a pause where the refusal may pass: vendors refuse a refresh while another one is running. */
  async #ask(record: OpenedRecord, client: OAuthClient): Promise<TokenSet> {
    const {
      now,
      refreshTimeoutMs,
      wait = (milliseconds, signal) => pause(milliseconds, undefined, { signal }),
    } = this.#options
    const endMs = now() + refreshTimeoutMs
    try {
      return await this.#askOnce(record, client, refreshTimeoutMs)
    } catch (error) {
      const isDoubtful = error instanceof ProviderFailure && error.options.isDoubtful === true
      if (!isDoubtful || now() + doubtPauseMs >= endMs) throw error
      await wait(doubtPauseMs, this.#closing.signal)
      return this.#askOnce(record, client, endMs - now())
    }
  }

  async #askOnce(record: OpenedRecord, client: OAuthClient, timeoutMs: number): Promise<TokenSet> {
    const { credential } = record.secrets
    const refreshToken = credential.kind === 'token' ? credential.refreshToken : undefined
    const deadline = new AbortController()
    const timer = setTimeout(() => {
      deadline.abort(new DeadlinePassed(`No token after ${timeoutMs} ms.`))
    }, timeoutMs)
    try {
      return await this.#options.refresher({
        provider: record.provider,
        environmentId: record.environmentId,
        accountId: record.id,
        variables: record.variables,
        method: record.method === 'client_credentials' ? 'client_credentials' : 'oauth2',
        client,
        ...(record.method === 'oauth2' && refreshToken !== undefined ? { refreshToken } : {}),
        context: { signal: deadline.signal, deadlineAtMs: this.#options.now() + timeoutMs },
      })
    } finally {
      clearTimeout(timer)
    }
  }

  /** Stored before a caller gets it. Credentials that were set meanwhile replace what the vendor issued. */
  async #save(asked: OpenedRecord, answer: TokenSet): Promise<OpenedRecord> {
    const isNew = ([name, value]: readonly [string, string]) => asked.variables[name] !== value
    const added = Object.fromEntries(Object.entries(answer.variables).filter(isNew))
    for (let record: OpenedRecord | undefined = asked; record !== undefined; record = await this.#rows.read(asked)) {
      const { credential } = record.secrets
      if (record.credentialVersion !== asked.credentialVersion || credential.kind !== 'token') return record
      const saved = await this.#rows.change(
        record,
        {
          variables: { ...record.variables, ...added },
          principal: answer.principal ?? record.principal ?? null,
          minted_at: this.#options.now(),
        },
        { secrets: { ...record.secrets, credential: toStored(answer, credential) } },
      )
      if (saved !== undefined) return saved
    }
    throw new ProviderFailure('account-not-found', 'The account was deleted.')
  }
}

const toStored = (answer: TokenSet, old: StoredToken): StoredToken => ({
  kind: 'token',
  accessToken: answer.accessToken,
  refreshToken: answer.refreshToken ?? old.refreshToken,
  expiresAtMs: answer.expiresAtMs,
})
