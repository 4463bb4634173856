import { describe, expect, it } from 'vitest'
import { assertRemoteQuery } from '../../runtime/calls/address.ts'
import { assertLink, assertVendorUrl, baseUrlOf } from '../../runtime/calls/hosts.ts'
import { displayOf } from '../../runtime/calls/template.ts'
import { at } from '../../runtime/json/json.ts'
import { authorizeUrl } from '../../runtime/oauth/authorize-url.ts'
import { readUser } from '../../runtime/records/read.ts'
import { changesOf } from '../../runtime/writes/changes.ts'
import { stepsOf } from '../../runtime/writes/update-user.ts'
import { fixture } from '../../testing/fixture.ts'
import { pageOf } from '../../testing/made-up-vendor.ts'
import { testAdapter } from '../../testing/test-adapter.ts'
import { dynamics365Sales } from './dynamics-365-sales.ts'

const instance_url = 'https://contoso.crm4.dynamics.com'
const tenant_id = '3f2504e0-4f89-41d3-9a0c-0305e82c3301'
const variables = { instance_url, tenant_id, login_url: 'https://login.microsoftonline.com' }
const api = `${instance_url}/api/data/v9.2`
const answer = fixture(import.meta.url, 'systemusers')
const users = [at(answer, 'value.0'), at(answer, 'value.1'), at(answer, 'value.2')]
const spencer = users[0]
const [spencerId, applicationId, zoeId] = [
  '4026be43-6b69-e111-8f65-78e7d1620f5e',
  '5026be43-6b69-e111-8f65-78e7d1620f5f',
  '6026be43-6b69-e111-8f65-78e7d1620f60',
]
const columns =
  '$select=systemuserid,fullname,firstname,lastname,internalemailaddress,domainname,isdisabled,islicensed,accessmode,' +
  'applicationid,azureactivedirectoryobjectid,deletedstate,title,jobtitle,mobilephone,photourl,createdon,modifiedon,' +
  '_businessunitid_value'
const failure = (code: string, message: string) => ({ error: { code, message } })
const withChange = (change: object) => ({ ...Object(spencer), ...change })
const headers = {
  authorization: 'Bearer token-8a7b6c5d4e',
  'odata-version': '4.0',
  'odata-maxversion': '4.0',
  'if-none-match': 'null',
}

const narrowed = (filter: string, value: readonly unknown[]) => ({
  request: `GET ${api}/systemusers?${columns}${filter === '' ? '' : `&$filter=${filter}`}`,
  headers: { prefer: 'odata.maxpagesize=100' },
  answer: { body: { value } },
})
const getSpencer = (change: object = {}) => ({
  request: `GET ${api}/systemusers(${spencerId})?${columns}`,
  answer: { body: withChange(change) },
})
const patched = (body: object, change: object) => [
  {
    request: `PATCH ${api}/systemusers(${spencerId})?${columns}`,
    headers: { 'if-match': '*', prefer: 'return=representation' },
    body,
    answer: { body: withChange(change) },
  },
]
// The variant of the host that Dataverse puts into next links.
const nextLink =
  'https://contoso.api.crm4.dynamics.com/api/data/v9.2/systemusers?$select=fullname&$skiptoken=<cookie pagenumber="2">'
const businessUnit = '/businessunits(38e0dbe4-131b-e111-ba7e-78e7d1620f5e)'
const creation = { domainname: 'spencerl@contoso.onmicrosoft.com', 'businessunitid@odata.bind': businessUnit }

