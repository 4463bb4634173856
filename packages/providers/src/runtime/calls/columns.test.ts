import { describe, expect, it } from 'vitest'
import type { Adapter, VendorRequest } from '../../contract.ts'
import {
  acme,
  acmeWith,
  api,
  contextOf,
  dependenciesOf,
  failureOf,
  livingVendor,
  nowMs,
  type Person,
  usersOf,
} from '../../testing/made-up-vendor.ts'
import { textAt } from '../json/json.ts'
import { template, userId } from './template.ts'

const columns = {
  names: ['id', 'full_name', 'mail', 'created', 'shoe_size'],
  query: (names: readonly string[]) => ({ select: names.join(',') }),
} satisfies VendorRequest['columns']
const adapter: Adapter<Person> = acmeWith(
  {
    list: {
      ...acme.users.list,
      request: ({ filters }) => ({
        path: '/users',
        query: { ...columns.query(columns.names), mail: filters.email },
        columns,
      }),
      nativeFilters: ['email'],
    },
    get: { requests: [{ path: template`/users/${userId}`, query: columns.query(columns.names), columns }] },
  },
  {
    user: {
      ...acme.user,
      id: { ...acme.user.id, columns: ['id'] },
      email: { ...acme.user.email, columns: ['mail'] },
      created_at: { ...acme.user.created_at, columns: ['created'] },
    },
    errors: { missingColumn: (body) => textAt(body, 'missing') },
  },
)

/** An Acme that refuses the first of these columns in a query. */
const refusing = (...refused: string[]) =>
  livingVendor(({ url }) => {
    const asked = url.searchParams.get('select')?.split(',') ?? []
    const missing =
      refused.find((column) => asked.includes(column)) ?? (url.searchParams.has('mail') ? refused[0] : undefined)
    if (missing !== undefined) return { status: 400, body: { missing: missing.toUpperCase() } }
    return { body: url.pathname.endsWith('/users') ? { users: [{ id: 1 }, { id: 2 }] } : { id: 1 } }
  })

const select = (...names: string[]) => names.join('%2C')
const query = { limit: 10, filters: {}, handling: 'lenient' as const }

