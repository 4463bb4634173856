import { describe, expect, it } from 'vitest'
import { displayOf } from '../../runtime/calls/template.ts'
import { at } from '../../runtime/json/json.ts'
import { hintOf, retryAfterSeconds } from '../../runtime/limits/rate-limits.ts'
import { readUser } from '../../runtime/records/read.ts'
import { stepsOf } from '../../runtime/writes/update-user.ts'
import { fixture } from '../../testing/fixture.ts'
import { testAdapter } from '../../testing/test-adapter.ts'
import { capsule } from './capsule.ts'

const api = 'https://api.capsulecrm.com/api/v2'
const users = fixture(import.meta.url, 'users')
const [scott, ghost] = [at(users, 'users.0'), at(users, 'users.1')]
const party = fixture(import.meta.url, 'party')
const withCard = (change: object, name = 'Scott Spacey') => ({
  user: { ...Object(scott), name, party: { ...Object(at(scott, 'party')), ...change } },
})
const validation = {
  message: 'Validation Failed',
  errors: [{ message: 'last name is required', resource: 'party', field: 'lastName' }],
}

const getScott = { request: `GET ${api}/users/1?embed=party`, answer: { body: { user: scott } } }
const put = (card: object, after: object) => [
  getScott,
  // The contact card's id, not the user's.
  { request: `PUT ${api}/parties/11587`, body: { party: card }, answer: { body: party } },
  { request: `GET ${api}/users/1?embed=party`, answer: { body: after } },
]

