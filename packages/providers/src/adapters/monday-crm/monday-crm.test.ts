import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../../contract.ts'
import { assertRemoteQuery } from '../../runtime/calls/address.ts'
import { meaningOf } from '../../runtime/calls/error-rules.ts'
import { at } from '../../runtime/json/json.ts'
import { hintOf } from '../../runtime/limits/rate-limits.ts'
import { readUser } from '../../runtime/records/read.ts'
import { changesOf } from '../../runtime/writes/changes.ts'
import { stepsOf } from '../../runtime/writes/update-user.ts'
import { fixture } from '../../testing/fixture.ts'
import { pageOf } from '../../testing/made-up-vendor.ts'
import { testAdapter } from '../../testing/test-adapter.ts'
import { mondayCrm } from './monday-crm.ts'
import { activateUser, deactivateUser, getMe, getUser, inviteUser, listUsers, updateUser } from './queries.ts'

const answer = fixture(import.meta.url, 'users')
const users = [at(answer, 'data.users.0'), at(answer, 'data.users.1'), at(answer, 'data.users.2')]
const [janeId, maxId, zoeId] = ['4012689', '4012690', '4012691']
const withChange = (change: object) => ({ ...Object(users[0]), ...change })
const sent = (query: string, variables: object, data: object) => ({
  request: 'POST https://api.monday.com/v2',
  body: { query, variables },
  answer: { body: { data, extensions: { request_id: 'r' } } },
})
const getJane = (change: object = {}) => sent(getUser, { id: janeId }, { users: [withChange(change)] })
const updated = (attributes: object, change: object) => [
  sent(
    updateUser,
    { id: janeId, attributes },
    { update_multiple_users: { updated_users: [{ id: janeId }], errors: [] } },
  ),
  getJane(change),
]
const failing = (code: string | undefined, status_code: number | undefined, more: object = {}) => ({
  status: 200,
  body: { data: [], errors: [{ message: `It says ${code}`, extensions: { code, status_code, ...more } }] },
})
const refused = (mutation: string, code: string, message = `It says ${code}`) => ({
  status: 200,
  body: {
    data: { [mutation]: { updated_users: [], errors: [{ message, code, user_id: janeId }] } },
  },
})

