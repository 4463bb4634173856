import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Answer, type Visit, type Visitor, visit } from '../testing/visitor.ts'
import { userIdOf } from './salesforce/users.ts'
import { salesforce } from './salesforce.ts'

let visitor: Visitor
beforeEach(async () => {
  visitor = await visit(salesforce)
})
afterEach(() => visitor.close())

const data = '/services/data/v66.0'
const client = { client_id: 'sandbox-salesforce-client', client_secret: 'sandbox-salesforce-client-secret' }
const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

const call = (method: string, path: string, options: Visit = {}): Promise<Answer> =>
  visitor.send(method, path, {
    ...options,
    headers: { ...bearer('sandbox-salesforce-access'), ...options.headers },
  })

const query = (soql: string, headers: Record<string, string> = {}): Promise<Answer> =>
  call('GET', `${data}/query?q=${encodeURIComponent(soql)}`, { headers })

const token = (form: Record<string, string>, host = 'login.salesforce.com'): Promise<Answer> =>
  visitor.send('POST', '/services/oauth2/token', { host, form: { ...client, ...form } })

const field = (answer: Answer, name: string): string => {
  const value = Object.entries(answer.json ?? {}).find(([key]) => key === name)?.[1]
  return typeof value === 'string' ? value : ''
}

describe('queries', () => {
  test('a small answer is done, and has the org’s usage', async () => {
    const answer = await query(`SELECT Id,Name FROM User WHERE Email = 'ada.archer@acme.example'`)
    expect(answer.json).toEqual({
      totalSize: 1,
      done: true,
      records: [
        {
          attributes: { type: 'User', url: `${data}/sobjects/User/${userIdOf(1)}` },
          Id: userIdOf(1),
          Name: 'Ada Archer',
        },
      ],
    })
    expect(answer.headers.get('sforce-limit-info')).toBe('api-usage=1/100000')
    expect(answer.headers.get('content-type')).toBe('application/json;charset=UTF-8')
  })

  test('batches of at least 200 are read by nextRecordsUrl, which is a path', async () => {
    const seen: number[] = []
    let answer = await query('SELECT Id FROM User', { 'sforce-query-options': 'batchSize=5' })
    expect(answer.json).toMatchObject({
      done: false,
      nextRecordsUrl: expect.stringMatching(/^\/services\/data\/v66\.0\/query\/01g\w{15}-200$/),
    })
    while (field(answer, 'nextRecordsUrl') !== '') {
      seen.push(200)
      answer = await call('GET', field(answer, 'nextRecordsUrl'))
    }
    expect(answer.json).toMatchObject({ done: true })
    expect(answer.json).not.toHaveProperty('nextRecordsUrl')
    const total = await query('SELECT COUNT() FROM User')
    expect(total.json).toMatchObject({ totalSize: expect.any(Number), records: [] })
    expect(Object.entries(answer.json ?? {})[0]).toEqual(['totalSize', Object.values(total.json ?? {})[0]])
    expect(seen).toEqual([200])
  })

  test('without a hint all users fit into one page of 2000', async () => {
    expect((await query('SELECT Id FROM User')).json).toMatchObject({ done: true })
    expect((await query('SELECT Id FROM User', { 'sforce-query-options': 'batchSize=9999' })).json).toMatchObject({
      done: true,
    })
  })

  test('both spellings of the path, queryAll, and spaces written as plus', async () => {
    for (const path of ['query', 'query/', 'queryAll']) {
      const answer = await call('GET', `${data}/${path}?q=SELECT+Id+FROM+User+LIMIT+1`)
      expect(answer.json).toHaveProperty('totalSize', 1)
    }
  })

  test('refusals are arrays', async () => {
    expect(await query('SELECT Nope FROM User')).toMatchObject({
      status: 400,
      json: [{ errorCode: 'INVALID_FIELD', message: expect.stringContaining(`No such column 'Nope'`) }],
    })
    expect(await query('SELECT')).toMatchObject({ status: 400, json: [{ errorCode: 'MALFORMED_QUERY' }] })
    expect(await call('GET', `${data}/query`)).toMatchObject({ status: 400, json: [{ errorCode: 'MALFORMED_QUERY' }] })
    expect(await call('GET', `${data}/query/01g5g00000000009AAA-200`)).toMatchObject({
      status: 400,
      json: [{ errorCode: 'INVALID_QUERY_LOCATOR' }],
    })
  })
})

