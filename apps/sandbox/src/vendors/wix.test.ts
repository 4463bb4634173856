import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { people, stableUuid } from '../people.ts'
import { isRecord } from '../request.ts'
import { type Answer, type Visit, type Visitor, visit } from '../testing/visitor.ts'
import { wix } from './wix.ts'

let visitor: Visitor
beforeEach(async () => {
  visitor = await visit(wix)
})
afterEach(() => visitor.close())

const id = (number: number): string => stableUuid(`wix-member-${number}`)
const key = { authorization: 'sandbox-wix-key', 'wix-site-id': stableUuid('wix-site') }
const app = { client_id: stableUuid('wix-app'), client_secret: 'sandbox-wix-client-secret' }
const terms = { grant_type: 'client_credentials', instance_id: stableUuid('wix-instance'), ...app }

const call = (method: string, path: string, options: Visit = {}): Promise<Answer> =>
  visitor.send(method, `/members/v1/members${path}`, { headers: key, ...options })

const query = (json: Record<string, unknown>): Promise<Answer> => call('POST', '/query', { json })

const members = (answer: Answer): Record<string, unknown>[] => {
  const list = isRecord(answer.json) && Array.isArray(answer.json.members) ? answer.json.members : []
  return list.filter(isRecord)
}

const ids = (answer: Answer): unknown[] => members(answer).map((one) => one.id)

const full = async (number: number): Promise<unknown> => {
  const answer = await call('GET', `/${id(number)}?fieldsets=FULL`)
  return isRecord(answer.json) ? answer.json.member : undefined
}

describe('fieldsets', () => {
  test('without one, neither e-mail nor contact nor any state is reported', async () => {
    expect((await call('GET', `/${id(1)}`)).json).toEqual({
      member: {
        id: id(1),
        contactId: id(1),
        createdDate: '2023-01-03T08:52:30Z',
        updatedDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        profile: { nickname: 'Ada Archer', slug: 'adaarcher', photo: expect.anything(), title: expect.any(String) },
        status: 'UNKNOWN',
        privacyStatus: 'UNKNOWN',
        activityStatus: 'UNKNOWN',
      },
    })
  })

  test('EXTENDED adds e-mail and states, FULL everything', async () => {
    const extended = await call('GET', `/${id(1)}?fieldsets=EXTENDED`)
    expect(extended.json).toMatchObject({ member: { loginEmail: 'ada.archer@acme.example', status: 'APPROVED' } })
    expect(extended.json).not.toHaveProperty('member.contact')
    expect(await full(1)).toMatchObject({
      loginEmail: 'ada.archer@acme.example',
      loginEmailVerified: true,
      status: 'APPROVED',
      contact: { firstName: 'Ada', lastName: 'Archer', emails: ['ada.archer@acme.example'], addresses: [] },
      privacyStatus: 'PRIVATE',
      activityStatus: 'ACTIVE',
      lastLoginDate: expect.any(String),
    })
  })

  test('the widest one is used, and unknown ones are refused', async () => {
    expect((await call('GET', `/${id(1)}?fieldsets=FULL&fieldsets=PUBLIC`)).json).toHaveProperty('member.contact')
    expect(await call('GET', `/${id(1)}?fieldsets=ALL`)).toMatchObject({
      status: 400,
      json: { details: { validationError: { fieldViolations: [{ field: 'fieldsets' }] } } },
    })
  })

  test('people without an e-mail are guest authors, and absent values are absent', async () => {
    expect(await full(20)).toMatchObject({ status: 'OFFLINE', contact: { firstName: 'Nomail', emails: [] } })
    expect(await full(20)).not.toHaveProperty('loginEmail')
    expect(await full(19)).not.toHaveProperty('profile.nickname')
    expect(await full(19)).not.toHaveProperty('contact.firstName')
    expect(await full(34)).toMatchObject({ status: 'PENDING' })
    expect(await full(34)).not.toHaveProperty('profile.nickname')
    expect(await full(13)).toMatchObject({ status: 'BLOCKED' })
  })
})

