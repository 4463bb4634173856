import { randomUUID } from 'node:crypto'
import { type ProviderSlug, providerSlugs } from '@rollcall/contract'
import { parseText, type Variables } from '@rollcall/providers'
import type { Kysely } from 'kysely'
import type { Binding, KeyRing } from '../keys.ts'
import { isAfter, type ListRequest, type ListResult, positionOf, toListResult } from '../list-cursor.ts'
import type { LinkTokenTable, Schema } from '../schema.ts'
import { bindingIn, type SealedColumn } from '../sealed-column.ts'
import { openOr } from '../store-error.ts'
import { generateToken, hashToken, isMalformedToken } from '../tokens/token-format.ts'

/** Whether a link token still connects an account, and why not. */
export type LinkTokenState = 'open' | 'used' | 'revoked' | 'expired'

/** A link token without the token itself: one customer connects one account with it. */
export interface LinkToken {
  readonly id: string
  readonly environmentId: string
  readonly tenantId: string
  /** The account that is connected again; `undefined`: a new one is made. */
  readonly accountId: string | undefined
  /** The providers to choose from; empty: all. */
  readonly providers: readonly ProviderSlug[]
  readonly redirectUri: string | undefined
  /** The account that it has made, which is not active unless the token is used. */
  readonly madeAccountId: string | undefined
  readonly state: LinkTokenState
  readonly createdAtMs: number
  readonly expiresAtMs: number
  readonly usedAtMs: number | undefined
  readonly revokedAtMs: number | undefined
}

export interface NewLinkToken {
  readonly tenantId: string
  readonly accountId?: string | undefined
  readonly providers: readonly ProviderSlug[]
  readonly redirectUri?: string | undefined
  /** Account variables that the page shows filled in. */
  readonly context: Variables
  readonly expiresAtMs: number
}

export interface LinkTokens {
  /** The token itself is returned only here. */
  create(environmentId: string, input: NewLinkToken): Promise<LinkToken & { readonly token: string }>
  /** The link token of a text, whatever its state. */
  verify(token: string): Promise<LinkToken | undefined>
  get(environmentId: string, id: string): Promise<LinkToken | undefined>
  /** The newest first. @throws Refusal `invalid-cursor` or `cursor-expired` */
  list(environmentId: string, request: ListRequest): Promise<ListResult<LinkToken>>
  /** @throws StoreError when it does not open */
  context(environmentId: string, id: string): Promise<Variables>
  /** Whether there was such a token; one that is revoked or used stays as it is. */
  revoke(environmentId: string, id: string): Promise<boolean>
  /**
   * Claims the right to connect with an open token: one attempt at a time, and none after a success. `undefined` when
   * another attempt is under way or the token is no longer open.
   */
  claim(environmentId: string, id: string, untilMs: number): Promise<string | undefined>
  /** Notes the account of the attempt, before any call of the vendor. */
  noteAccount(environmentId: string, id: string, claim: string, accountId: string): Promise<void>
  /** Ends the attempt: the token is used up, or open for another one. */
  settle(environmentId: string, id: string, claim: string, isUsed: boolean): Promise<void>
}

const columns = [
  'id',
  'environment_id',
  'tenant_id',
  'account_id',
  'providers',
  'redirect_uri',
  'made_account_id',
  'created_at',
  'expires_at',
  'used_at',
  'revoked_at',
] as const

type BoundColumns = Pick<
  LinkTokenTable,
  'id' | 'environment_id' | 'tenant_id' | 'account_id' | 'providers' | 'redirect_uri'
>

export const linkTokenContext: SealedColumn = {
  table: 'link_tokens',
  column: 'context',
  noun: 'link token',
  key: ['id'],
  purpose: 'link-token-context',
  account: 'id',
  beside: ['key_id', 'tenant_id', 'account_id', 'providers', 'redirect_uri'],
}

const bindingOf = (row: BoundColumns, keyId: string): Binding => bindingIn(linkTokenContext, { ...row, key_id: keyId })

/** The columns that hold a link token's context; to be written in one statement with those that it is bound to. */
export const sealContext = (keys: KeyRing, row: BoundColumns, context: string) => ({
  context: keys.seal(context, bindingOf(row, keys.sealingKeyId)),
  key_id: keys.sealingKeyId,
})

/** @throws StoreError when the context does not open in this row. */
export const openContext = (keys: KeyRing, row: BoundColumns & Pick<LinkTokenTable, 'context' | 'key_id'>): string =>
  openOr(
    `The stored context of the link token ${row.id} does not open: its row was changed, or its key "${row.key_id}" is another one now. Revoke the link token and make another one.`,
    () => keys.open(row.context, bindingOf(row, row.key_id)),
  )

/** Ends the attempts of other processes: for the start of a process that alone uses its data. */
export const releaseAttempts = async (kysely: Kysely<Schema>): Promise<void> => {
  await kysely
    .updateTable('link_tokens')
    .set({ claim: null, claimed_until: null })
    .where('claim', 'is not', null)
    .execute()
}

