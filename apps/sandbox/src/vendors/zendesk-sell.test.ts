import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { people } from '../people.ts'
import { type Answer, type Visit, type Visitor, visit } from '../testing/visitor.ts'
import { zendeskSell } from './zendesk-sell.ts'

let visitor: Visitor
beforeEach(async () => {
  visitor = await visit(zendeskSell)
})
afterEach(() => visitor.close())

const key = { authorization: 'Bearer sandbox-zendesk-sell-token' }
const client = `Basic ${Buffer.from('sandbox-zendesk-sell-client:sandbox-zendesk-sell-client-secret').toString('base64')}`
const seats = people.filter((person) => person.email !== null)

const call = (path: string, options: Visit = {}): Promise<Answer> =>
  visitor.send('GET', path, { headers: key, ...options })

const post = (path: string, form: Record<string, string>, authorization = client): Promise<Answer> =>
  visitor.send('POST', path, { headers: { authorization }, form })

describe('reading', () => {
  test('a list has 25 users in envelopes, and links to its end', async () => {
    const first = await call('/v2/users')
    expect(first.json).toMatchObject({
      items: [{ data: { id: 400_001, name: 'Ada Archer' }, meta: { type: 'user' } }, ...Array(24).fill({})],
      meta: {
        type: 'collection',
        count: 25,
        links: {
          self: 'http://api.getbase.com/v2/users.json',
          next_page: 'https://api.getbase.com/v2/users?page=2&per_page=25',
        },
      },
    })
    expect(first.json).not.toHaveProperty('meta.links.prev_page')
    const last = await call('/v2/users?page=4&per_page=100')
    expect(last.json).toHaveProperty('items.length', seats.length - 300)
    expect(last.json).toHaveProperty('meta.links.prev_page', 'https://api.getbase.com/v2/users?page=3&per_page=100')
    expect(last.json).not.toHaveProperty('meta.links.next_page')
    expect((await call('/v2/users?page=99')).json).toMatchObject({ items: [], meta: { count: 0 } })
  })

  test('one user has the documented fields', async () => {
    expect((await call('/v2/users/400001')).json).toEqual({
      data: {
        id: 400_001,
        name: 'Ada Archer',
        email: 'ada.archer@acme.example',
        phone_number: '+15551000001',
        status: 'active',
        invited: true,
        confirmed: true,
        role: 'user',
        roles: [{ id: 1, name: 'Closer' }],
        team_name: null,
        group: null,
        reports_to: 400_011,
        timezone: 'UTC-04:00',
        identity_type: 'zendesk',
        zendesk_user_id: '9000001',
        detached: false,
        sell_login_disabled: false,
        system_tags: [],
        created_at: '2023-01-03T08:52:30Z',
        updated_at: '2023-01-20T08:53:31Z',
        deleted_at: null,
      },
      meta: { type: 'user' },
    })
  })

  test('self is the owner of the token, and every answer has a request id', async () => {
    const answer = await call('/v2/users/self')
    expect(answer.json).toMatchObject({ data: { id: 400_011, role: 'admin' } })
    expect(answer.headers.get('x-request-id')).toMatch(/^sandbox-/)
  })

  test.each([
    ['ids=400002,400001', [400_001, 400_002]],
    ['email=ada.archer@acme.example', [400_001]],
    ['email=ada.archer', []],
    ['name=Ada%20Archer', [400_001]],
    ['ids=400001,400013&status=inactive', [400_013]],
    ['ids=400001,400017&confirmed=false', [400_017]],
    ['ids=400001,400011&role=admin', [400_011]],
    ['ids=400001,400002,400003&sort_by=name:desc', [400_003, 400_002, 400_001]],
    ['ids=400001,400002&sort_by=updated_at:desc,id', [400_002, 400_001]],
  ])('%s finds %j', async (query, ids) => {
    expect((await call(`/v2/users?${query}`)).json).toMatchObject({ items: ids.map((id) => ({ data: { id } })) })
  })

  test('the next page keeps filter, sort and size', async () => {
    const answer = await call('/v2/users?status=active&sort_by=name:desc&per_page=2')
    expect(answer.json).toHaveProperty(
      'meta.links.next_page',
      'https://api.getbase.com/v2/users?status=active&sort_by=name%3Adesc&per_page=2&page=2',
    )
  })

  test.each([
    'page=0',
    'per_page=101',
    'sort_by=email',
    'sort_by=id:up',
    'role=boss',
    'status=deleted',
    'confirmed=1',
    'ids=a',
  ])('refuses %s', async (query) => {
    expect(await call(`/v2/users?${query}`)).toMatchObject({
      status: 400,
      json: { errors: [{ error: { code: 'invalid_param' } }], meta: { http_status: '400 Bad Request' } },
    })
  })
})

