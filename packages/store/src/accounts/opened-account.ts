import type { AccountStatus } from '@rollcall/contract'
import { type Access, type Account, type Credential, type Handling, ProviderFailure } from '@rollcall/providers'
import type { AccountCache } from '../account-cache.ts'
import { StoreUnavailable } from '../store-error.ts'
import type { LastError, OpenedRecord } from './account-record.ts'
import { MissingClient, type Refreshes } from './refresh.ts'
import { hasExpired, isRefreshable, toCredential, toRemembered, usableToken } from './token-state.ts'

/** What an opened account needs. */
export interface OpenedAccountContext {
  readonly now: () => number
  readonly cache: AccountCache
  readonly refreshes: Refreshes
  /** How long a call waits for a new token while the old one is valid. */
  readonly earlyWaitMs: number
  /** Least seconds between two tokens, where the vendor throttles minting. */
  readonly mintIntervalSeconds: (
    provider: OpenedRecord['provider'],
    method: OpenedRecord['method'],
  ) => number | undefined
}

/**
 * A connected account for one request. It uses the tokens that other requests get meanwhile; it prints as an empty object.
 */
export class OpenedAccount implements Account {
  #record: OpenedRecord
  readonly #context: OpenedAccountContext

  constructor(record: OpenedRecord, context: OpenedAccountContext) {
    this.#record = record
    this.#context = context
  }

  get id(): string {
    return this.#record.id
  }
  get environmentId(): string {
    return this.#record.environmentId
  }
  get tenantId(): string {
    return this.#record.tenantId
  }
  get provider(): OpenedRecord['provider'] {
    return this.#record.provider
  }
  get method(): OpenedRecord['method'] {
    return this.#record.method
  }
  get status(): AccountStatus {
    return this.#record.status
  }
  get handling(): Handling | undefined {
    return this.#record.handling
  }
  get lastError(): LastError | undefined {
    return this.#record.lastError
  }

  /** Whether the account brought its own OAuth app. */
  get hasClient(): boolean {
    return this.#record.secrets.client !== undefined
  }

  /** Why the account has to be connected again, by the vendor's answer; `undefined` while it can be used. */
  get refusal(): ProviderFailure | undefined {
    return this.#record.status === 'needs_reauth' ? toRemembered(this.#record) : undefined
  }

  open(signal: AbortSignal): Access | Promise<Access> {
    const record = this.#catchUp()
    if (record.status === 'needs_reauth') return Promise.reject(toRemembered(record))
    if (usableToken(record, undefined, this.#context.now()) !== undefined || !isRefreshable(record)) {
      return toAccess(record)
    }
    return hasExpired(record, this.#context.now()) ? this.#refreshed(undefined, signal) : this.#refreshedEarly(signal)
  }

  async renew(stale: Credential, signal: AbortSignal): Promise<Access | undefined> {
    const record = this.#catchUp()
    if (record.status === 'needs_reauth') throw toRemembered(record)
    if (stale.kind !== 'token' || !isRefreshable(record)) return this.#otherThan(stale)
    const { mintIntervalSeconds, now } = this.#context
    const intervalMs = (mintIntervalSeconds(record.provider, record.method) ?? 0) * 1000
    const isRecent = record.mintedAtMs !== undefined && now() - record.mintedAtMs < intervalMs
    if (isRecent && !hasExpired(record, now())) return toAccess(record)
    try {
      return await this.#refreshed(stale.accessToken, signal)
    } catch (error) {
      if (error instanceof MissingClient) return undefined
      throw error
    }
  }

  async refused(remoteStatus: number | undefined): Promise<void> {
    const lastError: LastError = { kind: 'credential-refused', remoteStatus }
    this.#record = (await this.#context.refreshes.refuse(this.#record, lastError)) ?? this.#record
  }

  #catchUp(): OpenedRecord {
    this.#record = this.#context.cache.newest(this.#record)
    return this.#record
  }

  async #refreshed(stale: string | undefined, signal: AbortSignal): Promise<Access> {
    try {
      this.#record = await untilAborted(() => this.#context.refreshes.refresh(this.#record, stale), signal)
    } catch (error) {
      this.#catchUp()
      throw error
    }
    return toAccess(this.#record)
  }

  /** A valid token is used while no new one can be got. */
  async #refreshedEarly(signal: AbortSignal): Promise<Access> {
    const { earlyWaitMs, now } = this.#context
    try {
      return await this.#refreshed(undefined, AbortSignal.any([signal, AbortSignal.timeout(earlyWaitMs)]))
    } catch (error) {
      const record = this.#catchUp()
      const isUsable = record.status === 'active' && !hasExpired(record, now())
      if (isUsable && mayPass(error) && !signal.aborted) return toAccess(record)
      throw error
    }
  }

  /** A person may have replaced a credential that cannot be refreshed. */
  #otherThan(stale: Credential): Access | undefined {
    const { credential } = this.#record.secrets
    if (credential.kind === 'token' && credential.accessToken === undefined) return undefined
    const current = toAccess(this.#record)
    return JSON.stringify(current.credential) === JSON.stringify(stale) ? undefined : current
  }
}

const opened = new WeakMap<OpenedRecord, Access>()

/** Whether the old token can still be valid although there is no new one. */
const mayPass = (error: unknown): boolean =>
  error instanceof MissingClient ||
  error instanceof StoreUnavailable ||
  (error instanceof ProviderFailure && error.slug !== 'account-needs-reauth' && error.slug !== 'account-not-found')

/** Always the same object for the same record, so that the engine can cache what it derives from it. */
const toAccess = (record: OpenedRecord): Access => {
  const known = opened.get(record)
  if (known !== undefined) return known
  const access = { credential: toCredential(record), variables: record.variables, principal: record.principal }
  opened.set(record, access)
  return access
}

/** Rejects when the caller's signal fires; the work goes on. */
const untilAborted = <T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const leave = () => {
      const detail = 'The access token was not refreshed in time.'
      reject(new ProviderFailure('provider-timeout', detail, { cause: signal.reason }))
    }
    if (signal.aborted) {
      leave()
      return
    }
    signal.addEventListener('abort', leave, { once: true })
    work()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', leave))
  })
