import { Buffer } from 'node:buffer'
import { describe, expect, it } from 'vitest'
import { assertVendorUrl, baseUrlOf } from '../../runtime/calls/hosts.ts'
import { verdictOf } from '../../runtime/calls/verdict.ts'
import { at } from '../../runtime/json/json.ts'
import { readUser } from '../../runtime/records/read.ts'
import { runUpdate, stepsOf } from '../../runtime/writes/update-user.ts'
import { fixture } from '../../testing/fixture.ts'
import { testAdapter } from '../../testing/test-adapter.ts'
import { zohoCrm } from './zoho-crm.ts'

const api = 'https://www.zohoapis.eu/crm/v8'
const users = fixture(import.meta.url, 'users')
const [patricia, jack] = [at(users, 'users.0'), at(users, 'users.1')]
const done = fixture(import.meta.url, 'success')
const id = '554023000000235011'
const one = (user: unknown) => ({ users: [user] })
const pageOf = (more: boolean, ...found: unknown[]) => ({ users: found, info: { more_records: more } })
const withChange = (change: object) => one({ ...Object(patricia), ...change })
const failure = (code: string, message: string, details: object = {}) => ({ code, details, message, status: 'error' })
const itemFailure = (code: string, message: string, details: object = {}) => one(failure(code, message, details))

const getPatricia = { request: `GET ${api}/users/${id}`, answer: { body: one(patricia) } }
const put = (change: object) => ({
  request: `PUT ${api}/users/${id}`,
  body: { users: [change] },
  answer: { body: done },
})
const written = (change: object, after: object) => [
  getPatricia,
  put(change),
  { request: `GET ${api}/users/${id}`, answer: { body: withChange(after) } },
]

