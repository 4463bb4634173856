import { Buffer } from 'node:buffer'
import { describe, expect, it } from 'vitest'
import type { Adapter, Filters } from '../../contract.ts'
import { paperVendor } from '../../testing/exchange.ts'
import {
  accountOf,
  acme,
  acmeListing,
  api,
  contextOf,
  dependenciesOf,
  failureOf,
  livingVendor,
  nowMs,
  type Person,
  usersOf,
} from '../../testing/made-up-vendor.ts'
import { crowd, pagingVendors } from '../../testing/paging-vendors.ts'
import type { Transport } from '../calls/exchange.ts'
import { at } from '../json/json.ts'
import { createEngine } from '../users.ts'
import { byCursor, byOffset } from './pagination.ts'
import type { ListQuery } from './query.ts'

const list = (adapter: Adapter<Person>, transport: Transport, query: Partial<ListQuery<'unified'>> = {}) =>
  usersOf(adapter, transport).list({ limit: 100, filters: {}, handling: 'strict', ...query }, contextOf())

const idsOf = (page: { readonly users: readonly { readonly user: { readonly id: string } }[] }) =>
  page.users.map(({ user }) => user.id)

/** Lists by the vendor's cursor. */
const byItsCursor = acmeListing({
  request: ({ at: after, size, filters }) => ({ path: '/users', query: { after, size, mail: filters.email } }),
  paging: byCursor(({ body }) => at(body, 'next')),
  maximumPageSize: 5,
})

const named = (name: string) => {
  const found = pagingVendors.find((vendor) => vendor.name === name)
  if (found === undefined) throw new Error(`There is no vendor with ${name}.`)
  return found
}
const offset = named('an offset')

describe('a vendor that returns a page again', () => {
  /** Pages by their cursors: the people of each and the next cursor. */
  const vendorOf = (pages: Record<string, readonly [ids: string, next: string | null]>) =>
    livingVendor(({ url }) => {
      const [ids = '', next = null] = pages[url.searchParams.get('after') ?? ''] ?? []
      const users = [...ids].map((id) => ({ id, full_name: id }))
      return { body: { users, next } }
    })

  it.each([
    ['gives the same page with the same cursor', { '': ['ab', 'A'], A: ['cd', 'A'] }],
    ['gives its first page for every cursor', { '': ['ab', 'A'], A: ['ab', 'B'], B: ['ab', 'C'], C: ['ab', 'A'] }],
    ['goes round in two', { '': ['ab', 'A'], A: ['cd', 'B'], B: ['ef', 'A'] }],
    ['goes round in three', { '': ['ab', 'A'], A: ['cd', 'B'], B: ['ef', 'C'], C: ['gh', 'A'] }],
    ['gives an empty page again and again', { '': ['ab', 'A'], A: ['', 'A'] }],
    ['goes round in empty pages', { '': ['', 'A'], A: ['', 'B'], B: ['', 'A'] }],
  ] satisfies [string, Parameters<typeof vendorOf>[0]][])(
    'ends the list with a failure when it %s',
    async (_what, pages) => {
      const vendor = vendorOf(pages)
      const failure = await failureOf(() => list(byItsCursor, vendor, { ignoreLimit: true }))
      expect(failure.slug).toBe('provider-error')
      expect(failure.message).toBe('Acme returned the same page twice, so the list cannot be continued.')
      expect(vendor.requests.length).toBeLessThan(12)
    },
  )

  it('ends the list with a failure across calls: the mark of the page is in the cursor', async () => {
    const vendor = vendorOf({ '': ['ab', 'A'], A: ['cd', 'B'], B: ['ef', 'A'] })
    let cursor: string | undefined
    const walk = async () => {
      for (let call = 0; call < 12; call += 1) {
        const page = await list(byItsCursor, vendor, { limit: 2, cursor })
        if (page.nextCursor === null) return
        cursor = page.nextCursor
      }
    }
    expect((await failureOf(walk)).message).toContain('the same page twice')
  })

  it('ends the list with a failure when it ignores the offset', async () => {
    const vendor = livingVendor(() => ({ body: { users: crowd(5) } }))
    const failure = await failureOf(() => list(offset.adapter, vendor, { ignoreLimit: true }))
    expect(failure.message).toContain('the same page twice')
    expect(vendor.requests).toHaveLength(2)
  })

  it('is not assumed when people differ only by their ids', async () => {
    const vendor = livingVendor(({ url }) => {
      const from = Number(url.searchParams.get('start'))
      return {
        body: {
          users:
            from < 20
              ? crowd(25)
                  .slice(from, from + 5)
                  .map(({ id }) => ({ id }))
              : [],
        },
      }
    })
    expect((await list(offset.adapter, vendor, { ignoreLimit: true })).users).toHaveLength(20)
  })

  it('is not assumed when a larger limit reads a counted page again', async () => {
    const paging = named('pages from 1, the last one is short')
    const adapter = acmeListing({ ...paging.adapter.users.list, maximumPageSize: 100 })
    const vendor = paging.of(crowd(7))
    const first = await list(adapter, vendor, { limit: 7 })
    const second = await list(adapter, vendor, { limit: 10, cursor: first.nextCursor ?? '' })
    expect([first.users.length, second.users.length, second.nextCursor]).toEqual([7, 0, null])
  })
})