export const createLinkTokens = (
  kysely: Kysely<Schema>,
  context: { readonly keys: KeyRing; readonly now: () => number },
): LinkTokens => {
  const { keys, now } = context
  const toLinkToken = (row: Pick<LinkTokenTable, (typeof columns)[number]>): LinkToken => ({
    id: row.id,
    environmentId: row.environment_id,
    tenantId: row.tenant_id,
    accountId: row.account_id ?? undefined,
    providers: providerSlugs.filter((slug) => row.providers.split(' ').includes(slug)),
    redirectUri: row.redirect_uri ?? undefined,
    madeAccountId: row.made_account_id ?? undefined,
    state: stateOf(row, now()),
    createdAtMs: row.created_at,
    expiresAtMs: row.expires_at,
    usedAtMs: row.used_at ?? undefined,
    revokedAtMs: row.revoked_at ?? undefined,
  })
  const ofId = (environmentId: string, id: string) =>
    kysely.selectFrom('link_tokens').where('environment_id', '=', environmentId).where('id', '=', id)
  const claimed = (environmentId: string, id: string, claim: string) =>
    kysely
      .updateTable('link_tokens')
      .where('environment_id', '=', environmentId)
      .where('id', '=', id)
      .where('claim', '=', claim)

  return {
    async create(environmentId, input) {
      const token = generateToken()
      const bound = {
        id: randomUUID(),
        environment_id: environmentId,
        tenant_id: input.tenantId,
        account_id: input.accountId ?? null,
        providers: input.providers.join(' '),
        redirect_uri: input.redirectUri ?? null,
      }
      const row = await kysely
        .insertInto('link_tokens')
        .values({
          ...bound,
          ...sealContext(keys, bound, JSON.stringify(input.context)),
          hash: hashToken(token),
          made_account_id: null,
          claim: null,
          claimed_until: null,
          created_at: now(),
          expires_at: input.expiresAtMs,
          used_at: null,
          revoked_at: null,
        })
        .returning(columns)
        .executeTakeFirstOrThrow()
      return { ...toLinkToken(row), token }
    },
    async verify(token) {
      if (isMalformedToken(token)) return undefined
      const query = kysely.selectFrom('link_tokens').select(columns).where('hash', '=', hashToken(token))
      const row = await query.executeTakeFirst()
      return row === undefined ? undefined : toLinkToken(row)
    },
    async get(environmentId, id) {
      const row = await ofId(environmentId, id).select(columns).executeTakeFirst()
      return row === undefined ? undefined : toLinkToken(row)
    },
    async list(environmentId, request) {
      const name = { environmentId, list: 'link-token' }
      const after = positionOf(request, name, context)
      let query = kysely.selectFrom('link_tokens').select(columns).where('environment_id', '=', environmentId)
      if (after !== undefined) query = query.where(isAfter(after))
      const found = await query
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(request.limit + 1)
        .execute()
      return toListResult(found.map(toLinkToken), request, name, context)
    },
    async context(environmentId, id) {
      const row = await ofId(environmentId, id)
        .select([...columns, 'context', 'key_id'])
        .executeTakeFirst()
      return row === undefined ? {} : textsOf(openContext(keys, row))
    },
    async revoke(environmentId, id) {
      await kysely
        .updateTable('link_tokens')
        .set({ revoked_at: now() })
        .where('environment_id', '=', environmentId)
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
        .where('used_at', 'is', null)
        .execute()
      return (await ofId(environmentId, id).select('id').executeTakeFirst()) !== undefined
    },
    async claim(environmentId, id, untilMs) {
      const claim = randomUUID()
      const row = await kysely
        .updateTable('link_tokens')
        .set({ claim, claimed_until: untilMs })
        .where('environment_id', '=', environmentId)
        .where('id', '=', id)
        .where('used_at', 'is', null)
        .where('revoked_at', 'is', null)
        .where('expires_at', '>', now())
        .where(({ eb, or }) => or([eb('claimed_until', 'is', null), eb('claimed_until', '<=', now())]))
        .returning('id')
        .executeTakeFirst()
      return row === undefined ? undefined : claim
    },
    async noteAccount(environmentId, id, claim, accountId) {
      await claimed(environmentId, id, claim).set({ made_account_id: accountId }).execute()
    },
    async settle(environmentId, id, claim, isUsed) {
      await claimed(environmentId, id, claim)
        .set({ claim: null, claimed_until: null, ...(isUsed ? { used_at: now() } : {}) })
        .execute()
    },
  }
}

const stateOf = (row: Pick<LinkTokenTable, 'used_at' | 'revoked_at' | 'expires_at'>, nowMs: number): LinkTokenState => {
  if (row.used_at !== null) return 'used'
  if (row.revoked_at !== null) return 'revoked'
  return row.expires_at <= nowMs ? 'expired' : 'open'
}

const textsOf = (json: string): Variables => {
  const value: unknown = parseText(json)
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : []
  return Object.fromEntries(entries.flatMap(([name, text]) => (typeof text === 'string' ? [[name, text]] : [])))
}
