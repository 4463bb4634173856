import type { Adapter, List, Paging, VendorAnswer } from '../contract.ts'
import { at, textAt } from '../runtime/json/json.ts'
import {
  byCursor,
  byLink,
  byOffset,
  byPage,
  nextOfLinkHeader,
  onePage,
  pageNumber,
} from '../runtime/lists/pagination.ts'
import { acmeListing, api, type LivingVendor, livingVendor, type Person } from './made-up-vendor.ts'

/** One vendor for each way of paging, all with the same people. */

export interface PagingVendor {
  readonly name: string
  readonly adapter: Adapter<Person>
  /** A vendor with these people, ids in ascending order. */
  readonly of: (people: readonly Person[]) => LivingVendor
}

interface Slice {
  readonly people: readonly Person[]
  readonly more: boolean
}

const numberOf = (url: URL, name: string, fallback: number): number => Number(url.searchParams.get(name) ?? fallback)

const cut = (people: readonly Person[], from: number, size: number): Slice => ({
  people: people.slice(from, from + size),
  more: from + size < people.length,
})

const maximumPageSize = 5

const vendor = (
  name: string,
  list: Partial<List<Person>>,
  answer: (
    url: URL,
    people: readonly Person[],
  ) => { readonly body: unknown; readonly headers?: Record<string, string> },
): PagingVendor => ({
  name,
  adapter: acmeListing({ maximumPageSize, ...list }),
  of: (people) => livingVendor((request) => answer(request.url, people)),
})

const next = (path: string) => (answer: VendorAnswer) => at(answer.body, path)

const byKey: Paging = {
  next: ({ request, records }) => {
    const id = textAt(records.at(-1), 'id')
    return records.length < request.size || id === undefined ? undefined : { at: id }
  },
}

const linkOf = (url: URL, from: number, size: number): string =>
  `/v1${url.pathname.slice(3)}?from=${from}&limit=${size}`

const linked = (url: URL, people: readonly Person[]) => {
  const from = numberOf(url, 'from', 0)
  const size = numberOf(url, 'limit', 0)
  return { ...cut(people, from, size), link: linkOf(url, from + size, size) }
}

export const pagingVendors: readonly PagingVendor[] = [
  vendor('everything at once', { paging: onePage }, (_url, people) => ({ body: { users: people } })),
  vendor(
    'pages from 1, the last one is short',
    {
      request: (page) => ({ path: '/users', query: { page: pageNumber(page, 1), size: page.size } }),
      paging: byPage(),
    },
    (url, people) => {
      const size = numberOf(url, 'size', 0)
      return { body: { users: cut(people, (numberOf(url, 'page', 0) - 1) * size, size).people } }
    },
  ),
  vendor(
    'pages from 0 with a flag',
    {
      request: (page) => ({ path: '/users', query: { page: pageNumber(page, 0), size: page.size } }),
      paging: byPage(({ body }) => at(body, 'more') === true),
    },
    (url, people) => {
      const size = numberOf(url, 'size', 0)
      const { people: users, more } = cut(people, numberOf(url, 'page', 0) * size, size)
      return { body: { users, more } }
    },
  ),
  vendor(
    'an offset',
    { request: ({ at, size }) => ({ path: '/users', query: { start: at, size } }), paging: byOffset() },
    (url, people) => ({ body: { users: cut(people, numberOf(url, 'start', 0), numberOf(url, 'size', 0)).people } }),
  ),
  vendor(
    'an offset and a total',
    {
      request: ({ at, size }) => ({ path: '/users', query: { start: at, size } }),
      paging: byOffset(({ body }, nextOffset) => nextOffset < Number(at(body, 'total'))),
    },
    (url, people) => {
      const { people: users } = cut(people, numberOf(url, 'start', 0), numberOf(url, 'size', 0))
      return { body: { users, total: people.length } }
    },
  ),
  vendor(
    'a cursor',
    { request: ({ at: after, size }) => ({ path: '/users', query: { after, size } }), paging: byCursor(next('next')) },
    (url, people) => {
      const from = Number((url.searchParams.get('after') ?? 'c0').slice(1))
      const size = numberOf(url, 'size', 0)
      const { people: users, more } = cut(people, from, size)
      return { body: { users, next: more ? `c${from + size}` : null } }
    },
  ),
  vendor(
    'a cursor behind the last full page too',
    { request: ({ at: after, size }) => ({ path: '/users', query: { after, size } }), paging: byCursor(next('next')) },
    (url, people) => {
      const from = Number((url.searchParams.get('after') ?? 'c0').slice(1))
      const { people: users } = cut(people, from, numberOf(url, 'size', 0))
      return { body: { users, next: users.length === 0 ? '' : `c${from + users.length}` } }
    },
  ),
  vendor(
    'a link to a path',
    { request: ({ size }) => ({ path: '/users', query: { limit: size } }), paging: byLink(next('links.next')) },
    (url, people) => {
      const { people: users, more, link } = linked(url, people)
      return { body: { users, links: more ? { next: link } : {} } }
    },
  ),
  vendor(
    'a link in a header',
    { request: ({ size }) => ({ path: '/users', query: { limit: size } }), paging: byLink(nextOfLinkHeader) },
    (url, people) => {
      const { people: users, more, link } = linked(url, people)
      const header = `<${new URL(link, api).toString()}>; rel="next", <${api}/users>; rel="first"`
      return { body: { users }, headers: more ? { link: header } : {} }
    },
  ),
  vendor(
    'the key of the last record',
    { request: ({ at: after, size }) => ({ path: '/users', query: { after, size } }), paging: byKey },
    (url, people) => {
      const after = url.searchParams.get('after') ?? ''
      return {
        body: {
          users: cut(
            people.filter(({ id }) => String(id) > after),
            0,
            numberOf(url, 'size', 0),
          ).people,
        },
      }
    },
  ),
  vendor(
    'two lists one after the other, each with a cursor',
    {
      request: ({ at: after, size, pass }) => ({ path: '/users', query: { after, size, active: pass } }),
      paging: byCursor(next('next')),
      passes: ({ is_active }) => (is_active === undefined ? ['true', 'false'] : [String(is_active)]),
      nativeFilters: ['is_active'],
    },
    (url, people) => {
      const from = Number((url.searchParams.get('after') ?? 'c0').slice(1))
      const size = numberOf(url, 'size', 0)
      const those = people.filter(({ active }) => String(active) === url.searchParams.get('active'))
      const { people: users, more } = cut(those, from, size)
      return { body: { users, next: more ? `c${from + size}` : null } }
    },
  ),
]

/** This many people; every third is inactive. */
export const crowd = (count: number): readonly Person[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `u${String(index).padStart(4, '0')}`,
    full_name: `Person ${index}`,
    mail: `p${index}@example.com`,
    active: index % 3 !== 0,
    created: new Date(Date.UTC(2026, 0, 1 + (index % 7))).toISOString(),
    updated: null,
  }))