describe('a filter that the engine applies', () => {
  /** `pages` pages of five; the last user of each page in `matching` matches. */
  const vendorOf = (pages: number, matching: readonly number[]) =>
    livingVendor(({ url }) => {
      const page = Number(url.searchParams.get('start')) / 5
      const users = [0, 1, 2, 3, 4].map((index) => ({
        id: `${page}-${index}`,
        active: index === 4 && matching.includes(page),
      }))
      return { body: { users: page < pages ? users : [] } }
    })
  const filters: Filters = { is_active: true }

  it('reads at most 20 pages a call, and returns a cursor when a user matched', async () => {
    const vendor = vendorOf(45, [3, 30])
    const first = await list(offset.adapter, vendor, { filters, limit: 10 })
    expect(idsOf(first)).toEqual(['3-4'])
    expect(vendor.requests).toHaveLength(20)
    const second = await list(offset.adapter, vendor, { filters, limit: 10, cursor: first.nextCursor ?? '' })
    expect(idsOf(second)).toEqual(['30-4'])
    expect(vendor.requests).toHaveLength(40)
    const third = await list(offset.adapter, vendor, { filters, limit: 10, cursor: second.nextCursor ?? '' })
    expect([idsOf(third), third.nextCursor]).toEqual([[], null])
  })

  it('returns no empty page with a cursor: the error says how to continue', async () => {
    const vendor = vendorOf(21, [20])
    const failure = await failureOf(() => list(offset.adapter, vendor, { filters }))
    expect(failure.slug).toBe('list-too-large')
    expect(failure.message).toContain('application/x-ndjson')
    expect(vendor.requests).toHaveLength(20)
  })

  it('may return an empty page within 20 pages when there are no more', async () => {
    const page = await list(offset.adapter, vendorOf(19, []), { filters })
    expect([idsOf(page), page.nextCursor]).toEqual([[], null])
  })

  it('stops at the limit, and requests whole pages', async () => {
    const vendor = vendorOf(45, [0, 1, 2, 3])
    const page = await list(offset.adapter, vendor, { filters, limit: 2 })
    expect(idsOf(page)).toEqual(['0-4', '1-4'])
    expect(page.nextCursor).not.toBeNull()
    expect(vendor.requests.map(({ url }) => url.searchParams.get('size'))).toEqual(['5', '5'])
  })

  it('has no such limit for a reader of lines', async () => {
    const users = usersOf(offset.adapter, vendorOf(45, [44]))
    const ids: string[] = []
    const { pages } = await users.list({ limit: 1, filters, handling: 'strict', format: 'lines' }, contextOf())
    for await (const some of pages) ids.push(...some.map(({ user }) => user.id))
    expect(ids).toEqual(['44-4'])
  })
})

