import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { people } from '../people.ts'
import { isRecord } from '../request.ts'
import { type Answer, type Visit, type Visitor, visit } from '../testing/visitor.ts'
import { ownerIdOf, userIdOf } from './hubspot/members.ts'
import { hubspot } from './hubspot.ts'

let visitor: Visitor
beforeEach(async () => {
  visitor = await visit(hubspot)
})
afterEach(() => visitor.close())

const owners = '/crm/v3/owners'
const users = '/settings/v3/users'
const app = { client_id: 'sandbox-hubspot-client', client_secret: 'sandbox-hubspot-client-secret' }
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

const call = (method: string, path: string, options: Visit = {}): Promise<Answer> =>
  visitor.send(method, path, { headers: bearer('sandbox-hubspot-token'), ...options })

const token = (form: Record<string, string>, version = 'v1'): Promise<Answer> =>
  visitor.send('POST', `/oauth/${version}/token`, { form: { ...app, ...form } })

const results = (answer: Answer): Record<string, unknown>[] => {
  const list = isRecord(answer.json) ? answer.json.results : undefined
  return Array.isArray(list) ? list.filter(isRecord) : []
}

const walk = async (path: string): Promise<Record<string, unknown>[][]> => {
  const pages: Record<string, unknown>[][] = []
  let after: unknown = ''
  while (typeof after === 'string') {
    const answer = await call('GET', after === '' ? path : `${path}&after=${encodeURIComponent(after)}`)
    pages.push(results(answer))
    const paging = isRecord(answer.json) ? answer.json.paging : undefined
    const next = isRecord(paging) ? paging.next : undefined
    after = isRecord(next) ? next.after : undefined
  }
  return pages
}

