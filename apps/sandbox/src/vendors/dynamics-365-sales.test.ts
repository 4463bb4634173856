import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { people, stableUuid } from '../people.ts'
import { type Answer, type Visit, type Visitor, visit } from '../testing/visitor.ts'
import { applicationUserId, businessUnitId, organizationId } from './dynamics-365-sales/rows.ts'
import { dynamics365Sales } from './dynamics-365-sales.ts'

let visitor: Visitor
beforeEach(async () => {
  visitor = await visit(dynamics365Sales)
})
afterEach(() => visitor.close())

const authorization = 'Bearer sandbox-dynamics-365-sales-access'
const base = '/api/data/v9.2'
const origin = 'https://contoso.crm4.dynamics.com'
const idOf = (number: number): string => stableUuid(`dynamics-user-${number}`)
const stranger = 'aaaaaaaa-6b69-4111-8f65-78e7d1620f5e'
const withEmail = people.filter((person) => person.email !== null)

interface CallOptions extends Omit<Visit, 'headers'> {
  readonly prefer?: string
  readonly headers?: Readonly<Record<string, string>>
}

const call = (method: string, path: string, { prefer, headers, ...options }: CallOptions = {}): Promise<Answer> => {
  const preferred = prefer === undefined ? {} : { prefer }
  return visitor.send(method, `${base}/${path}`, { headers: { authorization, ...preferred, ...headers }, ...options })
}

interface Listed {
  readonly value: readonly Readonly<Record<string, unknown>>[]
  readonly '@odata.nextLink'?: string
}

const list = async (query: string, prefer?: string): Promise<Listed> => {
  const answer = await call('GET', `systemusers?${query}`, prefer === undefined ? {} : { prefer })
  expect(answer.status).toBe(200)
  // Cast: a wrong shape fails the assertions of the caller.
  return answer.json as Listed
}

const names = async (filter: string): Promise<readonly unknown[]> =>
  (await list(`$select=fullname&$filter=${encodeURIComponent(filter)}`)).value.map((row) => row.fullname)