describe('a filter that the vendor applies', () => {
  const adapter = acmeListing({ ...byItsCursor.users.list, nativeFilters: ['email', 'is_active'] })

  it('only narrows: the engine checks every user again', async () => {
    const vendor = paperVendor([
      {
        request: `GET ${api}/users?size=5&mail=ann@example.com`,
        answer: {
          body: { users: [{ id: '1', mail: 'joann@example.com' }, { id: '2', mail: 'Ann@Example.com' }, { id: '3' }] },
        },
      },
    ])
    expect(idsOf(await list(adapter, vendor, { filters: { email: 'ann@example.com' } }))).toEqual(['2'])
    expect(vendor.complaints()).toEqual([])
  })

  it('is not used for text beyond ASCII, which vendors fold in different ways', async () => {
    const vendor = paperVendor([
      { request: `GET ${api}/users?size=5`, answer: { body: { users: [{ id: '1', mail: 'zoë@example.com' }] } } },
    ])
    expect(idsOf(await list(adapter, vendor, { filters: { email: 'ZOË@example.com' } }))).toEqual(['1'])
    expect(vendor.complaints()).toEqual([])
  })

  describe('for which it is not known whether case matters', () => {
    const uncertain = acmeListing({ ...adapter.users.list, caseUnverified: ['email'] })
    const asked = `GET ${api}/users?size=5&mail=ann@example.com`
    const filters = { email: 'ann@example.com' }

    it('is trusted when it finds a user', async () => {
      const body = { users: [{ id: '1', mail: 'ann@example.com' }] }
      const vendor = paperVendor([{ request: asked, answer: { body } }])
      expect(idsOf(await list(uncertain, vendor, { filters }))).toEqual(['1'])
      expect(vendor.complaints()).toEqual([])
    })

    it('is checked by reading the list when it finds no user', async () => {
      const vendor = paperVendor([
        { request: asked.replace('size=5', 'size=1'), answer: { body: { users: [] } } },
        { request: `GET ${api}/users?size=5`, answer: { body: { users: [{ id: '1', mail: 'b@b' }], next: 'x' } } },
        {
          request: `GET ${api}/users?after=x&size=5`,
          answer: { body: { users: [{ id: '2', mail: 'ANN@example.com' }], next: 'y' } },
        },
      ])
      const page = await list(uncertain, vendor, { filters, limit: 1 })
      expect(idsOf(page)).toEqual(['2'])
      expect(vendor.complaints()).toEqual([])
      const rest = paperVendor([{ request: `GET ${api}/users?after=y&size=5`, answer: { body: { users: [] } } }])
      const last = await list(uncertain, rest, { filters, limit: 1, cursor: page.nextCursor ?? '' })
      expect([idsOf(last), last.nextCursor, rest.complaints()]).toEqual([[], null, []])
    })

    it('is not used when all users are read anyway', async () => {
      const vendor = paperVendor([{ request: `GET ${api}/users?size=5`, answer: { body: { users: [] } } }])
      await list(uncertain, vendor, { filters, ignoreLimit: true })
      expect(vendor.complaints()).toEqual([])
    })
  })
})

describe('a filter by a field that the users of a provider lack', () => {
  const { created_at: _created, ...user } = acme.user
  const poor = { ...byItsCursor, user }
  const asked = {
    filters: { created_at: { gt: '2026-01-01T00:00:00Z' } },
    sort: { field: 'created_at', direction: 'asc' },
  } as const

  it('is refused by strict handling before any call, each by name', async () => {
    const failure = await failureOf(() => list(poor, paperVendor([]), asked))
    expect(failure).toMatchObject({
      slug: 'filter-not-supported',
      errors: [{ parameter: 'created_at' }, { parameter: 'sort_by' }],
    })
  })

  it('is left out by lenient handling, with a warning', async () => {
    const vendor = paperVendor([{ request: `GET ${api}/users?size=5`, answer: { body: { users: [{ id: '1' }] } } }])
    const page = await usersOf(poor, vendor).list({ limit: 9, ...asked, handling: 'lenient' }, contextOf())
    expect(idsOf(page)).toEqual(['1'])
    expect(page.warnings).toEqual([
      {
        code: 'filter-not-supported',
        parameter: 'created_at',
        detail: 'Acme users have no created_at, so the list cannot be filtered by it.',
      },
      {
        code: 'sort-not-supported',
        parameter: 'sort_by',
        detail: 'Acme users have no created_at, so the list cannot be sorted by it.',
      },
    ])
    expect(vendor.complaints()).toEqual([])
  })
})

