import { hash, randomBytes, randomUUID } from 'node:crypto'
import { parseText } from '@rollcall/providers'
import type { Kysely } from 'kysely'
import type { Binding, KeyRing } from '../keys.ts'
import type { Schema } from '../schema.ts'
import { bindingIn, type SealedColumn } from '../sealed-column.ts'
import { openedOrNot } from '../store-error.ts'

/** One browser that works with one link token. */
export interface ConnectSession {
  readonly id: string
  readonly environmentId: string
  readonly linkTokenId: string
  /** The result of the last attempt, as it was passed to `end`; `undefined`: it has not ended. */
  readonly outcome: unknown
}

/** The browsers at the hosted page. Only hashes of cookies and states are stored, and the data of an attempt is sealed. */
export interface ConnectSessions {
  /** The cookie is returned only here. */
  create(environmentId: string, linkTokenId: string): Promise<{ readonly cookie: string; readonly lifetimeMs: number }>
  find(cookie: string): Promise<ConnectSession | undefined>
  /** Begins an attempt at a vendor's consent page; a former one of this browser ends. @returns its state */
  begin(session: ConnectSession, attempt: unknown): Promise<string>
  /** The attempt that this state belongs to: once, and only to the browser that began it. */
  resume(session: ConnectSession, state: string): Promise<unknown>
  /** Stores the result of an attempt, until the next one ends. */
  end(session: ConnectSession, outcome: unknown): Promise<void>
}

/** How long a browser may take. */
const lifetimeMs = 60 * 60 * 1000

const secret = (): string => randomBytes(32).toString('base64url')

const sealedPart = (part: 'attempt' | 'outcome'): SealedColumn => ({
  table: 'connect_sessions',
  column: part,
  noun: 'connect session',
  key: ['id'],
  purpose: `connect-${part}`,
  account: 'id',
  beside: ['link_token_id'],
})

export const connectAttempt = sealedPart('attempt')
export const connectOutcome = sealedPart('outcome')

const bindingOf = (session: Omit<ConnectSession, 'outcome'>, part: 'attempt' | 'outcome'): Binding =>
  bindingIn(part === 'attempt' ? connectAttempt : connectOutcome, {
    id: session.id,
    environment_id: session.environmentId,
    link_token_id: session.linkTokenId,
  })

export const createConnectSessions = (
  kysely: Kysely<Schema>,
  { keys, now }: { readonly keys: KeyRing; readonly now: () => number },
): ConnectSessions => {
  const opened = async (
    session: Omit<ConnectSession, 'outcome'>,
    purpose: 'attempt' | 'outcome',
    sealed: string | null,
  ): Promise<unknown> =>
    sealed === null ? undefined : openedOrNot(() => parseText(keys.open(sealed, bindingOf(session, purpose))))
  const sealed = (session: ConnectSession, purpose: 'attempt' | 'outcome', value: unknown): string =>
    keys.seal(JSON.stringify(value), bindingOf(session, purpose))

  return {
    async create(environmentId, linkTokenId) {
      const cookie = secret()
      await kysely
        .insertInto('connect_sessions')
        .values({
          id: randomUUID(),
          environment_id: environmentId,
          link_token_id: linkTokenId,
          hash: hash('sha256', cookie),
          state_hash: null,
          attempt: null,
          outcome: null,
          created_at: now(),
          expires_at: now() + lifetimeMs,
        })
        .execute()
      return { cookie, lifetimeMs }
    },
    async find(cookie) {
      const row = await kysely
        .selectFrom('connect_sessions')
        .select(['id', 'environment_id', 'link_token_id', 'outcome'])
        .where('hash', '=', hash('sha256', cookie))
        .where('expires_at', '>', now())
        .executeTakeFirst()
      if (row === undefined) return undefined
      const session = { id: row.id, environmentId: row.environment_id, linkTokenId: row.link_token_id }
      return { ...session, outcome: await opened(session, 'outcome', row.outcome) }
    },
    async begin(session, attempt) {
      const state = secret()
      await kysely
        .updateTable('connect_sessions')
        .set({ state_hash: hash('sha256', state), attempt: sealed(session, 'attempt', attempt) })
        .where('id', '=', session.id)
        .execute()
      return state
    },
    async resume(session, state) {
      const stateHash = hash('sha256', state)
      const row = await kysely
        .selectFrom('connect_sessions')
        .select('attempt')
        .where('id', '=', session.id)
        .where('state_hash', '=', stateHash)
        .executeTakeFirst()
      if (row === undefined) return undefined
      // Of two requests with the same state, only one changes the row.
      const taken = await kysely
        .updateTable('connect_sessions')
        .set({ state_hash: null, attempt: null })
        .where('id', '=', session.id)
        .where('state_hash', '=', stateHash)
        .returning('id')
        .executeTakeFirst()
      return taken === undefined ? undefined : opened(session, 'attempt', row.attempt)
    },
    async end(session, outcome) {
      await kysely
        .updateTable('connect_sessions')
        .set({ outcome: sealed(session, 'outcome', outcome) })
        .where('id', '=', session.id)
        .execute()
    },
  }
}