describe('a column that the vendor refuses', () => {
  it('is left out of the query, one after the other, and named in the warnings', async () => {
    const vendor = refusing('mail', 'shoe_size')
    const page = await usersOf(adapter, vendor).list(query, contextOf())
    expect(vendor.requests.map(({ url }) => String(url))).toEqual([
      `${api}/users?select=${select('id', 'full_name', 'mail', 'created', 'shoe_size')}`,
      `${api}/users?select=${select('id', 'full_name', 'created', 'shoe_size')}`,
      `${api}/users?select=${select('id', 'full_name', 'created')}`,
    ])
    expect(page.users.map(({ user }) => [user.id, user.email])).toEqual([
      ['1', null],
      ['2', null],
    ])
    expect(page.warnings).toEqual([
      {
        code: 'column-left-out',
        detail: 'Acme refuses this account the column "mail", so these fields are null or incomplete: email.',
      },
      {
        code: 'column-left-out',
        detail: 'Acme refuses this account the column "shoe_size", so remote_data does not have it.',
      },
    ])
  })

  it('is not requested again by any call of the account within ten minutes', async () => {
    const vendor = refusing('mail')
    let now = nowMs
    const users = usersOf(adapter, vendor, {}, { ...dependenciesOf(vendor), now: () => now })
    await users.get('1', {}, contextOf())
    expect(vendor.requests).toHaveLength(2)
    await users.list(query, contextOf())
    expect(vendor.requests).toHaveLength(3)
    const { warnings } = await users.get('1', {}, contextOf())
    expect(vendor.requests).toHaveLength(4)
    expect(warnings).toMatchObject([{ code: 'column-left-out' }])
    now += 600_000
    await users.get('1', {}, contextOf(undefined, now + 1000))
    expect(vendor.requests).toHaveLength(6)
  })

  it('is left out of raw answers too, with a warning', async () => {
    const vendor = refusing('mail')
    const users = usersOf(adapter, vendor)
    const { warnings } = await users.list({ ...query, format: 'raw' }, contextOf())
    expect(vendor.requests).toHaveLength(2)
    expect(warnings).toMatchObject([{ code: 'column-left-out' }])
  })

  it.each([
    ['a native filter', { filters: { email: 'ann@acme.test' } }, 'email'],
    ['an emulated filter', { filters: { created_at: { gt: '2026-01-01T00:00:00.000Z' } } }, 'created_at'],
    ['a sort', { sort: { field: 'created_at', direction: 'asc' } as const }, 'sort_by'],
  ])(
    'refuses %s by it with 422, also in lenient handling, before and after it is known',
    async (_, change, parameter) => {
      const vendor = refusing('mail', 'created')
      const users = usersOf(adapter, vendor)
      const first = await failureOf(() => users.list({ ...query, ...change }, contextOf()))
      expect(first.slug).toBe('filter-not-supported')
      const asked = vendor.requests.length
      const second = await failureOf(() => users.list({ ...query, ...change }, contextOf()))
      expect(second).toMatchObject({ slug: 'filter-not-supported', errors: [{ parameter }] })
      expect(vendor.requests).toHaveLength(asked)
    },
  )

  it('has the vendor’s answer in the 422 where that answer led to it', async () => {
    const found = { ...query, filters: { email: 'ann@acme.test' } }
    const failure = await failureOf(() => usersOf(adapter, refusing('mail')).list(found, contextOf()))
    expect(failure).toMatchObject({
      slug: 'filter-not-supported',
      options: { errors: [{ parameter: 'email' }], remote: { status: 400, body: { missing: 'MAIL' } } },
    })
  })

  it('is a failure where it is the id, or is not in the query', async () => {
    for (const column of ['id', 'unheard_of']) {
      const vendor = livingVendor(() => ({ status: 400, body: { missing: column } }))
      const failure = await failureOf(() => usersOf(adapter, vendor).get('1', {}, contextOf()))
      expect(failure.slug).toBe('provider-rejected')
      expect(vendor.requests).toHaveLength(1)
    }
  })

  it('is a failure when it is refused although it was left out', async () => {
    const vendor = livingVendor(() => ({ status: 400, body: { missing: 'mail' } }))
    const failure = await failureOf(() => usersOf(adapter, vendor).get('1', {}, contextOf()))
    expect(failure.slug).toBe('provider-rejected')
    expect(vendor.requests).toHaveLength(2)
  })
})

describe('a column of a query that is a body', () => {
  it('is left out of that body only', async () => {
    const bodyOf = (names: readonly string[]) => ({ query: names.join(' ') })
    const posting = acmeWith(
      {
        list: {
          ...acme.users.list,
          request: () => ({
            method: 'POST',
            path: '/graph',
            body: bodyOf(['id', 'mail']),
            columns: { names: ['id', 'mail'], body: bodyOf },
          }),
        },
      },
      { errors: adapter.errors, user: adapter.user },
    )
    const vendor = livingVendor(({ body = '' }) =>
      body.includes('mail') ? { status: 400, body: { missing: 'mail' } } : { body: { users: [{ id: 1 }] } },
    )
    const { users } = await usersOf(posting, vendor).list(query, contextOf())
    expect(users.map(({ user }) => user.email)).toEqual([null])
    expect(vendor.requests.map(({ body }) => body)).toEqual(['{"query":"id mail"}', '{"query":"id"}'])
  })
})

