import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { people } from '../people.ts'
import { type Answer, type Visit, type Visitor, visit } from '../testing/visitor.ts'
import { mondayCrm } from './monday-crm.ts'

let visitor: Visitor
beforeEach(async () => {
  visitor = await visit(mondayCrm)
})
afterEach(() => visitor.close())

const headers = { authorization: 'sandbox-monday-crm-token', 'api-version': '2026-10' }
const withEmail = people.filter((person) => person.email !== null)

const ask = (query: string, variables: unknown = {}, options: Visit = {}): Promise<Answer> =>
  visitor.send('POST', '/v2', { headers, json: { query, variables }, ...options })

/** Sends a query and returns the ids of `users`. */
const ids = async (args: string): Promise<readonly string[]> => {
  const { json } = await ask(`{ users(${args}) { id } }`)
  // Cast: a wrong shape fails the assertions below.
  return (json as { data: { users: { id: string }[] } }).data.users.map((user) => user.id)
}

const everyStatus = 'status: [ACTIVE, INACTIVE, PENDING]'

describe('reading', () => {
  test('one user has the fields of version 2026-10', async () => {
    const answer = await ask(
      `query ($ids: [ID!]) { users(ids: $ids, ${everyStatus}) {
        id name email status kind created_at became_active_at is_deleted url title account_id phone
        photo_url { thumb } account { slug } user_config { kind } teams { id }
      } }`,
      { ids: ['4012001'] },
    )
    expect(answer.status).toBe(200)
    expect(answer.headers.get('api-version')).toBe('2026-10')
    expect(answer.json).toEqual({
      data: {
        users: [
          {
            id: '4012001',
            name: 'Ada Archer',
            email: 'ada.archer@acme.example',
            status: 'ACTIVE',
            kind: 'member',
            created_at: '2023-01-03T08:52:30Z',
            became_active_at: '2023-01-03T09:52:30Z',
            is_deleted: false,
            url: 'https://acme.monday.com/users/4012001',
            title: 'Sales Manager',
            account_id: '15043420',
            phone: '+15551000001',
            photo_url: { thumb: expect.stringContaining('https://files.monday.com/') },
            account: { slug: 'acme' },
            user_config: { kind: 'member' },
            teams: [],
          },
        ],
      },
      extensions: { request_id: expect.any(String) },
    })
  })

  test('by default 200 users that are active or pending', async () => {
    const byDefault = await ids('page: 1')
    expect(byDefault).toHaveLength(200)
    expect(byDefault).not.toContain('4012013')
    expect(byDefault.slice(0, 10)).toEqual(Array.from({ length: 10 }, (_, index) => String(4012001 + index)))
    expect(await ids('ids: ["4012013"]')).toEqual([])
    expect(await ids(`ids: ["4012013"], ${everyStatus}`)).toEqual(['4012013'])
  })

  test('pages end with a short one, and every user with an e-mail is listed once', async () => {
    const pages = [await ids(`limit: 200, page: 1, ${everyStatus}`), await ids(`limit: 200, page: 2, ${everyStatus}`)]
    expect(new Set(pages.flat()).size).toBe(withEmail.length)
    expect(await ids(`limit: 200, page: 3, ${everyStatus}`)).toEqual([])
    expect(await ids(`limit: 5000, ${everyStatus}`)).toHaveLength(withEmail.length)
  })

  test('filters by e-mail, status and kind', async () => {
    expect(await ids('emails: ["ADA.archer@acme.example", "ben.hansen@acme.example"]')).toEqual(['4012001', '4012002'])
    expect(await ids('status: [INACTIVE], limit: 1')).toEqual(['4012013'])
    expect(await ids('status: [PENDING], limit: 1')).toEqual(['4012017'])
    expect(await ids('non_active: true, limit: 1')).toEqual(['4012013'])
    expect(await ids('user_kind: { in: [ADMIN] }')).toContain('4012011')
    expect(await ids('user_kind: { in: [BASIC], not_in: [ADMIN] }, limit: 1000')).not.toContain('4012011')
    const guests = await ids('kind: guests, limit: 1000')
    expect(guests).toContain('4012047')
    expect(await ids('kind: non_guests, limit: 1000')).not.toContain('4012047')
    expect(await ids('kind: non_pending, limit: 1000')).not.toContain('4012017')
  })

  test('a name alone is matched fuzzily, and exactly together with e-mails or kinds', async () => {
    expect(await ids('name: "ada arch"')).toContain('4012001')
    expect(await ids('name: "ada arch", kind: all')).toEqual([])
    expect(await ids('name: "Ada Archer", emails: ["ada.archer@acme.example"]')).toEqual(['4012001'])
  })

  test('sorts only by creation date', async () => {
    const down = await ids(`sort: [{ field: CREATED_AT, direction: DESC }], limit: 1000, ${everyStatus}`)
    expect(down.at(-1)).toBe('4012001')
    expect(await ids(`newest_first: true, limit: 1, ${everyStatus}`)).toEqual(down.slice(0, 1))
  })

  test('me is the own user', async () => {
    expect((await ask('{ me { id kind } }')).json).toMatchObject({ data: { me: { id: '4012011', kind: 'admin' } } })
  })

  test('a user deleted in the user interface stays, marked', async () => {
    const answer = await ask(`{ users(ids: [4012399], ${everyStatus}) { is_deleted status } }`)
    expect(answer.json).toMatchObject({ data: { users: [{ is_deleted: true, status: 'INACTIVE' }] } })
  })
})