describe('owners', () => {
  test('the first ten are plain people, two queues come after them', async () => {
    const list = results(await call('GET', `${owners}?limit=13`))
    expect(list[0]).toEqual({
      id: String(ownerIdOf(1)),
      email: 'ada.archer@acme.example',
      type: 'PERSON',
      firstName: 'Ada',
      lastName: 'Archer',
      userId: userIdOf(1),
      userIdIncludingInactive: userIdOf(1),
      createdAt: '2023-01-03T08:52:30.000Z',
      updatedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      archived: false,
    })
    expect(list.map((owner) => owner.type)).toEqual([...Array(10).fill('PERSON'), 'QUEUE', 'QUEUE', 'PERSON'])
    expect(list[9]).toHaveProperty('teams.0', { id: '178588', name: 'West Coast Sales', primary: true })
  })

  test('pages of 100 unless the request says otherwise, and no paging on the last one', async () => {
    const pages = await walk(`${owners}?`)
    const live = people.filter((person) => person.state !== 'inactive').length + 2
    expect(pages[0]).toHaveLength(100)
    expect(new Set(pages.flat().map((owner) => owner.id)).size).toBe(live)
    const first = await call('GET', `${owners}?limit=2`)
    expect(first.json).toMatchObject({
      paging: {
        next: {
          after: expect.any(String),
          link: expect.stringMatching(/^https:\/\/api\.hubapi\.com\/crm\/v3\/owners\?limit=2&after=/),
        },
      },
    })
    expect((await call('GET', `${owners}?limit=500`)).json).not.toHaveProperty('paging')
  })

  test('archived ones are a separate list: without a user id, and with the former one', async () => {
    const pages = await walk(`${owners}?archived=true&limit=20`)
    const gone = people.filter((person) => person.state === 'inactive')
    expect(pages.flat()).toHaveLength(gone.length)
    expect(pages[0]?.[0]).toMatchObject({
      id: String(ownerIdOf(13)),
      archived: true,
      userId: null,
      userIdIncludingInactive: userIdOf(13),
    })
    expect((await call('GET', `${owners}/${ownerIdOf(13)}`)).status).toBe(404)
    expect((await call('GET', `${owners}/${ownerIdOf(13)}?archived=true`)).status).toBe(200)
    expect((await call('GET', `${owners}/${ownerIdOf(1)}?archived=true`)).status).toBe(404)
  })

  test('a person without an address is an owner without a user', async () => {
    const answer = await call('GET', `${owners}/${ownerIdOf(20)}`)
    expect(answer.json).toMatchObject({ userId: null, userIdIncludingInactive: null, archived: false })
    expect(answer.json).not.toHaveProperty('email')
  })

  test('the e-mail filter is exact', async () => {
    expect(results(await call('GET', `${owners}?email=ada.archer%40acme.example`))).toHaveLength(1)
    expect(results(await call('GET', `${owners}?email=ada.archer`))).toHaveLength(0)
    expect(results(await call('GET', `${owners}?email=plus.address%2Bcrm%40acme.example`))).toHaveLength(1)
  })

  test('one owner is found by its own id or by the user’s, and the two differ', async () => {
    const one = await call('GET', `${owners}/${ownerIdOf(2)}`)
    expect(one.json).toMatchObject({ id: String(ownerIdOf(2)), firstName: 'Ben' })
    expect((await call('GET', `${owners}/${userIdOf(2)}?idProperty=userId`)).json).toEqual(one.json)
    expect((await call('GET', `${owners}/${userIdOf(2)}`)).status).toBe(404)
    expect((await call('GET', `${owners}/${ownerIdOf(2)}?idProperty=userId`)).status).toBe(404)
  })

  test.each(['/crm/v3/owners/', '/crm/owners/2026-03', '/crm/owners/2026-09'])('%s is the same list', async (path) => {
    expect(results(await call('GET', `${path}?limit=1`))[0]).toHaveProperty('id', String(ownerIdOf(1)))
  })

  test.each(['limit=0', 'limit=501', 'limit=x', 'after=%21%21%21', 'archived=maybe'])(
    'a list with %s is refused',
    async (query) => {
      expect(await call('GET', `${owners}?${query}`)).toMatchObject({
        status: 400,
        json: { status: 'error', category: 'VALIDATION_ERROR', correlationId: expect.any(String) },
      })
    },
  )

  test('an unknown owner is 404, an id that is not a number is 400', async () => {
    expect(await call('GET', `${owners}/999`)).toMatchObject({
      status: 404,
      json: { status: 'error', category: 'OBJECT_NOT_FOUND', message: 'resource not found' },
    })
    expect((await call('GET', `${owners}/nobody`)).status).toBe(400)
    expect((await call('GET', `${owners}/1?idProperty=email`)).status).toBe(400)
    expect((await call('GET', `${owners}/1?archived=maybe`)).status).toBe(400)
  })

  test('owners cannot be written', async () => {
    const answer = await call('PATCH', `${owners}/${ownerIdOf(1)}`, { json: {} })
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toBe('GET')
  })
})