describe('listing', () => {
  test('a row has its ETag, both ids and the selected columns', async () => {
    const answer = await call('GET', 'systemusers?$select=fullname,isdisabled,createdon', {
      prefer: 'odata.maxpagesize=1',
    })
    expect(answer.headers.get('odata-version')).toBe('4.0')
    expect(answer.headers.get('content-type')).toBe('application/json; odata.metadata=minimal')
    expect(answer.headers.get('preference-applied')).toBe('odata.maxpagesize=1')
    expect(answer.json).toEqual({
      '@odata.context': `${origin}${base}/$metadata#systemusers(fullname,isdisabled,createdon)`,
      value: [
        {
          '@odata.etag': 'W/"4372108"',
          systemuserid: idOf(1),
          ownerid: idOf(1),
          fullname: 'Ada Archer',
          isdisabled: false,
          createdon: '2023-01-03T08:52:30Z',
        },
      ],
      '@odata.nextLink': expect.stringMatching(
        /^https:\/\/contoso\.crm4\.dynamics\.com\/api\/data\/v9\.2\/systemusers\?\$select=fullname,isdisabled,createdon&\$skiptoken=%3Ccookie%20pagenumber%3D%222%22/,
      ),
    })
  })

  test('all people are in one answer, followed by the rows that are not people', async () => {
    const { value, ...rest } = await list('')
    expect(value).toHaveLength(withEmail.length + 5)
    expect(rest).not.toHaveProperty('@odata.nextLink')
    expect(value[0]).toMatchObject({ firstname: 'Ada', middlename: null, accessmode: 0, applicationid: null })
    expect(value.at(-1)).toMatchObject({
      fullname: '# Sandbox App',
      firstname: '#',
      internalemailaddress: null,
      applicationid: expect.any(String),
    })
    expect(value.map((row) => row.accessmode)).toEqual(expect.arrayContaining([3, 4, 5]))
  })

  test('the next links list every row once, with filter and order', async () => {
    const ids: unknown[] = []
    let link: string | undefined = `${base}/systemusers?$filter=isdisabled eq false&$orderby=fullname desc&$count=true`
    while (link !== undefined) {
      const path: string = link.replace(origin, '').replace(`${base}/`, '')
      const answer = await call('GET', path, { prefer: 'odata.include-annotations="*",odata.maxpagesize=150' })
      const page = answer.json as Listed
      expect(page).toHaveProperty(['@odata.count'], withEmail.filter((person) => person.state === 'active').length + 4)
      ids.push(...page.value.map((row) => row.systemuserid))
      link = page['@odata.nextLink']
    }
    expect(new Set(ids).size).toBe(withEmail.filter((person) => person.state === 'active').length + 4)
    expect(ids).toHaveLength(new Set(ids).size)
  })

  test('a page continues at its place when its last row was removed', async () => {
    const first = await list('$filter=isdisabled eq false&$select=fullname', 'odata.maxpagesize=2')
    await call('PATCH', `systemusers(${idOf(2)})`, { json: { isdisabled: true }, headers: { 'if-match': '*' } })
    const path = (first['@odata.nextLink'] ?? '').replace(`${origin}${base}/`, '')
    const second = await call('GET', path, { prefer: 'odata.maxpagesize=2' })
    expect(second.json).toMatchObject({ value: [{ systemuserid: idOf(4) }, { systemuserid: idOf(5) }] })
  })

  test('links stay on this machine when no host was named, and on the host that was', async () => {
    const prefer = 'odata.maxpagesize=1'
    const ours = await call('GET', 'systemusers', { host: null, prefer })
    expect(ours.json).toHaveProperty(
      ['@odata.nextLink'],
      expect.stringContaining(`${visitor.origin}/dynamics-365-sales/`),
    )
    const other = await call('GET', 'systemusers', { host: 'contoso.api.crm4.dynamics.com', prefer })
    expect(other.json).toHaveProperty(['@odata.nextLink'], expect.stringContaining('https://contoso.api.crm4.'))
  })

  test('$top works alone and is ignored beside a page size; the largest page has 5000', async () => {
    expect(await list('$top=3')).not.toHaveProperty('@odata.nextLink')
    expect((await list('$top=3')).value).toHaveLength(3)
    expect((await list('$top=3', 'odata.maxpagesize=5')).value).toHaveLength(5)
    const answer = await call('GET', 'systemusers', { prefer: 'odata.maxpagesize=9999' })
    expect(answer.headers.get('preference-applied')).toBe('odata.maxpagesize=5000')
  })

  test('orders by several columns, ignoring case', async () => {
    const { value } = await list(
      "$select=fullname&$filter=startswith(fullname,'Ada')&$orderby=firstname,createdon desc",
    )
    expect(value.at(-1)).toMatchObject({ fullname: 'Ada Archer' })
    const { value: byMail } = await list('$orderby=internalemailaddress asc&$top=6')
    expect(byMail.map((row) => row.internalemailaddress).slice(0, 5)).toEqual([null, null, null, null, null])
  })
})