testAdapter(capsule, {
  account: { method: 'api_key', variables: {} },
  get: {
    id: '1',
    exchanges: [{ ...getScott, headers: { authorization: 'Bearer key-4f1d9b7c5e' } }],
    user: {
      id: '1',
      name: 'Scott Spacey',
      first_name: 'Scott',
      last_name: 'Spacey',
      email: 'Scott@Example.com',
      is_active: true,
      created_at: '2015-09-15T10:43:23.000Z',
      updated_at: '2015-10-15T10:43:23.000Z',
      urls: [{ type: 'avatar', url: 'https://capsulecrm.com/theme/default/images/person_avatar_70.png' }],
    },
  },
  unknown: {
    id: '99',
    exchanges: [
      {
        request: `GET ${api}/users/99?embed=party`,
        answer: { status: 404, body: { message: 'Could not find resource' } },
      },
    ],
  },
  list: {
    pages: {
      limit: 1,
      exchanges: [
        {
          request: `GET ${api}/users?embed=party&perPage=1`,
          answer: {
            headers: { link: `<${api}/users?embed=party&perPage=1&page=2>; rel="next"` },
            body: { users: [scott] },
          },
        },
      ],
      ids: ['1'],
      next: {
        limit: 5,
        exchanges: [{ request: `GET ${api}/users?embed=party&perPage=1&page=2`, answer: { body: { users: [ghost] } } }],
        ids: ['2'],
      },
    },
    empty: {
      exchanges: [{ request: `GET ${api}/users?embed=party&perPage=100`, answer: { body: { users: [] } } }],
      ids: [],
    },
  },
  me: {
    exchanges: [{ request: `GET ${api}/users/current?embed=party`, answer: { body: { user: scott } } }],
    user: { id: '1' },
  },
  update: {
    name: {
      body: { name: 'Scott van Dyk', remote_data: { party: { jobTitle: 'CFO' } } },
      exchanges: put(
        { firstName: 'Scott', lastName: 'van Dyk', jobTitle: 'CFO' },
        withCard({ lastName: 'van Dyk', jobTitle: 'CFO' }, 'Scott van Dyk'),
      ),
      user: { name: 'Scott van Dyk', last_name: 'van Dyk' },
    },
    first_name: {
      body: { first_name: 'Kev' },
      exchanges: put({ firstName: 'Kev' }, withCard({ firstName: 'Kev' }, 'Kev Spacey')),
      user: { first_name: 'Kev', name: 'Kev Spacey' },
    },
    last_name: {
      body: { last_name: 'Roe' },
      exchanges: put({ lastName: 'Roe' }, withCard({ lastName: 'Roe' }, 'Scott Roe')),
      user: { last_name: 'Roe' },
    },
    email: {
      body: { email: 'new@example.com', first_name: 'Kev' },
      exchanges: put(
        { firstName: 'Kev', emailAddresses: [{ id: 12134, address: 'new@example.com' }] },
        withCard({ firstName: 'Kev', emailAddresses: [{ id: 12134, address: 'new@example.com' }] }, 'Kev Spacey'),
      ),
      user: { email: 'new@example.com', first_name: 'Kev' },
    },
  },
  errors: [
    {
      operation: 'get',
      answer: {
        status: 401,
        headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
        body: { message: 'invalid token' },
      },
      slug: 'account-needs-reauth',
      says: 'invalid token',
    },
    {
      operation: 'update',
      before: [getScott],
      answer: { status: 403, body: { message: 'The token lacks the scope write' } },
      slug: 'provider-forbidden',
      says: 'lacks the scope write',
    },
    {
      operation: 'update',
      before: [getScott],
      answer: { status: 422, body: validation },
      slug: 'provider-rejected',
      says: 'Validation Failed: last name is required',
    },
    {
      // An entry of the card that remote_data names, or that was removed meanwhile.
      operation: 'update',
      before: [getScott],
      answer: { status: 404, body: { message: 'Could not find resource' } },
      slug: 'provider-rejected',
      says: 'Could not find resource',
    },
    {
      operation: 'list',
      answer: { status: 405, body: { message: 'Method not allowed' } },
      slug: 'provider-rejected',
      says: 'Method not allowed',
    },
    {
      operation: 'list',
      answer: {
        status: 429,
        headers: { 'x-ratelimit-reset': String(Date.parse('2026-06-01T12:40:00Z') / 1000) },
        body: { error: 'rate limit reached' },
      },
      slug: 'provider-rate-limited',
      says: 'rate limit reached',
      retryAfterSeconds: 2400,
    },
    { operation: 'list', answer: { status: 500, body: '<html>' }, slug: 'provider-error' },
    // The token is valid and lacks a right: RFC 6750, which Capsule's page on authentication follows.
    {
      operation: 'list',
      answer: {
        status: 401,
        headers: { 'www-authenticate': 'Bearer realm="capsule", error="insufficient_scope", scope="read"' },
        body: { message: 'insufficient scope' },
      },
      slug: 'provider-forbidden',
    },
    {
      operation: 'update',
      before: [getScott],
      answer: {
        status: 422,
        body: { message: 'Validation Failed', errors: [{ message: 'name must be unique', field: 'name' }] },
      },
      slug: 'provider-conflict',
      says: 'name must be unique',
    },
    { operation: 'get', answer: { status: 404, body: '<html>' }, slug: 'provider-error' },
    { operation: 'list', answer: { body: { error: 'rate limit reached' } }, slug: 'provider-rate-limited' },
    { operation: 'list', answer: { body: { error: 'Odd.' } }, slug: 'provider-error', says: 'Odd.' },
    {
      operation: 'update',
      before: [getScott],
      answer: { body: { message: 'Validation Failed', errors: ['last name is required'] } },
      slug: 'provider-rejected',
      says: 'Validation Failed: last name is required',
    },
    // 202: Capsule makes the change later, so it does not confirm it.
    ...[{}, { data: null }, { party: null }, { parties: [] }, { party: { id: 1 } }].map((body) => ({
      operation: 'update' as const,
      before: [getScott],
      answer: { body },
      slug: 'outcome-unknown',
    })),
    { operation: 'update', before: [getScott], answer: { status: 202 }, slug: 'outcome-unknown' },
  ],
})