testAdapter(dynamics365Sales, {
  account: { method: 'oauth2', variables },
  get: {
    id: spencerId,
    exchanges: [{ ...getSpencer(), headers }],
    user: {
      id: spencerId,
      name: "Spencer O'Low",
      first_name: 'Spencer',
      last_name: "O'Low",
      email: 'spencerl@contoso.onmicrosoft.com',
      is_active: true,
      created_at: '2024-05-21T14:30:00.000Z',
      updated_at: '2024-06-02T08:01:12.000Z',
      urls: [
        { type: 'record', url: `${instance_url}/main.aspx?pagetype=entityrecord&etn=systemuser&id=${spencerId}` },
        { type: 'photo', url: 'https://contoso.example/spencer.png' },
      ],
    },
  },
  unknown: {
    id: tenant_id,
    exchanges: [
      {
        request: `GET ${api}/systemusers(${tenant_id})?${columns}`,
        answer: { status: 404, body: failure('0x80040217', `systemuser With Id = ${tenant_id} Does Not Exist`) },
      },
    ],
  },
  list: {
    pages: {
      limit: 2,
      exchanges: [
        {
          request: `GET ${api}/systemusers?${columns}`,
          headers: { ...headers, prefer: 'odata.maxpagesize=2' },
          answer: { body: { value: users.slice(0, 2), '@odata.nextLink': nextLink } },
        },
      ],
      ids: [spencerId, applicationId],
      next: {
        // The link belongs to its page size, whatever size is requested now.
        limit: 50,
        exchanges: [
          {
            request: `GET ${nextLink}`,
            headers: { ...headers, prefer: 'odata.maxpagesize=2' },
            answer: { body: { value: users.slice(2) } },
          },
        ],
        ids: [zoeId],
      },
    },
    empty: { exchanges: [narrowed('', [])], ids: [] },
    filters: {
      email: {
        filters: { email: 'SpencerL@contoso.onmicrosoft.com' },
        exchanges: [narrowed("internalemailaddress eq 'SpencerL@contoso.onmicrosoft.com'", [spencer])],
        ids: [spencerId],
      },
      name: {
        filters: { name: "spencer o'low" },
        exchanges: [narrowed("(fullname eq 'spencer o''low' or fullname eq null)", [spencer, users[2]])],
        ids: [spencerId],
      },
      is_active: {
        filters: { is_active: false },
        exchanges: [narrowed('isdisabled eq true', users.slice(2))],
        ids: [zoeId],
      },
      created_at: {
        filters: { created_at: { gt: '2024-05-21T14:30:00.000Z', lte: '2025-01-05T07:00:01.500Z' } },
        exchanges: [narrowed('createdon ge 2024-05-21T14:30:00Z and createdon lt 2025-01-05T07:00:02Z', users)],
        ids: [applicationId, zoeId],
      },
      updated_at: {
        filters: { updated_at: { lt: '2024-06-02T08:01:13.000Z' }, is_active: true },
        exchanges: [narrowed('isdisabled eq false and modifiedon lt 2024-06-02T08:01:14Z', [spencer])],
        ids: [spencerId],
      },
    },
  },
  me: {
    exchanges: [{ request: `GET ${api}/WhoAmI`, answer: { body: fixture(import.meta.url, 'who-am-i') } }, getSpencer()],
    user: { id: spencerId },
  },
  create: {
    body: {
      first_name: 'Spencer',
      last_name: "O'Low",
      email: 'spencerl@contoso.onmicrosoft.com',
      remote_data: creation,
    },
    exchanges: [
      {
        request: `POST ${api}/systemusers`,
        body: {
          firstname: 'Spencer',
          lastname: "O'Low",
          internalemailaddress: 'spencerl@contoso.onmicrosoft.com',
          ...creation,
        },
        answer: { status: 204, headers: { 'odata-entityid': `${api}/systemusers(${spencerId})` } },
      },
      getSpencer(),
    ],
    user: { id: spencerId, name: "Spencer O'Low" },
  },
  update: {
    name: {
      body: { name: 'Spencer Roe' },
      exchanges: patched({ firstname: 'Spencer', lastname: 'Roe' }, { lastname: 'Roe', fullname: 'Spencer Roe' }),
      user: { name: 'Spencer Roe' },
    },
    first_name: {
      body: { first_name: 'Sp', remote_data: { jobtitle: 'CFO' } },
      exchanges: patched({ firstname: 'Sp', jobtitle: 'CFO' }, { firstname: 'Sp' }),
      user: { first_name: 'Sp' },
    },
    // An older version may answer without the record: it is read.
    last_name: {
      body: { last_name: 'Roe' },
      exchanges: [
        ...patched({ lastname: 'Roe' }, {}).map((exchange) => ({ ...exchange, answer: { status: 204 } })),
        getSpencer({ lastname: 'Roe' }),
      ],
      user: { last_name: 'Roe' },
    },
    email: {
      body: { email: 'new@contoso.example' },
      exchanges: patched(
        { internalemailaddress: 'new@contoso.example' },
        { internalemailaddress: 'new@contoso.example' },
      ),
      user: { email: 'new@contoso.example' },
    },
    is_active: {
      body: { is_active: false },
      exchanges: patched({ isdisabled: true }, { isdisabled: true }),
      user: { is_active: false },
    },
  },
  delete: {
    id: spencerId,
    exchanges: [{ request: `DELETE ${api}/systemusers(${spencerId})`, answer: { status: 204 } }],
  },
  errors: [
    { operation: 'get', answer: { status: 401 }, slug: 'account-needs-reauth' },
    {
      operation: 'update',
      answer: { status: 404, body: failure('0x80040217', 'systemuser Does Not Exist') },
      slug: 'user-not-found',
    },
    {
      operation: 'list',
      answer: { status: 403, body: failure('0x80040220', 'Principal user is missing prvReadUser privilege') },
      slug: 'provider-forbidden',
      says: 'missing prvReadUser',
    },
    {
      operation: 'update',
      answer: { status: 400, body: failure('0x80048408', 'Support users cannot be disabled') },
      slug: 'provider-rejected',
      says: 'Support users cannot be disabled',
    },
    {
      operation: 'create',
      answer: { status: 412, body: failure('0x80040237', 'A record with matching key values already exists.') },
      slug: 'provider-conflict',
    },
    {
      operation: 'list',
      answer: { status: 429, headers: { 'retry-after': '34' }, body: failure('0x80072322', 'Number of requests') },
      slug: 'provider-rate-limited',
      retryAfterSeconds: 34,
    },
    { operation: 'list', answer: { status: 503, body: '<html>' }, slug: 'provider-error' },
    { operation: 'create', answer: { status: 500, body: failure('0x80040216', 'oops') }, slug: 'outcome-unknown' },
    { operation: 'create', answer: { status: 204 }, slug: 'outcome-unknown' },
    // The codes are sent with other statuses too: https://learn.microsoft.com/power-apps/developer/data-platform/api-limits
    ...['0x80072321', '0x80072322', '0x80072326'].map((code) => ({
      operation: 'get' as const,
      answer: { status: 400, body: failure(code, 'Too much') },
      slug: 'provider-rate-limited',
    })),
    { operation: 'list', answer: { status: 400, body: failure('0x80044151', 'SQL timeout') }, slug: 'provider-error' },
    { operation: 'update', answer: { status: 400, body: failure('0x80060882', 'Changed') }, slug: 'provider-conflict' },
    { operation: 'update', answer: { status: 400, body: failure('0x80040237', 'Twice') }, slug: 'provider-conflict' },
    {
      operation: 'get',
      answer: { status: 401, body: failure('0x80040225', 'The specified user is disabled') },
      slug: 'provider-forbidden',
    },
    // An environment or a path that does not exist; an unknown user has a code.
    { operation: 'get', answer: { status: 404, body: '<html>' }, slug: 'provider-error' },
    { operation: 'get', answer: { status: 404, body: failure('0x8006088a', 'No segment') }, slug: 'provider-error' },
    // Errors under a success, and answers that do not confirm a deletion.
    { operation: 'list', answer: { body: failure('0x80040220', 'No right') }, slug: 'provider-forbidden' },
    { operation: 'list', answer: { body: failure('0x00000000', 'Who knows') }, slug: 'provider-error' },
    { operation: 'update', answer: { body: {} }, slug: 'provider-error' },
    { operation: 'delete', answer: { body: {} }, slug: 'outcome-unknown' },
    { operation: 'delete', answer: { status: 202 }, slug: 'outcome-unknown' },
  ],
})

