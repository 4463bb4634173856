import { buffer, text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import type { Access, Account } from '../../account.ts'
import type { Adapter } from '../../contract.ts'
import { type Exchange, paperVendor } from '../../testing/exchange.ts'
import { acme, acmeWith, api, contextOf, failureOf, type Person, usersOf } from '../../testing/made-up-vendor.ts'
import { credential, template, userId } from '../calls/template.ts'
import { at } from '../json/json.ts'
import { byCursor } from '../lists/pagination.ts'

const ann = { id: '1', full_name: 'Ann Lee', mail: 'ann@example.com', active: true, password: 'hunter2' }

const { password: _password, ...shownAnn } = ann

const through = async <T>(
  adapter: Adapter<Person>,
  exchanges: readonly Exchange[],
  work: (users: ReturnType<typeof usersOf>) => Promise<T>,
  account: Partial<Account & Access> = {},
): Promise<T> => {
  const vendor = paperVendor(exchanges)
  try {
    return await work(usersOf(adapter, vendor, account))
  } finally {
    expect(vendor.complaints()).toEqual([])
  }
}
const get = (adapter: Adapter<Person>, id: string, exchanges: readonly Exchange[]) =>
  through(adapter, exchanges, (users) => users.get(id, {}, contextOf()))
const asked = (path: string, body: unknown, status = 200): Exchange => ({
  request: `GET ${api}${path}`,
  answer: { status, body },
})

describe('one user', () => {
  it('is read by its id, with its record unchanged except for its secrets', async () => {
    const found = await get(acme, '1', [asked('/users/1', ann)])
    expect(found.user).toMatchObject({ id: '1', name: 'Ann Lee', is_active: true })
    expect(found.remote).toEqual({ id: '1', full_name: 'Ann Lee', mail: 'ann@example.com', active: true })
    expect(found.answer.raw().bytes.toString()).toBe(JSON.stringify(shownAnn))
  })

  it('may be deeper in the answer, and be requested with remote_query', async () => {
    const adapter = acmeWith({
      get: { requests: [{ path: template`/users/${userId}` }], record: (body) => at(body, 'data') },
    })
    await through(adapter, [asked('/users/1?include=teams', { data: ann })], async (users) => {
      const { user } = await users.get('1', { remoteQuery: { include: 'teams' } }, contextOf())
      expect(user.id).toBe('1')
    })
  })

  it('is searched for in one place after the other', async () => {
    const adapter = acmeWith({
      get: {
        requests: [{ path: template`/users/${userId}` }, (id) => ({ path: template`/archive/${`a-${id}`}` })],
      },
    })
    const found = await get(adapter, '1', [asked('/users/1', {}, 404), asked('/archive/a-1', ann)])
    expect(found.user.id).toBe('1')
    const failure = await failureOf(() =>
      get(adapter, '1', [asked('/users/1', {}, 404), asked('/archive/a-1', {}, 404)]),
    )
    expect(failure.slug).toBe('user-not-found')
  })

  it('is not searched for elsewhere after any other failure', async () => {
    const adapter = acmeWith({
      get: { requests: [{ path: template`/users/${userId}` }, { path: template`/archive/${userId}` }] },
    })
    const failure = await failureOf(() => get(adapter, '1', [asked('/users/1', {}, 403)]))
    expect(failure.slug).toBe('provider-forbidden')
  })
})

describe('a user that does not exist', () => {
  it.each([
    ['404', {}, acme, asked('/users/1', {}, 404)],
    ['204', {}, acme, { request: `GET ${api}/users/1`, answer: { status: 204 } }],
    [
      '200 with an empty list',
      {},
      acmeWith({
        get: {
          requests: [{ path: template`/users/${userId}` }],
          record: (body) => at(body, 'users.0'),
          emptyIsUnknown: true,
        },
      }),
      asked('/users/1', { users: [] }),
    ],
    [
      '400 that the adapter knows',
      {},
      { ...acme, errors: { rules: [{ means: 'not-found' as const }] } },
      asked('/users/1', {}, 400),
    ],
  ])('is not found when the vendor answers %s', async (_what, _rest, adapter: Adapter<Person>, exchange) => {
    expect((await failureOf(() => get(adapter, '1', [exchange]))).slug).toBe('user-not-found')
  })
})

describe('a value whose meaning is not certain', () => {
  it('is null, with a warning', async () => {
    const found = await get(acme, '1', [asked('/users/1', { ...ann, active: 'perhaps' })])
    expect(found.user).toMatchObject({ id: '1', is_active: null })
    expect(found.warnings).toMatchObject([{ code: 'value-not-read', pointer: '/is_active' }])
  })
})

describe('an answer that is not understood', () => {
  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['null', null],
    ['a list', [ann]],
    ['a record without id', { full_name: 'Ann' }],
    ['another user', { ...ann, id: '2' }],
  ])('is a failure of the vendor with its answer: %s', async (_what, body) => {
    const failure = await failureOf(() => get(acme, '1', [asked('/users/1', body)]))
    expect(failure).toMatchObject({ slug: 'provider-error', options: { remote: { status: 200 } } })
  })
})

