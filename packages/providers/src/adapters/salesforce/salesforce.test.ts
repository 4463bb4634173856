import { describe, expect, it } from 'vitest'
import { meaningOf } from '../../runtime/calls/error-rules.ts'
import { assertVendorUrl } from '../../runtime/calls/hosts.ts'
import { at } from '../../runtime/json/json.ts'
import { hintOf } from '../../runtime/limits/rate-limits.ts'
import { requestToken } from '../../runtime/oauth/oauth.ts'
import { readUser } from '../../runtime/records/read.ts'
import { paperVendor } from '../../testing/exchange.ts'
import { fixture } from '../../testing/fixture.ts'
import { contextOf, failureOf, pageOf } from '../../testing/made-up-vendor.ts'
import { testAdapter } from '../../testing/test-adapter.ts'
import { salesforce } from './salesforce.ts'

const instance = 'https://acme.my.salesforce.com'
const api = `${instance}/services/data/v66.0`
const users = fixture(import.meta.url, 'users')
const records = [at(users, 'records.0'), at(users, 'records.1'), at(users, 'records.2')]
const ann = records[0]
const [annId, oconnorId, zoeId] = ['0055g00000ABCdeAAH', '0055g00000ABCdfAAH', '0055g00000ABCdgAAH']
const withChange = (change: object) => ({ ...Object(ann), ...change })
const failure = (errorCode: string, message: string) => [{ message, errorCode }]
const answerOf = (...found: unknown[]) => ({ totalSize: found.length, done: true, records: found })

const columns =
  'Id,Username,Name,FirstName,LastName,Email,IsActive,UserType,Alias,Title,Department,ProfileId,UserRoleId,ManagerId,' +
  'SmallPhotoUrl,FullPhotoUrl,LastLoginDate,CreatedDate,LastModifiedDate'
const query = (limit: number, condition = '', order = 'Id') =>
  `GET ${api}/query?q=SELECT ${columns} FROM User WHERE UserType = 'Standard'${condition} ORDER BY ${order} LIMIT ${limit}`
const getAnn = { request: `GET ${api}/sobjects/User/${annId}`, answer: { body: ann } }
const patched = (body: object, change: object) => [
  { request: `PATCH ${api}/sobjects/User/${annId}`, body, answer: { status: 204 } },
  { request: `GET ${api}/sobjects/User/${annId}`, answer: { body: withChange(change) } },
]