describe('provisioning', () => {
  test('lists the users that can sign in, with text ids and no dates', async () => {
    const pages = await walk(`${users}?limit=150`)
    const able = people.filter((person) => person.email !== null && person.state !== 'inactive')
    expect(pages.flat()).toHaveLength(able.length)
    expect(pages[0]?.[0]).toEqual({
      id: String(userIdOf(1)),
      email: 'ada.archer@acme.example',
      firstName: 'Ada',
      lastName: 'Archer',
      roleId: '301',
      roleIds: ['301'],
      superAdmin: false,
    })
  })

  test.each(['/settings/v3/users/', '/settings/users/v3', '/settings/users/v3/', '/settings/users/2026-03'])(
    '%s is the same list',
    async (path) => {
      expect(results(await call('GET', `${path}?limit=1`))[0]).toHaveProperty('id', String(userIdOf(1)))
    },
  )

  test('one user is found by id or e-mail, not by the owner’s id, and not once removed', async () => {
    expect((await call('GET', `${users}/${userIdOf(11)}`)).json).toMatchObject({ superAdmin: true, roleIds: [] })
    const byEmail = await call('GET', `${users}/ada.archer%40acme.example?idProperty=EMAIL`)
    expect(byEmail.json).toHaveProperty('id', String(userIdOf(1)))
    expect((await call('GET', `${users}/${ownerIdOf(1)}`)).status).toBe(404)
    expect((await call('GET', `${users}/${userIdOf(13)}`)).status).toBe(404)
    expect((await call('GET', `${users}/1?idProperty=NAME`)).status).toBe(400)
  })

  test('PUT changes the sent fields, and the owner shows them', async () => {
    const answer = await call('PUT', `${users}/${userIdOf(2)}`, { json: { firstName: 'Benjamin' } })
    expect(answer).toMatchObject({
      status: 200,
      json: { id: String(userIdOf(2)), firstName: 'Benjamin', lastName: 'Hansen' },
    })
    expect((await call('GET', `${owners}/${ownerIdOf(2)}`)).json).toMatchObject({
      firstName: 'Benjamin',
      updatedAt: '2026-06-01T12:00:00.000Z',
    })
    expect((await call('PUT', `${users}/${userIdOf(3)}`, { json: {} })).status).toBe(200)
  })

  test('permissions change the user and not the owner’s date', async () => {
    const before = await call('GET', `${owners}/${ownerIdOf(2)}`)
    const json = { roleId: '302', primaryTeamId: '178589', secondaryTeamIds: ['178588'], seatNames: ['sales'] }
    const answer = await call('PUT', `${users}/ben.hansen%40acme.example?idProperty=EMAIL`, { json })
    expect(answer.json).toMatchObject({ ...json, roleIds: ['302'] })
    const after = await call('GET', `${owners}/${ownerIdOf(2)}`)
    expect(after.json).toHaveProperty('teams.0.name', 'Customer Success')
    expect(after.json).toHaveProperty('updatedAt', isRecord(before.json) ? before.json.updatedAt : '')
  })

  test.each([{ firstName: 5 }, { secondaryTeamIds: 'x' }, []])('PUT refuses %j', async (json) => {
    expect(await call('PUT', `${users}/${userIdOf(2)}`, { json })).toMatchObject({
      status: 400,
      json: { category: 'VALIDATION_ERROR' },
    })
  })

  test('POST makes a user and an owner', async () => {
    const json = { email: 'new@acme.example', sendWelcomeEmail: false, firstName: 'Nina', lastName: 'New' }
    const answer = await call('POST', users, { json })
    expect(answer).toMatchObject({
      status: 201,
      json: { email: 'new@acme.example', firstName: 'Nina', superAdmin: false },
    })
    const [owner] = results(await call('GET', `${owners}?email=new%40acme.example`))
    expect(owner).toMatchObject({ firstName: 'Nina', createdAt: '2026-06-01T12:00:00.000Z' })
    expect(owner?.id).not.toBe(isRecord(answer.json) ? answer.json.id : '')
    expect(await call('POST', users, { json })).toMatchObject({ status: 409, json: { category: 'CONFLICT' } })
  })

  test.each([
    {},
    { email: 'new@acme.example' },
    { email: 'x', sendWelcomeEmail: true },
    { email: 'n@a.example', sendWelcomeEmail: true, firstName: 1 },
    [],
  ])('POST refuses %j', async (json) => {
    expect((await call('POST', users, { json })).status).toBe(400)
  })

  test('DELETE removes the user and archives the owner', async () => {
    expect(await call('DELETE', `${users}/${userIdOf(2)}`)).toMatchObject({ status: 204, text: '' })
    expect((await call('GET', `${owners}/${ownerIdOf(2)}`)).status).toBe(404)
    expect((await call('GET', `${owners}/${ownerIdOf(2)}?archived=true`)).json).toMatchObject({
      userId: null,
      userIdIncludingInactive: userIdOf(2),
      updatedAt: '2026-06-01T12:00:00.000Z',
    })
    expect((await call('GET', `${owners}/${userIdOf(2)}?idProperty=userId&archived=true`)).status).toBe(200)
    expect((await call('DELETE', `${users}/${userIdOf(2)}`)).status).toBe(404)
  })
})

