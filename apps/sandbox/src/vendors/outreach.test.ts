import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { people } from '../people.ts'
import { type Answer, type Visit, type Visitor, visit } from '../testing/visitor.ts'
import { outreach } from './outreach.ts'

let visitor: Visitor
beforeEach(async () => {
  visitor = await visit(outreach)
})
afterEach(() => visitor.close())

const authorization = 'Bearer sandbox-outreach-access'
const mediaType = 'application/vnd.api+json'

const call = (method: string, path: string, options: Visit = {}): Promise<Answer> =>
  visitor.send(method, `/api/v2${path}`, { headers: { authorization }, ...options })

const write = (method: string, path: string, body: unknown, token = authorization): Promise<Answer> => {
  const headers = { authorization: token, 'content-type': mediaType }
  return call(method, path, { headers, body: JSON.stringify(body) })
}

const patch = (id: number, attributes: object): Promise<Answer> =>
  write('PATCH', `/users/${id}`, { data: { type: 'user', id, attributes } })

interface Listed {
  readonly data: readonly { readonly id: number; readonly attributes: Readonly<Record<string, unknown>> }[]
  readonly links: { readonly first: string; readonly next?: string }
}

const list = async (query: string): Promise<Listed> => {
  const answer = await call('GET', `/users?${query}`)
  expect(answer.status).toBe(200)
  // Cast: a wrong shape fails the assertions of the caller.
  return answer.json as Listed
}

const found = async (query: string): Promise<readonly number[]> =>
  (await list(`page[size]=1000&${query}`)).data.map((user) => user.id)

describe('listing', () => {
  test('one user is a JSON:API resource with an integer id', async () => {
    const answer = await call('GET', '/users?page[size]=1')
    expect(answer.headers.get('content-type')).toBe(mediaType)
    expect(answer.json).toEqual({
      data: [
        {
          type: 'user',
          id: 1,
          attributes: expect.objectContaining({
            email: 'ada.archer@acme.example',
            firstName: 'Ada',
            lastName: 'Archer',
            name: 'Ada Archer',
            username: 'Ada_Archer',
            locked: false,
            createdAt: '2023-01-03T08:52:30.000Z',
            custom1: null,
            duties: [{ name: 'Prospecting', duty_type: 'prospecting', id: 1 }],
          }),
          relationships: {
            profile: { data: { type: 'profile', id: 1 } },
            role: { data: null },
            mailboxes: { links: { related: 'https://api.outreach.io/api/v2/mailboxes?filter[user][id]=1' } },
          },
          links: { self: 'https://api.outreach.io/api/v2/users/1' },
        },
      ],
      links: {
        first: 'https://api.outreach.io/api/v2/users?page[size]=1',
        next: 'https://api.outreach.io/api/v2/users?page[size]=1&page[after]=MQ==',
      },
      meta: { count: null },
    })
  })

  test('fifty by default; the next links list every user once, with their filters', async () => {
    expect((await list('')).data).toHaveLength(50)
    const ids: number[] = []
    let query: string | undefined = 'page[size]=150&sort=-updatedAt&filter[locked]=false'
    while (query !== undefined) {
      const page: Listed = await list(query)
      ids.push(...page.data.map((user) => user.id))
      query = page.links.next?.split('?')[1]
    }
    expect(new Set(ids).size).toBe(people.filter((person) => person.state !== 'inactive').length)
    expect(ids).toHaveLength(new Set(ids).size)
  })

  test('links stay on this machine when no host was named', async () => {
    const answer = await call('GET', '/users?page[size]=1', { host: null })
    expect(answer.json).toHaveProperty(
      'links.next',
      expect.stringContaining(`${visitor.origin}/outreach/api/v2/users?`),
    )
  })

  test('the count is returned only on request, and offsets still work', async () => {
    expect((await call('GET', '/users?count=true&page[limit]=2&page[offset]=3')).json).toMatchObject({
      data: [{ id: 4 }, { id: 5 }],
      meta: { count: people.length },
    })
  })

  test('sparse fields leave the others out', async () => {
    const { data } = await list('fields[user]=email,firstName&page[size]=1')
    expect(data[0]?.attributes).toEqual({ email: 'ada.archer@acme.example', firstName: 'Ada' })
  })
})

