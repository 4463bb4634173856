import { describe, expect, it } from 'vitest'
import type { Adapter } from '../../contract.ts'
import {
  accountOf,
  acmeListing,
  api,
  apiKey,
  contextOf,
  dependenciesOf,
  failureOf,
  livingVendor,
  type Person,
} from '../../testing/made-up-vendor.ts'
import { crowd } from '../../testing/paging-vendors.ts'
import { createCaller } from '../calls/call.ts'
import { at } from '../json/json.ts'
import { byCursor, byLink, byPage, pageNumber } from './pagination.ts'
import type { ListQuery } from './query.ts'
import { firstTarget, type Place, placeAfter, readPage, type Source, startOfList, usersOf } from './walk.ts'

const query: ListQuery = { limit: 5, filters: {} }
const body = { users: crowd(3), next: 'n' }

const sourceFrom = (
  vendor: ReturnType<typeof livingVendor>,
  adapter: Adapter<Person>,
  account = accountOf(),
): Source => {
  const call = { adapter, account, operation: 'list', context: contextOf(), session: {} } as const
  return { caller: createCaller(dependenciesOf(vendor)), call, query }
}
const sourceOf = (adapter: Adapter<Person>, answer: object = body, account = accountOf()) => {
  const vendor = livingVendor(() => ({ body: answer }))
  return { vendor, source: sourceFrom(vendor, adapter, account) }
}
const byCursors = acmeListing({
  request: ({ at: after, size }) => ({ path: '/users', query: { after, size } }),
  paging: byCursor((answer) => at(answer.body, 'next')),
})
const byPages = acmeListing({
  request: (page) => ({ path: '/users', query: { page: pageNumber(page, 1), size: page.size } }),
  paging: byPage(),
  maximumPageSize: 5,
})

describe('a place in a list', () => {
  it('has the position of the next page, and the mark of an earlier one', async () => {
    const { vendor, source } = sourceOf(byCursors)
    const step = await readPage(source, startOfList, 5)
    expect(step.next).toMatchObject({ pass: 0, position: { at: 'n' }, skip: 0, seen: { steps: 0, power: 1 } })
    expect(vendor.requests[0]?.url.toString()).toBe(`${api}/users?size=5`)
  })

  it('fits into a cursor as it is', async () => {
    const step = await readPage(sourceOf(byCursors).source, startOfList, 5)
    const travelled: Place = JSON.parse(JSON.stringify(step.next))
    const { vendor, source } = sourceOf(byCursors, { users: [] })
    const last = await readPage(source, travelled, 5)
    expect(vendor.requests[0]?.url.searchParams.get('after')).toBe('n')
    expect(last.next).toBeUndefined()
  })

  it('after a record is the same page with the number of records to skip, where the vendor cannot start there', async () => {
    const step = await readPage(sourceOf(byCursors).source, startOfList, 5)
    expect(placeAfter(byCursors, step, 0)).toEqual({ pass: 0, skip: 1, emulate: [] })
    expect(placeAfter(byCursors, step, 2)).toEqual(step.next)
  })

  it('after a record is the next record, where the vendor can start there', async () => {
    const step = await readPage(sourceOf(byPages).source, startOfList, 5)
    expect(placeAfter(byPages, step, 0)).toEqual({ pass: 0, position: { at: 1 }, skip: 0, emulate: [] })
  })

  it('within a counted page reads the page that holds it', async () => {
    const { vendor, source } = sourceOf(byPages, { users: crowd(5) })
    const step = await readPage(source, { ...startOfList, position: { at: 7 } }, 5)
    expect(vendor.requests[0]?.url.searchParams.get('page')).toBe('2')
    expect([...usersOf(source, step)].map(({ index }) => index)).toEqual([2, 3, 4])
  })

  it('keeps the rest of the records to skip for the next page when a page is smaller than the one before', async () => {
    const { source } = sourceOf(byCursors)
    const step = await readPage(source, { ...startOfList, skip: 5 }, 3)
    expect([...usersOf(source, step)]).toEqual([])
    expect(step.next).toMatchObject({ position: { at: 'n' }, skip: 2 })
  })

  it('continues from pass to pass, each with its own mark', async () => {
    const adapter = acmeListing({
      ...byCursors.users.list,
      request: ({ pass }) => ({ path: '/users', query: { pass } }),
      passes: () => ['live', 'archived'],
    })
    const { vendor, source } = sourceOf(adapter, { users: [] })
    const first = await readPage(source, startOfList, 5)
    expect(first.next).toEqual({ pass: 1, skip: 0, emulate: [] })
    const second = await readPage(source, first.next ?? startOfList, 5)
    expect(second.next).toBeUndefined()
    expect(vendor.requests.map(({ url }) => url.searchParams.get('pass'))).toEqual(['live', 'archived'])
  })

  it('may be a link, which is followed with the headers of the request that it replaces', async () => {
    const adapter = acmeListing({
      request: ({ size }) => ({ path: '/users', query: { size }, headers: { prefer: `maxpagesize=${size}` } }),
      paging: byLink((answer) => at(answer.body, 'next')),
    })
    const { vendor, source } = sourceOf(adapter, { users: [], next: '/v1/users?token=t' })
    const { next } = await readPage(source, startOfList, 5)
    await readPage(source, next ?? startOfList, 5).catch(() => undefined)
    expect(vendor.requests[1]).toMatchObject({ headers: { prefer: 'maxpagesize=5' } })
    expect(vendor.requests[1]?.url.toString()).toBe(`${api}/users?token=t`)
  })
})