describe('an id', () => {
  const strict = acmeWith({
    get: {
      requests: [{ path: template`/users/${userId}` }],
      reservedIds: ['Me', 'find'],
      idPattern: /[a-z0-9-]+/,
      normaliseId: (id) => id.toLowerCase(),
    },
  })

  it.each(['', ' ', '\t', '.', '..', 'a\u0000b', 'a\nb', '\u0085', 'x'.repeat(513), '\ud800', '\u{1f600}'.repeat(513)])(
    'that cannot name a user (%j) makes no call',
    async (id) => {
      for (const adapter of [acme, strict]) {
        const results = [
          () => get(adapter, id, []),
          () => through(adapter, [], (users) => users.delete(id, {}, contextOf())),
          () =>
            through(adapter, [], (users) =>
              users.update(id, { body: { email: 'a@b' }, handling: 'lenient' }, contextOf()),
            ),
          () => through(adapter, [], (users) => users.get(id, { format: 'stream' }, contextOf())),
        ]
        for (const work of results) expect((await failureOf(work)).slug).toBe('user-not-found')
      }
    },
  )

  it.each(['me', 'ME', ' me', 'find', 'a b', 'a/b', 'ä'])(
    'that the adapter rules out (%j) makes no call',
    async (id) => {
      const failure = await failureOf(() => get(strict, id, []))
      expect(failure.slug).toBe('user-not-found')
      expect(failure.message).toContain('Acme has no user')
    },
  )

  it('has one spelling', async () => {
    const found = await get(strict, 'AB-1', [asked('/users/ab-1', { ...ann, id: 'Ab-1' })])
    expect(found.user.id).toBe('Ab-1')
  })

  it.each(['x'.repeat(512), '\u{1f600}'.repeat(512), 'Zoë 李', 'a@b.example', '007'])(
    'of up to 512 characters is any text',
    async (id) => {
      const request = `GET ${api}/users/${encodeURIComponent(id)}`
      const found = await get(acme, id, [{ request, answer: { body: { ...ann, id } } }])
      expect(found.user.id).toBe(id)
    },
  )

  it('is shown shortened when it is long', async () => {
    expect((await failureOf(() => get(acme, 'x'.repeat(9999), []))).message.length).toBeLessThan(150)
  })
})

