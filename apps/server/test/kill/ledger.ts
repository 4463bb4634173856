/** What callers were answered, and what must therefore be in the store, whatever was killed since. */

/** An account as callers know it. */
export interface Held {
  readonly tenant: string
  /** Of the credential that was given last. */
  readonly serial: string
  readonly method: 'api_key' | 'oauth2'
}

/** An account, or that it was deleted. */
export type Fate = Held | 'deleted'

/** An account whose id a caller was answered. */
export interface Entry {
  readonly id: string
  /** As it was acknowledged last. */
  fate: Fate
  /** A change whose answer has not come: it was made, or it was not. */
  open: { readonly fate: Fate; readonly events: readonly string[] } | undefined
  /** One change runs at a time; any number of reads beside it. */
  isBusy: boolean
  /** Calls that refresh its token now. */
  refreshing: number
  /** The process that died while it refreshed the token: its right to do so lasts for a while, and nobody can use the account. */
  heldBy: { readonly process: number; readonly atMs: readonly number[] } | undefined
  /** The events that were acknowledged with its changes, in order. */
  readonly events: string[]
  /** A token that reaches this account alone, and when it was made. */
  token: { readonly text: string; readonly atMs: number } | undefined
}

/** An account that lives. */
export interface HeldEntry extends Entry {
  fate: Held
}

export const isHeld = (entry: Entry): entry is HeldEntry => entry.fate !== 'deleted'

/** An account that a request without an answer may have made. */
export interface Unanswered {
  readonly tenant: string
  readonly serial: string
  readonly method: Held['method']
  /** Made by a link token, which an attempt that was lost leaves open; else by an import. */
  readonly link: OpenLink | undefined
}

/** A link token that has not connected its account, as far as is known. */
export interface OpenLink {
  readonly id: string
  readonly tenant: string
  readonly token: string
  readonly cookie: string
}

export interface HeldToken {
  readonly id: string
  readonly token: string
  isRevoked: boolean
  /** A revocation was asked for and not answered. */
  isDoubtful: boolean
}

export interface HeldWebhook {
  readonly id: string
  readonly name: string
  fate: 'kept' | 'deleted' | 'doubtful'
}

/** An answer that a repeat with the same idempotency key must get again. */
export interface KeptAnswer {
  readonly accountId: string
  readonly key: string
  readonly email: string
  readonly text: string
}

export interface Ledger {
  readonly entries: Map<string, Entry>
  readonly unanswered: Unanswered[]
  readonly tokens: HeldToken[]
  readonly webhooks: HeldWebhook[]
  readonly revokedLinks: string[]
  readonly usedLinks: string[]
  readonly answers: KeptAnswer[]
  /** Ids of the accounts that the work of this round has reached. */
  readonly touched: Set<string>
  /** Ids of requests of this round that were answered as changes. */
  readonly requestIds: string[]
  /** Changes that were answered, of all rounds. */
  acknowledged: number
  /** Names nothing twice. */
  serial(prefix: string): string
}

export const createLedger = (): Ledger => {
  let serials = 0
  return {
    entries: new Map(),
    unanswered: [],
    tokens: [],
    webhooks: [],
    revokedLinks: [],
    usedLinks: [],
    answers: [],
    touched: new Set(),
    requestIds: [],
    acknowledged: 0,
    serial(prefix) {
      serials += 1
      return `${prefix}${serials}`
    },
  }
}

/** An event as the ledger and the receiver compare it. */
export const eventLabel = (event: string, tenant: string): string => `integrated_account:${event} ${tenant}`

export const addEntry = (ledger: Ledger, id: string, held: Held): Entry => {
  const entry: Entry = {
    id,
    fate: held,
    open: undefined,
    isBusy: false,
    refreshing: 0,
    heldBy: undefined,
    events: [eventLabel('created', held.tenant), eventLabel('active', held.tenant)],
    token: undefined,
  }
  ledger.entries.set(id, entry)
  ledger.touched.add(id)
  return entry
}

/** Takes an open change as made, or as not made. */
export const settle = (entry: Entry, isMade: boolean): void => {
  if (isMade && entry.open !== undefined) {
    entry.fate = entry.open.fate
    entry.events.push(...entry.open.events)
  }
  entry.open = undefined
}