describe('listing', () => {
  test('pages by offset list every member, in order', async () => {
    const seen: unknown[] = []
    for (let offset = 0; offset < people.length; offset += 100) {
      const answer = await call('GET', `?paging.limit=100&paging.offset=${offset}`)
      expect(answer.json).toMatchObject({ metadata: { count: 100, offset, total: 400, tooManyToCount: false } })
      seen.push(...ids(answer))
    }
    expect(seen).toEqual(people.map((person) => id(person.number)))
    const behind = await call('GET', '?paging.limit=100&paging.offset=400&fieldsets=FULL')
    expect(behind.json).toMatchObject({ members: [], metadata: { count: 0, total: 400 } })
  })

  test('the SDK’s encoded parameter has the same effect', async () => {
    const packed = Buffer.from(
      JSON.stringify({
        paging: { limit: 2, offset: 1 },
        fieldsets: ['FULL'],
        sorting: [{ fieldName: 'createdDate', order: 'DESC' }],
      }),
    ).toString('base64')
    const answer = await call('GET', `?.r=${encodeURIComponent(packed)}`)
    expect(ids(answer)).toEqual([id(399), id(398)])
    expect(answer.json).toHaveProperty('members.0.contact')
    expect((await call('GET', '?.r=bm9uZQ==')).status).toBe(400)
  })

  test.each(['paging.limit=101', 'paging.limit=-1', 'paging.limit=x', 'paging.offset=-1', 'fieldsets=ALL'])(
    '%s is refused',
    async (parameters) => {
      expect((await call('GET', `?${parameters}`)).status).toBe(400)
    },
  )
})

describe('the query', () => {
  test.each([
    [{ loginEmail: 'ada.archer@acme.example' }, [1]],
    [{ id: { $in: [id(5), id(3)] } }, [3, 5]],
    [{ id: { $hasSome: [id(5)] } }, [5]],
    [{ 'contact.lastName': { $eq: 'Haddad' } }, []],
    [{ 'contact.firstName': { $eq: 'Madonna' }, status: { $eq: 'PENDING' } }, [17]],
    [{ 'profile.nickname': { $startsWith: 'Maria Gar' } }, [25, 26]],
    [{ $or: [{ id: id(1) }, { id: id(2) }] }, [1, 2]],
    [{ $and: [{ id: { $in: [id(1), id(2)] } }, { loginEmail: { $ne: 'ada.archer@acme.example' } }] }, [2]],
    [{ 'contact.lastName': { $exists: false }, 'contact.firstName': { $exists: false } }, [19, 31]],
    [{ id: { $in: [id(1), id(2)], $nin: [id(1)] } }, [2]],
    [{ id: { $in: [id(1), id(2)] }, $not: { id: id(2) } }, [1]],
  ])('filters %j', async (filter, expected) => {
    const answer = await query({ query: { filter, paging: { limit: 2 } } })
    expect(ids(answer)).toEqual(expected.map(id))
    expect(answer.status).toBe(200)
  })

  test.each([
    { createdDate: { $gt: '2024-01-01T00:00:00Z' } },
    { updatedDate: '2024-01-01T00:00:00Z' },
    { loginEmail: { $contains: 'x' } },
    { loginEmail: { $in: 'x' } },
    { $nor: [] },
    { $or: [{ createdDate: 'x' }] },
    { $not: { createdDate: 'x' } },
    'text',
  ])('refuses the filter %j', async (filter) => {
    expect(await query({ query: { filter } })).toMatchObject({
      status: 400,
      json: { details: { validationError: { fieldViolations: [{ field: 'query.filter' }] } } },
    })
  })

  test.each(['sort', 'sorting'])('sorts by %s', async (name) => {
    const order = (fieldName: string, order: string) =>
      query({ query: { [name]: [{ fieldName, order }], paging: { limit: 100, offset: 0 } }, fieldsets: ['FULL'] })
    const dates = members(await order('updatedDate', 'DESC')).map((one) => Date.parse(String(one.updatedDate)))
    expect(dates).toHaveLength(100)
    expect(dates).toEqual(dates.toSorted((one, other) => other - one))
    expect(ids(await order('createdDate', 'ASC')).slice(0, 2)).toEqual([id(1), id(2)])
  })

  test('sorts by text ignoring case, with absent values at the start', async () => {
    const sort = [{ fieldName: 'contact.lastName' }]
    const answer = await query({ query: { sort, paging: { limit: 100 } }, fieldsets: ['FULL'] })
    const names = members(answer).map((one) => (isRecord(one.contact) ? one.contact.lastName : undefined))
    expect(names[0]).toBeUndefined()
    expect(names.at(-1)).toEqual(expect.any(String))
  })

  test.each([
    [{ sort: [{ fieldName: 'loginEmail' }] }, 'query.sort.fieldName'],
    [{ sort: [{ fieldName: 'createdDate', order: 'UP' }] }, 'query.sort.order'],
    [{ sort: {} }, 'query.sort'],
    [{ paging: { limit: 101 } }, 'paging.limit'],
    [{ paging: { limit: '5' } }, 'paging.limit'],
  ])('refuses %j', async (part, field) => {
    expect((await query({ query: part })).json).toHaveProperty('details.validationError.fieldViolations.0.field', field)
  })

  test('searches plain text, by default in the nickname', async () => {
    const search = async (search: unknown) => ids(await query({ search, query: { paging: { limit: 3 } } }))
    expect(await search({ expression: 'ADA ARCH' })).toEqual([id(1)])
    expect(await search({ expression: 'ada.archer@' })).toEqual([])
    expect(await search({ expression: 'ada.archer@', fields: ['loginEmail'] })).toEqual([id(1)])
    expect((await query({ search: { expression: 'x', fields: ['contact.company'] } })).status).toBe(400)
    expect((await query({ search: { expression: '' } })).status).toBe(400)
    expect((await query({ search: 'x' })).status).toBe(400)
  })

  test('accepts only JSON objects', async () => {
    expect((await call('POST', '/query', { body: 'x' })).status).toBe(400)
    expect((await query({ query: 5 })).status).toBe(400)
    expect((await query({})).json).toMatchObject({ metadata: { count: 50 } })
  })
})

