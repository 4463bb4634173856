import type {
  IntegratedAccount,
  Integration,
  NormalizedUser,
  NormalizedUserList,
  PersonHit,
  User,
  UserList,
} from '@rollcall/contract'
import type { Middleware } from 'openapi-fetch'
import createFetchClient from 'openapi-fetch'
import { answers } from './answers.ts'
import type { Token } from './authorization.ts'
import { authorization } from './authorization.ts'
import type { Calls, LooseClient } from './calls.ts'
import { callsOf } from './calls.ts'
import type { ClientPaths, FormatPaths, NormalizedPaths } from './client-paths.ts'
import type { ItemWalk, ListWalk } from './item-walk.ts'
import { itemWalk } from './item-walk.ts'
import { readPersonLines, readUserLines } from './lines.ts'
import { arrayPages, items, walk } from './pages.ts'
import { serializePath } from './path.ts'
import type { Result } from './problem.ts'
import { unwrap } from './problem.ts'
import { serializeQuery } from './query.ts'
import type { RawCall } from './raw.ts'
import { rawCall } from './raw.ts'
import type { Fetch } from './retry.ts'
import { withRetries } from './retry.ts'

/** Where the server is and how it is called. */
export interface ClientOptions {
  /** The server, with its path prefix if it has one: `https://rollcall.example.com`. */
  baseUrl: string
  /** An API token, or a function that returns it before every call. */
  token?: Token | undefined
  /** Sends one request; default: the platform's `fetch`. Retries are made around it. */
  fetch?: Fetch | undefined
  /** Headers of every call. */
  headers?: Record<string, string> | undefined
  /** Tries after the first one; default 3, 0 for none. */
  retries?: number | undefined
  /** No try begins later than this after the first one, in milliseconds; default 60,000. */
  retryBudgetMs?: number | undefined
  /**
   * How long each try waits for its answer to begin, in milliseconds; default 30,000, `Infinity` for no limit. A try that
   * takes longer fails with a `DOMException` named `TimeoutError`, and is repeated like one after a network failure.
   */
  timeoutMs?: number | undefined
}

type UserListParameters = FormatPaths['/unified/crm/users']['get']['parameters']

/** The users of a walk: the parameters of `GET /unified/crm/users` that can be used with it. */
export interface UserWalk {
  params: Omit<UserListParameters, 'query'> & {
    query: Omit<UserListParameters['query'], 'truto_key_by' | 'truto_ignore_limit'>
  }
  /** Ends the walk at any time. */
  signal?: AbortSignal | undefined
}

/** The person of a search: the parameters of `GET /unified/crm/people`. */
export interface PersonSearch {
  params: ClientPaths['/unified/crm/people']['get']['parameters']
  /** Ends the search at any time. */
  signal?: AbortSignal | undefined
}

/** Walks over all users; a failure is thrown as a `ProblemError`. */
export interface UserWalks<Item, List> {
  /** Every page, from the first or from `next_cursor` on. */
  pages(options: UserWalk): AsyncGenerator<Omit<List, 'result'> & { result: Item[] }, void, undefined>
  /** Every user of every page. */
  users(options: UserWalk): AsyncGenerator<Item, void, undefined>
}

/** A Rollcall server. */
export interface Client extends Calls<ClientPaths, User>, UserWalks<User, UserList> {
  /** The same calls with users that have every field. */
  normalized: Calls<NormalizedPaths, NormalizedUser> & UserWalks<NormalizedUser, NormalizedUserList>
  /** The vendor's own answer, unchanged; a failure is thrown as a `ProblemError`. */
  raw: RawCall
  /** The vendor's own answer, streamed without a buffer; a failure is thrown as a `ProblemError`. */
  stream: RawCall
  /** Every user of every page in one answer, as NDJSON; a failure midway is thrown as a `ProblemError`. */
  userLines(options: UserWalk): AsyncGenerator<User, void, undefined>
  /** Every item of every page of a list: `client.items('/api-token')`. */
  items: ItemWalk
  /** A person in every account, one result as each account answers; a failure midway is thrown as a `ProblemError`. */
  personLines(options: PersonSearch): AsyncGenerator<PersonHit, void, undefined>
  /** Every account of the token's environment. */
  accounts(options?: ListWalk<'/integrated-account'>): AsyncGenerator<IntegratedAccount, void, undefined>
  /** Every provider. */
  integrations(options?: ListWalk<'/integration'>): AsyncGenerator<Integration, void, undefined>
  /** Adds middleware of openapi-fetch to every call; it sees a call once, however often it is tried. */
  use(...middleware: Middleware[]): void
}