describe('quirks of Dynamics 365 Sales', () => {
  // https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud
  it.each([
    ['crm.dynamics.com', 'https://login.microsoftonline.com'],
    ['crm9.dynamics.com', 'https://login.microsoftonline.com'],
    ['crm.microsoftdynamics.us', 'https://login.microsoftonline.us'],
    ['crm.appsplatform.us', 'https://login.microsoftonline.us'],
    ['crm.dynamics.cn', 'https://login.partner.microsoftonline.cn'],
  ])('requests the tokens of %s at %s', (region, login) => {
    const follows = dynamics365Sales.account.login_url?.default
    expect(typeof follows === 'function' && follows({ instance_url: `https://contoso.${region}` })).toBe(login)
  })

  const { update, create, get, list } = dynamics365Sales.users
  const fits = (name: string, value: string) => {
    const pattern = dynamics365Sales.account[name]?.pattern
    return pattern !== undefined && new RegExp(`^(?:${pattern.source})$`, pattern.flags).test(value)
  }

  it('lists users that are not people, and names the filter that leaves them out', () => {
    expect(list.excludes).toBeUndefined()
    expect(list.note).toContain('applicationid eq null')
    const request = { path: '/systemusers', query: { $select: columns } }
    expect(() => assertRemoteQuery(dynamics365Sales, request, { $filter: 'applicationid eq null' })).not.toThrow()
  })

  it('uses first and last name where there is no full name, and ids in lower case', () => {
    const { user } = readUser(dynamics365Sales, { ...Object(users[2]), systemuserid: zoeId?.toUpperCase() }, variables)
    expect(user).toMatchObject({ id: zoeId, name: 'Zoe Roe', is_active: false })
    if ('fromList' in get) return
    expect(get.normaliseId?.('4026BE43-6B69-E111-8F65-78E7D1620F5E')).toBe(spencerId)
  })

  it('fails at a link that it cannot follow, rather than end the list', () => {
    const request = pageOf({ size: 2 })
    const next = (body: object) =>
      list.paging.next({ request, answer: { status: 200, headers: {}, body }, records: [] })
    expect(next({ '@odata.nextLink': nextLink })).toEqual({ link: nextLink, size: 2 })
    expect([next({}), next({ '@odata.nextLink': null })]).toEqual([undefined, undefined])
    expect(() => next({ '@odata.nextLink': 7 })).toThrow('continues, but not where')
  })

  it('reads whether a user is disabled in any form of a boolean', () => {
    const activity = (isdisabled: unknown) => readUser(dynamics365Sales, { ...Object(spencer), isdisabled }, variables)
    expect([0, '1', 'False', null].map((value) => activity(value).user.is_active)).toEqual([true, false, true, null])
  })

  it('creates no user when the id of an update is unknown', () => {
    if ('absent' in update) return
    const [step] = stepsOf(update, { id: zoeId ?? '', changes: {}, body: {}, record: undefined, variables })
    expect(step?.headers).toMatchObject({ 'if-match': '*' })
  })

  it('follows next links to the environment, its own host or the variant with api, and nowhere else', () => {
    const base = baseUrlOf(dynamics365Sales, variables)
    expect(assertLink(dynamics365Sales, base, nextLink).host).toBe('contoso.api.crm4.dynamics.com')
    expect(assertLink(dynamics365Sales, base, `${api}/systemusers`).host).toBe('contoso.crm4.dynamics.com')
    for (const bad of [
      'https://fabrikam.crm4.dynamics.com/api/data/v9.2/systemusers',
      'https://fabrikam.api.crm4.dynamics.com/api/data/v9.2/systemusers',
      'https://contoso.api.crm4.dynamics.com.evil.test/x',
      'https://login.microsoftonline.com/x',
    ]) {
      expect(() => assertLink(dynamics365Sales, base, bad)).toThrow()
    }
  })

  it('sends credentials to Microsoft only, whatever the account’s variables', () => {
    for (const good of [
      instance_url,
      'https://contoso.crm.dynamics.com',
      'https://contoso.crm.dynamics.cn',
      'https://contoso.crm.microsoftdynamics.us',
    ]) {
      expect(fits('instance_url', good)).toBe(true)
      expect(assertVendorUrl(dynamics365Sales, good).origin).toBe(good)
    }
    for (const bad of [
      `${instance_url}/`,
      'http://contoso.crm4.dynamics.com',
      'https://contoso.crm4.dynamics.com.evil.test',
      'https://contoso.evil.test/.crm4.dynamics.com',
      'https://contoso.crm4.dynamics.com@evil.test',
      'https://contoso.crm4.dynamics.com:8443',
      'https://contoso.crm4xdynamics.com',
    ]) {
      expect(fits('instance_url', bad)).toBe(false)
      if (bad !== `${instance_url}/`) expect(() => assertVendorUrl(dynamics365Sales, bad)).toThrow()
    }
    for (const good of ['common', 'organizations', tenant_id, 'contoso.onmicrosoft.com']) {
      expect(fits('tenant_id', good)).toBe(true)
    }
    for (const bad of ['', '..', 'common/../x', 'evil.test/x', 'a b.com', 'consumers?']) {
      expect(fits('tenant_id', bad)).toBe(false)
    }
    expect(fits('login_url', 'https://login.microsoftonline.us')).toBe(true)
    expect(fits('login_url', 'https://login.microsoftonline.com.evil.test')).toBe(false)
  })

  it('requests Entra tokens for the audience of the environment', () => {
    const url = new URL(
      authorizeUrl({
        adapter: dynamics365Sales,
        variables,
        clientId: 'app',
        redirectUri: 'https://rollcall.example/connect',
        state: 's',
        codeVerifier: 'v'.repeat(43),
      }),
    )
    expect(url.href).toContain(`https://login.microsoftonline.com/${tenant_id}/oauth2/v2.0/authorize?`)
    expect(url.searchParams.get('scope')).toBe(`${instance_url}/user_impersonation offline_access`)
    expect(url.searchParams.get('code_challenge_method')).toBe('S256')
    expect(displayOf(dynamics365Sales.authentication.client_credentials?.scope ?? '')).toBe('{instance_url}/.default')
  })

  it('does not let remote_data change which user it is or set roles', () => {
    if ('absent' in update || 'absent' in create) return
    for (const key of ['systemuserid', 'azureactivedirectoryobjectid', 'systemuserroles_association@odata.bind']) {
      for (const operation of ['update', 'create'] as const) {
        expect(() => changesOf(dynamics365Sales, operation, { remote_data: { [key]: 'x' } }, 'lenient')).toThrow()
      }
    }
    expect(() => changesOf(dynamics365Sales, 'update', { remote_data: { domainname: 'x' } }, 'lenient')).toThrow()
  })

  it('does not let remote_query reach other tables', () => {
    for (const name of ['$expand', '$select', '$apply', 'fetchXml', 'savedQuery', '$skiptoken']) {
      const request = { path: '/systemusers', query: { $select: columns } }
      expect(() => assertRemoteQuery(dynamics365Sales, request, { [name]: 'x' })).toThrow('remote_query')
    }
  })
})

describe('a column that the environment lacks', () => {
  const refusal = (type: string) => ({
    error: {
      code: '0x80060888',
      message: `Could not find a property named 'photourl' on type 'Microsoft.Dynamics.CRM.${type}'.`,
    },
  })

  it('is named by the error of a query', () => {
    const { missingColumn } = dynamics365Sales.errors
    expect(missingColumn?.(refusal('systemuser'))).toBe('photourl')
    expect(missingColumn?.(refusal('account'))).toBeUndefined()
    expect(missingColumn?.({ error: { code: '0x80040217', message: 'Not found' } })).toBeUndefined()
  })

  it('is left out of $select', () => {
    const { columns } = dynamics365Sales.users.list.request(pageOf())
    expect(columns?.names).toContain('photourl')
    expect(columns?.query?.(['systemuserid', 'fullname'])).toEqual({ $select: 'systemuserid,fullname' })
  })
})