describe('one user', () => {
  test('has every field, or the requested ones and the id', async () => {
    const id = userIdOf(1)
    const all = await call('GET', `${data}/sobjects/User/${id}`)
    expect(all.json).toMatchObject({
      attributes: { type: 'User', url: `${data}/sobjects/User/${id}` },
      Id: id,
      Username: 'ada.archer@crm.acme.example',
      Name: 'Ada Archer',
      UserType: 'Standard',
      IsActive: true,
      CreatedDate: '2023-01-03T08:52:30.000+0000',
      SmallPhotoUrl: 'https://acme.my.salesforce.com/profilephoto/005/T',
      Region__c: null,
    })
    const some = await call('GET', `${data}/sobjects/User/${id}?fields=email,FirstName`)
    expect(some.json).toEqual({
      attributes: { type: 'User', url: `${data}/sobjects/User/${id}` },
      Email: 'ada.archer@acme.example',
      FirstName: 'Ada',
      Id: id,
    })
    expect(await call('GET', `${data}/sobjects/User/${id}?fields=Nope`)).toMatchObject({
      status: 400,
      json: [{ errorCode: 'INVALID_FIELD' }],
    })
  })

  test('is found by 15 characters too, and shown with 18', async () => {
    const answer = await call('GET', `${data}/sobjects/User/${userIdOf(1).slice(0, 15)}?fields=Name`)
    expect(answer.json).toMatchObject({ Id: userIdOf(1) })
  })

  test('a malformed id and an unknown one are 404 in different words', async () => {
    expect(await call('GET', `${data}/sobjects/User/nobody`)).toMatchObject({
      status: 404,
      json: [
        { errorCode: 'NOT_FOUND', message: 'Provided external ID field does not exist or is not accessible: nobody' },
      ],
    })
    expect(await call('GET', `${data}/sobjects/User/${userIdOf(9999)}`)).toMatchObject({
      status: 404,
      json: [{ errorCode: 'NOT_FOUND', message: 'The requested resource does not exist' }],
    })
  })

  test('versions 50 to 66 are served, others are not', async () => {
    for (const version of ['v50.0', 'v62.0']) {
      const answer = await call('GET', `/services/data/${version}/sobjects/User/${userIdOf(1)}`)
      expect(answer.json).toHaveProperty('attributes.url', `/services/data/${version}/sobjects/User/${userIdOf(1)}`)
    }
    for (const version of ['v49.0', 'v67.0', 'v62', '62.0']) {
      expect((await call('GET', `/services/data/${version}/sobjects/User/${userIdOf(1)}`)).status).toBe(404)
    }
    const list = await visitor.send('GET', '/services/data/')
    expect(list.json).toHaveProperty('16.version', '66.0')
    expect((await call('GET', data)).json).toMatchObject({
      query: `${data}/query`,
      identity: expect.stringMatching(/^https:\/\/login\.salesforce\.com\/id\/00D\w{15}\/005\w{15}$/),
    })
  })
})