/** A typed client of a Rollcall server. */
export const createClient = (options: ClientOptions): Client => {
  const unifiedClient = connect(options)
  const normalizedClient = connect(options, { truto_response_format: 'normalized' })
  const rawClient = connect(options, { truto_response_format: 'raw' })
  const streamClient = connect(options, { truto_response_format: 'stream' })
  const unified = callsOf<ClientPaths, User>(unifiedClient)
  const normalized = callsOf<NormalizedPaths, NormalizedUser>(normalizedClient)
  const lines = rawCall(unifiedClient)
  const itemsOfList = itemWalk(unifiedClient)

  return {
    ...unified,
    ...userWalks<User, UserList>((params, signal) => unified.GET('/unified/crm/users', { params, signal })),
    normalized: {
      ...normalized,
      ...userWalks<NormalizedUser, NormalizedUserList>((params, signal) =>
        normalized.GET('/unified/crm/users', { params, signal }),
      ),
    },
    raw: rawCall(rawClient),
    stream: rawCall(streamClient),
    async *userLines({ params, signal }) {
      const headers = { Accept: 'application/x-ndjson' }
      yield* readUserLines(await lines('/unified/crm/users', { params, headers, signal }), signal)
    },
    async *personLines({ params, signal }) {
      const headers = { Accept: 'application/x-ndjson' }
      const options = { params, headers, signal: signal ?? null, parseAs: 'stream' as const }
      const result = await unifiedClient.request('get', '/unified/crm/people', options)
      unwrap(result)
      yield* readPersonLines(result.response, signal)
    },
    items: itemsOfList,
    accounts: (options) => itemsOfList('/integrated-account', options ?? {}),
    integrations: (options) => itemsOfList('/integration', options ?? {}),
    use(...middleware) {
      for (const client of [unifiedClient, normalizedClient, rawClient, streamClient]) client.use(...middleware)
    },
  }
}

const userWalks = <Item, List extends { result: Item[] | { [key: string]: Item }; next_cursor: string | null }>(
  fetchPage: (params: UserWalk['params'], signal: AbortSignal | undefined) => Promise<Result<List>>,
): UserWalks<Item, List> => {
  const pages = ({ params, signal }: UserWalk) =>
    arrayPages<Item, List>(
      walk(params.query.next_cursor, signal, (next_cursor) =>
        fetchPage({ ...params, query: { ...params.query, next_cursor } }, signal),
      ),
    )
  return { pages, users: (options) => items(pages(options), options.signal) }
}

const connect = (options: ClientOptions, query?: Record<string, string>): LooseClient => {
  const baseUrl = options.baseUrl.replace(/\/+$/, '')
  const client: LooseClient = createFetchClient({
    baseUrl,
    // Read at each call, so that a later replacement (tracing, tests) is used.
    fetch: withRetries(options.fetch ?? ((request) => globalThis.fetch(request)), {
      retries: options.retries ?? 3,
      budgetMs: options.retryBudgetMs ?? 60_000,
      timeoutMs: options.timeoutMs ?? 30_000,
    }),
    querySerializer: (parameters) => serializeQuery({ ...parameters, ...query }),
    pathSerializer: serializePath,
    headers: options.headers ?? {},
  })
  client.use(answers)
  if (options.token !== undefined) client.use(authorization(options.token, baseUrl))
  return client
}