describe('a sorted list', () => {
  const people: Person[] = [
    { id: '5', mail: null },
    { id: '4', mail: 'B@x' },
    { id: '3', mail: 'b@x' },
    { id: '2', mail: null },
    { id: '1', mail: 'a@x' },
    { id: '10', mail: 'b@x' },
  ]
  const vendor = () => livingVendor(() => ({ body: { users: people } }))

  it.each([
    ['asc', ['1', '10', '3', '4', '2', '5']],
    ['desc', ['10', '3', '4', '1', '2', '5']],
  ] as const)('continues after ties and null (%s)', async (direction, expected) => {
    for (const limit of [1, 2, 4, 6]) {
      const ids: string[] = []
      let cursor: string | undefined
      do {
        const page = await list(acme, vendor(), { limit, cursor, sort: { field: 'email', direction } })
        ids.push(...idsOf(page))
        cursor = page.nextCursor ?? undefined
      } while (cursor !== undefined)
      expect(ids).toEqual(expected)
    }
  })

  it('continues after the last user also when that one is gone, and shows new users later in the order', async () => {
    const sort = { field: 'email', direction: 'asc' } as const
    const first = await list(acme, vendor(), { limit: 2, sort })
    const changed = people.filter(({ id }) => id !== '10').concat({ id: '11', mail: 'c@x' })
    const second = await list(
      acme,
      livingVendor(() => ({ body: { users: changed } })),
      {
        limit: 9,
        sort,
        cursor: first.nextCursor ?? '',
      },
    )
    expect(idsOf(second)).toEqual(['3', '4', '11', '2', '5'])
  })

  it('is sorted by the vendor where it sorts as the contract does', async () => {
    const adapter = acmeListing({
      request: ({ sort, at: key, size }) => ({
        path: '/users',
        query: { order: sort === undefined ? undefined : `${sort.field} ${sort.direction}`, key, size },
      }),
      nativeSorts: ['created_at'],
      maximumPageSize: 5,
      paging: {
        next: ({ records }) => (records.length === 0 ? undefined : { at: `2026,${at(records.at(-1), 'id')}` }),
      },
    })
    const paper = paperVendor([
      { request: `GET ${api}/users?order=created_at desc&size=1`, answer: { body: { users: [{ id: '1' }] } } },
      {
        request: `GET ${api}/users?order=created_at desc&key=2026,1&size=2`,
        answer: { body: { users: [{ id: '0' }] } },
      },
      { request: `GET ${api}/users?order=created_at desc&key=2026,0&size=2`, answer: { body: { users: [] } } },
    ])
    const sort = { field: 'created_at', direction: 'desc' } as const
    const first = await list(adapter, paper, { limit: 1, sort })
    const second = await list(adapter, paper, { limit: 2, sort, cursor: first.nextCursor ?? '' })
    expect([idsOf(first), idsOf(second), second.nextCursor]).toEqual([['1'], ['0'], null])
    expect(paper.complaints()).toEqual([])
  })
})

describe('a list that is too large', () => {
  const vendor = (count: number) => {
    const people = crowd(count)
    return livingVendor(() => ({ body: { users: people } }))
  }
  it.each([
    ['to be sorted', { sort: { field: 'email', direction: 'asc' } as const }],
    ['for one answer', { ignoreLimit: true }],
  ])('%s says so beyond 10,000 users', async (_what, query) => {
    expect((await list(acme, vendor(10_000), { limit: 1, ...query })).users.length).toBeGreaterThan(0)
    const failure = await failureOf(() => list(acme, vendor(10_001), query))
    expect(failure.slug).toBe('list-too-large')
    expect(failure.message).toContain('10000')
  })
})

