/** The record of the answers to callers, and of what must therefore be in the store after every kill. */

/** An account in the state that callers got in answers. */
export interface Held {
  readonly tenant: string
  /** The serial of the newest credential. */
  readonly serial: string
  readonly method: 'api_key' | 'oauth2'
}

/** An account, or its deletion. */
export type Fate = Held | 'deleted'

/** An account whose id a caller got in an answer. */
export interface Entry {
  readonly id: string
  /** The last acknowledged state. */
  fate: Fate
  /** A change without an answer: it may have been made. */
  open: { readonly fate: Fate; readonly events: readonly string[] } | undefined
  /** One change runs at a time, with any number of reads. */
  isBusy: boolean
  /** The number of calls that refresh its token now. */
  refreshing: number
  /**
   * The process that was killed while it refreshed the token: its lease lasts for a while, and the account cannot be used.
   */
  heldBy: { readonly process: number; readonly atMs: readonly number[] } | undefined
  /** The events that were acknowledged with its changes, in order. */
  readonly events: string[]
  /** A token that reaches this account alone, and when it was made. */
  token: { readonly text: string; readonly atMs: number } | undefined
}

/** An existing account. */
export interface HeldEntry extends Entry {
  fate: Held
}

export const isHeld = (entry: Entry): entry is HeldEntry => entry.fate !== 'deleted'

/** An account that a request without an answer may have made. */
export interface Unanswered {
  readonly tenant: string
  readonly serial: string
  readonly method: Held['method']
  /** Made by a link token, which stays open after a lost attempt; else by an import. */
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
  /** A revocation was requested and not answered. */
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
  /** Ids of the accounts that the work of this round used. */
  readonly touched: Set<string>
  /** Ids of requests of this round that were answered as changes. */
  readonly requestIds: string[]
  /** Changes that were answered, of all rounds. */
  acknowledged: number
  /** Counts up, so that every name is unique. */
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

/** An event in the form in which the record and the receiver compare it. */
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

/** Marks an open change as made, or as not made. */
export const settle = (entry: Entry, isMade: boolean): void => {
  if (isMade && entry.open !== undefined) {
    entry.fate = entry.open.fate
    entry.events.push(...entry.open.events)
  }
  entry.open = undefined
}