describe('versions', () => {
  test('old fields are gone from 2026-10 on, new ones start with 2026-07', async () => {
    const at = (version: string, fields: string) =>
      ask(`{ users(ids: [4012001]) { ${fields} } }`, {}, { headers: { ...headers, 'api-version': version } })
    expect((await at('2026-04', 'enabled is_pending title')).json).toMatchObject({
      data: { users: [{ enabled: true }] },
    })
    expect((await at('2026-07', 'enabled status')).json).toMatchObject({ data: { users: [{ status: 'ACTIVE' }] } })
    const gone = await at('2026-10', 'enabled')
    expect(gone).toMatchObject({
      status: 200,
      json: {
        errors: [
          {
            message: expect.stringContaining('Cannot query field "enabled"'),
            locations: [{ line: 1 }],
            extensions: { code: 'GRAPHQL_VALIDATION_FAILED' },
          },
        ],
        account_id: 15043420,
      },
    })
    expect(gone.json).not.toHaveProperty('data')
    expect((await at('2026-04', 'status')).json).toHaveProperty('errors')
  })

  test('without a header the current version is used, and before 2026-07 a list without a limit had all users', async () => {
    const { authorization } = headers
    const unpinned = await ask('{ me { status } }', {}, { headers: { authorization } })
    expect(unpinned.headers.get('api-version')).toBe('2026-10')
    const old = await ask('{ users { id } }', {}, { headers: { ...headers, 'api-version': '2026-01' } })
    expect(old.json).toHaveProperty(
      'data.users.length',
      withEmail.filter((person) => person.state !== 'inactive' && person.number !== 399).length,
    )
  })

  test('the schema of a version is public', async () => {
    const answer = await visitor.send('GET', '/v2/get_schema?format=sdl&version=2026-10')
    expect(answer.text).toContain('enum UserStatus')
    expect((await visitor.send('GET', '/v2/get_schema?format=json')).status).toBe(400)
  })
})