describe('filters', () => {
  test.each([
    ["internalemailaddress eq 'ADA.archer@acme.example'", ['Ada Archer']],
    ["lastname eq 'O''Brien'", ["Conan O'Brien"]],
    ["contains(fullname,'brien')", ["Conan O'Brien"]],
    ["startswith(firstname,'con') and endswith(lastname,'EN')", ["Conan O'Brien"]],
    [`systemuserid eq ${idOf(3).toUpperCase()}`, ['Clara Olsen']],
    ["lastname eq 'Archer' and not contains(internalemailaddress,'.')", []],
    ["(firstname eq 'Ada' or firstname eq 'Ben') and createdon lt 2023-01-05T00:00:00Z", ['Ada Archer', 'Ben Hansen']],
    ["firstname eq 'Nobody' or firstname eq 'Ada' and createdon lt 2023-01-05T00:00:00Z", ['Ada Archer']],
    ['createdon ge 2023-01-03T08:52:30Z and createdon le 2023-01-03T09:52:30+01:00', ['Ada Archer']],
    ['createdon gt 2023-01-03T08:52:30Z and createdon lt 2023-01-04T23:59:59Z', ['Ben Hansen']],
    ['accessmode eq 3', ['Microsoft Support']],
    ['accessmode gt 4', ['Delegated Admin']],
    ['applicationid ne null', ['# Sandbox App']],
    ["firstname eq null and lastname eq 'SYSTEM'", ['SYSTEM']],
    ["isdisabled eq true and lastname eq 'integration'", ['INTEGRATION']],
  ])('%s', async (filter, expected) => {
    expect(await names(filter)).toEqual(expected)
  })

  test.each([
    ['$filter=nickname eq 1', "Could not find a property named 'nickname'"],
    ['$select=nickname', "Could not find a property named 'nickname' on type 'Microsoft.Dynamics.CRM.systemuser'."],
    ['$orderby=nickname', "Could not find a property named 'nickname'"],
    ["$filter=createdon ge '2024-01-01'", 'incompatible types'],
    ["$filter=isdisabled eq 'false'", 'incompatible types'],
    [`$filter=systemuserid eq '${stranger}'`, 'incompatible types'],
    ["$filter=lastname eq 'O'Brien'", 'Syntax error'],
    ["$filter=lastname like 'x'", 'no operator'],
    ['$filter=lastname eq', 'too early'],
    ["$filter=(lastname eq 'x'", "')' expected"],
    ["$filter=contains(createdon,'x')", 'texts only'],
    ['$filter=contains(fullname,7)', 'texts only'],
    ["$filter='x' eq lastname", 'no property'],
    ['$filter=%23', 'Syntax error'],
    ['$orderby=fullname sideways', '$orderby'],
    ['$skip=5', '$skip is not supported'],
    ['$top=x', '$top'],
    ['$skiptoken=x', 'Paging Cookie'],
  ])('%s is 400', async (query, message) => {
    expect(await call('GET', `systemusers?${query}`)).toMatchObject({
      status: 400,
      json: { error: { code: '0x0', message: expect.stringContaining(message) } },
    })
  })
})

describe('one row', () => {
  test('get has all columns, or those selected, in one object', async () => {
    const answer = await call('GET', `systemusers(${idOf(1)})`)
    expect(answer.json).toMatchObject({
      '@odata.context': `${origin}${base}/$metadata#systemusers/$entity`,
      fullname: 'Ada Archer',
      personalemailaddress: null,
      _businessunitid_value: businessUnitId,
    })
    const selected = await call('GET', `systemusers(${idOf(1).toUpperCase()})?$select=isdisabled`)
    expect(selected.json).not.toHaveProperty('fullname')
  })

  test('If-None-Match saves a body only with the right ETag', async () => {
    const get = (value: string) => call('GET', `systemusers(${idOf(1)})`, { headers: { 'if-none-match': value } })
    expect((await get('null')).status).toBe(200)
    expect((await get('W/"4372108"')).status).toBe(304)
  })

  test('an unknown row is 404 with the recorded sentence, a bad guid 400', async () => {
    expect(await call('GET', `systemusers(${stranger})`)).toMatchObject({
      status: 404,
      json: { error: { code: '0x80040217', message: `systemuser With Id = ${stranger} Does Not Exist` } },
    })
    expect((await call('GET', 'systemusers(7)')).status).toBe(400)
  })

  test('WhoAmI names the own user', async () => {
    for (const path of ['WhoAmI', 'WhoAmI()']) {
      expect((await call('GET', path)).json).toMatchObject({
        BusinessUnitId: businessUnitId,
        UserId: idOf(11),
        OrganizationId: organizationId,
      })
    }
  })
})