describe('a list of many bytes', () => {
  /** Four pages of five users, 23 MB each. */
  const page = (start: number) =>
    Array.from({ length: 5 }, (_, index) => ({
      id: String(start + index + 1),
      active: true,
      note: index === 0 ? 'x'.repeat(23 * 1024 * 1024) : '',
    }))
  const vendorOf = () =>
    livingVendor(({ url }) => {
      const start = Number(url.searchParams.get('start') ?? 0)
      return { body: { users: start < 20 ? page(start) : [] } }
    })

  it('ends a filtered page beyond 64 MB, and the next page continues after it', async () => {
    const filters = { is_active: true }
    const vendor = vendorOf()
    const first = await list(offset.adapter, vendor, { filters, limit: 100 })
    expect([first.users.length, vendor.requests.length]).toEqual([15, 3])
    const second = await list(offset.adapter, vendor, { filters, limit: 100, cursor: first.nextCursor ?? '' })
    expect([idsOf(second), second.nextCursor]).toEqual([['16', '17', '18', '19', '20'], null])
  })
})

describe('a cursor', () => {
  const first = async (query: Partial<ListQuery<'unified'>> = {}) =>
    (await list(offset.adapter, offset.of(crowd(9)), { limit: 2, ...query })).nextCursor ?? ''

  it('of another list is refused, before any call', async () => {
    const cursor = await first({ remoteQuery: { team: '7' } })
    const vendor = offset.of(crowd(9))
    const failure = await failureOf(() => list(offset.adapter, vendor, { cursor }))
    expect([failure.slug, vendor.requests.length]).toEqual(['invalid-cursor', 0])
  })

  it('with a changed byte is refused', async () => {
    const bytes = Buffer.from(await first(), 'base64url')
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
    const cursor = bytes.toString('base64url')
    for (const sort of [undefined, { field: 'email', direction: 'asc' } as const]) {
      expect((await failureOf(() => list(offset.adapter, offset.of([]), { cursor, sort }))).slug).toBe('invalid-cursor')
    }
  })

  it('expires after 24 hours', async () => {
    const cursor = await first()
    const later = nowMs + 24 * 60 * 60 * 1000 + 1
    const dependencies = dependenciesOf(offset.of(crowd(9)), { now: () => later })
    const users = createEngine({ ...dependencies, cursorKeys: [Buffer.alloc(32, 7)] })(offset.adapter, accountOf())
    const query = { limit: 2, filters: {}, handling: 'strict', cursor } as const
    expect((await failureOf(() => users.list(query, contextOf()))).slug).toBe('cursor-expired')
  })

  const page = { request: `GET ${api}/users?size=1`, answer: { body: { users: [{ id: '1' }], next: 'x' } } }

  it.each([400, 404, 410, 422])('that the vendor refuses with %d counts as expired', async (status) => {
    const vendor = paperVendor([page, { request: `GET ${api}/users?after=x&size=1`, answer: { status } }])
    const { nextCursor } = await list(byItsCursor, vendor, { limit: 1 })
    const failure = await failureOf(() => list(byItsCursor, vendor, { limit: 1, cursor: nextCursor ?? '' }))
    expect(failure.slug).toBe('cursor-expired')
  })

  it('does not count as expired when the vendor refuses a page that the same call found', async () => {
    const vendor = paperVendor([
      { request: `GET ${api}/users?size=2`, answer: { body: { users: [{ id: '1' }], next: 'x' } } },
      { request: `GET ${api}/users?after=x&size=2`, answer: { status: 400, body: { message: 'No.' } } },
    ])
    const failure = await failureOf(() => list(byItsCursor, vendor, { limit: 2 }))
    expect(failure).toMatchObject({ slug: 'list-too-large', options: { remote: { status: 400, message: 'No.' } } })
  })

  it('that is an offset never expires: a refusal means that the vendor pages no further', async () => {
    const cursor = await first()
    const vendor = livingVendor(() => ({ status: 400 }))
    expect((await failureOf(() => list(offset.adapter, vendor, { cursor }))).slug).toBe('list-too-large')
  })
})