describe('filters in the old syntax', () => {
  test('are exact, take lists, and ranges with open ends', async () => {
    expect(await found('filter[email]=ada.archer@acme.example')).toEqual([1])
    expect(await found('filter[id]=2,1')).toEqual([1, 2])
    expect(await found('filter[firstName]=Ad')).toEqual([])
    expect(await found('filter[locked]=true')).toContain(13)
    expect(await found('filter[createdAt]=2023-01-03T00:00:00Z..2023-01-04T23:59:59Z')).toEqual([1, 2])
    expect(await found('filter[createdAt]=neginf..2023-01-03T23:59:59Z')).toEqual([1])
    expect(await found('filter[createdAt]=2024-02-05T00:00:00Z..inf')).toEqual([399, 400])
    expect(await found('filter[id]=399..inf')).toEqual([399, 400])
    expect(await found('filter[currentSignInAt]=neginf..inf')).not.toContain(17)
  })

  test('a comma inside of a value splits it', async () => {
    expect(await found('filter[lastName]=Smith, Jr.')).toEqual([])
  })
})

describe('filters in the new syntax', () => {
  test('accept any value, several values and bounds', async () => {
    expect(await found('newFilterSyntax=true&filter[lastName][]=Smith, Jr.')).toEqual([24])
    expect(await found('newFilterSyntax=true&filter[id][]=1&filter[id][]=3')).toEqual([1, 3])
    const query =
      'newFilterSyntax=true&filter[createdAt][gte]=2023-01-03T00:00:00Z&filter[createdAt][lt]=2023-01-04T00:00:00Z'
    expect(await found(query)).toEqual([1])
    expect(await found('newFilterSyntax=true&filter[id][gt]=398&filter[id][lte]=399')).toEqual([399])
    expect(await found('newFilterSyntax=true&filter[createdAt]=2023-01-03T08:52:30Z')).toEqual([1])
  })

  test.each([
    'filter[name]=Ada',
    'filter[createdAt]=soon..inf',
    'filter[createdAt][gte]=2024-01-01T00:00:00Z',
    'filter=1',
    'newFilterSyntax=true&filter[id][near]=3',
    'sort=name',
    'page[size]=1001',
    'page[size]=0',
    'page[offset]=10001',
    'page[after]=nowhere',
  ])('%s is a validation error', async (query) => {
    expect(await call('GET', `/users?${query}`)).toMatchObject({
      status: 422,
      json: { errors: [{ id: 'validationError', title: 'Validation Error', source: { pointer: expect.any(String) } }] },
    })
  })

  test('sorts by several keys', async () => {
    const { data } = await list('sort=firstName,-createdAt&page[size]=1000')
    const adas = data.filter((user) => user.attributes.firstName === 'Ada').map((user) => user.id)
    expect(adas.at(-1)).toBe(1)
    expect(adas[0]).toBe(Math.max(...adas))
  })
})

