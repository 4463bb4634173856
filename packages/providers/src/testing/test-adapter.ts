import { Buffer } from 'node:buffer'
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { type MethodName, userFields } from '@rollcall/contract'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import type { Account, Credential } from '../account.ts'
import type {
  Adapter,
  AuthenticationMethod,
  FilterField,
  Filters,
  Sort,
  Variables,
  WritableField,
} from '../contract.ts'
import { authorise, placementOf, secretsOf } from '../runtime/calls/authorise.ts'
import { handedOut } from '../runtime/calls/hand-out.ts'
import { ProviderFailure, Refusal } from '../runtime/failures.ts'
import { without } from '../runtime/json/json.ts'
import { createThrottle } from '../runtime/limits/throttle.ts'
import { onePage } from '../runtime/lists/pagination.ts'
import { offers, type UnifiedUser } from '../runtime/records/read.ts'
import { createEngine, type Users } from '../runtime/users.ts'
import { creatableFields, type UserBody, updatableFields, writableFieldNames } from '../runtime/writes/changes.ts'
import { type Answer, type Exchange, type PaperVendor, paperVendor, requestLine } from './exchange.ts'

/**
 * The one contract suite that every adapter passes. A test file gives the exact exchanges of each operation, with answers
 * from fixtures; the suite runs the real engine against a vendor that answers these exchanges only, and requires a case for
 * everything that an adapter declares.
 */

interface Outcome {
  readonly exchanges: readonly Exchange[]
  /** Members that the unified user must have. */
  readonly user?: Partial<UnifiedUser>
}

export interface ListCase {
  readonly exchanges: readonly Exchange[]
  readonly filters?: Filters
  readonly sort?: Sort
  readonly limit?: number
  /** Ids in order. */
  readonly ids: readonly string[]
  /** Whether there is a next page. */
  readonly more?: boolean
  /** The page that follows, read with the cursor of this one. */
  readonly next?: Omit<ListCase, 'filters' | 'sort'>
}

export interface ErrorCase {
  readonly operation: MethodName
  readonly answer: Answer
  /** Slug of the resulting problem. */
  readonly slug: string
  /** Exchanges before the one that fails, where the operation needs them. */
  readonly before?: readonly Exchange[]
  /** The request that fails; absent: the one at its place where the operation succeeds. */
  readonly request?: string
  readonly body?: unknown
  /** What an update writes; absent: the first case of `update` that begins with `before`. */
  readonly writes?: UserBody
  /** A part of the message that the caller gets. */
  readonly says?: string
  readonly retryAfterSeconds?: number
}

export interface AdapterTests {
  readonly account: {
    readonly method: AuthenticationMethod
    readonly variables: Variables
    readonly principal?: string
  }
  /** Answers of the vendor by name; each file under `fixtures/` has its `source`. */
  readonly get: Outcome & { readonly id: string; readonly user: Partial<UnifiedUser> }
  readonly unknown: {
    readonly id: string
    readonly exchanges: readonly Exchange[]
    /** Successful answers that mean "no such user" as well. */
    readonly bodies?: readonly unknown[]
  }
  readonly list: {
    /** First page, then the next, to the last: at least two pages unless the vendor sends all users at once. */
    readonly pages: ListCase
    readonly empty: ListCase
    /** An answer of the vendor that has a next page, where the first of `pages` has none. */
    readonly endless?: Answer
    readonly filters?: { readonly [F in FilterField]?: ListCase }
    readonly sorts?: readonly ListCase[]
  }
  readonly me?: Outcome
  readonly create?: Outcome & { readonly body: UserBody }
  readonly update?: { readonly [F in WritableField]?: Outcome & { readonly body: UserBody } }
  readonly delete?: { readonly id: string; readonly exchanges: readonly Exchange[] }
  readonly errors: readonly ErrorCase[]
  /** Made-up answers with secrets that no documented one shows. */
  readonly secretAnswers?: readonly unknown[]
}