describe('a user of a vendor without a call for one', () => {
  const adapter = acmeWith({
    get: { fromList: true, normaliseId: (id) => id.toLowerCase() },
    list: {
      ...acme.users.list,
      request: ({ at: after, pass }) => ({ path: '/users', query: { after, pass } }),
      paging: byCursor(({ body }) => at(body, 'next')),
      passes: () => ['a', 'b'],
    },
  })
  const pages = [
    asked('/users?pass=a', { users: [{ id: '3' }, { id: '4' }], next: 'x' }),
    asked('/users?after=x&pass=a', { users: [{ id: '5' }] }),
    asked('/users?pass=b', { users: [{ id: 'Q1', full_name: 'Ann' }] }),
  ]

  it('is found by reading the list, and its record is the answer', async () => {
    const found = await get(adapter, 'q1', pages)
    expect(found.user).toMatchObject({ id: 'Q1', name: 'Ann' })
    expect(JSON.parse(found.answer.raw().bytes.toString())).toEqual({ id: 'Q1', full_name: 'Ann' })
  })

  it('ends the reading once it is found', async () => {
    expect((await get(adapter, '4', pages.slice(0, 1))).user.id).toBe('4')
  })

  it('is not found at the end of the list', async () => {
    expect((await failureOf(() => get(adapter, 'nobody', pages))).slug).toBe('user-not-found')
  })

  it('is streamed as the record that raw returns', async () => {
    const raw = (await get(adapter, 'q1', pages)).answer
    const opened = await through(adapter, pages, (users) => users.get('q1', { format: 'stream' }, contextOf()))
    expect(await buffer(opened.body)).toEqual(raw.raw().bytes)
    expect(opened).toMatchObject({ status: 200, headers: raw.headers, removed: [] })
  })

  it('is streamed without its secrets', async () => {
    const careful: typeof adapter = { ...adapter, user: { ...adapter.user, secrets: ['api_token'] } }
    const page = asked('/users?pass=a', { users: [{ id: '3', full_name: 'Ann', api_token: 'made-up' }] })
    const opened = await through(careful, [page], (users) => users.get('3', { format: 'stream' }, contextOf()))
    expect(JSON.parse(await text(opened.body))).toEqual({ id: '3', full_name: 'Ann' })
    expect(opened.removed).toEqual(['api_token'])
  })

  it('is not found by a stream at the end of the list', async () => {
    const stream = () => through(adapter, pages, (users) => users.get('nobody', { format: 'stream' }, contextOf()))
    expect((await failureOf(stream)).slug).toBe('user-not-found')
  })

  it('is not understood when a record has no id', async () => {
    const failure = await failureOf(() => get(adapter, '9', [asked('/users?pass=a', { users: [{ id: null }] })]))
    expect(failure).toMatchObject({ slug: 'provider-error', options: { remote: { status: 200 } } })
  })
})

describe('the user of the credential', () => {
  const me = (adapter: Adapter<Person>, exchanges: readonly Exchange[], account: Partial<Account & Access> = {}) =>
    through(adapter, exchanges, (users) => users.me({ remoteQuery: { include: 'x' } }, contextOf()), account)

  it('is read by its own call', async () => {
    expect((await me(acme, [asked('/me?include=x', ann)])).user.id).toBe('1')
  })

  it('is read by the id that another answer has', async () => {
    const adapter = acmeWith({
      me: { identity: () => ({ path: template`/whoami/${credential}` }), key: (body) => String(at(body, 'user')) },
    })
    const exchanges = [asked('/whoami/key-4f1d9b7c5e', { user: 1 }), asked('/users/1?include=x', ann)]
    expect((await me(adapter, exchanges)).user.id).toBe('1')
  })

  it('is searched for by the key of another answer where that is not the id', async () => {
    const adapter = acmeWith({
      me: {
        identity: ({ principal = '', variables }) => ({ key: `${principal}@${variables.org}` }),
        lookup: (key) => ({ path: template`/by-mail/${key}` }),
        record: (body: unknown) => at(body, 'found.0'),
      },
    })
    const account = { principal: 'ann', variables: { org: 'acme' } }
    const exchange = { request: `GET ${api}/by-mail/ann%40acme?include=x`, answer: { body: { found: [ann] } } }
    expect((await me(adapter, [exchange], account)).user.id).toBe('1')
  })

  it.each([
    ['the vendor tells nobody', acmeWith({ me: { absent: 'Keys belong to no one.' } }), 'Keys belong to no one.', []],
    [
      'this kind of credential has nobody',
      acmeWith({ me: { identity: ({ method }) => ({ absent: `No user behind ${method}.` }) } }),
      'No user behind api_key.',
      [],
    ],
    ['there is no key', acmeWith({ me: { identity: () => ({ key: '' }) } }), 'does not belong to a user', []],
    [
      'the identity names nobody',
      acmeWith({ me: { identity: () => ({ path: '/whoami' }), key: () => undefined } }),
      'does not belong to a user',
      [asked('/whoami', {})],
    ],
  ])('is not supported when %s', async (_what, adapter, says, exchanges) => {
    const failure = await failureOf(() => me(adapter, exchanges))
    expect(failure.slug).toBe('operation-not-supported')
    expect(failure.message).toContain(says)
  })

  it('is not understood without a record', async () => {
    const failure = await failureOf(() => me(acme, [asked('/me?include=x', [])]))
    expect(failure).toMatchObject({ slug: 'provider-error', options: { remote: { status: 200 } } })
  })
})