describe('refusals', () => {
  test('without a valid token it is 401', async () => {
    for (const headers of [{}, bearer('wrong'), { authorization: 'Basic eDp5' }]) {
      expect(await call('GET', owners, { headers })).toMatchObject({
        status: 401,
        json: { status: 'error', category: 'INVALID_AUTHENTICATION' },
      })
    }
  })

  test('a missing scope is 403 and named', async () => {
    const headers = bearer('sandbox-hubspot-owners-only')
    expect((await call('GET', owners, { headers })).status).toBe(200)
    expect(await call('GET', users, { headers })).toMatchObject({
      status: 403,
      json: {
        category: 'MISSING_SCOPES',
        context: { requiredGranularScopes: ['settings.users.read', 'crm.objects.users.read'] },
      },
    })
    const reader = bearer('sandbox-hubspot-reader')
    expect((await call('GET', users, { headers: reader })).status).toBe(200)
    expect((await call('DELETE', `${users}/${userIdOf(2)}`, { headers: reader })).status).toBe(403)
    expect((await call('GET', `${owners}/${ownerIdOf(2)}`)).status).toBe(200)
  })

  test('the burst limit and the daily one have their own names, and no Retry-After', async () => {
    visitor.control.limitRate({ limit: 1, windowMs: 10_000 })
    await call('GET', owners)
    const burst = await call('GET', owners)
    expect(burst).toMatchObject({ status: 429, json: { errorType: 'RATE_LIMIT', policyName: 'TEN_SECONDLY_ROLLING' } })
    expect(burst.headers.get('retry-after')).toBeNull()
    expect(burst.headers.get('x-hubspot-ratelimit-interval-milliseconds')).toBe('10000')
    visitor.control.limitRate({ limit: 1, windowMs: 86_400_000 })
    await call('GET', owners)
    expect((await call('GET', owners)).json).toMatchObject({
      policyName: 'DAILY',
      message: 'You have reached your daily limit.',
    })
  })

  test('rate headers: private apps see the day, OAuth apps do not', async () => {
    const own = await call('GET', owners)
    expect(own.headers.get('x-hubspot-ratelimit-max')).toBe('190')
    expect(own.headers.get('x-hubspot-ratelimit-remaining')).toBe('189')
    expect(own.headers.get('x-hubspot-ratelimit-daily')).toBe('625000')
    const oauth = await call('GET', owners, { headers: bearer('sandbox-hubspot-access') })
    expect(oauth.headers.get('x-hubspot-ratelimit-daily')).toBeNull()
  })

  test('other hosts are not served, and the consent host has no API', async () => {
    expect((await call('GET', owners, { host: 'api-eu1.hubapi.com' })).status).toBe(421)
    expect((await call('GET', owners, { host: 'app.hubspot.com' })).status).toBe(404)
    expect((await call('GET', '/crm/v3/objects/contacts')).status).toBe(404)
  })
})