describe('writing', () => {
  test('PATCH changes names and ignores fields that cannot be changed', async () => {
    const member = {
      id: id(2),
      loginEmail: 'else@acme.example',
      status: 'BLOCKED',
      profile: { nickname: 'Benny', slug: 'else' },
      contact: { firstName: 'Benjamin', emails: ['else@acme.example'], phones: ['+49'], addresses: [] },
      privacyStatus: 'PRIVATE',
    }
    const answer = await call('PATCH', `/${id(2)}`, { json: { member } })
    const expected = {
      loginEmail: 'ben.hansen@acme.example',
      status: 'APPROVED',
      profile: { nickname: 'Benny', slug: 'benhansen' },
      contact: {
        firstName: 'Benjamin',
        lastName: 'Hansen',
        emails: ['ben.hansen@acme.example'],
        phones: ['+49'],
      },
      privacyStatus: 'PRIVATE',
      createdDate: '2023-01-04T09:29:30Z',
      updatedDate: '2026-06-01T12:00:00.000Z',
    }
    expect(answer).toMatchObject({ status: 200, json: { member: expected } })
    expect(await full(2)).toMatchObject(expected)
  })

  test('an empty text clears, and null has no effect', async () => {
    const profile = { nickname: '', title: null }
    expect((await call('PATCH', `/${id(2)}`, { json: { member: { profile } } })).status).toBe(200)
    expect(await full(2)).not.toHaveProperty('profile.nickname')
    expect(await full(2)).toHaveProperty('profile.title')
  })

  test.each([
    [{}, 'member'],
    [{ member: { id: id(3) } }, 'member.id'],
    [{ member: { profile: { nickname: 5 } } }, 'member.profile.nickname'],
    [{ member: { profile: 'x' } }, 'member.profile'],
    [{ member: { contact: [] } }, 'member.contact'],
    [{ member: { contact: { phones: 'x' } } }, 'member.contact.phones'],
    [{ member: { contact: { company: 'x'.repeat(101) } } }, 'member.contact.company'],
    [{ member: { privacyStatus: 'SECRET' } }, 'member.privacyStatus'],
  ])('PATCH refuses %j', async (json, field) => {
    const answer = await call('PATCH', `/${id(2)}`, { json })
    expect(answer.status).toBe(400)
    expect(answer.json).toHaveProperty('details.validationError.fieldViolations.0.field', field)
  })

  test('blocking and approving change the state', async () => {
    expect((await call('POST', `/${id(2)}/block`, { json: {} })).json).toMatchObject({ member: { status: 'BLOCKED' } })
    expect(await full(2)).toMatchObject({ status: 'BLOCKED', updatedDate: '2026-06-01T12:00:00.000Z' })
    expect((await call('POST', `/${id(2)}/approve`, { json: {} })).status).toBe(200)
    expect(await full(2)).toMatchObject({ status: 'APPROVED' })
    expect((await call('POST', `/${id(34)}/approve`, { json: {} })).json).toHaveProperty('member.status', 'APPROVED')
  })

  test('owner and subscribers are protected', async () => {
    const code = 'json.details.applicationError.code'
    expect(await call('POST', `/${id(11)}/block`)).toHaveProperty(code, 'OWNER_MEMBER_BLOCK_FORBIDDEN')
    expect(await call('POST', `/${id(50)}/block`)).toHaveProperty(code, 'ACTIVE_SUBSCRIPTION_MEMBER_BLOCK_FORBIDDEN')
    expect(await call('DELETE', `/${id(11)}`)).toHaveProperty(code, 'OWNER_OR_CONTRIBUTOR_MEMBER_DELETE_FORBIDDEN')
    expect(await call('DELETE', `/${id(50)}`)).toMatchObject({
      status: 403,
      json: { details: { applicationError: { data: { memberId: id(50) } } } },
    })
  })

  test('muting is not blocking, and disconnecting is permanent', async () => {
    await call('POST', `/${id(2)}/mute`)
    expect(await full(2)).toMatchObject({ activityStatus: 'MUTED', status: 'APPROVED' })
    await call('POST', `/${id(2)}/unmute`)
    expect(await full(2)).toMatchObject({ activityStatus: 'ACTIVE' })
    expect((await call('POST', `/${id(2)}/disconnect`)).json).toHaveProperty('member.status', 'OFFLINE')
    expect((await call('POST', `/${id(2)}/approve`)).status).toBe(409)
  })

  test('POST creates by login e-mail, once', async () => {
    const member = { loginEmail: 'new@acme.example', contact: { firstName: 'New' } }
    const answer = await call('POST', '', { json: { member } })
    expect(answer).toMatchObject({
      status: 200,
      json: { member: { status: 'APPROVED', loginEmail: 'new@acme.example', contact: { firstName: 'New' } } },
    })
    expect(ids(await query({ query: { filter: { loginEmail: 'new@acme.example' } } }))).toHaveLength(1)
    expect(await call('POST', '', { json: { member: { loginEmail: 'NEW@acme.example' } } })).toMatchObject({
      status: 409,
      json: { details: { applicationError: { code: 'ALREADY_EXISTS' } } },
    })
    expect((await call('POST', '', { json: { member: { loginEmail: 'new' } } })).status).toBe(400)
    expect((await call('POST', '', { json: { member: { loginEmail: 'a@b.example', contact: 5 } } })).status).toBe(400)
  })

  test('DELETE removes', async () => {
    expect(await call('DELETE', `/${id(3)}`)).toMatchObject({ status: 200, json: {} })
    expect((await call('GET', `/${id(3)}`)).status).toBe(404)
  })
})

