import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { people, stableUuid } from '../people.ts'
import { isRecord } from '../request.ts'
import { type Answer, type Visit, type Visitor, visit } from '../testing/visitor.ts'
import { pipeliner } from './pipeliner.ts'

let visitor: Visitor
beforeEach(async () => {
  visitor = await visit(pipeliner)
})
afterEach(() => visitor.close())

const space = '/api/v100/rest/spaces/sandbox_Acme'

const login = (text: string): { authorization: string } => ({
  authorization: `Basic ${Buffer.from(text).toString('base64')}`,
})
const key = login('sandbox-pipeliner-application:sandbox-pipeliner-password')
const everybody = people.filter((person) => person.email !== null)
const kept = everybody.filter((person) => person.state !== 'inactive').length

const idOf = (number: number): string => stableUuid(`pipeliner-user-${number}`)
const ada = idOf(1)
const gone = idOf(13)
const uuid = stableUuid('some-id')

const call = (method: string, path: string, options: Visit = {}): Promise<Answer> =>
  visitor.send(method, `${space}/entities${path}`, { headers: key, ...options })

const list = (query: string): Promise<Answer> => call('GET', `/Clients?${query}`)

const endCursor = (answer: Answer): string => {
  const info = isRecord(answer.json) && isRecord(answer.json.page_info) ? answer.json.page_info : {}
  return info.has_next_page === true ? encodeURIComponent(String(info.end_cursor)) : ''
}

describe('reading', () => {
  test('a list has 30 users, its total, and cursors to its end', async () => {
    const first = await call('GET', '/Clients')
    expect(first.json).toMatchObject({ success: true, total: kept, page_info: { has_previous_page: false } })
    expect(first.json).toHaveProperty('data.length', 30)
    let page = await list('first=100')
    let seen = 100
    for (let after = endCursor(page); after !== ''; after = endCursor(page)) {
      page = await list(`first=100&after=${after}`)
      seen += isRecord(page.json) && Array.isArray(page.json.data) ? page.json.data.length : 0
    }
    expect(seen).toBe(kept)
    expect(page.json).toMatchObject({ page_info: { end_cursor: expect.any(String), has_previous_page: true } })
    expect((await list('first=1000')).json).toHaveProperty('data.length', 100)
  })

  test('an empty page has null cursors', async () => {
    expect((await list('filter[email]=nobody')).json).toMatchObject({
      total: 0,
      data: [],
      page_info: { start_cursor: null, end_cursor: null, has_next_page: false },
    })
  })

  test('a list goes backwards, and the old parameters have no page_info', async () => {
    const after = endCursor(await list('first=3'))
    expect((await list(`last=1&before=${after}`)).json).toMatchObject({ data: [{ id: idOf(2) }] })
    const old = await list('limit=2&offset=1')
    expect(old.json).toMatchObject({ data: [{ id: idOf(2) }, { id: idOf(3) }] })
    expect(old.json).not.toHaveProperty('page_info')
  })

  test('one user has the documented fields, with microseconds and relations as addresses', async () => {
    const entities = `https://eu-central.api.pipelinersales.com${space}/entities`
    expect((await call('GET', `/Clients/${ada}`)).json).toMatchObject({
      success: true,
      data: {
        id: ada,
        is_deleted: false,
        created: '2023-01-03 08:52:30.000970+00:00',
        modified: '2023-01-20 08:53:31.000951+00:00',
        email: 'ada.archer@acme.example',
        first_name: 'Ada',
        middle_name: null,
        last_name: 'Archer',
        name: 'Ada Archer',
        formatted_name: 'Ada Archer',
        position: 'Sales Manager',
        type: 0,
        revision: 1,
        default_unit: expect.stringContaining(`${entities}/SalesUnits/`),
        unit_membership: [expect.stringContaining(`${entities}/SalesUnitClientRelations/`)],
      },
    })
  })

  test('deleted users are listed on request', async () => {
    expect((await list('include-deleted=true')).json).toMatchObject({ total: everybody.length })
    expect((await call('GET', `/Clients/${gone}`)).json).toMatchObject({ data: { is_deleted: true } })
  })

  test('load-only leaves the other fields out', async () => {
    expect((await list('first=1&load-only=id,email')).json).toHaveProperty('data.0', {
      id: ada,
      email: 'ada.archer@acme.example',
    })
  })

  test.each([
    ['filter[email]=ADA.archer@acme.example', 0],
    ['filter[email]=ADA.archer@acme.example&filter-op[email]=ieq', 1],
    ['filter[last_name]=Arch&filter-op[last_name]=starts&filter[email]=ada.archer@acme.example', 1],
    ['filter[modified]=2023-01-20 08:53:31.000951&filter-op[modified]=lt', 0],
    ['filter[created]=2023-01-03T08:52:31&filter-op[created]=lte', 1],
    ['filter-op[last_active]=not-null&filter[email]=ada.archer@acme.example', 1],
    ['filter[created]=2023-01-03 08:52:30.000970&filter-op[created]=eq', 1],
    ['filter-op[first_name]=null&filter[last_name]=Suharto&include-deleted=true', 1],
  ])('%s finds %i', async (query, total) => {
    expect((await list(query)).json).toMatchObject({ total })
  })

  test('a list is sorted by several keys, up and down, over all pages', async () => {
    const first = await list('first=1&order-by=last_name,-created')
    const second = await list(`first=1&order-by=last_name,-created&after=${endCursor(first)}`)
    expect(second.json).toMatchObject({ total: kept, page_info: { has_previous_page: true, has_next_page: true } })
    const newest = await list('first=1&order-by=-created')
    expect(newest.json).toMatchObject({ data: [{ id: idOf(400) }] })
  })

  test.each([
    'filter[name]=Ada',
    'filter[is_deleted]=true',
    'filter[email]=x&filter-op[email]=like',
    'filter[created]=x',
    'filter[created]=a,b&filter-op[created]=between',
    'order-by=shoe_size',
    'after=x',
  ])('refuses %s', async (query) => {
    expect(await list(query)).toMatchObject({
      status: 400,
      json: { success: false, http_status: 400, code: 117, name: 'ERROR_PARAMETER_INVALID' },
    })
  })
})

