import { Buffer } from 'node:buffer'
import { describe, expect, it } from 'vitest'
import { assertRemoteQuery } from '../../runtime/calls/address.ts'
import { authorise, placementOf } from '../../runtime/calls/authorise.ts'
import type { OutgoingRequest } from '../../runtime/calls/exchange.ts'
import { displayOf } from '../../runtime/calls/template.ts'
import { at } from '../../runtime/json/json.ts'
import { requestToken } from '../../runtime/oauth/oauth.ts'
import { readUser } from '../../runtime/records/read.ts'
import { changesOf } from '../../runtime/writes/changes.ts'
import { stepsOf } from '../../runtime/writes/update-user.ts'
import { fixture } from '../../testing/fixture.ts'
import { testAdapter } from '../../testing/test-adapter.ts'
import { wix } from './wix.ts'

const api = 'https://www.wixapis.com/members/v1'
const siteId = 'a4d30e84-6d4c-4b4f-9c66-1fbf9c2d1d3a'
const answer = fixture(import.meta.url, 'members')
const members = [at(answer, 'members.0'), at(answer, 'members.1'), at(answer, 'members.2')]
const [johnId, zoeId, maxId] = [
  '583b58eb-708e-4eba-bb8d-af7f9914721b',
  '0e1f2a3b-4c5d-4e6f-8a9b-0c1d2e3f4a5b',
  '2e1f2a3b-4c5d-4e6f-8a9b-0c1d2e3f4a5c',
]
const withChange = (change: object) => ({ member: { ...Object(members[0]), ...change } })
const failure = (code: string, description: string) => ({
  message: description,
  details: { applicationError: { code, description, data: {} } },
})

const queried = (limit: number, offset: number, filter: object, found: readonly unknown[], metadata: object) => ({
  request: `POST ${api}/members/query`,
  body: {
    query: { filter, sort: [{ fieldName: 'createdDate', order: 'ASC' }], paging: { limit, offset } },
    fieldsets: ['FULL'],
  },
  answer: { body: { members: found, metadata } },
})
const counted = (count: number, offset: number, total: number) => ({ count, offset, total, tooManyToCount: false })
const getJohn = (change: object = {}) => ({
  request: `GET ${api}/members/${johnId}?fieldsets=FULL`,
  answer: { body: withChange(change) },
})
const patched = (member: object, change: object) => [
  {
    request: `PATCH ${api}/members/${johnId}`,
    body: { member },
    // The fieldset of this answer is not stated; it may lack the status.
    answer: { body: { member: { id: johnId, status: 'UNKNOWN' } } },
  },
  getJohn(change),
]