testAdapter(mondayCrm, {
  account: { method: 'api_key', variables: {} },
  get: {
    id: janeId,
    exchanges: [{ ...getJane(), headers: { authorization: 'key-4f1d9b7c5e', 'api-version': '2026-10' } }],
    user: {
      id: janeId,
      name: 'Jane Doe',
      email: 'jane@example.com',
      is_active: true,
      created_at: '2024-05-21T14:30:00.000Z',
      urls: [
        { type: 'profile', url: 'https://acme.monday.com/users/4012689' },
        { type: 'photo', url: 'https://files.monday.com/1/photos/4012689/original/jane.jpg' },
      ],
    },
  },
  unknown: { id: '99', exchanges: [sent(getUser, { id: '99' }, { users: [] })] },
  list: {
    pages: {
      limit: 2,
      exchanges: [sent(listUsers, { limit: 2, page: 1 }, { users: users.slice(0, 2) })],
      ids: [janeId, maxId],
      next: {
        limit: 2,
        exchanges: [sent(listUsers, { limit: 2, page: 2 }, { users: users.slice(2) })],
        ids: [zoeId],
      },
    },
    empty: { exchanges: [sent(listUsers, { limit: 100, page: 1 }, { users: [] })], ids: [] },
    filters: {
      email: {
        filters: { email: 'Jane@Example.com' },
        exchanges: [
          sent(listUsers, { limit: 100, page: 1, emails: ['Jane@Example.com'] }, { users: users.slice(0, 1) }),
        ],
        ids: [janeId],
      },
    },
  },
  me: { exchanges: [sent(getMe, {}, { me: users[0] })], user: { id: janeId } },
  create: {
    body: { email: 'max@example.com' },
    exchanges: [
      sent(
        inviteUser,
        { user_role: 'MEMBER', product: 'crm', email: 'max@example.com' },
        { invite_users: { invited_users: [{ id: maxId }], errors: [] } },
      ),
      sent(getUser, { id: maxId }, { users: [users[1]] }),
    ],
    user: { id: maxId, email: 'max@example.com', is_active: false },
  },
  update: {
    name: {
      body: { name: 'Jane Roe', remote_data: { title: 'CFO' } },
      exchanges: updated({ name: 'Jane Roe', title: 'CFO' }, { name: 'Jane Roe', title: 'CFO' }),
      user: { name: 'Jane Roe' },
    },
    // The user has to confirm the new e-mail: the answer has the present one of monday.com.
    email: {
      body: { email: 'new@example.com' },
      exchanges: updated({ email: 'new@example.com' }, {}),
      user: { email: 'jane@example.com' },
    },
    is_active: {
      body: { is_active: false, name: 'Jane Roe' },
      exchanges: [
        ...updated({ name: 'Jane Roe' }, {}).slice(0, 1),
        sent(
          deactivateUser,
          { id: janeId },
          { deactivate_users: { deactivated_users: [{ id: janeId }], errors: null } },
        ),
        getJane({ name: 'Jane Roe', status: 'INACTIVE' }),
      ],
      user: { is_active: false, name: 'Jane Roe' },
    },
  },
  errors: [
    {
      operation: 'list',
      answer: { status: 200, body: fixture(import.meta.url, 'unauthorized') },
      slug: 'provider-forbidden',
      says: 'User unauthorized to perform action',
    },
    {
      operation: 'get',
      answer: { status: 401, body: { errors: ['Not Authenticated'] } },
      slug: 'account-needs-reauth',
    },
    { operation: 'me', answer: failing('NotAuthenticated', 401), slug: 'account-needs-reauth' },
    {
      operation: 'update',
      answer: failing('GRAPHQL_VALIDATION_FAILED', undefined),
      slug: 'provider-rejected',
      says: 'GRAPHQL_VALIDATION_FAILED',
    },
    { operation: 'update', answer: refused('update_multiple_users', 'INVALID_FIELD'), slug: 'provider-rejected' },
    {
      operation: 'update',
      answer: refused('deactivate_users', 'CANNOT_UPDATE_SELF'),
      slug: 'provider-rejected',
      says: 'CANNOT_UPDATE_SELF',
    },
    { operation: 'update', answer: refused('activate_users', 'USER_NOT_FOUND'), slug: 'user-not-found' },
    {
      operation: 'update',
      answer: refused('update_multiple_users', 'INVALID_FIELD', 'User not found'),
      slug: 'user-not-found',
    },
    { operation: 'create', answer: refused('invite_users', 'ERROR'), slug: 'provider-rejected', says: 'ERROR' },
    {
      operation: 'list',
      answer: failing('COMPLEXITY_BUDGET_EXHAUSTED', 429, { retry_in_seconds: 41 }),
      slug: 'provider-rate-limited',
      retryAfterSeconds: 41,
    },
    {
      operation: 'list',
      answer: { status: 429, headers: { 'retry-after': '3' }, body: failing('DAILY_LIMIT_EXCEEDED', 429).body },
      slug: 'provider-rate-limited',
      retryAfterSeconds: 3,
    },
    {
      operation: 'get',
      answer: { body: { error_code: 'ComplexityException', status_code: 429, error_message: 'Too complex' } },
      slug: 'provider-rate-limited',
      says: 'Too complex',
      retryAfterSeconds: 60,
    },
    { operation: 'get', answer: failing('INTERNAL_SERVER_ERROR', 500), slug: 'provider-error' },
    { operation: 'create', answer: failing('INTERNAL_SERVER_ERROR', 500), slug: 'outcome-unknown' },
    { operation: 'create', answer: { status: 502, body: '<html>' }, slug: 'outcome-unknown' },
    // https://developer.monday.com/api-reference/docs/error-handling: "2xx errors"
    { operation: 'get', answer: failing('API_TEMPORARILY_BLOCKED', 200), slug: 'provider-error' },
    { operation: 'list', answer: failing('missingRequiredPermissions', 200), slug: 'provider-forbidden' },
    { operation: 'get', answer: failing('ResourceNotFoundException', 200), slug: 'user-not-found' },
    { operation: 'list', answer: failing('InvalidVersionException', 200), slug: 'provider-error' },
    ...['maxConcurrencyExceeded', 'IP_RATE_LIMIT_EXCEEDED', 'FIELD_LIMIT_EXCEEDED', 'Rate Limit Exceeded'].map(
      (code) => ({ operation: 'list' as const, answer: failing(code, undefined), slug: 'provider-rate-limited' }),
    ),
    { operation: 'update', answer: failing('IDEMPOTENCY_CONFLICT', 409), slug: 'provider-conflict' },
    // An unknown code is not the caller's fault, unless it has a status.
    { operation: 'update', answer: failing('NewException', undefined), slug: 'provider-error', says: 'NewException' },
    { operation: 'update', answer: failing('NewException', 422), slug: 'provider-rejected' },
    // https://github.com/airbytehq/airbyte/pull/36717
    {
      operation: 'get',
      answer: {
        body: {
          errors: ['Complexity budget exhausted, reset in 16 seconds'],
          status_code: 429,
          error_message: 'Complexity budget exhausted, reset in 16 seconds',
          error_code: 'complexityBudgetExhausted',
        },
      },
      slug: 'provider-rate-limited',
      says: 'Complexity budget exhausted',
      retryAfterSeconds: 16,
    },
    // https://developer.monday.com/api-reference/changelog/new-descriptive-field-limit-exceeded-error
    {
      operation: 'get',
      answer: {
        body: {
          error_message: 'Concurrency limit exceeded for the field',
          error_code: 'FIELD_LIMIT_EXCEEDED',
          error_data: { retry_in_seconds: 15, entity: 'boards' },
          status_code: 429,
        },
      },
      slug: 'provider-rate-limited',
      retryAfterSeconds: 15,
    },
    // https://github.com/mondaycom/monday-graphql-api/issues/27: errors that do not keep to GraphQL.
    { operation: 'get', answer: { body: { errors: ['Not Authenticated'] } }, slug: 'account-needs-reauth' },
    { operation: 'get', answer: { body: { errors: 'Rate limit exceeded' } }, slug: 'provider-rate-limited' },
    { operation: 'get', answer: { body: { errors: { message: 'Odd' } } }, slug: 'provider-error', says: 'Odd' },
    { operation: 'list', answer: { body: { error_message: 'Broke', status_code: 500 } }, slug: 'provider-error' },
    // A mutation without an effect: airbytehq/airbyte unit_tests/resource/http/response/500.json, and without a message.
    { operation: 'update', answer: { body: { error_message: 'Broke', status_code: 500 } }, slug: 'provider-error' },
    ...[
      {},
      { data: null },
      { data: { update_multiple_users: null } },
      { data: { update_multiple_users: { updated_users: [], errors: [] } } },
    ].map((body) => ({ operation: 'update' as const, answer: { body }, slug: 'outcome-unknown' })),
    { operation: 'create', answer: { body: { data: { invite_users: null } } }, slug: 'outcome-unknown' },
  ],
})

