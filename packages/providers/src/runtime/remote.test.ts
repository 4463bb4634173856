import { describe, expect, it } from 'vitest'
import type { Adapter } from '../contract.ts'
import {
  acme,
  acmeListing,
  acmeWith,
  contextOf,
  failureOf,
  livingVendor,
  type Person,
  usersOf,
} from '../testing/made-up-vendor.ts'
import { at } from './json/json.ts'
import { byCursor, byLink } from './lists/pagination.ts'
import type { Users } from './users.ts'

type Work = (users: Users) => Promise<unknown>

interface Case {
  readonly name: string
  readonly adapter: Adapter<Person>
  readonly work: Work
  readonly answers: readonly { readonly status?: number; readonly body?: unknown }[]
  readonly slug: string
}

const one = { id: '1', mail: 'ada@acme.test' }
const query = { limit: 5, filters: {}, handling: 'lenient' } as const
const list: Work = (users) => users.list(query, contextOf())
const raw: Work = (users) => users.list({ ...query, format: 'raw' }, contextOf())
const get: Work = (users) => users.get('1', {}, contextOf())
const me: Work = (users) => users.me({}, contextOf())
const remove: Work = (users) => users.delete('1', {}, contextOf())
const body = { email: 'ada@acme.test' }
const create: Work = (users) => users.create({ body, handling: 'lenient' }, contextOf())
const update: Work = (users) => users.update('1', { body, handling: 'lenient' }, contextOf())

const byLinks = acmeListing({ paging: byLink((answer) => at(answer.body, 'next')) })
const byCursors = acmeListing({
  request: ({ at: after }) => ({ path: '/users', query: { after } }),
  paging: byCursor(
    (answer) => at(answer.body, 'next'),
    (answer) => at(answer.body, 'more'),
  ),
})
const fromList = acmeWith({ ...byCursors.users, get: { fromList: true } })
const emptyIsUnknown = acmeWith({
  get: { ...acme.users.get, record: (answer) => at(answer, 'users.0'), emptyIsUnknown: true },
})
const confirmed = acmeWith({
  delete: { request: { method: 'DELETE', path: '/users/1' }, done: (answer) => at(answer.body, 'ok') === true },
})
const impossible = 'The owner of the account stays.'
const owned = acmeWith({
  delete: { request: { method: 'DELETE', path: '/users/1' }, readsFirst: { id: () => undefined, impossible } },
  update: { ...acme.users.update, steps: () => [], readsFirst: { id: () => undefined, impossible } },
})
const named = acmeWith({ me: { identity: () => ({ path: '/who' }), key: () => undefined } })
const lookedUp = acmeWith({
  create: {
    request: (input) => ({ method: 'POST', path: '/users', body: input.body }),
    required: ['email'],
    refusedRemoteKeys: [],
    rightsKeys: [],
    lookup: () => ({ path: '/found' }),
  },
})