describe('a column that the vendor leaves out of its records', () => {
  const hiding = acmeWith(
    {},
    {
      user: {
        ...acme.user,
        id: { ...acme.user.id, columns: ['id'] },
        email: { ...acme.user.email, columns: ['mail'] },
        created_at: { ...acme.user.created_at, columns: ['created'] },
        hidesColumns: true,
      },
    },
  )
  const ann = { id: 1, mail: 'ann@acme.test' }
  const vendorOf = (...people: readonly object[]) =>
    livingVendor(({ url }) => ({ body: url.pathname.endsWith('/users') ? { users: people } : people[0] }))
  const warning = (column: string, field: string) => ({
    code: 'column-left-out',
    detail: `Acme refuses this account the column "${column}", so these fields are null or incomplete: ${field}.`,
  })

  it('is named in the warnings of a list, of one user, and of a change', async () => {
    const users = usersOf(hiding, vendorOf(ann))
    const expected = [warning('created', 'created_at')]
    expect((await users.get('1', {}, contextOf())).warnings).toEqual(expected)
    expect((await users.list(query, contextOf())).warnings).toEqual(expected)
    const written = { body: { email: 'ann@acme.test' }, handling: 'lenient' as const }
    expect((await users.update('1', written, contextOf())).warnings).toEqual(expected)
  })

  it('causes 422 for a filter or a sort by it, with the vendor’s answer, never an empty list', async () => {
    const vendor = vendorOf(ann)
    const users = usersOf(hiding, vendor)
    const filtered = { ...query, filters: { created_at: { gt: '2026-01-01T00:00:00.000Z' } } }
    expect(await failureOf(() => users.list(filtered, contextOf()))).toMatchObject({
      slug: 'filter-not-supported',
      options: { errors: [{ parameter: 'created_at' }], remote: { status: 200 } },
    })
    const sorted = { ...query, sort: { field: 'created_at', direction: 'asc' } as const }
    expect(await failureOf(() => users.list(sorted, contextOf()))).toMatchObject({
      slug: 'filter-not-supported',
      errors: [{ parameter: 'sort_by' }],
    })
    // It is known from the first call: the second one sends no query.
    expect(vendor.requests).toHaveLength(1)
  })

  it('is not assumed for one that is empty, that one user of several lacks, or that the caller did not request', async () => {
    const list = (...people: readonly object[]) => usersOf(hiding, vendorOf(...people)).list(query, contextOf())
    expect((await list({ ...ann, created: null })).warnings).toEqual([])
    expect((await list(ann, { ...ann, id: 2, created: '2026-01-01' })).warnings).toEqual([])
    const remoteQuery = { fields: 'id' }
    const users = usersOf(hiding, vendorOf({ id: 1 }))
    expect((await users.get('1', { remoteQuery }, contextOf())).warnings).toBeUndefined()
    expect((await users.list({ ...query, remoteQuery }, contextOf())).warnings).toEqual([])
  })

  it('of one user is not assumed for the next', async () => {
    const people = [{ ...ann, created: '2026-01-01' }]
    const users = usersOf(
      hiding,
      livingVendor(({ url }) => ({ body: url.pathname.endsWith('/users') ? { users: people } : ann })),
    )
    expect((await users.get('1', {}, contextOf())).warnings).toHaveLength(1)
    const filtered = { ...query, filters: { created_at: { gte: '2026-01-01T00:00:00.000Z' } } }
    expect((await users.list(filtered, contextOf())).users).toHaveLength(1)
  })
})

describe('a column that only one record lacks', () => {
  const partial = acmeWith(
    {},
    {
      user: { ...acme.user, email: { ...acme.user.email, columns: ['mail'] } },
      errors: {
        partial: (body, index) =>
          textAt(body, 'lacks') === String(index) || textAt(body, 'id') !== undefined
            ? [
                { column: 'mail', said: 'Not now.' },
                { column: 'shoe_size', said: undefined },
              ]
            : [],
      },
    },
  )
  const warnings = (place: string) => [
    {
      code: 'column-left-out',
      pointer: `${place}/email`,
      detail: 'Acme returned this user without the column "mail", so fields are null or incomplete: "Not now.".',
    },
    {
      code: 'column-left-out',
      pointer: `${place}/remote_data/shoe_size`,
      detail: 'Acme returned this user without the column "shoe_size", so fields are null or incomplete.',
    },
  ]

  it('is reported in a warning at its place, in a list and for one user', async () => {
    const people = [{ id: 1 }, { id: 2 }]
    const vendor = livingVendor(({ url }) => ({
      body: url.pathname.endsWith('/users') ? { users: people, lacks: '1' } : { id: '7' },
    }))
    const users = usersOf(partial, vendor)
    expect((await users.list(query, contextOf())).warnings).toEqual(warnings('/result/1'))
    expect((await users.get('7', {}, contextOf())).warnings).toEqual(warnings(''))
  })
})