describe('refusals', () => {
  test('without a valid token it is 401 with the published sentence', async () => {
    const answer = await call('/v2/users', { headers: { authorization: 'Bearer wrong' } })
    expect(answer).toMatchObject({
      status: 401,
      json: {
        errors: [
          {
            error: {
              code: 'unauthorized',
              message: 'request is unauthorized',
              details: 'Required access token is missing, malformed, expired, or invalid.',
            },
            meta: {},
          },
        ],
        meta: { http_status: '401 Unauthorized', logref: answer.headers.get('x-request-id') },
      },
    })
  })

  test('a client that does not name itself is refused', async () => {
    const answer = await call('/v2/users', { headers: { ...key, 'user-agent': '' } })
    expect(answer).toMatchObject({ status: 400, json: { errors: [{ error: { code: 'invalid_user_agent' } }] } })
  })

  test('without the scope for users it is 403', async () => {
    const answer = await call('/v2/users', { headers: { authorization: 'Bearer sandbox-zendesk-sell-reader' } })
    expect(answer).toMatchObject({ status: 403, json: { errors: [{ error: { code: 'insufficient_scope' } }] } })
  })

  test('an unknown id, a wrong id and an unknown path have different answers', async () => {
    expect(await call('/v2/users/1')).toMatchObject({
      status: 404,
      json: { errors: [{ error: { code: 'not_found' } }] },
    })
    expect((await call('/v2/users/ada')).status).toBe(400)
    const nothing = await call('/v2/nothing')
    expect(nothing).toMatchObject({ status: 404, json: { errors: [{ error: { code: 'incorrect_path' } }] } })
    expect((await visitor.send('PUT', '/v2/users/400001', { headers: key, json: {} })).status).toBe(404)
  })

  test('over the limit it is 429, without the time to wait', async () => {
    visitor.control.limitRate({ limit: 1, windowMs: 1000 })
    await call('/v2/users/self')
    const answer = await call('/v2/users/self')
    expect(answer).toMatchObject({ status: 429, json: { errors: [{ error: { code: 'rate_limit_exceeded' } }] } })
    expect(answer.headers.has('retry-after')).toBe(false)
  })

  test('the host of another product is not served', async () => {
    expect((await call('/v2/users', { host: 'acme.zendesk.com' })).status).toBe(421)
  })
})

describe('OAuth', () => {
  const refresh = { grant_type: 'refresh_token', refresh_token: 'sandbox-zendesk-sell-refresh' }

  test('an access token is valid for an hour, and its refresh token works once', async () => {
    const old = { authorization: 'Bearer sandbox-zendesk-sell-access' }
    expect((await call('/v2/users/self', { headers: old })).status).toBe(200)
    visitor.advance(3_600_000)
    expect((await call('/v2/users/self', { headers: old })).status).toBe(401)
    const answer = await post('/oauth2/token', refresh)
    expect(answer.json).toEqual({
      access_token: 'sandbox-zendesk-sell-access-1',
      token_type: 'bearer',
      expires_in: 3599,
      refresh_token: 'sandbox-zendesk-sell-refresh-2',
      scope: 'read profile',
    })
    const headers = { authorization: 'Bearer sandbox-zendesk-sell-access-1' }
    expect((await call('/v2/users/self', { headers })).status).toBe(200)
    expect(await post('/oauth2/token', refresh)).toMatchObject({ status: 400, json: { error: 'invalid_grant' } })
  })

  test('a refresh token does not expire', async () => {
    visitor.advance(400 * 86_400_000)
    expect((await post('/oauth2/token', refresh)).status).toBe(200)
  })

  test('a wrong client is 401 everywhere', async () => {
    for (const path of ['/oauth2/token', '/oauth2/revoke', '/oauth2/token/info']) {
      expect(await post(path, refresh, 'Basic eDp5')).toMatchObject({ status: 401, json: { error: 'invalid_client' } })
    }
  })

  test('a code from the consent page becomes a token with the requested scopes', async () => {
    const query =
      'client_id=sandbox-zendesk-sell-client&redirect_uri=https%3A%2F%2Fapp.example%2Fback&scope=read+profile'
    const consent = await visitor.send('GET', `/oauth2/authorize?${query}`)
    const code = new URL(consent.headers.get('location') ?? '').searchParams.get('code') ?? ''
    const form = { grant_type: 'authorization_code', code, redirect_uri: 'https://app.example/back' }
    expect((await post('/oauth2/token', form)).json).toMatchObject({ token_type: 'bearer', scope: 'read profile' })
  })

  test('a revoked token is reported to be inactive, and is refused', async () => {
    const form = { token: 'sandbox-zendesk-sell-access' }
    expect((await post('/oauth2/token/info', form)).json).toEqual({ active: true, scope: 'read profile' })
    expect((await post('/oauth2/revoke', form)).status).toBe(200)
    expect((await post('/oauth2/token/info', form)).json).toEqual({ active: false })
    const headers = { authorization: 'Bearer sandbox-zendesk-sell-access' }
    expect((await call('/v2/users/self', { headers })).status).toBe(401)
  })
})