describe('writing', () => {
  const complete = {
    LastName: 'New',
    FirstName: 'Nina',
    Username: 'nina@crm.acme.example',
    Email: 'nina@acme.example',
    Alias: 'nnew',
    TimeZoneSidKey: 'Europe/Berlin',
    LocaleSidKey: 'de_DE',
    LanguageLocaleKey: 'de',
    EmailEncodingKey: 'UTF-8',
    IsActive: true,
  }
  const profile = async (): Promise<string> => {
    const answer = await call('GET', `${data}/sobjects/User/${userIdOf(1)}`)
    return field(answer, 'ProfileId')
  }
  const post = (json: unknown) => call('POST', `${data}/sobjects/User`, { json })
  const patch = (number: number, json: unknown) => call('PATCH', `${data}/sobjects/User/${userIdOf(number)}`, { json })

  test('POST makes a user, which is then found', async () => {
    const answer = await post({ ...complete, ProfileId: await profile() })
    expect(answer).toMatchObject({ status: 201, json: { success: true, errors: [] } })
    const id = field(answer, 'id')
    expect(id).toMatch(/^005\w{15}$/)
    expect(
      (await query(`SELECT Id,Name,CreatedDate,UserType FROM User WHERE Username = 'NINA@crm.acme.example'`)).json,
    ).toMatchObject({
      records: [{ Id: id, Name: 'Nina New', CreatedDate: '2026-06-01T12:00:00.000+0000', UserType: 'Standard' }],
    })
  })

  test('POST reports all missing fields', async () => {
    expect(await post({ LastName: 'New' })).toMatchObject({
      status: 400,
      json: [{ errorCode: 'REQUIRED_FIELD_MISSING', fields: expect.arrayContaining(['Username', 'ProfileId']) }],
    })
  })

  test.each([
    [{ Username: 'ADA.archer@crm.acme.example' }, 'DUPLICATE_USERNAME'],
    [{ CommunityNickname: 'ada.archer.1' }, 'DUPLICATE_COMM_NICKNAME'],
    [{ Email: 'not an address' }, 'INVALID_EMAIL_ADDRESS'],
    [{ Alias: 'much too long' }, 'STRING_TOO_LONG'],
    [{ ProfileId: 'x' }, 'MALFORMED_ID'],
    [{ ProfileId: userIdOf(1) }, 'INVALID_CROSS_REFERENCE_KEY'],
    [{ Nope: 1 }, 'INVALID_FIELD'],
    [{ Id: userIdOf(500) }, 'INVALID_FIELD'],
    [{ Name: 'Nina New' }, 'INVALID_FIELD_FOR_INSERT_UPDATE'],
    [{ IsActive: 'yes' }, 'JSON_PARSER_ERROR'],
    [{ LastName: ['New'] }, 'JSON_PARSER_ERROR'],
  ])('POST with %j is %s', async (extra, errorCode) => {
    const answer = await post({ ...complete, ProfileId: await profile(), ...extra })
    expect(answer).toMatchObject({ status: 400, json: [{ errorCode }] })
  })

  test('PATCH changes the sent fields, and answers without a body', async () => {
    const answer = await patch(2, { FirstName: ' Benjamin ', IsActive: false })
    expect(answer).toMatchObject({ status: 204, text: '' })
    expect((await call('GET', `${data}/sobjects/User/${userIdOf(2)}`)).json).toMatchObject({
      Name: 'Benjamin Hansen',
      IsActive: false,
      LastModifiedDate: '2026-06-01T12:00:00.000+0000',
      LastModifiedById: userIdOf(11),
    })
    expect((await patch(2, {})).status).toBe(204)
  })

  test('a new e-mail address is returned, as after its confirmation', async () => {
    expect((await patch(2, { Email: 'other@acme.example' })).status).toBe(204)
    const answer = await call('GET', `${data}/sobjects/User/${userIdOf(2)}?fields=Email`)
    expect(answer.json).toHaveProperty('Email', 'other@acme.example')
  })

  test('PATCH refuses invalid values', async () => {
    expect(await patch(2, { LastName: '' })).toMatchObject({
      status: 400,
      json: [{ errorCode: 'REQUIRED_FIELD_MISSING', fields: ['LastName'] }],
    })
    expect(await patch(2, { Username: 'ada.archer@crm.acme.example' })).toMatchObject({
      json: [{ errorCode: 'DUPLICATE_USERNAME' }],
    })
    expect(await patch(9999, {})).toMatchObject({ status: 404, json: [{ errorCode: 'NOT_FOUND' }] })
    expect(await call('PATCH', `${data}/sobjects/User/x`, { json: {} })).toMatchObject({
      status: 400,
      json: [{ errorCode: 'MALFORMED_ID' }],
    })
    const headers = { 'content-type': 'application/json' }
    const path = `${data}/sobjects/User/${userIdOf(2)}`
    expect(await call('PATCH', path, { headers, body: '{' })).toMatchObject({
      status: 400,
      json: [{ errorCode: 'JSON_PARSER_ERROR' }],
    })
    expect(await call('PATCH', path, { headers, body: '' })).toMatchObject({
      status: 400,
      json: [{ errorCode: 'JSON_PARSER_ERROR' }],
    })
    expect(await call('PATCH', path, { form: { FirstName: 'x' } })).toMatchObject({ status: 415 })
  })

  test('users cannot be deleted, and there is no PUT', async () => {
    expect((await call('DELETE', `${data}/sobjects/User/${userIdOf(2)}`)).status).toBe(400)
    expect((await call('GET', `${data}/sobjects/User/${userIdOf(2)}`)).status).toBe(200)
    const put = await call('PUT', `${data}/sobjects/User/${userIdOf(2)}`)
    expect(put).toMatchObject({ status: 405, json: [{ errorCode: 'METHOD_NOT_ALLOWED' }] })
    expect(put.headers.get('allow')).toBe('GET, PATCH, DELETE')
  })

  test('a user without the right may read and not write', async () => {
    const headers = bearer('sandbox-salesforce-colleague')
    const path = `${data}/sobjects/User/${userIdOf(2)}`
    expect((await call('GET', path, { headers })).status).toBe(200)
    expect(await call('PATCH', path, { headers, json: { FirstName: 'x' } })).toMatchObject({
      status: 403,
      json: [{ errorCode: 'INSUFFICIENT_ACCESS_OR_READONLY' }],
    })
    expect((await call('POST', `${data}/sobjects/User`, { headers, json: complete })).status).toBe(403)
  })
})

