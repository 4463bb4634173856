import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { people } from '../people.ts'
import { type Answer, type Visit, type Visitor, visit } from '../testing/visitor.ts'
import { insightly } from './insightly.ts'

let visitor: Visitor
beforeEach(async () => {
  visitor = await visit(insightly)
})
afterEach(() => visitor.close())

const seats = people.filter((person) => person.email !== null).length

const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`
const key = { authorization: basic('sandbox-insightly-token:') }

const call = (path: string, options: Visit = {}): Promise<Answer> =>
  visitor.send('GET', `/v3.1${path}`, { headers: key, ...options })

const rows = (answer: Answer): readonly unknown[] => {
  expect(answer.status).toBe(200)
  return Array.isArray(answer.json) ? answer.json : []
}

describe('reading', () => {
  test('a list is a bare array of 100, and continues by skip until a page has fewer', async () => {
    expect(rows(await call('/Users'))).toHaveLength(100)
    expect(rows(await call('/Users?skip=300&top=100'))).toHaveLength(seats - 300)
    expect(rows(await call(`/Users?skip=${seats}&top=100`))).toHaveLength(0)
    expect(rows(await call('/Users?top=1000')).length).toBeLessThanOrEqual(500)
  })

  test('the total is in a header, on request', async () => {
    expect((await call('/Users?count_total=true')).headers.get('x-total-count')).toBe(String(seats))
    expect((await call('/Users')).headers.has('x-total-count')).toBe(false)
  })

  test('one user has the documented fields, with dates that name no zone', async () => {
    expect((await call('/Users/1234001')).json).toEqual({
      USER_ID: 1_234_001,
      CONTACT_ID: 98_765_001,
      FIRST_NAME: 'Ada',
      LAST_NAME: 'Archer',
      TIMEZONE_ID: 'America/New_York',
      EMAIL_ADDRESS: 'ada.archer@acme.example',
      EMAIL_DROPBOX_IDENTIFIER: 'acme-0001',
      EMAIL_DROPBOX_ADDRESS: 'acme-0001@mailbox.insight.ly',
      ADMINISTRATOR: false,
      ACCOUNT_OWNER: false,
      ACTIVE: true,
      DATE_CREATED_UTC: '2023-01-03 08:52:30',
      DATE_UPDATED_UTC: '2023-01-20 08:53:31',
      USER_CURRENCY: 'USD',
      CONTACT_DISPLAY: 'FirstLast',
      CONTACT_ORDER: 'Last',
      TASK_WEEK_START: 1,
      INSTANCE_ID: 424_242,
      PROFILE_ID: 11,
      ROLE_ID: null,
    })
  })

  test('inactive users are listed, and some have no last name', async () => {
    expect((await call('/Users/1234013')).json).toMatchObject({ ACTIVE: false })
    expect((await call('/Users/1234017')).json).toMatchObject({ FIRST_NAME: 'Madonna', LAST_NAME: null })
  })

  test('me is the owner of the key', async () => {
    expect((await call('/Users/Me')).json).toMatchObject({ USER_ID: 1_234_011, ADMINISTRATOR: true })
  })
})

describe('search', () => {
  test('by one field and its value', async () => {
    const found = await call('/Users/Search?field_name=EMAIL_ADDRESS&field_value=ADA.archer@acme.example')
    expect(rows(found)).toMatchObject([{ USER_ID: 1_234_001 }])
    expect(rows(await call('/Users/Search?field_name=LAST_NAME&field_value=Arch'))).toEqual([])
  })

  test('by the date of the last change, inclusive, with paging', async () => {
    expect(rows(await call('/Users/Search?updated_after_utc=2030-01-01T00:00:00Z'))).toEqual([])
    const since = 'updated_after_utc=2023-01-20T08:53:31Z'
    expect(rows(await call(`/Users/Search?${since}&top=1`))).toMatchObject([{ USER_ID: 1_234_001 }])
    const total = (await call(`/Users/Search?${since}&count_total=true`)).headers.get('x-total-count')
    expect(Number(total)).toBeLessThan(seats)
    expect(rows(await call('/Users/Search'))).toHaveLength(100)
  })

  test.each([
    'field_name=LAST_NAME',
    'field_value=Archer',
    'field_name=LAST_NAME&field_value=Archer&updated_after_utc=2024-01-01T00:00:00Z',
    'field_name=SHOE_SIZE&field_value=44',
    'updated_after_utc=yesterday',
    'top=many',
    'skip=-1',
  ])('refuses %s', async (query) => {
    expect(await call(`/Users/Search?${query}`)).toMatchObject({ status: 400, json: { Message: expect.any(String) } })
  })
})

describe('refusals', () => {
  test.each(['wrong:', 'sandbox-insightly-token:password', 'sandbox-insightly-token'])(
    'the Basic login %s is 401',
    async (login) => {
      const answer = await call('/Users', { headers: { authorization: basic(login) } })
      expect(answer).toMatchObject({
        status: 401,
        json: { Message: 'Authorization has been denied for this request.' },
      })
    },
  )

  test('a bearer token is 401, and so is an ended key', async () => {
    expect((await call('/Users', { headers: { authorization: 'Bearer sandbox-insightly-token' } })).status).toBe(401)
    visitor.control.expireTokens()
    expect((await call('/Users')).status).toBe(401)
  })

  test('a user whose rights exclude users gets plain text', async () => {
    const answer = await call('/Users', { headers: { authorization: basic('sandbox-insightly-restricted:') } })
    expect(answer).toMatchObject({ status: 403, text: 'API User does not have access to Users.' })
  })

  test('an unknown id is an empty 404, and an id that is not a number is 400', async () => {
    expect(await call('/Users/1')).toMatchObject({ status: 404, text: '' })
    expect((await call('/Users/ada')).status).toBe(400)
    expect((await call('/Nothing')).status).toBe(404)
  })

  test('nothing can be written', async () => {
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      expect((await visitor.send(method, '/v3.1/Users/1234001', { headers: key, json: {} })).status).toBe(405)
    }
  })

  test('another pod is not served', async () => {
    expect((await call('/Users', { host: 'api.eu1.insightly.com' })).status).toBe(421)
  })

  test('over the limit it is 429 with the seconds to wait', async () => {
    expect((await call('/Users/Me')).headers.get('x-ratelimit-limit')).toBe('60000')
    visitor.control.limitRate({ limit: 1, windowMs: 1000 })
    expect((await call('/Users/Me')).headers.get('x-ratelimit-remaining')).toBe('0')
    const answer = await call('/Users/Me')
    expect(answer).toMatchObject({ status: 429, json: { Message: expect.any(String) } })
    expect(answer.headers.get('retry-after')).toBe('1')
  })
})