testAdapter(wix, {
  account: { method: 'api_key', variables: { site_id: siteId } },
  get: {
    id: johnId,
    exchanges: [{ ...getJohn(), headers: { authorization: 'key-4f1d9b7c5e', 'wix-site-id': siteId } }],
    user: {
      id: johnId,
      name: 'Johnny',
      first_name: 'John',
      last_name: 'Doe',
      email: 'john@example.com',
      is_active: true,
      created_at: '2021-08-02T20:12:39.000Z',
      updated_at: '2021-12-10T15:00:29.236Z',
      urls: [{ type: 'photo', url: 'https://static.wixstatic.com/media/p1.jpg' }],
    },
  },
  unknown: {
    id: zoeId,
    exchanges: [
      {
        request: `GET ${api}/members/${zoeId}?fieldsets=FULL`,
        answer: { status: 404, body: failure('NOT_FOUND', 'Member not found') },
      },
    ],
  },
  list: {
    pages: {
      limit: 2,
      exchanges: [queried(2, 0, {}, members.slice(0, 2), counted(2, 0, 3))],
      ids: [johnId, zoeId],
      next: { limit: 50, exchanges: [queried(50, 2, {}, members.slice(2), counted(1, 2, 3))], ids: [maxId] },
    },
    empty: { exchanges: [queried(100, 0, {}, [], counted(0, 0, 0))], ids: [] },
    filters: {
      email: {
        filters: { email: 'John@Example.com' },
        exchanges: [
          queried(100, 0, { loginEmail: { $eq: 'John@Example.com' } }, members.slice(0, 1), counted(1, 0, 1)),
        ],
        ids: [johnId],
      },
      is_active: {
        filters: { is_active: false },
        exchanges: [queried(100, 0, { status: { $ne: 'APPROVED' } }, members.slice(1), counted(2, 0, 2))],
        ids: [zoeId, maxId],
      },
    },
  },
  create: {
    body: { email: 'john@example.com', name: 'Johnny', remote_data: { member: { privacyStatus: 'PUBLIC' } } },
    exchanges: [
      {
        request: `POST ${api}/members`,
        body: { member: { loginEmail: 'john@example.com', profile: { nickname: 'Johnny' }, privacyStatus: 'PUBLIC' } },
        answer: { body: { member: { id: johnId } } },
      },
      getJohn(),
    ],
    user: { id: johnId, email: 'john@example.com', name: 'Johnny' },
  },
  update: {
    name: {
      body: { name: 'Jo' },
      exchanges: patched({ profile: { nickname: 'Jo' } }, { profile: { nickname: 'Jo' } }),
      user: { name: 'Jo' },
    },
    first_name: {
      body: { first_name: null, last_name: 'Roe' },
      exchanges: patched(
        { contact: { firstName: '', lastName: 'Roe' } },
        { contact: { firstName: '', lastName: 'Roe' } },
      ),
      user: { first_name: null, last_name: 'Roe' },
    },
    last_name: {
      body: { last_name: 'Roe', remote_data: { member: { profile: { title: 'VIP' } } } },
      exchanges: patched(
        { contact: { lastName: 'Roe' }, profile: { title: 'VIP' } },
        { contact: { firstName: 'John', lastName: 'Roe' } },
      ),
      user: { last_name: 'Roe' },
    },
    is_active: {
      body: { is_active: false, name: 'Jo' },
      exchanges: [
        {
          request: `PATCH ${api}/members/${johnId}`,
          body: { member: { profile: { nickname: 'Jo' } } },
          answer: { body: withChange({}) },
        },
        { request: `POST ${api}/members/${johnId}/block`, body: {}, answer: { body: withChange({}) } },
        getJohn({ status: 'BLOCKED', profile: { nickname: 'Jo' } }),
      ],
      user: { is_active: false, name: 'Jo' },
    },
  },
  delete: {
    id: johnId,
    exchanges: [{ request: `DELETE ${api}/members/${johnId}`, answer: { body: {} } }],
  },
  errors: [
    {
      operation: 'get',
      answer: { status: 401, body: failure('UNAUTHENTICATED', 'Token expired') },
      slug: 'account-needs-reauth',
      says: 'Token expired',
    },
    { operation: 'list', answer: { status: 401 }, slug: 'account-needs-reauth' },
    {
      operation: 'list',
      answer: { status: 401, body: failure('PERMISSION_DENIED', 'Missing permission') },
      slug: 'provider-forbidden',
    },
    { operation: 'list', answer: { status: 403 }, slug: 'provider-forbidden' },
    {
      operation: 'create',
      answer: { status: 409, body: failure('ALREADY_EXISTS', 'Member exists') },
      slug: 'provider-conflict',
    },
    {
      operation: 'update',
      answer: {
        status: 400,
        body: {
          message: '',
          details: { validationError: { fieldViolations: [{ field: 'id', description: 'no guid' }] } },
        },
      },
      slug: 'provider-rejected',
      says: 'no guid',
    },
    {
      operation: 'delete',
      answer: { status: 400, body: failure('OWNER_OR_CONTRIBUTOR_MEMBER_DELETE_FORBIDDEN', 'Owners stay') },
      slug: 'provider-rejected',
      says: 'Owners stay',
    },
    {
      operation: 'list',
      answer: { status: 429, body: failure('RESOURCE_EXHAUSTED', 'Too many requests') },
      slug: 'provider-rate-limited',
      retryAfterSeconds: 10,
    },
    { operation: 'list', answer: { status: 503, body: '<html>' }, slug: 'provider-error' },
    { operation: 'create', answer: { status: 500, body: failure('INTERNAL', 'oops') }, slug: 'outcome-unknown' },
    { operation: 'get', answer: { status: 404, body: failure('NOT_FOUND', 'No member') }, slug: 'user-not-found' },
    { operation: 'get', answer: { status: 404, body: '<html>' }, slug: 'provider-error' },
    { operation: 'list', answer: { status: 400, body: failure('UNAVAILABLE', 'Later') }, slug: 'provider-error' },
    { operation: 'update', answer: { status: 400, body: failure('ABORTED', 'At once') }, slug: 'provider-conflict' },
    // Errors under a success.
    { operation: 'list', answer: { body: failure('PERMISSION_DENIED', 'No') }, slug: 'provider-forbidden', says: 'No' },
    { operation: 'list', answer: { body: failure('NEW_CODE', 'Who knows') }, slug: 'provider-error' },
    { operation: 'update', answer: { body: { details: { validationError: {} } } }, slug: 'provider-rejected' },
    // A change is confirmed by the member in the answer, a deletion by an empty answer.
    ...[{}, { data: null }, { member: null }, { member: { id: zoeId } }].map((body) => ({
      operation: 'update' as const,
      answer: { body },
      slug: 'outcome-unknown',
    })),
    ...[{ data: null }, { member: {} }, []].map((body) => ({
      operation: 'delete' as const,
      answer: { body },
      slug: 'outcome-unknown',
    })),
    { operation: 'create', answer: { body: {} }, slug: 'outcome-unknown' },
  ],
})