describe('an answer without a list', () => {
  it.each([{}, { users: null }, { users: {} }, [], null, 'text'])('is not understood: %j', async (body) => {
    const vendor = livingVendor(() => ({ body }))
    expect(await failureOf(() => list(acme, vendor))).toMatchObject({
      slug: 'provider-error',
      options: { remote: { status: 200 } },
    })
  })

  it.each([null, 7, 'text', {}, { id: null }, [{}]])('or with %j among its users is not understood', async (record) => {
    const vendor = livingVendor(() => ({ body: { users: [{ id: '1' }, record] } }))
    const adapter = acmeListing({ excludes: ({ id }) => String(id).startsWith('q') })
    expect(await failureOf(() => list(adapter, vendor))).toMatchObject({
      slug: 'provider-error',
      options: { remote: { status: 200 } },
    })
  })

  it('is an empty list when the vendor answers 204', async () => {
    expect(
      idsOf(
        await list(
          acme,
          livingVendor(() => ({ status: 204 })),
        ),
      ),
    ).toEqual([])
  })
})

describe('the state of the rate limit', () => {
  const adapter = {
    ...byItsCursor,
    limits: { ...acme.limits, headers: { remaining: 'x-left' } },
  }
  it('is that of the last vendor page, however the list is made', async () => {
    const vendor = () => {
      let left = 9
      return livingVendor(({ url }) => {
        left -= 1
        const next = url.searchParams.has('after') ? null : 'x'
        return { headers: { 'x-left': String(left) }, body: { users: [{ id: String(left) }], next } }
      })
    }
    const sort = { field: 'email', direction: 'asc' } as const
    for (const query of [{}, { sort }, { ignoreLimit: true }]) {
      expect((await list(adapter, vendor(), query)).hint).toEqual({ remaining: 7 })
    }
  })
})

describe('a workspace', () => {
  it('of the call is passed to the request of the adapter', async () => {
    const adapter = acmeListing({
      request: ({ workspaceId, at: from }) => ({ path: '/users', query: { location: workspaceId, from } }),
      paging: byOffset(),
      hasWorkspaces: true,
    })
    const vendor = paperVendor([{ request: `GET ${api}/users?location=L1&from=0`, answer: { body: { users: [] } } }])
    await list(adapter, vendor, { workspaceId: 'L1' })
    expect(vendor.complaints()).toEqual([])
  })
})

describe('the number of users that are read', () => {
  const people = crowd(40)
  const asking = async (paging: (typeof pagingVendors)[number], limit: number, maximumPageSize = 5) => {
    const vendor = paging.of(people)
    const adapter = acmeListing({ ...paging.adapter.users.list, maximumPageSize })
    const page = await list(adapter, vendor, { limit })
    const sizes = vendor.requests.map(({ url }) =>
      Number(url.searchParams.get('size') ?? url.searchParams.get('limit') ?? 40),
    )
    return { page, sizes, vendor, adapter }
  }
  const paged = pagingVendors.filter(({ name }) => name !== 'everything at once' && !name.startsWith('two lists'))

  it.each(paged)('is the requested one, in one call, where a page holds it: $name', async (paging) => {
    for (const limit of [1, 2, 5]) {
      const { page, sizes } = await asking(paging, limit)
      expect([page.users.length, sizes]).toEqual([limit, [limit]])
    }
  })

  it.each(paged)(
    'is little more than the requested one, in as few calls as possible, beyond a page: $name',
    async (paging) => {
      for (const [limit, calls] of [
        [6, 2],
        [7, 2],
        [10, 2],
        [11, 3],
        [20, 4],
      ] as const) {
        const { page, sizes } = await asking(paging, limit)
        expect([page.users.length, sizes.length]).toEqual([limit, calls])
        expect(Math.max(...sizes)).toBeLessThanOrEqual(5)
        expect(sizes.reduce((sum, size) => sum + size)).toBeLessThan(limit + calls)
      }
    },
  )

  it.each(paged)('has none twice where the limit stays the same: $name', async (paging) => {
    const { page, sizes, vendor, adapter } = await asking(paging, 6)
    await list(adapter, vendor, { limit: 6, cursor: page.nextCursor ?? '' })
    expect([sizes.length, vendor.requests.length]).toEqual([2, 4])
  })

  it('is that of the page only, where the vendor sends all users at once', async () => {
    let read = 0
    const { user } = acme
    const counted = {
      ...user,
      id: {
        read: ({ id }: Person) => {
          read += 1
          return id
        },
      },
    }
    const vendor = livingVendor(() => ({ body: { users: people } }))
    const page = await list({ ...acme, user: counted }, vendor, { limit: 2 })
    expect([idsOf(page), read]).toEqual([['u0000', 'u0001'], 2])
    expect(page.nextCursor).not.toBeNull()
  })
})