describe('quirks of Capsule', () => {
  const { list, get, me, update } = capsule.users
  const read = (change: object) => readUser(capsule, { id: 7, ...change }, {}).user
  const nextAfter = (headers: Record<string, string>) => {
    const request = {
      size: 100,
      at: 0,
      pass: '',
      filters: {},
      sort: undefined,
      variables: {},
      workspaceId: undefined,
    }
    const answer = { status: 200, headers, body: { users: [scott] } }
    return list.paging.next({ request, answer, records: [scott] })
  }
  const plan = (changes: object, record: object) => {
    if (!('steps' in update)) throw new Error('Capsule updates users.')
    const body = { party: { emailAddresses: [{ address: 'new@example.com' }] } }
    return stepsOf(update, { id: '7', changes, body, record: { id: 7, ...record }, variables: {} })
  }

  it('requests the contact card in every call that reads: without it there is no e-mail and no date', () => {
    const embed = { embed: 'party' }
    expect(get).toMatchObject({ requests: [{ query: embed }] })
    expect(me).toMatchObject({ request: { query: embed } })
    expect(read({ name: 'Ann Lee', party: { id: 3 } })).toMatchObject({
      name: 'Ann Lee',
      email: null,
      created_at: null,
      updated_at: null,
    })
  })

  it('keeps the contact card on the next page, whether its link does or not', () => {
    const linkOf = (address: string) => nextAfter({ link: `<${address}>; rel="next"` })
    expect(linkOf(`${api}/users?page=4`)).toEqual({ link: `${api}/users?page=4&embed=party` })
    expect(linkOf(`${api}/users?embed=party&page=4`)).toEqual({ link: `${api}/users?embed=party&page=4` })
    expect(linkOf(`${api}/users`)).toEqual({ link: `${api}/users?embed=party` })
    expect(nextAfter({})).toBeUndefined()
    expect(nextAfter({ link: `<${api}/users?page=1>; rel="prev"` })).toBeUndefined()
  })

  it('reads the own user as "current", and accepts neither word as an id', () => {
    expect(me).toMatchObject({ request: { path: '/users/current' } })
    expect(get.reservedIds).toEqual(['current', 'me'])
  })

  it('uses the British spelling of the consent page', () => {
    expect(capsule.authentication.oauth2?.authorizeUrl).toBe('https://api.capsulecrm.com/oauth/authorise')
  })

  it('does not use the user name as the name where the card has none', () => {
    expect(readUser(capsule, ghost, {}).user).toMatchObject({ name: null, first_name: null, last_name: null })
    expect(read({ name: null, username: 'x', party: { firstName: 'Ann', lastName: 'Lee' } }).name).toBe('Ann Lee')
  })

  it('counts a deleted user as inactive, and one without status as active', () => {
    expect(readUser(capsule, ghost, {}).user.is_active).toBe(false)
    expect(read({ status: 'INACTIVE' }).is_active).toBe(false)
    expect(read({ status: 'ACTIVE', deleted: false }).is_active).toBe(true)
    expect(read({}).is_active).toBe(true)
  })

  it('reads the flags of a user in any form, and the address of a card at every place', () => {
    expect(read({ deleted: '1' }).is_active).toBe(false)
    expect(read({ deleted: 0 }).is_active).toBe(true)
    expect(read({ deleted: 'soon' }).is_active).toBeNull()
    const emails = (emailAddresses: unknown) => read({ party: { id: 3, emailAddresses } }).email
    expect(emails([null, { id: 5, address: 'a@example.com' }])).toBe('a@example.com')
    expect(emails({ id: 5, address: 'a@example.com' })).toBe('a@example.com')
    expect([emails([]), emails(null), emails({})]).toEqual([null, null, null])
  })

  it('uses the picture of the user where the card has none', () => {
    expect(read({ pictureURL: 'https://example.com/a.png', party: { id: 3 } }).urls).toEqual([
      { type: 'avatar', url: 'https://example.com/a.png' },
    ])
  })

  it('replaces the first address by the id of its entry, and leaves the others alone', () => {
    const steps = plan(
      { email: 'new@example.com' },
      { party: { id: 3, emailAddresses: [{ id: 5, address: 'a@example.com' }, { id: 6 }] } },
    )
    expect(steps.map(({ path }) => displayOf(path))).toEqual(['/parties/{user id}'])
    expect(steps).toMatchObject([
      {
        method: 'PUT',
        body: { party: { emailAddresses: [{ id: 5, address: 'new@example.com' }] } },
      },
    ])
  })

  it('adds an address where the card has none', () => {
    const [step] = plan({ email: 'new@example.com' }, { party: { id: 3, emailAddresses: [] } })
    expect(JSON.parse(JSON.stringify(step?.body))).toEqual({
      party: { emailAddresses: [{ address: 'new@example.com' }] },
    })
  })

  it('cannot change a user without a contact card, and says so', () => {
    const card = 'absent' in update || update.readsFirst === true ? undefined : update.readsFirst
    expect(card?.impossible).toContain('no contact card')
    expect([{ id: 7 }, { id: 7, party: {} }, { id: 7, party: { id: null } }].map((user) => card?.id(user))).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    for (const id of [3, '3']) expect(card?.id({ id: 7, party: { id } })).toBe('3')
  })

  it('lets remote_data name no other card', () => {
    expect(update).toMatchObject({ refusedRemoteKeys: ['id', 'party.id', 'user'] })
  })

  it('reports the state of the hourly limit, and waits a minute where no reset is reported', () => {
    const headers = { 'x-ratelimit-limit': '4000', 'x-ratelimit-remaining': '3999', 'x-ratelimit-reset': '1780316400' }
    expect(hintOf(capsule.limits, headers, 1_780_315_800_000)).toEqual({
      limit: 4000,
      remaining: 3999,
      resetSeconds: 600,
    })
    const answer = { status: 429, headers: {}, body: { error: 'rate limit reached' } }
    expect(retryAfterSeconds(capsule.limits, answer, 0)).toBe(60)
  })
})