describe('a stream of one user', () => {
  const bytes = async (stream: { readonly body: NodeJS.ReadableStream }) => {
    const chunks: Buffer[] = []
    for await (const chunk of stream.body) chunks.push(Buffer.from(chunk))
    return Buffer.concat(chunks).toString()
  }
  const adapter = acmeWith({
    get: { requests: [{ path: template`/users/${userId}` }, { path: template`/archive/${userId}` }] },
  })

  it('is the bytes of the place where the user is found', async () => {
    const exchanges = [asked('/users/1', {}, 404), asked('/archive/1', ann)]
    expect(
      await through(adapter, exchanges, async (users) =>
        bytes(await users.get('1', { format: 'stream' }, contextOf())),
      ),
    ).toBe(JSON.stringify(shownAnn))
  })

  it('is not found where the vendor answers 204, and where no place has the user', async () => {
    const nothing = (path: string) => ({ request: `GET ${api}${path}`, answer: { status: 204 } })
    for (const exchanges of [
      [nothing('/users/1'), nothing('/archive/1')],
      [asked('/users/1', {}, 404), asked('/archive/1', {}, 404)],
    ]) {
      const failure = await failureOf(() =>
        through(adapter, exchanges, (users) => users.get('1', { format: 'stream' }, contextOf())),
      )
      expect(failure.slug).toBe('user-not-found')
    }
  })

  it('of the own user is that of its own call, or of its id', async () => {
    const stream = (given: Adapter<Person>, exchanges: readonly Exchange[]) =>
      through(given, exchanges, async (users) => bytes(await users.me({ format: 'stream' }, contextOf())))
    expect(await stream(acme, [asked('/me', ann)])).toBe(JSON.stringify(shownAnn))
    const byId = acmeWith({ me: { identity: () => ({ key: '1' }) } })
    expect(await stream(byId, [asked('/users/1', ann)])).toBe(JSON.stringify(shownAnn))
  })

  it('of a list is the first vendor page, with the filters that the vendor applies', async () => {
    const listing = acmeWith({
      list: {
        ...acme.users.list,
        request: ({ size, filters }) => ({ path: '/users', query: { size, active: filters.is_active } }),
        nativeFilters: ['is_active'],
      },
    })
    const query = { limit: 1000, filters: { is_active: true }, handling: 'strict' } as const
    const exchanges = [asked('/users?size=100&active=true', { users: [ann] })]
    expect(
      await through(listing, exchanges, async (users) =>
        bytes(await users.list({ ...query, format: 'stream' }, contextOf())),
      ),
    ).toBe(JSON.stringify({ users: [shownAnn] }))
  })
})