describe('quirks of monday.com', () => {
  const { update, create, get } = mondayCrm.users
  const read = (change: object) => readUser(mondayCrm, { id: janeId, ...change }, {}).user

  it('reads errors beside data as a failure, and ignores the data', () => {
    const body = { data: { users: [users[0]] }, errors: [{ message: 'Partial', extensions: { status_code: 500 } }] }
    expect(meaningOf(mondayCrm.errors, { status: 200, headers: {}, body }, 'list')).toBe(500)
    expect(meaningOf(mondayCrm.errors, { status: 200, headers: {}, body: answer }, 'list')).toBeUndefined()
  })

  // https://developer.monday.com/api-reference/docs/error-handling: the sample of partial data
  it('accepts an error that concerns an optional field of an existing user', () => {
    const meaning = (data: unknown, ...paths: unknown[]) => {
      const errors = paths.map((path) => ({ message: 'Photo unavailable.', path, extensions: { code: 'ASSET' } }))
      return meaningOf(mondayCrm.errors, { status: 200, headers: {}, body: { data, errors } }, 'get')
    }
    const listed = { users: [{ id: janeId, photo_url: null }] }
    expect(meaning(listed, ['users', 0, 'photo_url'], ['users', 0, 'photo_url', 'original'])).toBeUndefined()
    expect(meaning({ me: { id: janeId, photo_thumb: null } }, ['me', 'photo_thumb'])).toBeUndefined()
    expect(meaning({ users: [null] }, ['users', 0, 'photo_url'])).toBe(502)
    expect(meaning(listed, ['users', 0, 'id'])).toBe(502)
    expect(meaning(listed, ['users', 0, 'photo_url'], ['users'])).toBe(502)
    expect(meaning({ me: null }, ['me', 'photo_thumb'])).toBe(502)
    expect(meaning({ update_multiple_users: { id: '1' } }, ['update_multiple_users', 'updated_users'])).toBe(502)
  })

  it('names the optional fields that each user lacks, once', () => {
    const error = (...path: readonly unknown[]) => ({ message: 'Photo unavailable.', path })
    const errors = [
      error('users', 1, 'photo_url', 'original'),
      error('users', '1', 'photo_url'),
      error('users', 0, 'title'),
    ]
    const body = { data: { users: [{ id: janeId }, { id: maxId }] }, errors }
    const { partial } = mondayCrm.errors
    expect(partial?.(body, 1)).toEqual([{ column: 'photo_url', said: 'Photo unavailable.' }])
    expect(partial?.(body, 0)).toEqual([{ column: 'title', said: 'Photo unavailable.' }])
    expect(partial?.({ data: { me: { id: janeId } }, errors: [error('me', 'url')] }, 0)).toMatchObject([
      { column: 'url' },
    ])
    expect(partial?.({ data: body.data }, 0)).toEqual([])
  })

  it.each([
    // Of a version that lost the field: https://developer.monday.com/api-reference/docs/migrating-user-entity-to-2026-10
    ['is_deleted', { message: 'Cannot query field "is_deleted" on type "User". Did you mean "id"?' }],
    ['enabled', { message: "Field 'enabled' doesn't exist on type 'User'", extensions: { code: 'undefinedField' } }],
    ['title', { path: ['users', 3, 'title'], extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }],
    ['phone', { path: ['me', 'phone'], extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }],
    [undefined, { path: ['users'], extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' } }],
    [undefined, { message: 'Cannot query field "size" on type "Board".' }],
  ])('names %s as the refused column', (column, error) => {
    expect(mondayCrm.errors.missingColumn?.({ data: [], errors: [error] })).toBe(column)
  })

  it('requests fewer columns in the same query', () => {
    const { columns } = mondayCrm.users.list.request(pageOf())
    expect(columns?.names).toContain('photo_url')
    expect(columns?.body?.(['id', 'photo_url'])).toEqual({
      query: expect.stringMatching(/\) \{\s+id photo_url \{ original small thumb \}\s+\}\s+\}$/),
      variables: { limit: 10, page: 1 },
    })
    expect(columns?.body?.(columns.names)).toEqual(mondayCrm.users.list.request(pageOf()).body)
  })

  it('reads invited, deactivated and deleted users as inactive', () => {
    expect(['ACTIVE', 'PENDING', 'INACTIVE', undefined].map((status) => read({ status }).is_active)).toEqual([
      true,
      false,
      false,
      null,
    ])
    expect(read({ status: 'ACTIVE', is_deleted: true }).is_active).toBe(false)
  })

  it('reads a bare date as midnight UTC', () => {
    expect(read({ created_at: '2023-03-14' }).created_at).toBe('2023-03-14T00:00:00.000Z')
  })

  it('requests users of every status, which is not the vendor’s default', () => {
    for (const query of [listUsers, getUser]) expect(query).toContain('status: [ACTIVE, INACTIVE, PENDING]')
  })

  it('does not understand an answer without a list, rather than read it as an unknown user', () => {
    if ('fromList' in get) return
    expect(get.record?.({ data: { users: [] } })).toBeUndefined()
    expect(get.record?.({ data: { users: null } })).toBe(false)
  })

  it('activates and deactivates by separate calls', () => {
    const queriesOf = (changes: object, body: JsonObject | undefined) =>
      'absent' in update
        ? []
        : stepsOf(update, { id: janeId, changes, body, record: undefined, variables: {} }).map((step) => [
            at(step.body, 'query'),
            step.fields,
          ])
    expect(queriesOf({ is_active: true }, undefined)).toEqual([[activateUser, ['is_active']]])
    expect(queriesOf({ is_active: false, name: 'J' }, { name: 'J' })).toEqual([
      [updateUser, undefined],
      [deactivateUser, ['is_active']],
    ])
  })

  it('lets remote_data set attributes and nothing else', () => {
    if ('absent' in update || 'absent' in create) return
    expect(update.remoteDataAt).toBe('variables.attributes')
    expect(create.remoteDataAt).toBe('variables')
    expect(() => changesOf(mondayCrm, 'update', { remote_data: { user_id: maxId } }, 'lenient')).toThrow('remote_data')
    const invitation = { email: 'a@example.com', remote_data: { email: 'b@example.com' } }
    expect(() => changesOf(mondayCrm, 'create', invitation, 'lenient')).toThrow('remote_data')
  })

  it('lets remote_query send no GraphQL', () => {
    for (const name of ['query', 'Variables', 'operationName']) {
      expect(() => assertRemoteQuery(mondayCrm, { path: '/v2' }, { [name]: 'x' })).toThrow('remote_query')
    }
  })

  it('reads the state of the limit from the headers of the IETF draft', () => {
    const headers = { 'ratelimit-policy': '"requests";q=1000;w=60', ratelimit: '"requests";r=987;t=12' }
    expect(hintOf(mondayCrm.limits, headers, 0)).toEqual({ limit: 1000, remaining: 987, resetSeconds: 12 })
  })
})