describe('lines', () => {
  const pagesOf = async (adapter: Adapter<Person>, transport: Transport, query: Partial<ListQuery> = {}) => {
    const asked = { limit: 1, filters: {}, ...query, format: 'lines' } as const
    const { pages } = await usersOf(adapter, transport).list(asked, contextOf())
    const found: string[][] = []
    for await (const users of pages) found.push(users.map(({ user }) => user.id))
    return found
  }

  it('of a list that the vendor sorts are sent page by page, in the order of the vendor', async () => {
    const sort = { field: 'created_at', direction: 'desc' } as const
    const adapter = acmeListing({ ...offset.adapter.users.list, nativeSorts: ['created_at'] })
    const vendor = offset.of(crowd(7))
    expect(await pagesOf(adapter, vendor, { sort })).toEqual([
      ['u0000', 'u0001', 'u0002', 'u0003', 'u0004'],
      ['u0005', 'u0006'],
    ])
  })

  it('of a list that the engine sorts are sent as one page, under the deadline of the first', async () => {
    const sort = { field: 'email', direction: 'desc' } as const
    const nextContext = () => {
      throw new Error('It took time of its own.')
    }
    expect(await pagesOf(offset.adapter, offset.of(crowd(7)), { sort, nextContext })).toEqual([
      ['u0006', 'u0005', 'u0004', 'u0003', 'u0002', 'u0001', 'u0000'],
    ])
  })

  it.each([
    { name: 'a list in one answer', asked: { ignoreLimit: true } },
    { name: 'a sorted list', asked: { sort: { field: 'email', direction: 'desc' } } },
  ] as const)('of $name are all read under its one deadline', async ({ asked }) => {
    const nextContext = () => {
      throw new Error('It took time of its own.')
    }
    const query = { limit: 10, filters: {}, format: 'unified', ...asked, nextContext } as const
    const { users } = await usersOf(offset.adapter, offset.of(crowd(12))).list(query, contextOf())
    expect(users).toHaveLength('sort' in asked ? 10 : 12)
  })

  it('are read as they are consumed, each page after the first with its own deadline and with the account as it is then', async () => {
    let opened = 0
    let contexts = 0
    const vendor = offset.of(crowd(12))
    const users = usersOf(offset.adapter, vendor, {
      open: () => {
        opened += 1
        return { credential: { kind: 'api_key', apiKey: `key-${opened}` }, variables: {}, principal: undefined }
      },
    })
    const nextContext = () => {
      contexts += 1
      return contextOf()
    }
    const { pages } = await users.list({ limit: 1, filters: {}, format: 'lines', nextContext }, contextOf())
    expect([vendor.requests.length, contexts]).toEqual([1, 0])
    await pages.next()
    expect([vendor.requests.length, contexts]).toEqual([1, 0])
    await pages.next()
    expect([vendor.requests.length, contexts]).toEqual([2, 1])
    await pages.next()
    await pages.next()
    expect(vendor.requests.map(({ headers }) => headers['x-api-key'])).toEqual(['key-1', 'key-2', 'key-3'])
    expect(contexts).toBe(2)
  })

  it('whose first page fails are a failure, not a list', async () => {
    const users = usersOf(
      offset.adapter,
      livingVendor(() => ({ status: 403 })),
    )
    const failure = await failureOf(() => users.list({ limit: 1, filters: {}, format: 'lines' }, contextOf()))
    expect(failure.slug).toBe('provider-forbidden')
  })
})