describe('writing', () => {
  const update = `mutation ($updates: [UserUpdateInput!]!, $bypass: Boolean) {
    update_multiple_users(user_updates: $updates, bypass_confirmation_for_claimed_domains: $bypass) {
      updated_users { id name email title } errors { message code user_id }
    }
  }`
  const one = (user_id: string, user_attribute_updates: object, bypass = false) =>
    ask(update, { updates: [{ user_id, user_attribute_updates }], bypass })

  test('a name is changed, and read again', async () => {
    const answer = await one('4012002', { name: 'Benjamin Hansen', title: 'AE' })
    expect(answer.json).toMatchObject({
      data: {
        update_multiple_users: { updated_users: [{ id: '4012002', name: 'Benjamin Hansen', title: 'AE' }], errors: [] },
      },
    })
    expect((await ask('{ users(ids: [4012002]) { name } }')).json).toHaveProperty(
      'data.users.0.name',
      'Benjamin Hansen',
    )
  })

  test('an e-mail changes, with the bypass and without', async () => {
    const email = async (address: string, bypass: boolean) => (await one('4012002', { email: address }, bypass)).json
    const path = 'data.update_multiple_users.updated_users.0.email'
    expect(await email('new@other.example', false)).toHaveProperty(path, 'new@other.example')
    expect(await email('new@acme.example', true)).toHaveProperty(path, 'new@acme.example')
  })

  test.each([
    ['4012002', { email: 'no address' }],
    ['4012002', { email: 'ADA.archer@acme.example' }],
    ['4012002', { name: ' ' }],
    ['99', { name: 'Nobody' }],
  ])('an update of %s with %j is an error inside the data of a 200', async (user, changes) => {
    expect(await one(user, changes)).toMatchObject({
      status: 200,
      json: {
        data: { update_multiple_users: { updated_users: [], errors: [{ code: 'INVALID_FIELD', user_id: user }] } },
      },
    })
  })

  test('users are deactivated and activated, each with its own result', async () => {
    const down = await ask(`mutation { deactivate_users(user_ids: [4012002, 4012011, 77, "x"]) {
      deactivated_users { id status } errors { code user_id }
    } }`)
    expect(down.json).toMatchObject({
      data: {
        deactivate_users: {
          deactivated_users: [{ id: '4012002', status: 'INACTIVE' }],
          errors: [
            { code: 'CANNOT_UPDATE_SELF', user_id: '4012011' },
            { code: 'USER_NOT_FOUND', user_id: '77' },
            { code: 'INVALID_INPUT', user_id: 'x' },
          ],
        },
      },
    })
    expect(await ids('ids: [4012002]')).toEqual([])
    const up = await ask(
      'mutation { activate_users(user_ids: [4012002, 4012017]) { activated_users { status } errors { code } } }',
    )
    expect(up.json).toMatchObject({
      data: { activate_users: { activated_users: [{ status: 'ACTIVE' }, { status: 'PENDING' }], errors: [] } },
    })
  })

  test('more than 200 ids are too many', async () => {
    const many = Array.from({ length: 201 }, (_, index) => String(4012001 + index))
    const answer = await ask('mutation ($ids: [ID!]!) { activate_users(user_ids: $ids) { errors { code } } }', {
      ids: many,
    })
    expect(answer.json).toHaveProperty('data.activate_users.errors.0.code', 'EXCEEDS_BATCH_LIMIT')
    const updates = many.map((user_id) => ({ user_id, user_attribute_updates: { title: 'x' } }))
    expect((await ask(update, { updates })).json).toHaveProperty('data.update_multiple_users.errors.length', 1)
  })

  test('people are invited by e-mail, pending and without a name', async () => {
    const invite = (emails: string[]) =>
      ask(
        `mutation ($emails: [String!]!) { invite_users(emails: $emails, user_role: VIEW_ONLY, product: crm) {
          invited_users { id name status kind } errors { code email }
        } }`,
        { emails },
      )
    expect((await invite(['new@acme.example', 'ada.archer@acme.example', 'x'])).json).toMatchObject({
      data: {
        invite_users: {
          invited_users: [{ id: '4012401', name: 'new@acme.example', status: 'PENDING', kind: 'view_only' }],
          errors: [
            { code: 'ERROR', email: 'ada.archer@acme.example' },
            { code: 'ERROR', email: 'x' },
          ],
        },
      },
    })
    expect(await ids('emails: ["new@acme.example"]')).toEqual(['4012401'])
  })
})