describe('update', () => {
  const always = { 'if-match': '*' }
  const patch = (id: string, json: unknown, options: CallOptions = {}) =>
    call('PATCH', `systemusers(${id})`, { json, headers: always, ...options })

  test('is 204 without a body, and the row has a new ETag and name', async () => {
    const answer = await patch(idOf(2), { firstname: 'Benjamin', isdisabled: true, fullname: 'Ignored' })
    expect(answer).toMatchObject({ status: 204, text: '' })
    expect(answer.headers.get('odata-entityid')).toBe(`${origin}${base}/systemusers(${idOf(2)})`)
    expect((await call('GET', `systemusers(${idOf(2)})`)).json).toMatchObject({
      '@odata.etag': 'W/"4372109"',
      fullname: 'Benjamin Hansen',
      isdisabled: true,
      modifiedon: '2026-06-01T12:00:00Z',
    })
  })

  test('returns the row when that is preferred', async () => {
    const json = { internalemailaddress: 'new@acme.example' }
    const answer = await call('PATCH', `systemusers(${idOf(2)})?$select=internalemailaddress`, {
      json,
      prefer: 'return=representation',
      headers: always,
    })
    expect(answer).toMatchObject({ status: 200, json: { ...json, systemuserid: idOf(2) } })
    expect(answer.headers.get('preference-applied')).toBe('return=representation')
    expect(answer.json).not.toHaveProperty('lastname')
  })

  test('applies the rules of licences and of support users', async () => {
    expect((await patch(idOf(13), { isdisabled: false })).status).toBe(204)
    const invited = await patch(idOf(17), { isdisabled: false })
    expect(invited).toMatchObject({ status: 400, json: { error: { message: expect.stringContaining('licence') } } })
    expect((await patch(stableUuid('dynamics-user-support'), { isdisabled: true })).status).toBe(400)
    expect((await patch(applicationUserId, { isdisabled: true })).status).toBe(204)
    expect((await patch(applicationUserId, { isdisabled: false })).status).toBe(204)
  })

  test.each([
    { nickname: 'x' },
    { isdisabled: 'yes' },
    { firstname: 7 },
    { accessmode: 'x' },
    { internalemailaddress: null },
    { firstname: 'x'.repeat(257) },
    [],
  ])('refuses %j', async (json) => {
    expect((await patch(idOf(2), json)).status).toBe(400)
  })

  test('If-Match decides between update, conflict and upsert', async () => {
    const stale = { 'if-match': 'W/"1"' }
    expect(await patch(idOf(2), { title: 'x' }, { headers: stale })).toMatchObject({
      status: 412,
      json: { error: { code: '0x80060882' } },
    })
    expect((await patch(idOf(2), { title: 'x' }, { headers: { 'if-match': 'W/"4372108"' } })).status).toBe(204)
    expect((await patch(idOf(2), { title: 'x' }, { headers: { 'if-none-match': '*' } })).status).toBe(412)
    expect((await patch(stranger, { title: 'x' })).status).toBe(404)
    // Without the header the same call tries to create a user.
    expect(await patch(stranger, { title: 'x' }, { headers: {} })).toMatchObject({
      status: 400,
      json: { error: { message: 'domainname is required.' } },
    })
  })
})

describe('create and delete', () => {
  const json = {
    domainname: 'new@acme.example',
    internalemailaddress: 'new@acme.example',
    firstname: 'New',
    lastname: 'One',
    'businessunitid@odata.bind': `/businessunits(${businessUnitId})`,
  }

  test('a new user is disabled, and named in a header', async () => {
    const answer = await call('POST', 'systemusers', { json })
    expect(answer).toMatchObject({ status: 204, text: '' })
    const id = /systemusers\(([^)]+)\)$/.exec(answer.headers.get('odata-entityid') ?? '')?.[1] ?? ''
    expect((await call('GET', `systemusers(${id})`)).json).toMatchObject({
      fullname: 'New One',
      isdisabled: true,
      islicensed: false,
    })
    expect(await call('POST', 'systemusers', { json })).toMatchObject({
      status: 412,
      json: { error: { code: '0x80040237' } },
    })
  })

  test('the row is returned when that is preferred, also by an upsert', async () => {
    const prefer = 'return=representation'
    expect(await call('POST', 'systemusers', { json, prefer })).toMatchObject({
      status: 201,
      json: { lastname: 'One' },
    })
    const other = { ...json, domainname: 'other@acme.example' }
    const answer = await call('PATCH', `systemusers(${stranger})`, { json: other, prefer })
    expect(answer).toMatchObject({ status: 201, json: { systemuserid: stranger } })
  })

  test('required columns must be sent', async () => {
    const { 'businessunitid@odata.bind': _unit, ...withoutUnit } = json
    const { lastname: _name, ...withoutName } = json
    expect((await call('POST', 'systemusers', { json: withoutUnit })).status).toBe(400)
    expect((await call('POST', 'systemusers', { json: withoutName })).status).toBe(400)
    expect((await call('POST', 'systemusers', { json: { ...json, nickname: 'x' } })).status).toBe(400)
    const elsewhere = { ...json, 'businessunitid@odata.bind': `/businessunits(${stranger})` }
    expect((await call('POST', 'systemusers', { json: elsewhere })).status).toBe(404)
  })

  test('the first DELETE is soft, the second final', async () => {
    const path = `systemusers(${idOf(2)})`
    expect((await call('DELETE', path, { headers: { 'if-match': 'W/"1"' } })).status).toBe(412)
    expect((await call('DELETE', path)).status).toBe(204)
    expect((await call('GET', path)).json).toMatchObject({ deletedstate: 1, isdisabled: true })
    expect((await call('DELETE', path)).status).toBe(204)
    expect((await call('GET', path)).status).toBe(404)
    expect((await call('DELETE', path)).status).toBe(404)
  })
})

