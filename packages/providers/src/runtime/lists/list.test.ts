import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Adapter, Filters, Sort } from '../../contract.ts'
import { contextOf, type LivingVendor, type Person, usersOf } from '../../testing/made-up-vendor.ts'
import { crowd, type PagingVendor, pagingVendors } from '../../testing/paging-vendors.ts'

interface Walk {
  readonly adapter: Adapter<Person>
  readonly vendor: LivingVendor
  /** The limits of the calls; the last one is used for all further calls. */
  readonly limits: readonly number[]
  readonly filters?: Filters
  readonly sort?: Sort | undefined
}

/** Reads a list to its end with a new engine for every page, and checks the promises of a page on each. */
const walked = async ({ adapter, vendor, limits, filters = {}, sort }: Walk): Promise<string[]> => {
  const ids: string[] = []
  let cursor: string | undefined
  for (let call = 0; ; call += 1) {
    const limit = limits[Math.min(call, limits.length - 1)] ?? 1
    const query = { limit, filters, sort, cursor, handling: 'strict' as const }
    const page = await usersOf(adapter, vendor).list(query, contextOf())
    ids.push(...page.users.map(({ user }) => user.id))
    if (page.nextCursor === null) {
      expect(page.users.length).toBeLessThanOrEqual(limit)
      return ids
    }
    expect(page.users).toHaveLength(limit)
    cursor = page.nextCursor
    expect(call).toBeLessThan(200)
  }
}

const idsOf = (people: readonly Person[]): string[] => people.map(({ id }) => String(id))
const ofPasses = (people: readonly Person[]) => [
  ...people.filter(({ active }) => active),
  ...people.filter(({ active }) => !active),
]
const orderOf = ({ adapter }: PagingVendor, people: readonly Person[]) =>
  adapter.users.list.passes === undefined ? people : ofPasses(people)

const limits = fc.array(fc.integer({ min: 1, max: 13 }), { minLength: 1, maxLength: 6 })

describe.each(pagingVendors)('walking a list by $name', (paging) => {
  it.each([1, 2, 5, 7, 1000])('returns each user exactly once, %d a page', async (limit) => {
    for (const count of [0, 1, 4, 5, 6, 10, 23]) {
      const people = crowd(count)
      const ids = await walked({ adapter: paging.adapter, vendor: paging.of(people), limits: [limit] })
      expect(ids).toEqual(idsOf(orderOf(paging, people)))
    }
  })

  it('returns each user exactly once for any limits, which may change from page to page', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(30), limits, async (count, changing) => {
        const people = crowd(count)
        const ids = await walked({ adapter: paging.adapter, vendor: paging.of(people), limits: changing })
        expect(ids).toEqual(idsOf(orderOf(paging, people)))
      }),
      { numRuns: 40 },
    )
  })

  it('returns each user that passes an emulated filter exactly once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(30), limits, fc.boolean(), async (count, changing, is_active) => {
        const people = crowd(count)
        const filters = { is_active, created_at: { gte: '2026-01-03T00:00:00Z' } }
        const ids = await walked({ adapter: paging.adapter, vendor: paging.of(people), limits: changing, filters })
        expect(ids).toEqual(idsOf(people.filter((p) => p.active === is_active && String(p.created) >= '2026-01-03')))
      }),
      { numRuns: 40 },
    )
  })

  it('leaves out the records that are not users, and returns every other exactly once', async () => {
    const adapter = {
      ...paging.adapter,
      users: {
        ...paging.adapter.users,
        list: { ...paging.adapter.users.list, excludes: ({ created }: Person) => String(created) < '2026-01-04' },
      },
    }
    await fc.assert(
      fc.asyncProperty(fc.nat(30), limits, async (count, changing) => {
        const people = crowd(count)
        const ids = await walked({ adapter, vendor: paging.of(people), limits: changing })
        expect(ids).toEqual(idsOf(orderOf(paging, people).filter(({ created }) => String(created) >= '2026-01-04')))
      }),
      { numRuns: 40 },
    )
  })

  it('returns each user exactly once in the order of a sort that the engine does', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(20),
        limits,
        fc.constantFrom('asc' as const, 'desc' as const),
        async (count, changing, direction) => {
          const people = crowd(count)
          const sort: Sort = { field: 'created_at', direction }
          const ids = await walked({ adapter: paging.adapter, vendor: paging.of(people), limits: changing, sort })
          const sign = direction === 'asc' ? 1 : -1
          const expected = [...people].sort(
            (left, right) =>
              sign * (Date.parse(String(left.created)) - Date.parse(String(right.created))) ||
              (String(left.id) < String(right.id) ? -1 : 1),
          )
          expect(ids).toEqual(idsOf(expected))
        },
      ),
      { numRuns: 20 },
    )
  })

  it('returns everything in one answer when the limit is ignored, and page after page as lines', async () => {
    const people = crowd(23)
    const users = usersOf(paging.adapter, paging.of(people))
    const query = { limit: 2, filters: {}, ignoreLimit: true, handling: 'strict' as const }
    const page = await users.list(query, contextOf())
    expect(page.users.map(({ user }) => user.id)).toEqual(idsOf(orderOf(paging, people)))
    expect(page.nextCursor).toBeNull()
    const lines: string[] = []
    const { pages } = await users.list({ ...query, format: 'lines' }, contextOf())
    for await (const some of pages) lines.push(...some.map(({ user }) => user.id))
    expect(lines).toEqual(idsOf(orderOf(paging, people)))
  })

  it('never requests more than the vendor allows or than is needed', async () => {
    const vendor = paging.of(crowd(23))
    await usersOf(paging.adapter, vendor).list({ limit: 1000, filters: {}, handling: 'strict' }, contextOf())
    const sizes = vendor.requests.map(({ url }) =>
      Number(url.searchParams.get('size') ?? url.searchParams.get('limit')),
    )
    expect(Math.max(...sizes)).toBeLessThanOrEqual(5)
    const few = paging.of(crowd(23))
    await usersOf(paging.adapter, few).list({ limit: 2, filters: {}, handling: 'strict' }, contextOf())
    expect(few.requests).toHaveLength(1)
  })

  it('returns every vendor page once as raw, for any limits', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(20), limits, async (count, changing) => {
        const people = crowd(count)
        const vendor = paging.of(people)
        const ids: string[] = []
        let cursor: string | undefined
        for (let call = 0; ; call += 1) {
          const limit = changing[Math.min(call, changing.length - 1)] ?? 1
          const query = { limit, filters: {}, cursor, handling: 'strict' as const }
          const { answer, nextCursor } = await usersOf(paging.adapter, vendor).list(
            { ...query, format: 'raw' },
            contextOf(),
          )
          const { users }: { users: Person[] } = JSON.parse(answer.raw().bytes.toString('utf8'))
          ids.push(...idsOf(users))
          if (nextCursor === null) break
          cursor = nextCursor
        }
        expect(ids).toEqual(idsOf(orderOf(paging, people)))
      }),
      { numRuns: 20 },
    )
  })
})
