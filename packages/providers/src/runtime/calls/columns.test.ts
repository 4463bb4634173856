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

const columns: NonNullable<VendorRequest['columns']> = {
  names: ['id', 'full_name', 'mail', 'created', 'shoe_size'],
  query: (names) => ({ select: names.join(',') }),
}
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

/** Acme that refuses the first column of these that a query names. */
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
    const page = await usersOf(adapter, vendor).list(query, 'binding', contextOf())
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
        detail:
          'Acme refuses the column mail to this account, so it is left out of the query; what is read from it is null or incomplete: email.',
      },
      {
        code: 'column-left-out',
        detail:
          'Acme refuses the column shoe_size to this account, so it is left out of the query; remote_data lacks it.',
      },
    ])
  })

  it('is not asked for again by any call of the account within ten minutes', async () => {
    const vendor = refusing('mail')
    let now = nowMs
    const users = usersOf(adapter, vendor, {}, { ...dependenciesOf(vendor), now: () => now })
    await users.get('1', {}, contextOf())
    expect(vendor.requests).toHaveLength(2)
    await users.list(query, 'binding', contextOf())
    expect(vendor.requests).toHaveLength(3)
    const { warnings } = await users.get('1', {}, contextOf())
    expect(vendor.requests).toHaveLength(4)
    expect(warnings).toMatchObject([{ code: 'column-left-out' }])
    now += 600_000
    await users.get('1', {}, contextOf(undefined, now + 1000))
    expect(vendor.requests).toHaveLength(6)
  })

  it('is left out of raw answers too, and warned of there', async () => {
    const vendor = refusing('mail')
    const users = usersOf(adapter, vendor)
    await users.rawList(query, 'binding', contextOf())
    expect(vendor.requests).toHaveLength(2)
    expect(users.leftOut()).toMatchObject([{ code: 'column-left-out' }])
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
      const first = await failureOf(() => users.list({ ...query, ...change }, 'binding', contextOf()))
      expect(first.slug).toBe('filter-not-supported')
      const asked = vendor.requests.length
      const second = await failureOf(() => users.list({ ...query, ...change }, 'binding', contextOf()))
      expect(second).toMatchObject({ slug: 'filter-not-supported', errors: [{ parameter }] })
      expect(vendor.requests).toHaveLength(asked)
    },
  )

  it('carries the answer of the vendor where that answer led to the 422', async () => {
    const found = { ...query, filters: { email: 'ann@acme.test' } }
    const failure = await failureOf(() => usersOf(adapter, refusing('mail')).list(found, 'binding', contextOf()))
    expect(failure).toMatchObject({
      slug: 'filter-not-supported',
      options: { errors: [{ parameter: 'email' }], remote: { status: 400, body: { missing: 'MAIL' } } },
    })
  })

  it('is a failure where it is the id, or no column of the query', async () => {
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