describe('one user', () => {
  test('the root of the API names the own user, and none for an app token', async () => {
    expect((await call('GET', '')).json).toMatchObject({
      meta: { user: { email: expect.stringContaining('@acme.example'), firstName: 'Karin' }, api: {} },
    })
    const s2s = await call('GET', '/', { headers: { authorization: 'Bearer sandbox-outreach-s2s' } })
    expect(s2s.json).not.toHaveProperty('meta.user')
  })

  test('only the sent attributes change, and the name with them', async () => {
    const answer = await patch(2, { firstName: 'Benjamin', locked: true, custom1: 'x' })
    expect(answer).toMatchObject({
      status: 200,
      json: {
        data: {
          id: 2,
          attributes: { name: 'Benjamin Hansen', locked: true, custom1: 'x', updatedAt: '2026-06-01T12:00:00.000Z' },
        },
      },
    })
    expect((await call('GET', '/users/2')).json).toMatchObject({ data: { attributes: { locked: true } } })
  })

  test.each([
    [{ email: 'other@acme.example' }, 'email'],
    [{ name: 'Other' }, 'name'],
    [{ updatedAt: '2026-01-01T00:00:00Z' }, 'updatedAt'],
    [{ locked: 'yes' }, 'locked'],
    [{ firstName: 7 }, 'firstName'],
    [{ nickname: 'x' }, 'nickname'],
    [{ custom5: 'x'.repeat(226) }, 'custom5'],
  ])('PATCH refuses %j', async (attributes, name) => {
    expect(await patch(2, attributes)).toMatchObject({
      status: 422,
      json: { errors: [{ id: 'validationError', source: { pointer: `/data/attributes/${name}` } }] },
    })
  })

  test('PATCH needs the type and the id of the URL, as a number', async () => {
    for (const data of [{ id: 2 }, { type: 'user' }, { type: 'user', id: '2' }, { type: 'user', id: 3 }]) {
      expect((await write('PATCH', '/users/2', { data })).status).toBe(422)
    }
    expect((await write('PATCH', '/users/2', 'nonsense')).status).toBe(422)
  })

  test('POST invites by e-mail, once', async () => {
    const data = { type: 'user', attributes: { email: 'new@acme.example', firstName: 'New', lastName: 'One' } }
    const answer = await write('POST', '/users', { data })
    expect(answer).toMatchObject({
      status: 201,
      json: { data: { id: 401, attributes: { name: 'New One', locked: false } } },
    })
    expect((await call('GET', '/users/401')).status).toBe(200)
    expect((await write('POST', '/users', { data })).json).toMatchObject({
      errors: [{ detail: 'Email has already been taken.', source: { pointer: '/data/attributes/email' } }],
    })
    expect((await write('POST', '/users', { data: { type: 'user' } })).status).toBe(422)
    expect((await write('POST', '/users', { data: { type: 'prospect' } })).status).toBe(422)
    const bad = { type: 'user', attributes: { email: 'x@acme.example', userGuid: 'x' } }
    expect((await write('POST', '/users', { data: bad })).status).toBe(422)
  })
})

describe('refusals', () => {
  test('an unknown user and an unknown path differ, and there is no delete', async () => {
    expect(await call('GET', '/users/9999')).toMatchObject({
      status: 404,
      json: { errors: [{ id: 'resourceNotFound', detail: "Could not find 'user' with ID '9999'." }] },
    })
    expect((await call('GET', '/users/abc')).json).toMatchObject({ errors: [{ id: 'resourceNotFound' }] })
    expect(await call('GET', '/people')).toMatchObject({ status: 404, json: { errors: [{ id: 'routeNotFound' }] } })
    expect(await call('DELETE', '/users/2')).toMatchObject({ status: 404, json: { errors: [{ id: 'routeNotFound' }] } })
    expect((await call('GET', '/users', { host: 'acme.outreach.io' })).status).toBe(421)
  })

  test('a write without the media type is 415, a read is accepted', async () => {
    const data = { type: 'user', id: 2, attributes: { title: 'x' } }
    expect(await call('PATCH', '/users/2', { json: { data } })).toMatchObject({
      status: 415,
      json: { errors: [{ id: 'unsupportedMediaType' }] },
    })
    expect((await call('GET', '/users/2')).status).toBe(200)
  })

  test('scopes are not additive, and users.all is both', async () => {
    const reader = 'Bearer sandbox-outreach-reader'
    const writer = 'Bearer sandbox-outreach-writer'
    expect(await call('GET', '/users/2', { headers: { authorization: writer } })).toMatchObject({
      status: 403,
      json: { errors: [{ id: 'unauthorizedOauthScope', detail: expect.stringContaining("'users.read'") }] },
    })
    expect((await call('GET', '/users/2', { headers: { authorization: reader } })).status).toBe(200)
    const body = { data: { type: 'user', id: 2, attributes: {} } }
    expect((await write('PATCH', '/users/2', body, reader)).status).toBe(403)
    expect((await write('PATCH', '/users/2', body, writer)).status).toBe(200)
    expect((await call('GET', '/users', { headers: {} })).status).toBe(401)
  })

  test('the reset is an instant in epoch seconds, also as Retry-After', async () => {
    const calm = await call('GET', '/users/1')
    expect(calm.headers.get('x-ratelimit-remaining')).toBe('9999, 19988')
    expect(calm.headers.get('x-ratelimit-reset')).toBe(String(Date.UTC(2026, 5, 1, 13) / 1000))
    visitor.control.limitRate({ limit: 1, windowMs: 3_600_000 })
    await call('GET', '/users/1')
    const answer = await call('GET', '/users/1')
    expect(answer).toMatchObject({
      status: 429,
      json: {
        errors: [
          {
            id: 'rateLimitExceeded',
            detail: 'You have exceeded your permitted rate limit of 1; please try again at 2026-06-01T13:00:00.',
          },
        ],
      },
    })
    expect(answer.headers.get('retry-after')).toBe(answer.headers.get('x-ratelimit-reset'))
  })
})