describe('signing in', () => {
  const refresh = { grant_type: 'refresh_token', refresh_token: 'sandbox-hubspot-refresh' }

  test.each(['v1', 'v3'])(
    'an access token is valid for 30 minutes and is renewed at /oauth/%s/token',
    async (version) => {
      visitor.advance(1_800_000)
      const headers = bearer('sandbox-hubspot-access')
      expect(await call('GET', owners, { headers })).toMatchObject({
        status: 401,
        json: {
          category: 'EXPIRED_AUTHENTICATION',
          message: 'The OAuth token used to make this call expired 0 second(s) ago.',
          context: { 'expire time': ['2026-06-01T12:30:00.000Z'] },
        },
      })
      const answer = await token(refresh, version)
      expect(answer.json).toEqual({
        token_type: 'bearer',
        refresh_token: 'sandbox-hubspot-refresh',
        access_token: 'sandbox-hubspot-access-1',
        expires_in: 1800,
      })
      expect((await call('GET', owners, { headers: bearer('sandbox-hubspot-access-1') })).status).toBe(200)
    },
  )

  test.each([
    [{ grant_type: 'refresh_token', refresh_token: 'wrong' }, 'BAD_REFRESH_TOKEN'],
    [{ grant_type: 'authorization_code', code: 'wrong' }, 'BAD_AUTH_CODE'],
    [{ grant_type: 'telepathy' }, 'BAD_GRANT_TYPE'],
    [{ ...refresh, client_secret: 'wrong' }, 'BAD_CLIENT_ID'],
  ])('%j is 400 %s', async (form, status) => {
    expect(await token(form)).toMatchObject({ status: 400, json: { status, correlationId: expect.any(String) } })
  })

  test('the token endpoint reads forms only', async () => {
    expect((await visitor.send('POST', '/oauth/v1/token', { json: { ...app, ...refresh } })).status).toBe(415)
    const basic = `Basic ${Buffer.from(`${app.client_id}:${app.client_secret}`).toString('base64')}`
    const answer = await visitor.send('POST', '/oauth/v1/token', { form: refresh, headers: { authorization: basic } })
    expect(answer.status).toBe(400)
  })

  test('a code from the consent page becomes a token with the requested scopes', async () => {
    const redirect_uri = 'https://app.example/back'
    const query = new URLSearchParams({
      client_id: app.client_id,
      redirect_uri,
      scope: 'crm.objects.owners.read',
      state: 's',
    })
    const consent = await visitor.send('GET', `/oauth/authorize?${query}`, { host: 'app.hubspot.com' })
    const target = new URL(consent.headers.get('location') ?? '')
    expect(target.searchParams.get('state')).toBe('s')
    const code = target.searchParams.get('code') ?? ''
    expect((await token({ grant_type: 'authorization_code', code, redirect_uri })).json).toHaveProperty(
      'expires_in',
      1800,
    )
    const info = await visitor.send('GET', '/oauth/v1/access-tokens/sandbox-hubspot-access-2')
    expect(info.json).toMatchObject({ scopes: ['crm.objects.owners.read'] })
  })

  test('the user of an OAuth token can be read', async () => {
    visitor.advance(60_000)
    const info = await visitor.send('GET', '/oauth/v1/access-tokens/sandbox-hubspot-access')
    expect(info.json).toMatchObject({
      user_id: userIdOf(11),
      user: expect.stringContaining('@acme.example'),
      hub_id: 62_515,
      expires_in: 1740,
    })
    expect((await visitor.send('GET', '/oauth/v1/access-tokens/sandbox-hubspot-token')).status).toBe(404)
    const introspect = (form: Record<string, string>) => visitor.send('POST', '/oauth/v3/token/introspect', { form })
    expect((await introspect({ ...app, token: 'sandbox-hubspot-access' })).json).toMatchObject({
      active: true,
      user_id: userIdOf(11),
    })
    expect((await introspect({ ...app, token: 'wrong' })).json).toEqual({ active: false })
    expect((await introspect({ token: 'sandbox-hubspot-access' })).status).toBe(400)
  })

  test('the user of a private app’s token can be read, by POST', async () => {
    const path = '/oauth/v2/private-apps/get/access-token-info'
    const info = await visitor.send('POST', path, { json: { tokenKey: 'sandbox-hubspot-token' } })
    expect(info.json).toMatchObject({ userId: userIdOf(11), hubId: 62_515 })
    expect((await visitor.send('POST', path, { json: { tokenKey: 'sandbox-hubspot-access' } })).status).toBe(404)
    expect((await visitor.send('POST', path, { json: {} })).status).toBe(400)
  })
})