const nowMs = Date.parse('2026-06-01T12:00:00.000Z')

const specification: { components: { schemas: Record<string, unknown> } } = JSON.parse(
  readFileSync(new URL('../../../contract/openapi.json', import.meta.url), 'utf8'),
)
const ajv = new Ajv2020({ strict: false, validateFormats: false })
ajv.addSchema({ $id: 'contract', components: specification.components })
const validateUser = ajv.compile({ $ref: 'contract#/components/schemas/User' })

/** Distinct and long, so that a leak anywhere is found. */
const credentials: Record<AuthenticationMethod, Credential> = {
  api_key: { kind: 'api_key', apiKey: 'key-4f1d9b7c5e' },
  basic: { kind: 'basic', username: 'login-77c1', password: 'password-0d9e8f7a6b' },
  oauth2: { kind: 'token', accessToken: 'token-8a7b6c5d4e' },
  client_credentials: { kind: 'token', accessToken: 'minted-1a2b3c4d5e' },
}

const bind = (adapter: Adapter<never>, tests: AdapterTests, vendor: PaperVendor): Users => {
  const account: Account = {
    id: 'account',
    environmentId: 'environment',
    provider: adapter.slug,
    method: tests.account.method,
    open: () => ({
      credential: credentials[tests.account.method],
      variables: tests.account.variables,
      principal: tests.account.principal,
    }),
    renew: async () => undefined,
    refused: async () => undefined,
  }
  const engine = createEngine({
    transport: vendor,
    throttle: createThrottle({ now: () => nowMs }),
    now: () => nowMs,
    wait: async () => undefined,
    cursorKeys: [Buffer.alloc(32, 7)],
  })
  return engine(adapter, account)
}

const context = () => ({ signal: new AbortController().signal, deadlineAtMs: nowMs + 1 })

const failureOf = async (run: () => Promise<unknown>): Promise<ProviderFailure | Refusal> => {
  const outcome = await run().then(
    () => undefined,
    (error: unknown) => error,
  )
  if (outcome instanceof ProviderFailure || outcome instanceof Refusal) return outcome
  throw outcome ?? new Error('The call succeeded.')
}

/** Method and address without the query. */
const addressOf = (line: string): string => line.split('?')[0] ?? ''

/** A body that is possible for any adapter, for refusals and probes. */
const someBody = (
  adapter: Adapter<never>,
  operation: 'create' | 'update',
  fields: readonly WritableField[],
): UserBody => {
  const values: Record<WritableField, unknown> = {
    name: 'Ann Lee',
    first_name: 'Ann',
    last_name: 'Lee',
    email: 'ann@example.com',
    is_active: false,
    custom_fields: { Region: 'North' },
  }
  const chosen = fields.filter((field) => field !== 'name' || !fields.includes('first_name'))
  const { create } = adapter.users
  const keys = 'absent' in create || operation === 'update' ? [] : (create.requiredRemoteKeys ?? [])
  const remote = keys.length === 0 ? {} : { remote_data: Object.fromEntries(keys.map((key) => [key, 'x'])) }
  return { ...Object.fromEntries(chosen.map((field) => [field, values[field]])), ...remote }
}

const run = (users: Users, adapter: Adapter<never>, operation: MethodName, id: string): Promise<unknown> => {
  const write = { body: someBody(adapter, 'update', updatableFields(adapter)), handling: 'lenient' as const }
  if (operation === 'get') return users.get(id, {}, context())
  if (operation === 'me') return users.me({}, context())
  if (operation === 'list') return users.list({ limit: 2, filters: {}, handling: 'lenient' }, context())
  if (operation === 'create') {
    return Promise.resolve().then(() =>
      users.create({ body: someBody(adapter, 'create', creatableFields(adapter)), handling: 'lenient' }, context()),
    )
  }
  if (operation === 'update') return Promise.resolve().then(() => users.update(id, write, context()))
  return users.delete(id, {}, context())
}

