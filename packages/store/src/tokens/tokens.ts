import { randomUUID } from 'node:crypto'
import { type TokenScope, tokenScopes } from '@rollcall/contract'
import type { Kysely } from 'kysely'
import type { Changes } from '../database.ts'
import type { KeyRing } from '../keys.ts'
import { isAfter, type ListRequest, type ListResult, positionOf, toListResult } from '../list-cursor.ts'
import { MemoryCache } from '../memory-cache.ts'
import type { Schema } from '../schema.ts'
import { generateToken, hashToken, isMalformedToken } from './token-format.ts'

/** A bearer token of Rollcall, without its secret. */
export interface ApiToken {
  readonly id: string
  readonly environmentId: string
  /** The one account that the token reaches; `undefined`: every account of its environment. */
  readonly accountId: string | undefined
  readonly name: string
  /** The last four characters, to distinguish tokens. */
  readonly hint: string
  readonly createdAtMs: number
  readonly expiresAtMs: number | undefined
  readonly scopes: readonly TokenScope[]
  /** To the minute; `undefined`: never. */
  readonly lastUsedAtMs: number | undefined
}

export interface NewApiToken {
  readonly name: string
  /** Absent: all. */
  readonly scopes?: readonly TokenScope[]
  /** `account`: a short-lived token that no list shows; absent: `api`. */
  readonly kind?: 'api' | 'account'
  readonly expiresAtMs?: number | undefined
  readonly accountId?: string | undefined
}

/** The token, or why it is refused. */
type Verified = ApiToken | 'unknown' | 'expired'

export interface Tokens {
  /** `token` is returned here and never again. */
  create(environmentId: string, input: NewApiToken): Promise<ApiToken & { readonly token: string }>
  /** Makes a token of a given text (the demo's `demo-token`); once, however often it is called. */
  install(environmentId: string, input: NewApiToken & { readonly token: string }): Promise<void>
  /** The caller of a bearer token; at once, from memory, if it was used in the last minute. */
  verify(token: string): Verified | Promise<Verified>
  get(environmentId: string, id: string): Promise<ApiToken | undefined>
  /** The newest first, without those of accounts. @throws Refusal `invalid-cursor` or `cursor-expired` */
  list(environmentId: string, request: ListRequest): Promise<ListResult<ApiToken>>
  /** Whether there was such a token. */
  delete(environmentId: string, id: string): Promise<boolean>
  /** Removes the tokens of a deleted account from memory. */
  forgetAccount(accountId: string): void
}

const columns = [
  'id',
  'environment_id',
  'account_id',
  'name',
  'hint',
  'created_at',
  'expires_at',
  'scopes',
  'last_used_at',
] as const

export const createTokens = (
  kysely: Kysely<Schema>,
  context: {
    readonly keys: KeyRing
    readonly now: () => number
    readonly changes: Changes
    /** Called with each attempt with a token that has expired. */
    readonly onExpired: (environmentId: string) => void
  },
): Tokens => {
  const { now } = context
  const cache = new MemoryCache<ApiToken>(now)
  context.changes.listen('api_tokens', {
    changed: ({ id }) => cache.forgetWhere((token) => token.id === id),
    missed: () => cache.doubt(),
  })

  const toRow = (environmentId: string, token: string, input: NewApiToken) => ({
    id: randomUUID(),
    environment_id: environmentId,
    account_id: input.accountId ?? null,
    name: input.name,
    hash: hashToken(token),
    hint: token.slice(-4),
    created_at: now(),
    expires_at: input.expiresAtMs ?? null,
    scopes: (input.scopes ?? tokenScopes).join(' '),
    kind: input.kind ?? ('api' as const),
    last_used_at: null,
  })

  /** No call waits for it or fails with it: it is for people. Once a minute, as long as a token is in memory. */
  const noteUse = (id: string): void => {
    const query = kysely.updateTable('api_tokens').set({ last_used_at: now() }).where('id', '=', id)
    query.execute().catch(() => undefined)
  }

  const read = async (hash: string): Promise<ApiToken | undefined> => {
    const mark = cache.mark()
    const row = await kysely.selectFrom('api_tokens').select(columns).where('hash', '=', hash).executeTakeFirst()
    if (row === undefined) {
      if (cache.getOld(hash) !== undefined) cache.forget(hash)
      return undefined
    }
    const found = toApiToken(row)
    cache.put(hash, found, mark)
    noteUse(found.id)
    return found
  }

  const verified = (found: ApiToken | undefined): Verified => {
    if (found === undefined) return 'unknown'
    if (found.expiresAtMs === undefined || found.expiresAtMs > now()) return found
    context.onExpired(found.environmentId)
    return 'expired'
  }

  return {
    async create(environmentId, input) {
      const token = generateToken()
      const row = toRow(environmentId, token, input)
      await kysely.insertInto('api_tokens').values(row).execute()
      return { ...toApiToken(row), token }
    },
    async install(environmentId, input) {
      const row = toRow(environmentId, input.token, input)
      await kysely
        .insertInto('api_tokens')
        .values(row)
        .onConflict((conflict) => conflict.column('hash').doNothing())
        .execute()
    },
    verify(token) {
      const hash = hashToken(token)
      const known = cache.get(hash)
      if (known !== undefined) return verified(known)
      return isMalformedToken(token) ? 'unknown' : cache.readOrOld(hash, () => read(hash)).then(verified)
    },
    async get(environmentId, id) {
      const row = await kysely
        .selectFrom('api_tokens')
        .select(columns)
        .where('environment_id', '=', environmentId)
        .where('id', '=', id)
        .where('kind', '=', 'api')
        .executeTakeFirst()
      return row === undefined ? undefined : toApiToken(row)
    },
    async list(environmentId, request) {
      const name = { environmentId, list: 'api-token' }
      const after = positionOf(request, name, context)
      let query = kysely
        .selectFrom('api_tokens')
        .select(columns)
        .where('environment_id', '=', environmentId)
        .where('kind', '=', 'api')
      if (after !== undefined) query = query.where(isAfter(after))
      const rows = await query
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(request.limit + 1)
        .execute()
      return toListResult(rows.map(toApiToken), request, name, context)
    },
    async delete(environmentId, id) {
      const row = await kysely
        .deleteFrom('api_tokens')
        .where('environment_id', '=', environmentId)
        .where('id', '=', id)
        .where('kind', '=', 'api')
        .returning('hash')
        .executeTakeFirst()
      if (row !== undefined) cache.forget(row.hash)
      return row !== undefined
    },
    forgetAccount(accountId) {
      cache.forgetWhere((token) => token.accountId === accountId)
    },
  }
}

const toApiToken = (row: {
  id: string
  environment_id: string
  account_id: string | null
  name: string
  hint: string
  created_at: number
  expires_at: number | null
  scopes: string
  last_used_at: number | null
}): ApiToken => ({
  id: row.id,
  environmentId: row.environment_id,
  accountId: row.account_id ?? undefined,
  name: row.name,
  hint: row.hint,
  createdAtMs: row.created_at,
  expiresAtMs: row.expires_at ?? undefined,
  scopes: tokenScopes.filter((scope) => row.scopes.split(' ').includes(scope)),
  lastUsedAtMs: row.last_used_at ?? undefined,
})