describe('a page', () => {
  it('may be any bytes when only bytes are needed', async () => {
    const { source } = sourceOf(byCursors, { odd: true })
    expect((await failureOf(() => readPage(source, startOfList, 5))).slug).toBe('provider-error')
    const step = await readPage(source, startOfList, 5, true)
    expect([step.page.records, step.next]).toEqual([[], undefined])
  })

  it('is requested with the variables of the opened account', async () => {
    const adapter = acmeListing({ request: (page) => ({ path: '/users', query: { org: page.variables.org } }) })
    const account = accountOf({
      open: async () => ({ credential: apiKey, variables: { org: '7' }, principal: undefined }),
    })
    const { vendor, source } = sourceOf(adapter, { users: [] }, account)
    await readPage(source, startOfList, 5)
    expect(vendor.requests[0]?.url.searchParams.get('org')).toBe('7')
  })

  it('is the first one for a stream, at most as large as the vendor allows', () => {
    expect(firstTarget(byPages, {}, { ...query, limit: 1000 })).toEqual({ path: '/users', query: { page: 1, size: 5 } })
  })
})

describe('a page size that the vendor fails on', () => {
  /** An Acme that fails on pages of more than `most` users. */
  const failing = (most: number, status = 502, total = 100) => {
    const everyone = crowd(total)
    const vendor = livingVendor(({ url }) => {
      const size = Number(url.searchParams.get('size'))
      const offset = (Number(url.searchParams.get('page')) - 1) * size
      if (size > most) return { status, body: { error: 'timed out' } }
      return { body: { users: everyone.slice(offset, offset + size) } }
    })
    const adapter = acmeListing({ ...byPages.users.list, maximumPageSize: 80 })
    const source = sourceFrom(vendor, adapter)
    const asked = () => vendor.requests.map(({ url }) => url.search.slice(1))
    return { source, asked, adapter }
  }

  it.each([502, 504, 524])('is halved after a %s, and stays so for the rest of the walk', async (status) => {
    const { source, asked } = failing(20, status)
    const first = await readPage(source, startOfList, 80)
    expect(asked().slice(-2)).toEqual(['page=1&size=40', 'page=1&size=20'])
    expect(first.page.records).toHaveLength(20)
    expect(first.next).toMatchObject({ position: { at: 20 }, size: 20 })
    const travelled: Place = JSON.parse(JSON.stringify(first.next))
    await readPage(source, travelled, 80)
    expect(asked().slice(-1)).toEqual(['page=2&size=20'])
  })

  it('gives each user once, also where it fails in the middle', async () => {
    const { source, adapter } = failing(40)
    const ids: string[] = []
    let place: Place | undefined = { ...startOfList, position: { at: 0 }, skip: 0 }
    while (place !== undefined) {
      const step = await readPage(source, place, 80)
      ids.push(...[...usersOf(source, step)].map(({ user }) => user.user.id))
      place = step.next
    }
    expect(ids).toEqual(crowd(100).map(({ id }) => String(id)))
    expect(adapter.users.list.maximumPageSize).toBe(80)
  })

  it('is halved three times at most, each tried once, and the failure has the last answer', async () => {
    const { source, asked } = failing(1)
    const failure = await failureOf(() => readPage(source, startOfList, 80))
    expect(failure).toMatchObject({ slug: 'provider-error', options: { remote: { status: 502 } } })
    expect(asked().map((search) => search.replace('page=1&size=', ''))).toEqual(['80', '80', '80', '40', '20', '10'])
  })

  it('is not halved after another failure, for a small page, or for a list without page sizes', async () => {
    for (const [size, status] of [
      [80, 503],
      [80, 500],
      [19, 502],
    ] as const) {
      const { source, asked } = failing(0, status)
      await failureOf(() => readPage(source, startOfList, size))
      expect(asked()).toHaveLength(3)
    }
    const vendor = livingVendor(() => ({ status: 502, body: {} }))
    const source = sourceFrom(vendor, acmeListing({}))
    await failureOf(() => readPage(source, startOfList, 100))
    expect(vendor.requests).toHaveLength(3)
  })
})

describe("a vendor's limit in the middle of a list", () => {
  // Such as https://developer.salesforce.com/docs/atlas.en-us.soql_sosl.meta/soql_sosl/sforce_api_calls_soql_select_offset.htm
  const ceiling = livingVendor(() => ({ status: 400, body: { message: 'Maximum offset is 2000.' } }))
  const read = (adapter: Adapter<Person>, place: Place) => readPage(sourceFrom(ceiling, adapter), place, 5)

  it.each([
    ['an offset', byPages, { at: 2000 }, ' after 2000 users'],
    ['a cursor that it gave itself', byCursors, { at: 'n' }, ''],
  ] as const)('is a failure that names it, with the answer, at %s', async (_, adapter, position, where) => {
    const failure = await failureOf(() => read(adapter, { ...startOfList, position }))
    expect(failure).toMatchObject({ slug: 'list-too-large', options: { status: 422, remote: { status: 400 } } })
    expect(failure.message).toContain(`Acme does not continue its list${where}, although there may be more users.`)
    expect(failure.message).toContain('Maximum offset is 2000.')
  })

  it('is not assumed on the first page, and an expired cursor of the caller still counts as expired', async () => {
    expect((await failureOf(() => read(byPages, startOfList))).slug).toBe('provider-rejected')
    expect(
      (await failureOf(() => read(byCursors, { ...startOfList, position: { at: 'n' }, isGiven: true }))).slug,
    ).toBe('cursor-expired')
    expect((await failureOf(() => read(byPages, { ...startOfList, position: { at: 2000 }, isGiven: true }))).slug).toBe(
      'list-too-large',
    )
  })
})