describe('refusals', () => {
  test('without a valid token it is 401 without JSON, and the header names where to get one', async () => {
    const answer = await call('GET', 'WhoAmI', { headers: { authorization: 'Bearer wrong' } })
    expect(answer).toMatchObject({ status: 401, text: 'HTTP Error 401 - Unauthorized: Access is denied' })
    expect(answer.headers.get('www-authenticate')).toContain('authorization_uri="https://login.microsoftonline.com/')
  })

  test('without the privilege a write is 403', async () => {
    const headers = { authorization: 'Bearer sandbox-dynamics-365-sales-reader', 'if-match': '*' }
    expect(await call('PATCH', `systemusers(${idOf(2)})`, { json: { title: 'x' }, headers })).toMatchObject({
      status: 403,
      json: { error: { code: '0x80040220', message: expect.stringContaining('privilege') } },
    })
    expect((await call('GET', 'systemusers', { headers })).status).toBe(200)
  })

  test('annotations add details to errors and labels to rows', async () => {
    const prefer = 'odata.include-annotations="*"'
    const answer = await call('GET', `systemusers(${stranger})`, { prefer })
    expect(answer.json).toHaveProperty(['error', '@Microsoft.PowerApps.CDS.HelpLink'])
    expect((await call('GET', `systemusers(${idOf(1)})?$select=isdisabled`, { prefer })).json).toMatchObject({
      'isdisabled@OData.Community.Display.V1.FormattedValue': 'Enabled',
    })
  })

  test('other paths, methods, types and hosts', async () => {
    expect(await call('GET', 'users')).toMatchObject({
      status: 404,
      json: { error: { message: expect.stringContaining("'users'") } },
    })
    expect((await call('PUT', `systemusers(${idOf(2)})`)).status).toBe(405)
    expect((await call('PATCH', `systemusers(${idOf(2)})`, { form: { title: 'x' } })).status).toBe(415)
    expect((await call('GET', 'WhoAmI', { host: 'contoso.crm.dynamics.com' })).status).toBe(421)
    expect((await call('GET', 'WhoAmI', { host: 'login.microsoftonline.com' })).status).toBe(404)
  })

  test('over the limit it is 429 with Retry-After in seconds', async () => {
    const calm = await call('GET', 'WhoAmI')
    expect(calm.headers.get('x-ms-ratelimit-burst-remaining-xrm-requests')).toBe('5999')
    visitor.control.limitRate({ limit: 1, windowMs: 300_000, kind: 'sliding' })
    await call('GET', 'WhoAmI')
    visitor.advance(100_000)
    const answer = await call('GET', 'WhoAmI')
    expect(answer).toMatchObject({ status: 429, json: { error: { code: '0x80072322' } } })
    expect(answer.headers.get('retry-after')).toBe('200')
  })
})