describe('refusals', () => {
  test('a bad token is 401 with a plain sentence; a Bearer before a valid one is accepted', async () => {
    expect(await ask('{ me { id } }', {}, { headers: { authorization: 'wrong' } })).toMatchObject({
      status: 401,
      json: { errors: ['Not Authenticated'] },
    })
    expect((await ask('{ me { id } }', {}, { headers: {} })).status).toBe(401)
    const bearer = await ask('{ me { id } }', {}, { headers: { authorization: 'Bearer sandbox-monday-crm-token' } })
    expect(bearer.json).toHaveProperty('data.me.id', '4012011')
  })

  test('a missing scope and missing rights are 200 with the recorded error', async () => {
    const reader = { ...headers, authorization: 'sandbox-monday-crm-reader' }
    expect(await ask('{ me { id } }', {}, { headers: reader })).toMatchObject({
      status: 200,
      json: {
        data: [],
        errors: [
          {
            message: 'User unauthorized to perform action',
            path: ['me'],
            extensions: { code: 'UserUnauthorizedException', error_data: {}, status_code: 403 },
          },
        ],
        account_id: 15043420,
      },
    })
    const partial = await ask('{ me { id } users(limit: 1) { id } }', {}, { headers: reader })
    expect(partial.json).toMatchObject({ data: { me: null, users: [{ id: '4012001' }] }, errors: [{ path: ['me'] }] })
    const colleague = { ...headers, authorization: 'sandbox-monday-crm-colleague' }
    const write = 'mutation { deactivate_users(user_ids: [4012002]) { errors { code } } }'
    expect((await ask(write, {}, { headers: colleague })).json).toHaveProperty('errors.0.extensions.status_code', 403)
    expect((await ask(write, {}, { headers: reader })).json).toHaveProperty('errors.0.extensions.status_code', 403)
    expect(await ids('ids: [4012002]')).toEqual(['4012002'])
  })

  test('bad syntax and bad variables come with 200, no query with 400', async () => {
    expect(await ask('{ users')).toMatchObject({
      status: 200,
      json: { errors: [{ extensions: { code: 'GRAPHQL_PARSE_FAILED' } }] },
    })
    const bad = await ask('query ($page: Int!) { users(page: $page) { id } }', { page: 'x' })
    expect(bad).toMatchObject({ status: 200, json: { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] } })
    expect((await visitor.send('POST', '/v2', { headers, json: {} })).status).toBe(400)
    expect((await visitor.send('GET', '/v2', { headers })).status).toBe(405)
    expect((await visitor.send('POST', '/v3', { headers, json: {} })).status).toBe(404)
    expect((await ask('{ me { id } }', {}, { host: 'acme.monday.com' })).status).toBe(421)
  })

  test('the limits are reported in both headers, and 429 has the time to wait', async () => {
    const calm = await ask('{ me { id } }')
    expect(calm.headers.get('ratelimit-policy')).toBe('"default";q=10000;w=86400')
    expect(calm.headers.get('ratelimit')).toBe('"default";r=9999;t=86400')
    visitor.control.limitRate({ limit: 1, windowMs: 60_000 })
    await ask('{ me { id } }')
    const answer = await ask('{ me { id } }')
    expect(answer).toMatchObject({
      status: 429,
      json: { errors: [{ extensions: { code: 'COMPLEXITY_BUDGET_EXHAUSTED', retry_in_seconds: 60 } }] },
    })
    expect(answer.headers.get('retry-after')).toBe('60')
    visitor.control.limitRate({ limit: 0, windowMs: 86_400_000 })
    expect((await ask('{ me { id } }')).json).toHaveProperty('errors.0.extensions.code', 'DAILY_LIMIT_EXCEEDED')
  })
})

describe('OAuth', () => {
  const host = 'auth.monday.com'
  const client = { client_id: 'sandbox-monday-crm-client', client_secret: 'sandbox-monday-crm-client-secret' }
  const redirect_uri = 'https://app.example/back'

  const code = async (scope: string): Promise<string> => {
    const query = new URLSearchParams({ client_id: client.client_id, redirect_uri, scope, state: 's' })
    const consent = await visitor.send('GET', `/oauth2/authorize?${query}`, { host })
    return new URL(consent.headers.get('location') ?? '').searchParams.get('code') ?? ''
  }

  test('the legacy flow returns a token without expiry and refresh token, and needs no grant type', async () => {
    const form = { ...client, redirect_uri, code: await code('users:read me:read') }
    const answer = await visitor.send('POST', '/oauth2/token', { host, form })
    expect(answer.json).toEqual({ access_token: expect.any(String), token_type: 'Bearer', scope: 'users:read me:read' })
    visitor.advance(1000 * 86_400_000)
    const authorization = 'sandbox-monday-crm-access-2'
    expect((await ask('{ me { id } }', {}, { headers: { authorization } })).json).toHaveProperty('data.me.id')
    expect(await visitor.send('POST', '/oauth2/token', { host, form })).toMatchObject({
      status: 400,
      json: { error: 'invalid_grant' },
    })
    const wrong = await visitor.send('POST', '/oauth2/token', { host, form: { ...form, client_secret: 'x' } })
    expect(wrong.status).toBe(401)
  })

  test('an unknown kind of scope is refused', async () => {
    const answer = await visitor.send('GET', '/oauth2/authorize?client_id=x&scope=everything', { host })
    expect(answer).toMatchObject({ status: 400, json: { error: 'invalid_scope' } })
  })

  test('the OAuth 2.1 flow returns short-lived tokens and rotates refresh tokens', async () => {
    const form = { ...client, redirect_uri, grant_type: 'authorization_code', code: await code('users:read me:read') }
    const first = await visitor.send('POST', '/oauth_ms/oauth/token', { host, form })
    expect(first.json).toMatchObject({ expires_in: 3600, refresh_token: 'sandbox-monday-crm-refresh-3' })
    const again = { ...client, grant_type: 'refresh_token', refresh_token: 'sandbox-monday-crm-refresh-3' }
    expect((await visitor.send('POST', '/oauth_ms/oauth/token', { host, form: again })).status).toBe(200)
    expect((await visitor.send('POST', '/oauth_ms/oauth/token', { host, form: again })).status).toBe(400)
  })
})