testAdapter(salesforce, {
  account: { method: 'oauth2', variables: { instance_url: instance } },
  get: {
    id: annId,
    exchanges: [{ ...getAnn, headers: { authorization: 'Bearer token-8a7b6c5d4e' } }],
    user: {
      id: annId,
      name: 'Ann Lee',
      first_name: 'Ann',
      last_name: 'Lee',
      email: 'ann@acme.example',
      is_active: true,
      created_at: '2024-05-14T09:12:33.000Z',
      updated_at: '2024-06-01T08:00:00.000Z',
      urls: [
        { type: 'record', url: `${instance}/${annId}` },
        { type: 'small_photo', url: `${instance}/profilephoto/005/T` },
        { type: 'full_photo', url: `${instance}/profilephoto/005/F` },
      ],
    },
  },
  unknown: {
    id: '0055g00000ABCzzAAH',
    exchanges: [
      {
        request: `GET ${api}/sobjects/User/0055g00000ABCzzAAH`,
        answer: { status: 404, body: failure('NOT_FOUND', 'The requested resource does not exist') },
      },
    ],
  },
  list: {
    pages: {
      limit: 2,
      exchanges: [{ request: query(2), answer: { body: answerOf(records[0], records[1]) } }],
      ids: [annId, oconnorId],
      next: {
        limit: 2,
        exchanges: [{ request: query(2, ` AND Id > '${oconnorId}'`), answer: { body: answerOf(records[2]) } }],
        ids: [zoeId],
      },
    },
    empty: { exchanges: [{ request: query(100), answer: { body: answerOf() } }], ids: [] },
    filters: {
      email: {
        filters: { email: 'Ann@ACME.example' },
        exchanges: [{ request: query(100, " AND Email = 'Ann@ACME.example'"), answer: { body: answerOf(ann) } }],
        ids: [annId],
      },
      name: {
        filters: { name: "O'Connor" },
        exchanges: [{ request: query(100, " AND Name = 'O\\'Connor'"), answer: { body: answerOf(records[1]) } }],
        ids: [oconnorId],
      },
      is_active: {
        filters: { is_active: false },
        exchanges: [{ request: query(100, ' AND IsActive = false'), answer: { body: answerOf(records[1]) } }],
        ids: [oconnorId],
      },
      created_at: {
        filters: { created_at: { gt: '2024-06-01T00:00:00.000Z', lte: '2025-06-01T00:00:00.000Z' } },
        exchanges: [
          {
            request: query(
              100,
              ' AND CreatedDate > 2024-06-01T00:00:00.000Z AND CreatedDate <= 2025-06-01T00:00:00.000Z',
            ),
            answer: { body: answerOf(records[2]) },
          },
        ],
        ids: [zoeId],
      },
      updated_at: {
        filters: { updated_at: { gte: '2024-06-01T08:00:00.000Z', lt: '2024-07-01T08:00:00.000Z' } },
        exchanges: [
          {
            request: query(
              100,
              ' AND LastModifiedDate >= 2024-06-01T08:00:00.000Z AND LastModifiedDate < 2024-07-01T08:00:00.000Z',
            ),
            answer: { body: answerOf(ann) },
          },
        ],
        ids: [annId],
      },
    },
    sorts: [
      {
        sort: { field: 'created_at', direction: 'asc' },
        limit: 1,
        exchanges: [{ request: query(1, '', 'CreatedDate ASC, Id'), answer: { body: answerOf(ann) } }],
        ids: [annId],
        next: {
          limit: 5,
          exchanges: [
            {
              request: query(
                5,
                ` AND (CreatedDate > 2024-05-14T09:12:33.000Z OR (CreatedDate = 2024-05-14T09:12:33.000Z AND Id > '${annId}'))`,
                'CreatedDate ASC, Id',
              ),
              answer: { body: answerOf(records[1], records[2]) },
            },
          ],
          ids: [oconnorId, zoeId],
        },
      },
      {
        sort: { field: 'updated_at', direction: 'desc' },
        limit: 1,
        exchanges: [{ request: query(1, '', 'LastModifiedDate DESC, Id'), answer: { body: answerOf(records[2]) } }],
        ids: [zoeId],
        next: {
          limit: 5,
          exchanges: [
            {
              request: query(
                5,
                ` AND (LastModifiedDate < 2025-01-05T07:00:01.000Z OR (LastModifiedDate = 2025-01-05T07:00:01.000Z AND Id > '${zoeId}'))`,
                'LastModifiedDate DESC, Id',
              ),
              answer: { body: answerOf(records[1], ann) },
            },
          ],
          ids: [oconnorId, annId],
        },
      },
    ],
  },
  me: {
    exchanges: [
      {
        request: `GET ${instance}/services/oauth2/userinfo`,
        answer: { body: fixture(import.meta.url, 'userinfo') },
      },
      getAnn,
    ],
    user: { id: annId },
  },
  create: {
    body: {
      name: 'Ann Lee',
      email: 'ann@acme.example',
      is_active: true,
      remote_data: {
        Username: 'ann@acme.example',
        Alias: 'alee',
        ProfileId: '00e5g000001ABCDAA4',
        TimeZoneSidKey: 'Europe/Berlin',
        LocaleSidKey: 'en_US',
        LanguageLocaleKey: 'en_US',
        EmailEncodingKey: 'UTF-8',
      },
    },
    exchanges: [
      {
        request: `POST ${api}/sobjects/User`,
        body: {
          FirstName: 'Ann',
          LastName: 'Lee',
          Email: 'ann@acme.example',
          IsActive: true,
          Username: 'ann@acme.example',
          Alias: 'alee',
          ProfileId: '00e5g000001ABCDAA4',
          TimeZoneSidKey: 'Europe/Berlin',
          LocaleSidKey: 'en_US',
          LanguageLocaleKey: 'en_US',
          EmailEncodingKey: 'UTF-8',
        },
        answer: { status: 201, body: { id: annId, success: true, errors: [] } },
      },
      getAnn,
    ],
    user: { id: annId, name: 'Ann Lee' },
  },
  update: {
    name: {
      body: { name: 'Ann van  Dyk' },
      exchanges: patched(
        { FirstName: 'Ann', LastName: 'van Dyk' },
        { FirstName: 'Ann', LastName: 'van Dyk', Name: 'Ann van Dyk' },
      ),
      user: { name: 'Ann van Dyk', last_name: 'van Dyk' },
    },
    first_name: {
      body: { first_name: null },
      exchanges: patched({ FirstName: null }, { FirstName: null, Name: 'Lee' }),
      user: { first_name: null, name: 'Lee' },
    },
    last_name: {
      body: { last_name: 'Roe', remote_data: { Title: 'CFO' } },
      exchanges: patched({ LastName: 'Roe', Title: 'CFO' }, { LastName: 'Roe', Name: 'Ann Roe', Title: 'CFO' }),
      user: { last_name: 'Roe' },
    },
    // Salesforce keeps the old address until the user confirms the new one: the answer has the old one.
    email: {
      body: { email: 'new@acme.example' },
      exchanges: patched({ Email: 'new@acme.example' }, {}),
      user: { email: 'ann@acme.example' },
    },
    is_active: {
      body: { is_active: false },
      exchanges: patched({ IsActive: false }, { IsActive: false }),
      user: { is_active: false },
    },
  },
  errors: [
    {
      operation: 'get',
      answer: { status: 401, body: failure('INVALID_SESSION_ID', 'Session expired or invalid') },
      slug: 'account-needs-reauth',
      says: 'Session expired or invalid',
    },
    {
      operation: 'get',
      answer: { status: 404, body: [{ errorCode: 'ENTITY_IS_DELETED', message: 'entity is deleted', fields: [] }] },
      slug: 'user-not-found',
    },
    {
      operation: 'get',
      answer: { status: 400, body: failure('MALFORMED_ID', 'Bad id') },
      slug: 'user-not-found',
    },
    {
      operation: 'list',
      answer: { status: 400, body: failure('MALFORMED_QUERY', "unexpected token: ''") },
      slug: 'provider-rejected',
      says: 'unexpected token',
    },
    {
      operation: 'update',
      answer: { status: 403, body: failure('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights') },
      slug: 'provider-forbidden',
      says: 'insufficient access rights',
    },
    {
      operation: 'update',
      answer: { status: 400, body: failure('FIELD_CUSTOM_VALIDATION_EXCEPTION', 'No Title, no user.') },
      slug: 'provider-rejected',
      says: 'No Title, no user.',
    },
    {
      operation: 'create',
      answer: { status: 400, body: failure('DUPLICATE_USERNAME', 'Duplicate Username.') },
      slug: 'provider-conflict',
    },
    {
      operation: 'create',
      answer: { status: 201, body: { id: null, success: false, errors: [{ message: 'no' }] } },
      slug: 'provider-rejected',
    },
    {
      operation: 'list',
      answer: { status: 403, body: failure('REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.') },
      slug: 'provider-rate-limited',
      retryAfterSeconds: 60,
    },
    { operation: 'list', answer: { status: 503, body: '<html>Down for maintenance</html>' }, slug: 'provider-error' },
    // https://github.com/airbytehq/airbyte/issues/17503
    { operation: 'list', answer: { status: 400, body: failure('QUERY_TIMEOUT', 'Too long.') }, slug: 'provider-error' },
    // https://github.com/restforce/restforce/issues/790
    { operation: 'get', answer: { status: 400, body: failure('SERVER_UNAVAILABLE', 'Later') }, slug: 'provider-error' },
    // https://github.com/salto-io/salto/pull/4424: the row was not changed, neither on create nor on update.
    ...(['update', 'create'] as const).map((operation) => ({
      operation,
      answer: { status: 400, body: failure('UNABLE_TO_LOCK_ROW', 'The row is locked.') },
      slug: 'provider-conflict',
    })),
    ...['DUPLICATE_USERNAME', 'DUPLICATE_COMM_NICKNAME', 'DUPLICATE_VALUE', 'DUPLICATES_DETECTED'].map((code) => ({
      operation: 'update' as const,
      answer: { status: 400, body: failure(code, 'There is one already.') },
      slug: 'provider-conflict',
      says: 'There is one already.',
    })),
    {
      operation: 'update',
      answer: { status: 400, body: failure('INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY', 'Not that profile.') },
      slug: 'provider-forbidden',
    },
    // A column names another record wrongly; the user exists.
    {
      operation: 'update',
      answer: { status: 400, body: [{ errorCode: 'MALFORMED_ID', message: 'bad id x', fields: ['ProfileId'] }] },
      slug: 'provider-rejected',
    },
    // The page of an address that no org has any longer.
    { operation: 'get', answer: { status: 404, body: '<html>URL No Longer Exists</html>' }, slug: 'provider-error' },
    // Errors under a success: of results of collections, and in the form of a failed call.
    {
      operation: 'create',
      answer: { status: 201, body: { success: false, errors: [{ statusCode: 'DUPLICATE_VALUE', message: 'Twice' }] } },
      slug: 'provider-conflict',
      says: 'Twice',
    },
    {
      operation: 'create',
      answer: { status: 201, body: { id: null, success: false, errors: ['No seat'] } },
      slug: 'provider-rejected',
      says: 'No seat',
    },
    { operation: 'list', answer: { body: failure('NEW_CODE', 'Who knows') }, slug: 'provider-error' },
    // Only an empty answer confirms a change.
    ...[{}, { data: null }, { records: [] }, []].map((body) => ({
      operation: 'update' as const,
      answer: { body },
      slug: 'outcome-unknown',
    })),
    {
      operation: 'create',
      answer: { status: 500, body: failure('UNKNOWN_EXCEPTION', 'oops') },
      slug: 'outcome-unknown',
    },
  ],
})