const cases: readonly Case[] = [
  { name: 'an unknown user', adapter: acme, work: get, answers: [{ status: 404 }], slug: 'user-not-found' },
  { name: 'no user under 204', adapter: acme, work: get, answers: [{ status: 204 }], slug: 'user-not-found' },
  {
    name: 'an empty list for one user',
    adapter: emptyIsUnknown,
    work: get,
    answers: [{ body: { users: [] } }],
    slug: 'user-not-found',
  },
  {
    name: 'a list without the user',
    adapter: fromList,
    work: get,
    answers: [{ body: { users: [{ id: '2' }] } }],
    slug: 'user-not-found',
  },
  {
    name: 'a later page without the user',
    adapter: fromList,
    work: get,
    answers: [{ body: { users: [{ id: '2' }], next: 'n' } }, { body: { users: [] } }],
    slug: 'user-not-found',
  },
  {
    name: 'a list that lacks the user to be changed',
    adapter: acmeWith({ ...fromList.users, update: owned.users.update }),
    work: update,
    answers: [{ body: { users: [] } }],
    slug: 'user-not-found',
  },
  {
    name: 'a list that lacks the user to be deleted',
    adapter: acmeWith({ ...fromList.users, delete: owned.users.delete }),
    work: remove,
    answers: [{ body: { users: [] } }],
    slug: 'user-not-found',
  },
  { name: 'no record', adapter: acme, work: get, answers: [{ body: [] }], slug: 'provider-error' },
  { name: 'another user', adapter: acme, work: get, answers: [{ body: { id: '2' } }], slug: 'provider-error' },
  {
    name: 'another user than the changed one',
    adapter: acme,
    work: update,
    answers: [{ body: { id: '2' } }],
    slug: 'provider-error',
  },
  {
    name: 'a user who cannot be deleted',
    adapter: owned,
    work: remove,
    answers: [{ body: one }],
    slug: 'user-not-found',
  },
  {
    name: 'a user who cannot be changed',
    adapter: owned,
    work: update,
    answers: [{ body: one }],
    slug: 'field-not-supported',
  },
  {
    name: 'an unconfirmed deletion',
    adapter: confirmed,
    work: remove,
    answers: [{ body: { ok: false } }],
    slug: 'outcome-unknown',
  },
  {
    name: 'a creation without the user',
    adapter: acme,
    work: create,
    answers: [{ body: {} }],
    slug: 'outcome-unknown',
  },
  {
    name: 'a creation whose user is not found',
    adapter: lookedUp,
    work: create,
    answers: [{ body: {} }, { body: [] }],
    slug: 'outcome-unknown',
  },
  {
    name: 'a credential without an id of its user',
    adapter: acme,
    work: me,
    answers: [{ body: { id: null } }],
    slug: 'provider-error',
  },
  {
    name: 'a credential without a user',
    adapter: named,
    work: me,
    answers: [{ body: {} }],
    slug: 'operation-not-supported',
  },
  { name: 'no list', adapter: acme, work: list, answers: [{ body: {} }], slug: 'provider-error' },
  {
    name: 'null in a list',
    adapter: acme,
    work: list,
    answers: [{ body: { users: [one, null] } }],
    slug: 'provider-error',
  },
  {
    name: 'null in a list that one user is looked for in',
    adapter: fromList,
    work: get,
    answers: [{ body: { users: [null, one] } }],
    slug: 'provider-error',
  },
  {
    name: 'a user without id in a list',
    adapter: acme,
    work: list,
    answers: [{ body: { users: [{}] } }],
    slug: 'provider-error',
  },
  {
    name: 'a cursor that is no text',
    adapter: byCursors,
    work: list,
    answers: [{ body: { users: [one], next: {} } }],
    slug: 'provider-error',
  },
  {
    name: 'more users, but not where',
    adapter: byCursors,
    work: list,
    answers: [{ body: { users: [one], more: true } }],
    slug: 'provider-error',
  },
  {
    name: 'more users in words that are not understood',
    adapter: byCursors,
    work: list,
    answers: [{ body: { users: [one], more: 'maybe' } }],
    slug: 'provider-error',
  },
  {
    name: 'the same page again',
    adapter: byCursors,
    work: list,
    answers: [{ body: { users: [one], next: 'n' } }],
    slug: 'provider-error',
  },
  {
    name: 'a link to another host',
    adapter: byLinks,
    work: list,
    answers: [{ body: { users: [one], next: 'https://evil.test/' } }],
    slug: 'provider-error',
  },
  {
    name: 'a link that is no address',
    adapter: byLinks,
    work: raw,
    answers: [{ body: { users: [one], next: '?page=2' } }],
    slug: 'provider-error',
  },
  {
    name: 'JSON that is too deep',
    adapter: acme,
    work: get,
    answers: [{ body: JSON.parse(`${'['.repeat(600)}${']'.repeat(600)}`) }],
    slug: 'provider-error',
  },
]

describe('a failure after an answer of the vendor', () => {
  it.each(cases)('has the answer: $name', async ({ adapter, work, answers, slug }) => {
    const asked = livingVendor(() => answers[Math.min(asked.requests.length, answers.length) - 1] ?? {})
    const failure = await failureOf(() => work(usersOf(adapter, asked)))
    const remote = 'options' in failure ? failure.options.remote : failure.remote
    expect([failure.slug, remote?.status]).toEqual([slug, answers.at(-1)?.status ?? 200])
  })

  it('has the answer that refused the cursor of a caller', async () => {
    const vendor = livingVendor(({ url }) =>
      url.searchParams.has('after') ? { status: 400, body: { error: 'stale' } } : { body: { users: [one], next: 'n' } },
    )
    const users = usersOf(byCursors, vendor)
    const page = await users.list({ ...query, limit: 1 }, contextOf())
    const next = { ...query, limit: 1, cursor: page.nextCursor ?? '' }
    expect(await failureOf(() => users.list(next, contextOf()))).toMatchObject({
      slug: 'cursor-expired',
      remote: { status: 400, body: { error: 'stale' } },
    })
  })

  it('shows no secret of the answer', async () => {
    const vendor = livingVendor(() => ({ body: { id: '2', password: 'hunter2' } }))
    const failure = await failureOf(() => get(usersOf(acme, vendor)))
    expect(failure).toMatchObject({ options: { remote: { status: 200, body: { id: '2' } } } })
    expect(JSON.stringify(failure)).not.toContain('hunter2')
  })

  it.each(['', '.', ' ', 'a\nb', 'no-number', 'me'])('has no answer where no call was made: %j', async (id) => {
    const vendor = livingVendor(() => ({ body: one }))
    const adapter = acmeWith({ get: { ...acme.users.get, idPattern: /\d+|me/, reservedIds: ['me'] } })
    const failure = await failureOf(() => usersOf(adapter, vendor).get(id, {}, contextOf()))
    expect(failure).toMatchObject({ slug: 'user-not-found', remote: undefined })
    expect(vendor.requests).toEqual([])
  })
})