export const testAdapter = <V>(typed: Adapter<V>, tests: AdapterTests): void => {
  const adapter: Adapter<never> = typed
  const operations: readonly MethodName[] = ['list', 'get', 'create', 'update', 'delete', 'me']
  const isAbsent = (operation: MethodName): boolean => 'absent' in adapter.users[operation]

  /** Runs against the exchanges, and checks what must be true of every request and every user. */
  const through = async <T>(exchanges: readonly Exchange[], work: (users: Users) => Promise<T>): Promise<T> => {
    const vendor = paperVendor(exchanges)
    const result = await work(bind(adapter, tests, vendor)).catch((error: unknown) => {
      const complaints = vendor.complaints()
      throw complaints.length === 0 ? error : new Error(complaints.join('\n'), { cause: error })
    })
    expect(vendor.complaints()).toEqual([])
    const { method, variables } = tests.account
    for (const request of vendor.requests) {
      expect(request.headers).toMatchObject(authorise(placementOf(adapter, method), credentials[method], variables))
    }
    return result
  }

  const checkUser = (user: UnifiedUser): void => {
    expect(validateUser(user) ? [] : validateUser.errors).toEqual([])
  }

  const checkList = async (
    users: Users,
    test: Omit<ListCase, 'exchanges'>,
    see: (found: { readonly user: UnifiedUser }) => void = () => undefined,
    given?: string,
  ): Promise<void> => {
    const page = await users.list(
      { limit: test.limit ?? 100, filters: test.filters ?? {}, sort: test.sort, handling: 'strict', cursor: given },
      context(),
    )
    expect(page.users.map(({ user }) => user.id)).toEqual(test.ids)
    for (const { user } of page.users) {
      checkUser(user)
      see({ user })
    }
    expect(page.nextCursor !== null).toBe(test.more ?? test.next !== undefined)
    if (test.next === undefined || page.nextCursor === null) return
    await checkList(users, { ...test.next, ...pick(test) }, see, page.nextCursor)
  }

  const pick = (test: Omit<ListCase, 'exchanges'>) => ({
    ...(test.filters === undefined ? {} : { filters: test.filters }),
    ...(test.sort === undefined ? {} : { sort: test.sort }),
  })

  const allExchanges = (test: Omit<ListCase, 'filters' | 'sort'>): readonly Exchange[] => [
    ...test.exchanges,
    ...(test.next === undefined ? [] : allExchanges(test.next)),
  ]

  const listed = (test: ListCase) => through(allExchanges(test), (users) => checkList(users, test))

  /** The exchanges of the operation where it succeeds, and the call that makes them. */
  const succeeding = (
    operation: MethodName,
    { writes, before = [] }: Pick<ErrorCase, 'writes' | 'before'>,
  ): readonly [readonly Exchange[], (users: Users) => Promise<unknown>] => {
    const { get, list, me, create, delete: removal } = tests
    if (operation === 'get') return [get.exchanges, (users) => users.get(get.id, {}, context())]
    if (operation === 'list') {
      const query = { limit: list.pages.limit ?? 100, filters: {}, handling: 'strict' } as const
      return [list.pages.exchanges, (users) => users.list(query, context())]
    }
    if (operation === 'me' && me !== undefined) return [me.exchanges, (users) => users.me({}, context())]
    if (operation === 'create' && create !== undefined) {
      const write = { body: create.body, handling: 'strict' } as const
      return [create.exchanges, async (users) => users.create(write, context())]
    }
    if (operation === 'delete' && removal !== undefined) {
      return [removal.exchanges, (users) => users.delete(removal.id, {}, context())]
    }
    if (operation === 'update' && writes !== undefined) {
      return [[], async (users) => users.update(get.id, { body: writes, handling: 'strict' }, context())]
    }
    const update = Object.values(tests.update ?? {}).find(
      ({ exchanges }) =>
        exchanges.length > before.length && before.every(({ request }, index) => request === exchanges[index]?.request),
    )
    if (operation !== 'update' || update === undefined) {
      throw new Error(`The test of ${adapter.slug} has no case of ${operation} that an error could end.`)
    }
    return [
      update.exchanges,
      async (users) => users.update(get.id, { body: update.body, handling: 'strict' }, context()),
    ]
  }

  describe(`${adapter.name} meets the contract of an adapter`, () => {
    it('gets one user', async () => {
      const { user, remote } = await through(tests.get.exchanges, (users) => users.get(tests.get.id, {}, context()))
      expect(user).toMatchObject(tests.get.user)
      expect(Object.keys(remote).length).toBeGreaterThan(0)
      checkUser(user)
    })

    it('does not find an unknown user', async () => {
      const failure = await failureOf(() =>
        through(tests.unknown.exchanges, (users) => users.get(tests.unknown.id, {}, context())),
      )
      expect(failure.slug).toBe('user-not-found')
    })

    it('finds no user for an invalid or reserved id, without a call', async () => {
      for (const id of ['', ' ', '.', '..', 'a\u0000b', 'x'.repeat(513), ...(adapter.users.get.reservedIds ?? [])]) {
        const failure = await failureOf(() => through([], (users) => users.get(id, {}, context())))
        expect(failure.slug).toBe('user-not-found')
      }
    })

    it('lists users, page after page', () => listed(tests.list.pages))
    it('returns an empty list', () => listed(tests.list.empty))

    // A list that is sent at once has no second page.
    if (adapter.users.list.paging !== onePage) {
      it('stops when the vendor returns the same page again', async () => {
        const answer = tests.list.endless ?? tests.list.pages.exchanges[0]?.answer ?? {}
        const vendor = paperVendor([], answer)
        const users = bind(adapter, tests, vendor)
        const query = { limit: tests.list.pages.limit ?? 100, filters: {}, handling: 'lenient' } as const
        const failure = await failureOf(async () => {
          for (let cursor: string | null | undefined; cursor !== null && vendor.requests.length < 20; ) {
            cursor = (await users.list({ ...query, cursor }, context())).nextCursor
          }
        })
        expect(failure.message).toContain('returned the same page twice')
        expect(vendor.requests.length).toBeGreaterThan(1)
      })
    }

    for (const field of adapter.users.list.nativeFilters ?? []) {
      it(`has the vendor filter by ${field}`, async () => {
        const test = tests.list.filters?.[field]
        if (test === undefined)
          throw new Error(`The test of ${adapter.slug} has no case for the native filter ${field}.`)
        await listed(test)
      })
    }

    for (const field of adapter.users.list.nativeSorts ?? []) {
      it(`has the vendor sort by ${field}`, async () => {
        const test = (tests.list.sorts ?? []).find(({ sort }) => sort?.field === field)
        if (test === undefined) throw new Error(`The test of ${adapter.slug} has no case for the native sort ${field}.`)
        await listed(test)
      })
    }

    it('finds the user of its credential, or says why it cannot', async () => {
      if (tests.me === undefined) {
        const failure = await failureOf(() => through([], (users) => users.me({}, context())))
        expect(failure.slug).toBe('operation-not-supported')
        return
      }
      const { user } = await through(tests.me.exchanges, (users) => users.me({}, context()))
      expect(user).toMatchObject(tests.me.user ?? {})
      checkUser(user)
    })

    it('has a case for each operation, and for no other', () => {
      const given = operations.filter((name) => name === 'list' || name === 'get' || tests[name] !== undefined)
      const declared = operations.filter((name) => !isAbsent(name))
      expect(given.filter((name) => name !== 'me')).toEqual(declared.filter((name) => name !== 'me'))
    })

    for (const operation of operations.filter(isAbsent)) {
      it(`refuses to ${operation} before any request, with the reason`, async () => {
        const failure = await failureOf(() => through([], (users) => run(users, adapter, operation, tests.get.id)))
        expect(failure.slug).toBe('operation-not-supported')
        const declared = adapter.users[operation]
        expect(failure.message).toContain('absent' in declared ? declared.absent : '')
      })
    }

    if (!isAbsent('create')) {
      it('creates a user', async () => {
        const test = tests.create
        if (test === undefined) throw new Error(`The test of ${adapter.slug} has no case for create.`)
        const { user } = await through(test.exchanges, (users) =>
          users.create({ body: test.body, handling: 'strict' }, context()),
        )
        expect(user).toMatchObject(test.user ?? {})
        checkUser(user)
      })
    }

    for (const field of updatableFields(adapter)) {
      it(`updates ${field}`, async () => {
        const test = tests.update?.[field]
        if (test === undefined) throw new Error(`The test of ${adapter.slug} has no case for updating ${field}.`)
        expect(Object.hasOwn(test.body, field)).toBe(true)
        const { user } = await through(test.exchanges, (users) =>
          users.update(tests.get.id, { body: test.body, handling: 'strict' }, context()),
        )
        expect(user).toMatchObject(test.user ?? {})
        checkUser(user)
      })
    }

    if (!isAbsent('update')) {
      const cannot = writableFieldNames.filter((field) => !updatableFields(adapter).includes(field))
      for (const field of cannot) {
        it(`refuses to update only ${field}, before any request, and names the fields that can be written`, async () => {
          const failure = await failureOf(() =>
            through([], async (users) =>
              users.update(
                tests.get.id,
                { body: someBody(adapter, 'update', [field]), handling: 'lenient' },
                context(),
              ),
            ),
          )
          expect(failure).toMatchObject({ slug: 'field-not-supported', writableFields: updatableFields(adapter) })
        })
      }
    }

    if (!isAbsent('delete')) {
      it('deletes a user', async () => {
        const test = tests.delete
        if (test === undefined) throw new Error(`The test of ${adapter.slug} has no case for delete.`)
        expect(await through(test.exchanges, (users) => users.delete(test.id, {}, context()))).toMatchObject({
          id: test.id,
        })
      })
    }

    it.each(tests.errors)('reports $answer.status on $operation as $slug', async (test) => {
      const { answer, before = [], operation } = test
      const [exchanges, work] = succeeding(operation, test)
      const position = before.length
      const usual = exchanges[position]
      const failing = {
        ...usual,
        request: test.request ?? usual?.request ?? '',
        body: test.request ? test.body : usual?.body,
        answer,
      }
      if (failing.request === '')
        throw new Error(`The test of ${adapter.slug} does not say which request ends in ${answer.status}.`)
      const vendor = paperVendor([...before, failing], answer)
      const failure = await failureOf(() => work(bind(adapter, tests, vendor)))
      expect(vendor.complaints()).toEqual([])
      // A read is repeated; after a refused credential the validation call follows.
      const [failed, ...more] = vendor.requests.slice(position)
      const probe = 'request' in adapter.users.me ? tests.me?.exchanges[0] : tests.list.pages.exchanges[0]
      for (const request of more) {
        if (test.slug !== 'account-needs-reauth') expect(request).toEqual(failed)
        else expect(addressOf(requestLine(request))).toBe(addressOf(probe?.request ?? ''))
      }
      expect(failure.slug).toBe(test.slug)
      if (test.says !== undefined) expect(failure.message).toContain(test.says)
      if (test.retryAfterSeconds !== undefined) {
        expect(failure).toMatchObject({ options: { retryAfterSeconds: test.retryAfterSeconds } })
      }
    })

    it('shows no credential in a failure, although the vendor repeats it', async () => {
      const { method, variables } = tests.account
      const sent = authorise(placementOf(adapter, method), credentials[method], variables)
      const secrets = secretsOf(credentials[method], sent)
      for (const operation of operations.filter((name) => !isAbsent(name))) {
        const echo = { status: 500, body: { message: `You sent ${JSON.stringify(sent)}`, sent, secrets } }
        const failure = await failureOf(() =>
          run(bind(adapter, tests, paperVendor([], echo)), adapter, operation, tests.get.id),
        )
        const shown = `${failure.message} ${failure.stack} ${JSON.stringify(failure)}`
        for (const secret of secrets) expect(shown).not.toContain(secret)
      }
    })

    it('names as secrets only members that an answer of the vendor has, and returns none of them', async () => {
      const outcomes = [tests.get, tests.me, tests.create, ...Object.values(tests.update ?? {})]
      const exchanges = [
        ...outcomes.flatMap((outcome) => outcome?.exchanges ?? []),
        ...allExchanges(tests.list.pages),
        ...(tests.secretAnswers ?? []).map((body): Exchange => ({ request: '', answer: { body } })),
      ]
      const secrets = adapter.user.secrets ?? []
      const bodies = exchanges.map(({ answer }) => answer.body).filter((body) => typeof body === 'object')
      const unseen = secrets.filter((name) =>
        bodies.every((body) => JSON.stringify(without(body, [name])) === JSON.stringify(body)),
      )
      expect(unseen).toEqual([])
      for (const body of bodies) {
        const { bytes } = handedOut(adapter, { headers: {}, body: Buffer.from(JSON.stringify(body)) })
        expect(JSON.parse(bytes.toString())).toEqual(without(body, secrets))
      }
      const { remote } = await through(tests.get.exchanges, (users) => users.get(tests.get.id, {}, context()))
      expect(without(remote, secrets)).toEqual(remote)
    })

    it('shows its credential in no format, although the vendor’s answer has it', async () => {
      const credential = credentials[tests.account.method]
      const [secret = ''] = secretsOf(credential)
      const spellings = [secret, encodeURIComponent(secret), Buffer.from(`login-77c1:${secret}`).toString('base64')]
      const reported = (exchange: Exchange): Exchange => {
        const { body } = exchange.answer
        const isPlain = typeof body === 'object' && body !== null && !Array.isArray(body)
        return { ...exchange, answer: { ...exchange.answer, body: isPlain ? { ...body, reported: spellings } : body } }
      }
      const got = await through(tests.get.exchanges.map(reported), (users) => users.get(tests.get.id, {}, context()))
      const shown = `${JSON.stringify(got)}${got.answer.raw().bytes}`
      for (const spelling of spellings) expect(shown).not.toContain(spelling)
    })

    it('reports an answer that it does not understand as a failure of the vendor, never as a user', async () => {
      const { bodies = [] } = tests.unknown
      const odd = ['<html>', [], {}, { unexpected: true }, 'null', null]
      const slugOf = async (body: unknown) => {
        const users = bind(adapter, tests, paperVendor([], { status: 200, body }))
        return (await failureOf(() => users.get(tests.get.id, {}, context()))).slug
      }
      const isNamed = (body: unknown) => bodies.some((named) => isDeepStrictEqual(named, body))
      for (const body of odd.filter((body) => !isNamed(body))) {
        expect(await slugOf(body), JSON.stringify(body)).toBe('provider-error')
      }
      for (const body of bodies) expect(await slugOf(body), JSON.stringify(body)).toBe('user-not-found')
    })

    it('has each field that it declares in an answer', async () => {
      const declared = userFields.filter((field) => field !== 'remote_data' && offers(adapter, field))
      const shown = new Set<string>()
      const show = ({ user }: { readonly user: UnifiedUser }) => {
        for (const [field, value] of Object.entries(user)) if (value !== null) shown.add(field)
      }
      const { id, exchanges } = tests.get
      show(await through(exchanges, (users) => users.get(id, {}, context())))
      if (tests.me !== undefined) show(await through(tests.me.exchanges, (users) => users.me({}, context())))
      await through(allExchanges(tests.list.pages), (users) => checkList(users, tests.list.pages, show))
      expect(declared.filter((field) => !shown.has(field))).toEqual([])
    })
  })
}