describe('OAuth', () => {
  const client = { client_id: 'sandbox-outreach-client', client_secret: 'sandbox-outreach-client-secret' }
  const refresh = { ...client, grant_type: 'refresh_token', refresh_token: 'sandbox-outreach-refresh' }
  const token = (form: Record<string, string>) => visitor.send('POST', '/oauth/token', { form })

  test('an expired token is refreshed; the old refresh token stays valid', async () => {
    visitor.advance(7_200_000)
    expect((await call('GET', '/users/1')).status).toBe(401)
    expect((await token(refresh)).json).toEqual({
      access_token: 'sandbox-outreach-access-1',
      token_type: 'Bearer',
      expires_in: 7200,
      refresh_token: 'sandbox-outreach-refresh-2',
      scope: 'users.all',
      created_at: Date.UTC(2026, 5, 1, 14) / 1000,
    })
    visitor.advance(60_000)
    expect((await visitor.send('POST', '/oauth/token', { json: refresh })).status).toBe(200)
  })

  test('a second token within 60 seconds is 429', async () => {
    expect((await token(refresh)).status).toBe(200)
    visitor.advance(59_999)
    const answer = await token(refresh)
    expect(answer.status).toBe(429)
    expect(answer.headers.get('retry-after')).toBe(String(Date.UTC(2026, 5, 1, 12, 1) / 1000))
    visitor.advance(1)
    expect((await token(refresh)).status).toBe(200)
  })

  test('a refresh token expires after 14 days, and a wrong client is 401', async () => {
    expect((await token({ ...refresh, client_secret: 'x' })).status).toBe(401)
    visitor.advance(14 * 86_400_000)
    expect(await token(refresh)).toMatchObject({ status: 400, json: { error: 'invalid_grant' } })
  })

  test('a code needs the redirect_uri again, and has the requested scopes', async () => {
    const redirect_uri = 'https://app.example/back'
    const query = new URLSearchParams({
      client_id: client.client_id,
      redirect_uri,
      response_type: 'code',
      scope: 'users.read',
      state: 's',
    })
    const consent = await visitor.send('GET', `/oauth/authorize?${query}`)
    const code = new URL(consent.headers.get('location') ?? '').searchParams.get('code') ?? ''
    const terms = { ...client, grant_type: 'authorization_code', code }
    expect(await token(terms)).toMatchObject({ status: 400, json: { error: 'invalid_request' } })
    expect((await token({ ...terms, redirect_uri })).json).toMatchObject({ scope: 'users.read' })
    expect((await visitor.send('GET', '/oauth/authorize?response_type=token')).status).toBe(400)
  })
})