describe('refusals', () => {
  test('a session that ended, and one that a new login does not help, are both 401', async () => {
    const path = `${data}/sobjects/User/${userIdOf(1)}`
    expect(await call('GET', path, { headers: bearer('wrong') })).toMatchObject({
      status: 401,
      json: [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }],
    })
    expect(await call('GET', path, { headers: bearer('sandbox-salesforce-blocked') })).toMatchObject({
      status: 401,
      json: [{ message: 'This session is not valid for use with the REST API' }],
    })
    expect(await call('GET', path, { headers: bearer('sandbox-salesforce-without-api') })).toMatchObject({
      status: 403,
      json: [{ errorCode: 'API_CURRENTLY_DISABLED' }],
    })
  })

  test('the org’s limit is 403 without Retry-After, and signing in does not count', async () => {
    visitor.control.limitRate({ limit: 1, windowMs: 86_400_000 })
    expect((await query('SELECT Id FROM User LIMIT 1')).headers.get('sforce-limit-info')).toBe('api-usage=1/1')
    const answer = await query('SELECT Id FROM User LIMIT 1')
    expect(answer).toMatchObject({ status: 403, json: [{ errorCode: 'REQUEST_LIMIT_EXCEEDED' }] })
    expect(answer.headers.get('retry-after')).toBeNull()
    expect((await call('GET', '/services/oauth2/userinfo')).status).toBe(200)
  })

  test('other orgs’ hosts are not served, and login hosts have no data', async () => {
    expect((await call('GET', data, { host: 'other.my.salesforce.com' })).status).toBe(421)
    expect((await call('GET', data, { host: 'login.salesforce.com' })).status).toBe(404)
    expect((await call('GET', data, { host: 'acme--box.sandbox.my.salesforce.com' })).status).toBe(200)
  })
})