testAdapter(zohoCrm, {
  account: { method: 'oauth2', variables: { accounts_server: 'https://accounts.zoho.eu' } },
  get: {
    id,
    exchanges: [{ ...getPatricia, headers: { authorization: 'Zoho-oauthtoken token-8a7b6c5d4e' } }],
    user: {
      id,
      name: 'Patricia Boyle',
      first_name: 'Patricia',
      last_name: 'Boyle',
      email: 'patricia@example.com',
      is_active: true,
      created_at: '2019-01-10T12:36:28.000Z',
      updated_at: '2020-01-10T12:36:28.000Z',
      urls: [
        { type: 'website', url: 'https://www.example.com' },
        { type: 'avatar', url: 'https://contacts.zoho.com/file?ID=4760177' },
      ],
    },
  },
  unknown: {
    id: '554023000000999999',
    exchanges: [{ request: `GET ${api}/users/554023000000999999`, answer: { status: 204 } }],
  },
  list: {
    pages: {
      limit: 1,
      exchanges: [
        {
          request: `GET ${api}/users?type=AllUsers&page=1&per_page=1`,
          answer: { body: pageOf(true, patricia) },
        },
      ],
      ids: [id],
      next: {
        limit: 1,
        exchanges: [
          { request: `GET ${api}/users?type=AllUsers&page=2&per_page=1`, answer: { body: pageOf(false, jack) } },
        ],
        ids: ['554023000000691003'],
      },
    },
    empty: {
      exchanges: [{ request: `GET ${api}/users?type=AllUsers&page=1&per_page=100`, answer: { status: 204 } }],
      ids: [],
    },
  },
  me: {
    exchanges: [{ request: `GET ${api}/users?type=CurrentUser`, answer: { body: pageOf(false, patricia) } }],
    user: { id },
  },
  create: {
    body: {
      name: 'Patricia Boyle',
      email: 'patricia@example.com',
      remote_data: { role: '554023000000015969', profile: '554023000000015972' },
    },
    exchanges: [
      {
        request: `POST ${api}/users`,
        body: {
          users: [
            {
              first_name: 'Patricia',
              last_name: 'Boyle',
              email: 'patricia@example.com',
              role: '554023000000015969',
              profile: '554023000000015972',
            },
          ],
        },
        answer: { status: 201, body: done },
      },
      getPatricia,
    ],
    user: { id, name: 'Patricia Boyle' },
  },
  update: {
    name: {
      body: { name: 'Pat van Dyk' },
      exchanges: written(
        { first_name: 'Pat', last_name: 'van Dyk' },
        { first_name: 'Pat', last_name: 'van Dyk', full_name: 'Pat van Dyk' },
      ),
      user: { name: 'Pat van Dyk' },
    },
    first_name: {
      body: { first_name: 'Pat', remote_data: { phone: '123' } },
      exchanges: written({ first_name: 'Pat', phone: '123' }, { first_name: 'Pat', full_name: 'Pat Boyle' }),
      user: { first_name: 'Pat' },
    },
    last_name: {
      body: { last_name: 'Roe' },
      exchanges: written({ last_name: 'Roe' }, { last_name: 'Roe', full_name: 'Patricia Roe' }),
      user: { last_name: 'Roe' },
    },
    email: {
      body: { email: 'new@example.com' },
      exchanges: written({ email: 'new@example.com' }, { email: 'new@example.com' }),
      user: { email: 'new@example.com' },
    },
    is_active: {
      body: { is_active: false, last_name: 'Roe' },
      exchanges: [
        getPatricia,
        put({ last_name: 'Roe' }),
        put({ status: 'inactive' }),
        {
          request: `GET ${api}/users/${id}`,
          answer: { body: withChange({ last_name: 'Roe', full_name: 'Patricia Roe', status: 'inactive' }) },
        },
      ],
      user: { last_name: 'Roe', is_active: false },
    },
  },
  delete: {
    id,
    exchanges: [{ request: `DELETE ${api}/users/${id}`, answer: { body: done } }],
  },
  errors: [
    {
      operation: 'list',
      answer: { status: 401, body: failure('INVALID_TOKEN', 'invalid oauth token') },
      slug: 'account-needs-reauth',
      says: 'invalid oauth token',
    },
    {
      operation: 'list',
      answer: { status: 401, body: failure('OAUTH_SCOPE_MISMATCH', 'invalid oauth scope to access this URL') },
      slug: 'provider-forbidden',
      says: 'invalid oauth scope',
    },
    {
      operation: 'create',
      answer: {
        status: 403,
        body: failure('NO_PERMISSION', 'permission denied', { permissions: ['Crm_Implied_Manage_Users'] }),
      },
      slug: 'provider-forbidden',
    },
    {
      operation: 'list',
      answer: { status: 400, body: failure('INVALID_DATA', 'invalid data', { param_name: 'type' }) },
      slug: 'provider-rejected',
      says: 'invalid data',
    },
    {
      operation: 'get',
      answer: { status: 400, body: failure('INVALID_DATA', 'the id given seems to be invalid') },
      slug: 'user-not-found',
    },
    {
      operation: 'get',
      answer: { status: 200, body: itemFailure('INVALID_DATA', 'the id given seems to be invalid') },
      slug: 'user-not-found',
    },
    {
      operation: 'get',
      answer: { status: 400, body: failure('INVALID_DATA', 'invalid data', { param_name: 'x' }) },
      slug: 'provider-rejected',
    },
    {
      operation: 'delete',
      answer: { status: 400, body: itemFailure('INVALID_DATA', 'the id given seems to be invalid') },
      slug: 'user-not-found',
    },
    {
      operation: 'delete',
      answer: { status: 400, body: itemFailure('ID_ALREADY_DELETED', 'user already deleted') },
      slug: 'user-not-found',
    },
    // Confirmed users keep their e-mail; the code is Zoho's spelling.
    {
      operation: 'update',
      before: [getPatricia],
      answer: {
        status: 200,
        body: itemFailure('EMAIL_UPDATE_NOT_ALOWED', 'Cannot update email of a confirmed CRM User'),
      },
      slug: 'provider-rejected',
      says: 'Cannot update email of a confirmed CRM User',
    },
    {
      operation: 'update',
      before: [getPatricia, put({ last_name: 'Roe' })],
      writes: { is_active: false, last_name: 'Roe' },
      ...put({ status: 'inactive' }),
      answer: { status: 400, body: itemFailure('NOT_ALLOWED', 'Primary contact cannot be deactivated') },
      slug: 'partially-applied',
      says: 'Primary contact cannot be deactivated',
    },
    {
      operation: 'create',
      answer: { status: 400, body: itemFailure('DUPLICATE_DATA', 'duplicate data', { api_name: 'email' }) },
      slug: 'provider-conflict',
      says: 'duplicate data',
    },
    {
      operation: 'create',
      answer: { status: 201, body: itemFailure('MANDATORY_NOT_FOUND', 'required field not found') },
      slug: 'provider-rejected',
      says: 'required field not found',
    },
    {
      operation: 'create',
      answer: { status: 400, body: itemFailure('LICENSE_LIMIT_EXCEEDED', 'Request exceeds your license limit') },
      slug: 'provider-rejected',
    },
    {
      operation: 'list',
      answer: { status: 429, body: failure('TOO_MANY_REQUESTS', 'too many requests') },
      slug: 'provider-rate-limited',
      retryAfterSeconds: 60,
    },
    {
      operation: 'list',
      answer: { status: 500, body: failure('INTERNAL_ERROR', 'Internal Server Error') },
      slug: 'provider-error',
    },
    {
      operation: 'create',
      answer: { status: 200, body: itemFailure('INTERNAL_ERROR', 'Internal Server Error') },
      slug: 'outcome-unknown',
    },
    // https://www.zoho.com/crm/developer/docs/api/v8/update-user.html: an applied change has SUCCESS.
    ...[{}, { users: [] }, { users: null }, { data: null }, { users: [{ details: {} }] }].flatMap((body) => [
      { operation: 'update' as const, before: [getPatricia], answer: { body }, slug: 'outcome-unknown' },
      { operation: 'delete' as const, answer: { body }, slug: 'outcome-unknown' },
    ]),
    { operation: 'create', answer: { status: 201, body: {} }, slug: 'outcome-unknown' },
    {
      operation: 'update',
      before: [getPatricia],
      answer: { body: one({ code: 'ID_ALREADY_DEACTIVATED', details: {}, message: 'Off', status: 'error' }) },
      slug: 'provider-conflict',
    },
    {
      operation: 'update',
      before: [getPatricia],
      answer: {
        status: 400,
        body: itemFailure('INVALID_DATA', 'the id given seems to be invalid', { api_name: 'role' }),
      },
      slug: 'provider-rejected',
    },
    {
      operation: 'list',
      answer: { body: failure('AUTHENTICATION_FAILURE', 'Authentication failed') },
      slug: 'account-needs-reauth',
    },
    { operation: 'list', answer: { body: failure('NO_PERMISSION', 'permission denied') }, slug: 'provider-forbidden' },
    // A wrong address does not mean an unknown user, and an unknown code is not the caller's fault.
    {
      operation: 'get',
      answer: {
        status: 404,
        body: failure('INVALID_URL_PATTERN', 'Please check if the URL trying to access is right'),
      },
      slug: 'provider-error',
    },
    { operation: 'get', answer: { status: 404, body: '<html>' }, slug: 'provider-error' },
    { operation: 'get', answer: { body: itemFailure('NEW_CODE', 'Who knows') }, slug: 'provider-error' },
    { operation: 'list', answer: { body: { code: 'NEW_CODE', message: 'Who knows' } }, slug: 'provider-error' },
  ],
})