describe('Entra', () => {
  const host = 'login.microsoftonline.com'
  const tenant = stableUuid('dynamics-tenant')
  const client = {
    client_id: 'sandbox-dynamics-365-sales-client',
    client_secret: 'sandbox-dynamics-365-sales-client-secret',
  }
  const refresh = { grant_type: 'refresh_token', refresh_token: 'sandbox-dynamics-365-sales-refresh' }
  const token = (form: Record<string, string>, place = tenant) =>
    visitor.send('POST', `/${place}/oauth2/v2.0/token`, { host, form: { ...client, ...form } })

  test('an expired token is refreshed under any of the tenant’s names; the old refresh token stays valid', async () => {
    visitor.advance(4_500_000)
    expect((await call('GET', 'WhoAmI')).status).toBe(401)
    expect((await token(refresh)).json).toEqual({
      token_type: 'Bearer',
      scope: 'https://contoso.crm4.dynamics.com/user_impersonation',
      expires_in: 4500,
      ext_expires_in: 4500,
      access_token: 'sandbox-dynamics-365-sales-access-1',
      refresh_token: 'sandbox-dynamics-365-sales-refresh-2',
    })
    const headers = { authorization: 'Bearer sandbox-dynamics-365-sales-access-1' }
    expect((await call('GET', 'WhoAmI', { headers })).status).toBe(200)
    expect((await token(refresh, 'common')).status).toBe(200)
    expect((await token(refresh, 'organizations')).status).toBe(200)
    expect(await token(refresh, 'elsewhere')).toMatchObject({ status: 400, json: { error_codes: [90002] } })
  })

  test('a refresh token expires after 90 days without use', async () => {
    visitor.advance(90 * 86_400_000)
    expect(await token(refresh)).toMatchObject({
      status: 400,
      json: {
        error: 'invalid_grant',
        error_description: expect.stringMatching(/^AADSTS70008: .*\r\nTrace ID: /),
        error_codes: [70008],
        timestamp: '2026-08-30 12:00:00Z',
        trace_id: expect.any(String),
        correlation_id: expect.any(String),
      },
    })
  })

  test('the app’s own token belongs to the application user, has no refresh token, and needs tenant and scope', async () => {
    const own = { grant_type: 'client_credentials', scope: 'https://contoso.crm4.dynamics.com/.default' }
    const answer = await token(own)
    expect(answer.json).toEqual({
      token_type: 'Bearer',
      expires_in: 4500,
      ext_expires_in: 4500,
      access_token: 'sandbox-dynamics-365-sales-access-1',
    })
    const headers = { authorization: 'Bearer sandbox-dynamics-365-sales-access-1' }
    expect((await call('GET', 'WhoAmI', { headers })).json).toMatchObject({ UserId: applicationUserId })
    expect((await token(own, 'common')).status).toBe(400)
    const elsewhere = { ...own, scope: 'https://other.crm4.dynamics.com/.default' }
    expect(await token(elsewhere)).toMatchObject({
      status: 400,
      json: { error: 'invalid_scope', error_codes: [70011] },
    })
  })

  test('a wrong client is 401, a wrong grant 400; Basic works too', async () => {
    expect(await token({ ...refresh, client_secret: 'x' })).toMatchObject({
      status: 401,
      json: { error: 'invalid_client', error_codes: [7000215] },
    })
    expect((await token({ grant_type: 'device' })).json).toMatchObject({ error: 'unsupported_grant_type' })
    expect((await token({})).json).toMatchObject({ error: 'invalid_request' })
    const basic = Buffer.from(`${client.client_id}:${client.client_secret}`).toString('base64')
    const headers = { authorization: `Basic ${basic}` }
    expect((await visitor.send('POST', `/${tenant}/oauth2/v2.0/token`, { host, headers, form: refresh })).status).toBe(
      200,
    )
  })

  test('a code gets a refresh token only with offline_access, and its audience must be the instance', async () => {
    const redirect_uri = 'https://app.example/back'
    const pair = async (scope: string) => {
      const query = new URLSearchParams({ client_id: client.client_id, redirect_uri, response_type: 'code', scope })
      const consent = await visitor.send('GET', `/common/oauth2/v2.0/authorize?${query}`, { host })
      const code = new URL(consent.headers.get('location') ?? '').searchParams.get('code') ?? ''
      return token({ grant_type: 'authorization_code', code, redirect_uri })
    }
    const lasting = await pair('https://contoso.crm4.dynamics.com/user_impersonation offline_access')
    expect(lasting.json).toHaveProperty('refresh_token')
    const foreign = await pair('https://other.crm4.dynamics.com/user_impersonation')
    expect(foreign.json).not.toHaveProperty('refresh_token')
    // Cast: asserted by the 401 that follows.
    const { access_token } = foreign.json as { access_token: string }
    expect((await call('GET', 'WhoAmI', { headers: { authorization: `Bearer ${access_token}` } })).status).toBe(401)
  })
})