describe('quirks of Salesforce', () => {
  const { list, get, update, create } = salesforce.users
  const page = {
    request: {
      size: 2000,
      at: 0,
      pass: '',
      filters: {},
      sort: undefined,
      variables: {},
      workspaceId: undefined,
    },
    records: [ann],
  }
  const nextAfter = (body: object, change: Partial<typeof page> = {}) =>
    list.paging.next({ ...page, ...change, answer: { status: 200, headers: {}, body } })

  it('finds the same user by the 15 characters of an id as by the 18', () => {
    expect(get).toMatchObject({ normaliseId: expect.any(Function) })
    if ('fromList' in get) return
    expect(get.normaliseId?.('0055g00000ABCde')).toBe('0055g00000ABCdeAAH')
    expect(get.normaliseId?.('001A0000006Vm9u')).toBe('001A0000006Vm9uIAC')
    expect(get.normaliseId?.(annId)).toBe(annId)
    expect(readUser(salesforce, { Id: '0055g00000ABCde' }, {}).user.id).toBe(annId)
  })

  it('requests ids of users only', () => {
    const matches = (id: string) => new RegExp(`^(?:${get.idPattern?.source})$`).test(id)
    expect(matches(annId)).toBe(true)
    expect(matches('0035g00000ABCdeAAH')).toBe(false)
    expect(matches('describe')).toBe(false)
  })

  it('reads dates whose offset has no colon', () => {
    const read = readUser(salesforce, withChange({ CreatedDate: '2024-05-14T09:12:33.000+0200' }), {})
    expect(read.user.created_at).toBe('2024-05-14T07:12:33.000Z')
  })

  it('follows the link of a page that was cut short', () => {
    const link = '/services/data/v66.0/query/01g5g00000AAAAA-1000'
    expect(nextAfter({ totalSize: 2000, done: false, nextRecordsUrl: link })).toEqual({ link })
  })

  it('continues from the last key after the rest of a page that was cut short', () => {
    expect(nextAfter({ totalSize: 2000, done: true })).toEqual({ at: annId })
  })

  it('ends at a complete page that is shorter than requested', () => {
    expect(nextAfter({ totalSize: 1, done: true })).toBeUndefined()
    expect(nextAfter({ done: true })).toBeUndefined()
    expect(nextAfter({ totalSize: 0, done: true }, { records: [] })).toBeUndefined()
  })

  it('continues from the last key where there is more without a link, and fails without a key', () => {
    for (const nextRecordsUrl of [undefined, null, 5]) {
      expect(nextAfter({ totalSize: 1, done: false, nextRecordsUrl })).toEqual({ at: annId })
    }
    expect(() => nextAfter({ totalSize: 9, done: false }, { records: [] })).toThrow('continues, but not where')
  })

  it('reads a blocked session as forbidden: a new token would not help', () => {
    for (const message of [
      'This session is not valid for use with the REST API',
      'Connected app is not attached to Agent',
    ]) {
      const answer = { status: 401, headers: {}, body: failure('INVALID_SESSION_ID', message) }
      expect(meaningOf(salesforce.errors, answer, 'list')).toBe(403)
    }
  })

  it('reads the 403 of the userinfo call for an expired token as an expired token', () => {
    const answer = { status: 403, headers: {}, body: 'Bad_OAuth_Token' }
    expect(meaningOf(salesforce.errors, answer, 'me')).toBe(401)
    expect(meaningOf(salesforce.errors, { ...answer, body: '<html>' }, 'me')).toBeUndefined()
  })

  it("reports the org's daily budget from the used and the allowed calls", () => {
    expect(hintOf(salesforce.limits, { 'sforce-limit-info': 'api-usage=18/100000' }, 0)).toEqual({
      limit: 100_000,
      remaining: 99_982,
    })
  })

  it('uses the address of the org from the token answer', () => {
    const account = salesforce.authentication.oauth2?.account
    expect(account?.({ instance_url: instance, access_token: 'x' }, {})).toEqual({ instance_url: instance })
    expect(account?.({ access_token: 'x' }, {})).toEqual({})
  })

  it('follows the org to another address, and never to another cloud', async () => {
    const refreshed = (instance_url: string) =>
      requestToken({
        transport: paperVendor([], { body: { access_token: 'new-token', instance_url } }),
        now: () => 0,
        adapter: salesforce,
        method: 'oauth2',
        client: { id: 'client', secret: 'secret-5c1d' },
        variables: { instance_url: instance, login_url: 'https://login.salesforce.com' },
        refreshToken: 'refresh-8d1f',
        context: contextOf(),
      })
    const moved = 'https://acmenew.my.salesforce.com'
    expect(await refreshed(moved)).toMatchObject({ variables: { instance_url: moved } })
    for (const elsewhere of ['https://acme.my.salesforce.mil', 'https://acme.my.sfcrmproducts.cn']) {
      expect(await failureOf(() => refreshed(elsewhere))).toMatchObject({
        slug: 'provider-error',
        message: 'Salesforce returned a token without its required members.',
      })
    }
  })

  // The login hosts of each cloud: https://help.salesforce.com/s/articleView?id=xcloud.remoteaccess_oauth_endpoints.htm
  it.each([
    ['https://acme.my.salesforce.com', 'https://login.salesforce.com'],
    ['https://acme-dev-ed.develop.my.salesforce.com', 'https://login.salesforce.com'],
    ['https://na1.salesforce.com', 'https://login.salesforce.com'],
    ['https://cs42.salesforce.com', 'https://test.salesforce.com'],
    ['https://acme--uat.sandbox.my.salesforce.com', 'https://acme--uat.sandbox.my.salesforce.com'],
    ['https://acme--uat.my.salesforce.com', 'https://acme--uat.my.salesforce.com'],
    ['https://acme.scratch.my.salesforce.com', 'https://acme.scratch.my.salesforce.com'],
    ['https://acme.my.salesforce.mil', 'https://acme.my.salesforce.mil'],
    ['https://acme.my.sfcrmproducts.cn', 'https://acme.my.sfcrmproducts.cn'],
  ])('requests the tokens of %s at %s', (instance_url, login) => {
    const follows = salesforce.account.login_url?.default
    expect(typeof follows === 'function' ? follows({ instance_url }) : follows).toBe(login)
  })

  it('sends credentials to Salesforce only, whatever the account’s variables', () => {
    const { instance_url: rule } = salesforce.account
    const fits = (value: string) =>
      rule !== undefined && new RegExp(`^(?:${rule.pattern.source})$`, rule.pattern.flags).test(value)
    for (const good of [
      instance,
      'https://acme--box.sandbox.my.salesforce.com',
      'https://acme-dev-ed.develop.my.salesforce.com',
      'https://na139.salesforce.com',
    ]) {
      expect(fits(good)).toBe(true)
      expect(assertVendorUrl(salesforce, good).origin).toBe(good)
    }
    for (const bad of [
      'http://acme.my.salesforce.com',
      'https://acme.my.salesforce.com.evil.test',
      'https://evil.test/acme.my.salesforce.com',
      'https://acme.my.salesforce.com@evil.test',
      'https://my.salesforce.com',
      'https://acme.my-salesforce.com',
      'https://a.b.my.salesforce.com',
      'https://acme.my.salesforce.com:8443',
    ]) {
      expect(fits(bad)).toBe(false)
      expect(() => assertVendorUrl(salesforce, bad)).toThrow('was refused')
    }
  })

  it('does not let remote_data or remote_query name another record', () => {
    expect(update).toMatchObject({ refusedRemoteKeys: ['Id'] })
    expect(create).toMatchObject({ refusedRemoteKeys: ['Id'] })
    expect(salesforce.refusedQueryKeys).toEqual(['q'])
  })
})

describe('a column that field-level security hides', () => {
  it('is named by the error of a query', () => {
    const message =
      "\nId,Username,Title FROM User WHERE\n            ^\nERROR at Row:1:Column:20\nNo such column 'Title' on entity 'User'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name."
    const { missingColumn } = salesforce.errors
    expect(missingColumn?.(failure('INVALID_FIELD', message))).toBe('Title')
    expect(missingColumn?.(failure('INVALID_FIELD', "No such column 'Title' on entity 'Account'."))).toBeUndefined()
    expect(missingColumn?.(failure('MALFORMED_QUERY', 'unexpected token'))).toBeUndefined()
  })

  it('is left out of the same query', () => {
    const { columns: named } = salesforce.users.list.request(pageOf({ size: 2 }))
    expect(named?.names).toContain('Title')
    expect(named?.query?.(['Id', 'Email']).q).toBe(
      "SELECT Id,Email FROM User WHERE UserType = 'Standard' ORDER BY Id LIMIT 2",
    )
  })
})