describe('refusals', () => {
  test('an unknown member is 404, a malformed id 400', async () => {
    expect(await call('GET', `/${stableUuid('nobody')}`)).toMatchObject({
      status: 404,
      json: { message: expect.any(String), details: { applicationError: { code: 'NOT_FOUND', data: {} } } },
    })
    expect(await call('GET', '/7')).toMatchObject({
      status: 400,
      json: { details: { validationError: { fieldViolations: [{ field: 'id' }] } } },
    })
    expect(await call('GET', '/my')).toMatchObject({ status: 404 })
  })

  test.each([{ authorization: 'wrong' }, { authorization: `Bearer ${key.authorization}` }, {}])(
    '%j is not authenticated',
    async (headers: Record<string, string>) => {
      expect(await call('GET', '', { headers: { 'wix-site-id': key['wix-site-id'], ...headers } })).toMatchObject({
        status: 401,
        json: { details: { applicationError: { code: 'UNAUTHENTICATED' } } },
      })
    },
  )

  test('a key needs its own site, and never an account beside it', async () => {
    const { authorization } = key
    expect((await call('GET', '', { headers: { authorization } })).status).toBe(403)
    expect((await call('GET', '', { headers: { authorization, 'wix-site-id': stableUuid('other') } })).status).toBe(403)
    expect((await call('GET', '', { headers: { ...key, 'wix-account-id': stableUuid('account') } })).status).toBe(400)
  })

  test('a key without the permission can read and not write', async () => {
    const headers = { ...key, authorization: 'sandbox-wix-reader' }
    expect((await call('GET', '', { headers })).status).toBe(200)
    expect(await call('POST', `/${id(2)}/block`, { headers })).toMatchObject({
      status: 403,
      json: { details: { applicationError: { code: 'PERMISSION_DENIED' } } },
    })
  })

  test('every answer has its own request id; unknown paths name no handler', async () => {
    const first = await call('GET', `/${id(1)}`)
    const second = await call('GET', '/7')
    const third = await visitor.send('GET', '/contacts/v4/contacts', { headers: key })
    const numbers = [first, second, third].map((answer) => answer.headers.get('x-wix-request-id'))
    expect(new Set(numbers)).toHaveProperty('size', 3)
    expect(first.headers.has('x-wix-responded-by')).toBe(true)
    expect([third.status, third.headers.has('x-wix-responded-by')]).toEqual([404, false])
    expect((await call('PUT', `/${id(1)}`)).status).toBe(404)
  })

  test('too many calls are 429 without any header that helps', async () => {
    visitor.control.limitRate({ limit: 1, windowMs: 60_000 })
    await call('GET', '')
    const answer = await call('GET', '')
    expect(answer).toMatchObject({
      status: 429,
      json: { details: { applicationError: { code: 'RESOURCE_EXHAUSTED' } } },
    })
    expect([...answer.headers.keys()].filter((name) => /rate|retry/.test(name))).toEqual([])
    expect((await visitor.send('POST', '/oauth2/token', { json: terms })).status).toBe(200)
  })

  test('another host is not served', async () => {
    expect((await call('GET', '', { host: 'www.wix.com' })).status).toBe(421)
  })
})

describe('client credentials', () => {
  const token = (changes: Record<string, string> = {}) =>
    visitor.send('POST', '/oauth2/token', { json: { ...terms, ...changes } })

  test('get a token for 4 hours, used without Bearer and without a site', async () => {
    const answer = await token()
    expect(answer.json).toEqual({
      access_token: 'sandbox-wix-access-1',
      token_type: 'Bearer',
      expires_in: 14_400,
    })
    const headers = { authorization: 'sandbox-wix-access-1' }
    expect((await call('GET', '?fieldsets=FULL', { headers })).status).toBe(200)
    expect((await call('POST', `/${id(2)}/block`, { headers })).status).toBe(200)
    visitor.advance(14_400_000)
    expect((await call('GET', '', { headers })).status).toBe(401)
  })

  test('are refused for unknown apps, other installations and other grants', async () => {
    expect((await token({ client_secret: 'wrong' })).status).toBe(401)
    expect((await token({ instance_id: stableUuid('other') })).status).toBe(400)
    expect((await token({ grant_type: 'password' })).status).toBe(400)
    expect((await visitor.send('POST', '/oauth2/token', { form: terms })).status).toBe(400)
  })
})