describe('quirks of Wix', () => {
  const { list, update } = wix.users
  const read = (change: object) => readUser(wix, { id: johnId, ...change }, {}).user
  const planned = (changes: object, body: object | undefined) =>
    'absent' in update
      ? []
      : stepsOf(update, { id: johnId, changes, body: body && { ...body }, record: undefined, variables: {} })

  it('sends a key unchanged with its site, and a token unchanged without one', () => {
    const variables = { site_id: siteId }
    expect(authorise(placementOf(wix, 'api_key'), { kind: 'api_key', apiKey: 'IST.k' }, variables)).toEqual({
      authorization: 'IST.k',
      'wix-site-id': siteId,
    })
    const token = { kind: 'token', accessToken: 'OauthNG.t' } as const
    expect(authorise(placementOf(wix, 'client_credentials'), token, {})).toEqual({ authorization: 'OauthNG.t' })
  })

  it('requests tokens for one app instance, as JSON', async () => {
    const requests: OutgoingRequest[] = []
    const minted = await requestToken({
      adapter: wix,
      variables: { instance_id: zoeId },
      method: 'client_credentials',
      client: { id: 'app', secret: 's3cret' },
      transport: {
        send: async (request) => {
          requests.push(request)
          const body = Buffer.from('{"access_token":"t","token_type":"Bearer","expires_in":14400}')
          return { status: 200, headers: {}, body }
        },
        stream: () => Promise.reject(new Error('Nothing is streamed here.')),
      },
      now: () => 0,
      context: { signal: new AbortController().signal, deadlineAtMs: 1 },
    })
    expect(minted).toMatchObject({ accessToken: 't', expiresAtMs: 14_400_000 })
    expect(requests[0]?.url.href).toBe('https://www.wixapis.com/oauth2/token')
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({
      grant_type: 'client_credentials',
      client_id: 'app',
      client_secret: 's3cret',
      instance_id: zoeId,
    })
  })

  it('reads only approved members as active, and a hidden status as null', () => {
    expect(['APPROVED', 'PENDING', 'BLOCKED', 'OFFLINE'].map((status) => read({ status }).is_active)).toEqual([
      true,
      false,
      false,
      false,
    ])
    expect(['UNKNOWN', '', undefined].map((status) => read({ status }).is_active)).toEqual([null, null, null])
  })

  it('uses first and last name where there is no nickname', () => {
    expect(readUser(wix, members[1], {}).user).toMatchObject({ name: 'Zoë Müller', urls: null })
  })

  it('approves and blocks after the other fields are written, each by a separate call', () => {
    const paths = (changes: object, body?: object) =>
      planned(changes, body).map(({ path, fields }) => [displayOf(path), fields])
    expect(paths({ is_active: true })).toEqual([['/members/{user id}/approve', ['is_active']]])
    expect(paths({ is_active: false, name: 'Jo' }, { profile: { nickname: 'Jo' } })).toEqual([
      ['/members/{user id}', undefined],
      ['/members/{user id}/block', ['is_active']],
    ])
    expect(paths({ name: 'Jo' }, { profile: { nickname: 'Jo' } })).toEqual([['/members/{user id}', undefined]])
  })

  it('continues by full pages where the vendor cannot count', () => {
    const request = {
      size: 2,
      at: 4,
      pass: '',
      filters: {},
      sort: undefined,
      variables: {},
      workspaceId: undefined,
    }
    const next = (records: readonly unknown[], metadata: object) =>
      list.paging.next({ request, records, answer: { status: 200, headers: {}, body: { members: records, metadata } } })
    const uncounted = { count: 2, offset: 4, total: 5, tooManyToCount: true }
    expect(next(members.slice(0, 2), uncounted)).toEqual({ at: 6 })
    expect(next(members.slice(0, 1), uncounted)).toBeUndefined()
    expect(next(members.slice(0, 2), counted(2, 4, 6))).toBeUndefined()
    expect(next(members.slice(0, 1), { total: '6', tooManyToCount: 'false' })).toEqual({ at: 5 })
  })

  it('keeps a filter within its own value, for any text', () => {
    const request = {
      size: 1,
      at: 0,
      pass: '',
      filters: { email: '{"$ne":""}' },
      sort: undefined,
      variables: {},
      workspaceId: undefined,
    }
    expect(at(list.request(request).body, 'query.filter')).toEqual({ loginEmail: { $eq: '{"$ne":""}' } })
  })

  it('does not let remote_data or remote_query name another member', () => {
    for (const member of [{ id: zoeId }, { contactId: zoeId }, { loginEmail: 'x@example.com' }]) {
      if ('absent' in update) return
      expect(() => changesOf(wix, 'update', { remote_data: { member } }, 'lenient')).toThrow('remote_data')
    }
    const request = { path: `/members/${johnId}`, query: { fieldsets: 'FULL' } }
    for (const name of ['.r', 'id', 'fieldsets', 'query']) {
      expect(() => assertRemoteQuery(wix, request, { [name]: 'x' })).toThrow('remote_query')
    }
  })
})