describe('quirks of Zoho CRM', () => {
  const { create, update } = zohoCrm.users
  const read = (change: object) => readUser(zohoCrm, { id, ...change }, {}).user
  const plan = (status: string | undefined, changes: object, body?: object) => {
    if (!('steps' in update)) throw new Error('Zoho CRM updates users.')
    const record = { id, ...(status === undefined ? {} : { status }) }
    const steps = stepsOf(update, { id, changes, body: body && { ...body }, record, variables: {} })
    return steps.map((step) => [at(step.body, 'users.0'), step.fields])
  }
  const main = [{ last_name: 'Roe' }, undefined]

  it('activates before all other changes, since an inactive user accepts no other change', () => {
    const activate = [{ status: 'active' }, ['is_active']]
    expect(plan('inactive', { is_active: true }, { last_name: 'Roe' })).toEqual([activate, main])
    expect(plan('inactive', { is_active: true })).toEqual([activate])
  })

  it('deactivates after all other changes, by the status alone', () => {
    const deactivate = [{ status: 'inactive' }, ['is_active']]
    expect(plan('active', { is_active: false }, { last_name: 'Roe' })).toEqual([main, deactivate])
    expect(plan('active', { is_active: false })).toEqual([deactivate])
  })

  it('does not change the status of a user that has it already, which Zoho reports as an error', () => {
    expect(plan('active', { is_active: true }, { last_name: 'Roe' })).toEqual([main])
    expect(plan('active', { is_active: true })).toEqual([])
    expect(plan('inactive', { is_active: false })).toEqual([])
    expect(plan('disabled', { is_active: false })).toEqual([])
  })

  it('returns such a user unchanged, without a call that writes', async () => {
    const remote = () => ({ status: 200, body: null, message: undefined })
    const raw = () => ({ headers: {}, bytes: Buffer.alloc(0), removed: [] })
    const answer = { status: 200, headers: {}, body: one(patricia), hint: undefined, variables: {}, remote, raw }
    const refuse = () => Promise.reject(new Error('No call was expected.'))
    if (!('steps' in update)) throw new Error('Zoho CRM updates users.')
    const { user, warnings } = await runUpdate(id, update, {
      call: {
        adapter: zohoCrm,
        account: {
          id: 'account',
          environmentId: 'environment',
          provider: 'zoho-crm',
          method: 'oauth2',
          open: () => ({
            credential: { kind: 'token', accessToken: 'token' },
            variables: {},
            principal: undefined,
          }),
          renew: async () => undefined,
          refused: async () => undefined,
        },
        operation: 'update',
        context: { signal: new AbortController().signal, deadlineAtMs: 0 },
        session: {},
      },
      caller: {
        send: ({ operation }) => (operation === 'get' ? Promise.resolve({ ...answer, byteLength: 0 }) : refuse()),
        stream: refuse,
        leftOut: () => undefined,
        learn: () => undefined,
      },
      body: { is_active: true },
      handling: 'strict',
    })
    expect(user).toMatchObject({ id, is_active: true })
    expect(warnings).toEqual([])
  })

  it('refuses to change a deleted user, with the reason', () => {
    const changed = 'absent' in update || update.readsFirst === true ? undefined : update.readsFirst
    expect(changed?.impossible).toContain('was deleted')
    expect(changed?.id({ id, status: 'deleted' })).toBeUndefined()
    expect(changed?.id({ id, status: 'inactive' })).toBe(id)
  })

  it('changes the status of a user whose status is unknown', () => {
    expect(plan(undefined, { is_active: false })).toEqual([[{ status: 'inactive' }, ['is_active']]])
  })

  it('reads only "active" as active, and a missing status as null', () => {
    expect(read({ status: 'active' }).is_active).toBe(true)
    for (const status of ['inactive', 'deleted', 'disabled']) expect(read({ status }).is_active).toBe(false)
    expect(read({}).is_active).toBeNull()
  })

  it('reads a user whose whole name is in the first name', () => {
    expect(readUser(zohoCrm, jack, {}).user).toMatchObject({
      name: 'Jack Smith',
      first_name: 'Jack Smith',
      last_name: null,
      updated_at: null,
      urls: null,
    })
    expect(read({ first_name: 'Jack', last_name: 'Smith' }).name).toBe('Jack Smith')
  })

  it('keeps ids as text: they are greater than any safe number', () => {
    expect(read({}).id).toBe('554023000000235011')
    expect(() => readUser(zohoCrm, { id: 2 ** 60 }, {})).toThrow('whose id cannot be read')
  })

  it('gives a website its scheme', () => {
    const website = (value: string) => read({ website: value }).urls
    expect(website('example.com')).toEqual([{ type: 'website', url: 'https://example.com' }])
    expect(website('http://example.com')).toEqual([{ type: 'website', url: 'http://example.com' }])
    expect(website('javascript:alert(1)')).toEqual([{ type: 'website', url: 'https://javascript:alert(1)' }])
    expect(website('')).toBeNull()
  })

  it('distinguishes an empty list (204, an empty array) from an answer that is not understood', () => {
    const { record } = zohoCrm.users
    expect(record?.(undefined)).toBeUndefined()
    expect(record?.({ users: [] })).toBeUndefined()
    expect(record?.({ unexpected: true })).toEqual({ unexpected: true })
  })

  it('continues while Zoho states more in any form, and by the size of the page where it states nothing', () => {
    const { paging } = zohoCrm.users.list
    const request = {
      size: 2,
      at: 0,
      pass: '',
      filters: {},
      sort: undefined,
    }
    const next = (info: unknown, records: unknown[]) =>
      paging.next({
        request: { ...request, variables: {}, workspaceId: undefined },
        answer: { status: 200, headers: {}, body: { users: records, info } },
        records,
      })
    expect([true, 'true', 1].map((more_records) => next({ more_records }, [jack]))).toEqual([
      { at: 2 },
      { at: 2 },
      { at: 2 },
    ])
    expect([false, 'false', 0].map((more_records) => next({ more_records }, [jack, jack]))).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect([next(undefined, [jack, jack]), next(undefined, [jack])]).toEqual([{ at: 2 }, undefined])
    expect(() => next({ more_records: true }, [])).toThrow('continues, but not where')
  })

  it('does not read the state of a user as an error', () => {
    for (const user of [patricia, jack]) {
      expect(verdictOf(zohoCrm, { status: 200, headers: {}, body: one(user) }, 'get')).toBeUndefined()
    }
  })

  it('names the missing permissions of a 403', () => {
    const permissions = ['Crm_Implied_Manage_Users']
    expect(zohoCrm.errors.missingScopes?.(failure('NO_PERMISSION', 'no', { permissions }))).toEqual(permissions)
    expect(zohoCrm.errors.missingScopes?.(itemFailure('NO_PERMISSION', 'no', { permissions }))).toEqual(permissions)
    expect(zohoCrm.errors.missingScopes?.(failure('NO_PERMISSION', 'no'))).toBeUndefined()
  })

  it('requests offline access and consent, since a refresh token is certain only with both', () => {
    expect(zohoCrm.authentication.oauth2).toMatchObject({
      authorizeParameters: { access_type: 'offline', prompt: 'consent' },
    })
  })

  it('uses the API of the token answer, else the one of the accounts server', () => {
    const account = zohoCrm.authentication.oauth2?.account
    expect(account?.({ api_domain: 'https://www.zohoapis.in' }, {})).toEqual({ api_domain: 'https://www.zohoapis.in' })
    expect(account?.({ error: 'invalid_code' }, {})).toEqual({})
    const follows = zohoCrm.account.accounts_server?.default
    const serverOf = (api_domain: string) => (typeof follows === 'function' ? follows({ api_domain }) : follows)
    for (const zone of ['com', 'eu', 'in', 'com.au', 'jp', 'com.cn', 'sa', 'uk', 'ae']) {
      expect(serverOf(`https://www.zohoapis.${zone}`)).toBe(`https://accounts.zoho.${zone}`)
    }
    expect(serverOf('https://www.zohoapis.ca')).toBe('https://accounts.zohocloud.ca')
    expect(typeof follows === 'function' && follows({})).toBe('https://accounts.zoho.com')
    const apiOf = (variables: Record<string, string>) => baseUrlOf(zohoCrm, variables).toString()
    expect(apiOf({ api_domain: 'https://sandbox.zohoapis.eu', accounts_server: 'https://accounts.zoho.in' })).toBe(
      'https://sandbox.zohoapis.eu/crm/v8',
    )
    expect(apiOf({})).toBe('https://www.zohoapis.com/crm/v8')
    for (const [accounts, host] of [
      ['accounts.zoho.com', 'www.zohoapis.com'],
      ['accounts.zoho.eu', 'www.zohoapis.eu'],
      ['accounts.zoho.in', 'www.zohoapis.in'],
      ['accounts.zoho.com.au', 'www.zohoapis.com.au'],
      ['accounts.zoho.jp', 'www.zohoapis.jp'],
      ['accounts.zoho.com.cn', 'www.zohoapis.com.cn'],
      ['accounts.zohocloud.ca', 'www.zohoapis.ca'],
      ['accounts.zoho.sa', 'www.zohoapis.sa'],
    ]) {
      expect(apiOf({ accounts_server: `https://${accounts}` })).toBe(`https://${host}/crm/v8`)
      expect(assertVendorUrl(zohoCrm, `https://${accounts}/oauth/v2/token`).host).toBe(accounts)
    }
  })

  it('sends credentials to Zoho only, whatever the account’s variables', () => {
    const fits = (name: string, value: string) => {
      const pattern = zohoCrm.account[name]?.pattern
      return pattern !== undefined && new RegExp(`^(?:${pattern.source})$`, pattern.flags).test(value)
    }
    for (const bad of [
      'https://www.zohoapis.com.evil.test',
      'https://evil.test/www.zohoapis.com',
      'https://www.zohoapis.com@evil.test',
      'http://www.zohoapis.com',
      'https://www.zohoapis.xyz',
      'https://wwwxzohoapis.com',
      'https://accounts.zoho.com.evil.test',
      'https://accounts.zohoxcom',
      'https://accounts.zohocloud.com',
    ]) {
      expect(fits('api_domain', bad) || fits('accounts_server', bad)).toBe(false)
      expect(() => assertVendorUrl(zohoCrm, bad)).toThrow('was refused')
    }
    expect(fits('api_domain', 'https://developer.zohoapis.com')).toBe(true)
    expect(fits('accounts_server', 'https://www.zohoapis.com')).toBe(false)
  })

  it('lets remote_data name neither another user nor a second one', () => {
    expect(update).toMatchObject({ refusedRemoteKeys: ['id', 'users'], remoteDataAt: 'users.0' })
    expect(create).toMatchObject({ refusedRemoteKeys: ['id', 'users'], remoteDataAt: 'users.0' })
  })
})