describe('writing', () => {
  const newcomer = { email: 'new@acme.example', default_unit_id: uuid, master_right_id: uuid, unit_membership: [] }

  test('PATCH changes writable fields, the date and the revision', async () => {
    const answer = await call('PATCH', `/Clients/${ada}`, { json: { position: 'Boss', type: 1 } })
    expect(answer).toMatchObject({ status: 200, json: { success: true, data: { position: 'Boss', revision: 2 } } })
    expect((await call('GET', `/Clients/${ada}`)).json).toMatchObject({
      data: { position: 'Boss', type: 1, modified: '2026-06-01 12:00:00.000000+00:00' },
    })
  })

  test.each([
    { first_name: 'A' },
    { email: 'a@b.c' },
    { type: 5 },
    { position: 5 },
    { revision: 9 },
    { unit_membership: 1 },
  ])('PATCH refuses %j by field', async (json) => {
    expect(await call('PATCH', `/Clients/${ada}`, { json })).toMatchObject({
      status: 422,
      json: { code: 40_000, name: 'ERROR_ENTITY_VALIDATION', entity_id: ada, field_errors: [{}] },
    })
  })

  test('POST makes a user whose name is not known yet', async () => {
    const answer = await call('POST', '/Clients', { json: newcomer })
    expect(answer).toMatchObject({ status: 201, json: { data: { email: newcomer.email, first_name: null } } })
    expect((await list('filter[email]=new@acme.example')).json).toMatchObject({ total: 1 })
    expect((await call('POST', '/Clients', { json: newcomer })).status).toBe(422)
    expect((await call('POST', '/Clients', { json: { ...newcomer, email: 'nowhere' } })).status).toBe(422)
    expect((await call('POST', '/Clients', { json: { email: 'b@acme.example' } })).json).toHaveProperty(
      'field_errors.length',
      3,
    )
    expect((await call('POST', '/Clients', { body: '{' })).status).toBe(400)
  })

  test('DELETE hides a user, and batch-restore brings it back', async () => {
    expect((await call('DELETE', `/Clients/${ada}`)).json).toEqual({ success: true, data: ada })
    expect((await list('filter[email]=ada.archer@acme.example')).json).toMatchObject({ total: 0 })
    const answer = await call('POST', '/Clients/batch-restore', { json: [ada, uuid] })
    expect(answer).toMatchObject({ status: 200, json: { data: [ada, { success: false, http_status: 404 }] } })
    expect((await call('GET', `/Clients/${ada}`)).json).toMatchObject({ data: { is_deleted: false } })
    expect((await call('POST', '/Clients/batch-restore', { json: {} })).status).toBe(400)
  })

  test('a protected user is not deleted', async () => {
    expect((await call('DELETE', `/Clients/${idOf(11)}`)).status).toBe(422)
  })
})

describe('refusals', () => {
  test('a wrong login is 401 with a challenge', async () => {
    for (const headers of [login('sandbox-pipeliner-application:wrong'), { authorization: 'Bearer x' }]) {
      const answer = await call('GET', '/Clients', { headers })
      expect(answer).toMatchObject({ status: 401, json: { success: false, http_status: 401 } })
      expect(answer.headers.get('www-authenticate')).toBe('Basic realm="restapi"')
    }
  })

  test('an application that may only read does not write', async () => {
    const headers = login('sandbox-pipeliner-reader:sandbox-pipeliner-password')
    expect((await call('GET', '/Clients', { headers })).status).toBe(200)
    expect((await call('DELETE', `/Clients/${ada}`, { headers })).status).toBe(403)
  })

  test('an unknown user, an unknown type and an unknown path have different bodies', async () => {
    expect(await call('GET', `/Clients/${uuid}`)).toMatchObject({ status: 404, json: { success: false } })
    expect((await call('PATCH', '/Clients/ada', { json: {} })).status).toBe(404)
    expect((await call('GET', '/Contact')).json).toEqual({
      success: false,
      http_status: 404,
      code: 2006,
      name: 'ERROR_UNKNOWN_TYPE',
      message: 'cannot determine entity type from Contact',
    })
    const elsewhere = await visitor.send('GET', '/api/v100/rest/spaces/other/entities/Clients', { headers: key })
    expect(elsewhere).toMatchObject({ status: 404, json: { status: 404, errorcode: null, traceback: null } })
    expect((await call('PUT', `/Clients/${ada}`, { json: {} })).status).toBe(405)
  })

  test('another region is not served', async () => {
    expect((await call('GET', '/Clients', { host: 'us-east.pipelinersales.com' })).status).toBe(421)
  })
})