describe('signing in', () => {
  const refresh = { grant_type: 'refresh_token', refresh_token: 'sandbox-salesforce-refresh' }

  test('a refresh returns a session without its lifetime, and no new refresh token', async () => {
    visitor.advance(7_200_000)
    expect((await query('SELECT Id FROM User LIMIT 1')).status).toBe(401)
    const answer = await token(refresh)
    expect(answer.json).toEqual({
      access_token: 'sandbox-salesforce-access-1',
      signature: expect.any(String),
      scope: 'refresh_token openid id api',
      instance_url: 'https://acme.my.salesforce.com',
      id: expect.stringMatching(/^https:\/\/login\.salesforce\.com\/id\/00D\w{15}\/005\w{15}$/),
      token_type: 'Bearer',
      issued_at: '1780322400000',
    })
    expect((await query('SELECT Id FROM User LIMIT 1', bearer('sandbox-salesforce-access-1'))).status).toBe(200)
    expect((await token(refresh)).status).toBe(200)
  })

  test('an app with rotation gets a new refresh token, and the old one ends', async () => {
    const app = { client_id: 'sandbox-salesforce-rotating', client_secret: 'sandbox-salesforce-rotating-secret' }
    const old = { ...app, grant_type: 'refresh_token', refresh_token: 'sandbox-salesforce-rotating-refresh' }
    const answer = await token(old)
    expect(answer.json).toMatchObject({ refresh_token: expect.stringMatching(/^sandbox-salesforce-refresh-\d$/) })
    expect(await token(old)).toMatchObject({ status: 400, json: { error: 'invalid_grant' } })
    expect((await token({ ...old, refresh_token: field(answer, 'refresh_token') })).status).toBe(200)
    expect((await query('SELECT Id FROM User LIMIT 1', bearer(field(answer, 'access_token')))).status).toBe(200)
  })

  test('client credentials work at My Domain only', async () => {
    const form = { grant_type: 'client_credentials' }
    const answer = await token(form, 'acme.my.salesforce.com')
    expect(answer.json).toMatchObject({ instance_url: 'https://acme.my.salesforce.com', token_type: 'Bearer' })
    expect(answer.json).not.toHaveProperty('refresh_token')
    const headers = bearer(field(answer, 'access_token'))
    expect((await query('SELECT Id FROM User LIMIT 1', headers)).status).toBe(200)
    expect((await call('GET', '/services/oauth2/userinfo', { headers })).json).toHaveProperty('user_id', userIdOf(11))
    expect(await token(form)).toMatchObject({ status: 400, json: { error: 'invalid_grant' } })
  })

  test('the sandbox’s login host names the sandbox’s instance', async () => {
    const answer = await token(refresh, 'test.salesforce.com')
    expect(answer.json).toHaveProperty('instance_url', 'https://acme--box.sandbox.my.salesforce.com')
  })

  test.each([
    [{ grant_type: 'refresh_token', refresh_token: 'wrong' }, 'invalid_grant', 'expired access/refresh token'],
    [{ grant_type: 'authorization_code', code: 'wrong' }, 'invalid_grant', 'invalid authorization code'],
    [{ grant_type: 'telepathy' }, 'unsupported_grant_type', 'grant type not supported'],
    [{ ...refresh, client_id: 'wrong' }, 'invalid_client_id', 'client identifier invalid'],
    [{ ...refresh, client_secret: 'wrong' }, 'invalid_client', 'invalid client credentials'],
  ])('%j is 400 %s', async (form, error, error_description) => {
    expect(await token(form)).toMatchObject({ status: 400, json: { error, error_description } })
  })

  test('a code with PKCE becomes a session', async () => {
    const challenge = createHash('sha256').update('v'.repeat(43)).digest('base64url')
    const back = 'https://app.example/back'
    const parameters = new URLSearchParams({
      response_type: 'code',
      client_id: client.client_id,
      redirect_uri: back,
      state: 's',
      code_challenge: challenge,
      scope: 'api refresh_token',
    })
    const consent = await visitor.send('GET', `/services/oauth2/authorize?${parameters}`, {
      host: 'login.salesforce.com',
    })
    const target = new URL(consent.headers.get('location') ?? '')
    expect(target.searchParams.get('state')).toBe('s')
    const form = {
      grant_type: 'authorization_code',
      code: target.searchParams.get('code') ?? '',
      redirect_uri: back,
      code_verifier: 'v'.repeat(43),
    }
    const answer = await token(form)
    expect(answer.json).toMatchObject({ refresh_token: expect.any(String), scope: 'api refresh_token' })
    // Without openid or id the token has no user.
    const headers = bearer(field(answer, 'access_token'))
    expect((await call('GET', '/services/oauth2/userinfo', { headers })).status).toBe(403)
    expect((await visitor.send('GET', '/services/oauth2/authorize?client_id=wrong')).status).toBe(400)
  })

  test('userinfo and the identity URL return the own user; without a valid token they are 403 in plain text', async () => {
    const info = await call('GET', '/services/oauth2/userinfo')
    expect(info.json).toMatchObject({
      user_id: userIdOf(11),
      profile: `https://acme.my.salesforce.com/${userIdOf(11)}`,
      active: true,
    })
    const identity = new URL(field(await token(refresh), 'id'))
    const answer = await call('GET', identity.pathname, { host: identity.host })
    expect(answer.json).toMatchObject({ user_id: userIdOf(11), email: expect.stringContaining('@acme.example') })
    expect(await call('GET', '/services/oauth2/userinfo', { headers: bearer('wrong') })).toMatchObject({
      status: 403,
      text: 'Bad_OAuth_Token',
    })
    expect(await visitor.send('GET', '/services/oauth2/userinfo')).toMatchObject({
      status: 403,
      text: 'Missing_OAuth_Token',
    })
  })

  test('a revoked token is refused', async () => {
    const form = { token: 'sandbox-salesforce-access' }
    expect((await visitor.send('POST', '/services/oauth2/revoke', { form })).status).toBe(200)
    expect((await query('SELECT Id FROM User LIMIT 1')).status).toBe(401)
    expect((await visitor.send('POST', '/services/oauth2/revoke', { form })).status).toBe(400)
  })
})
