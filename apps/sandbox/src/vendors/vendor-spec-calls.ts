import { stableUuid } from '../people.ts'
import { closeId, organizationId } from './close/records.ts'
import { companyId, highLevelId, locationId } from './highlevel/users.ts'

/** A call whose answer is compared with the vendor's specification. */
export interface SpecCall {
  readonly method: string
  /** The vendor's path, with the query. */
  readonly path: string
  /** The expected answer of the call; a table without refusals would prove little. */
  readonly status: number
  readonly json?: unknown
  /** Instead of the vendor's usual ones. */
  readonly headers?: Readonly<Record<string, string>>
}

/** An accepted deviation, because recorded traffic differs from the specification. */
export interface AcceptedDeviation {
  /** `GET /v1/users`: the beginning of the call. */
  readonly call: string
  /** Of the JSON pointer; numbers are written as `*`. */
  readonly pointer: string
  /** Part of the message. */
  readonly message: string
  /** The source of the traffic, or the fault of the specification. */
  readonly reason: string
}

/** The calls of one vendor. */
export interface SpecCalls {
  readonly headers: Readonly<Record<string, string>>
  readonly calls: readonly SpecCall[]
  readonly accepted?: readonly AcceptedDeviation[]
}

const closeMembership = closeId('memb', closeId('user', '1'))
const nobody = { authorization: 'Bearer nobody' }
const zohoId = '554023000000235001'
const zohoNobody = '554023000000999999'
const jsonApi = { authorization: 'Bearer sandbox-outreach-access', 'content-type': 'application/vnd.api+json' }
const pipelinerClients = '/api/v100/rest/spaces/sandbox_Acme/entities/Clients'

const monday = (query: string, variables: unknown = {}): SpecCall => ({
  method: 'POST',
  path: '/v2',
  status: 200,
  json: { query, variables },
})

const basic = (login: string): string => `Basic ${Buffer.from(login).toString('base64')}`

const pipelinerNull = (method: string, pointer: string): AcceptedDeviation => {
  const reason = 'recorded answers have null where there is nothing; the specification knows no null'
  return { call: `${method} ${pipelinerClients}`, pointer, message: 'must be', reason }
}

const pipelinerUser = (number: number): string => stableUuid(`pipeliner-user-${number}`)

const onepagecrmUser = (number: number): string => `5aba31e99007ba0f570c${number.toString(16).padStart(4, '0')}`

const highlevel = (token: string): Readonly<Record<string, string>> => ({
  authorization: `Bearer ${token}`,
  version: '2021-07-28',
})

/** By slug: every vendor with a specification has an entry. */
export const specCalls: Readonly<Record<string, SpecCalls>> = {
  close: {
    headers: { authorization: `Basic ${Buffer.from('sandbox-close-key:').toString('base64')}` },
    calls: [
      { method: 'GET', path: '/api/v1/me/', status: 200 },
      { method: 'GET', path: '/api/v1/me/', status: 401, headers: nobody },
      { method: 'GET', path: '/api/v1/user/?_limit=200&_skip=100&_order_by=last_name,first_name', status: 200 },
      { method: 'GET', path: '/api/v1/user/?_limit=201', status: 400 },
      { method: 'GET', path: `/api/v1/user/${closeId('user', '1')}/`, status: 200 },
      { method: 'GET', path: '/api/v1/user/user_nobody/', status: 404 },
      { method: 'GET', path: `/api/v1/organization/${organizationId}/`, status: 200 },
      { method: 'PUT', path: `/api/v1/membership/${closeMembership}/`, status: 200, json: { role_id: 'superuser' } },
      { method: 'PUT', path: `/api/v1/membership/${closeMembership}/`, status: 400, json: { role_id: 'king' } },
      {
        method: 'POST',
        path: '/api/v1/membership/',
        status: 200,
        headers: { authorization: 'Bearer sandbox-close-access' },
        json: { email: 'new@acme.example', role_id: 'user' },
      },
    ],
  },
  insightly: {
    headers: { authorization: basic('sandbox-insightly-token:') },
    // /Users/Me is left out: the saved specification has no definition of what it refers to.
    calls: [
      { method: 'GET', path: '/v3.1/Users?top=500', status: 200 },
      { method: 'GET', path: '/v3.1/Users', status: 401, headers: nobody },
      { method: 'GET', path: '/v3.1/Users?top=x', status: 400 },
      { method: 'GET', path: '/v3.1/Users/1234001', status: 200 },
      { method: 'GET', path: '/v3.1/Users/1234017', status: 200 },
      { method: 'GET', path: '/v3.1/Users/1', status: 404 },
      { method: 'GET', path: '/v3.1/Users/ada', status: 400 },
      {
        method: 'GET',
        path: '/v3.1/Users/Search?field_name=EMAIL_ADDRESS&field_value=ada.archer@acme.example',
        status: 200,
      },
      { method: 'GET', path: '/v3.1/Users/Search?field_name=EMAIL_ADDRESS', status: 400 },
    ],
    accepted: ['/*', ''].flatMap((start) => [
      ...['DATE_CREATED_UTC', 'DATE_UPDATED_UTC'].map((field) => ({
        call: 'GET /v3.1/Users',
        pointer: `${start}/${field}`,
        message: 'must match format "date-time"',
        reason: 'recorded dates have a blank instead of T, and no zone',
      })),
      {
        call: 'GET /v3.1/Users',
        pointer: `${start}/ROLE_ID`,
        message: 'must be integer',
        reason: 'Swagger 2.0 knows no null; who has no role has null here',
      },
      ...(start === '' ? ['LAST_NAME'] : ['FIRST_NAME', 'LAST_NAME']).map((field) => ({
        call: 'GET /v3.1/Users',
        pointer: `${start}/${field}`,
        message: 'must be string',
        reason: 'Swagger 2.0 knows no null; a missing name is null here',
      })),
    ]),
  },
  highlevel: {
    headers: highlevel('pit-sandbox-highlevel-token'),
    calls: [
      { method: 'GET', path: `/users/search?companyId=${companyId}&locationId=${locationId}`, status: 200 },
      { method: 'GET', path: '/users/search', status: 422 },
      { method: 'GET', path: `/users/search?companyId=${companyId}`, status: 401, headers: nobody },
      { method: 'GET', path: `/users/?locationId=${locationId}`, status: 200 },
      { method: 'GET', path: '/users/', status: 400 },
      { method: 'GET', path: `/users/${highLevelId('user-1')}`, status: 200 },
      { method: 'GET', path: '/users/nobody', status: 401 },
      { method: 'PUT', path: `/users/${highLevelId('user-2')}`, status: 200, json: { firstName: 'Benny' } },
      { method: 'PUT', path: `/users/${highLevelId('user-2')}`, status: 422, json: { firstName: 1 } },
      { method: 'DELETE', path: `/users/${highLevelId('user-2')}`, status: 200 },
      {
        method: 'POST',
        path: '/users/',
        status: 201,
        json: {
          companyId,
          firstName: 'Nina',
          lastName: 'New',
          email: 'new@acme.example',
          password: 'made-up-password-1',
          type: 'account',
          role: 'user',
          locationIds: [locationId],
        },
      },
      { method: 'POST', path: '/users/', status: 422, json: {} },
      {
        method: 'POST',
        path: '/users/search/filter-by-email',
        status: 200,
        headers: highlevel('pit-sandbox-highlevel-agency'),
        json: { companyId, emails: 'ada.archer@acme.example', projection: 'all' },
      },
      { method: 'POST', path: '/oauth/token', status: 422, json: {} },
    ],
    accepted: ['/users/*/scopes', '/scopes'].flatMap((pointer) =>
      ['must be string', 'must be equal to one of the allowed values'].map((message) => ({
        call: '',
        pointer,
        message,
        reason: 'recorded users have an array of scopes; the specification says a string',
      })),
    ),
  },
  keap: {
    headers: { 'x-keap-api-key': 'sandbox-keap-token' },
    calls: [
      {
        method: 'GET',
        path: '/crm/rest/v2/users?page_size=100&filter=include_inactive%3D%3Dtrue%3Binclude_partners%3D%3Dtrue',
        status: 200,
      },
      { method: 'GET', path: '/crm/rest/v2/users?order_by=name%20desc', status: 200 },
      { method: 'GET', path: '/crm/rest/v2/users?page_size=101', status: 400 },
      { method: 'GET', path: '/crm/rest/v2/users', status: 401, headers: nobody },
      { method: 'GET', path: '/crm/rest/v2/users/1', status: 200 },
      { method: 'GET', path: '/crm/rest/v2/users/20', status: 200 },
      { method: 'GET', path: '/crm/rest/v2/users/999', status: 404 },
      { method: 'GET', path: '/crm/rest/v2/oauth/connect/userinfo', status: 200 },
      {
        method: 'PATCH',
        path: '/crm/rest/v2/users/2?update_mask=given_name&update_mask=email_address',
        status: 200,
        json: { given_name: 'Benno', email_address: { email: 'benno@acme.example', field: 'EMAIL1' } },
      },
      { method: 'PATCH', path: '/crm/rest/v2/users/2', status: 400, json: { given_name: 5 } },
      { method: 'PATCH', path: '/crm/rest/v2/users/999', status: 404, json: { given_name: 'Benno' } },
    ],
  },
  'monday-crm': {
    headers: { authorization: 'sandbox-monday-crm-token', 'api-version': '2026-10' },
    calls: [
      monday('{ me { id name email } }'),
      monday(
        '{ users(limit: 50, page: 1, status: [ACTIVE, INACTIVE, PENDING]) { id name email status kind created_at became_active_at is_deleted url title phone account_id } }',
      ),
      monday('query ($ids: [ID!]) { all: users(ids: $ids) { id } }', { ids: ['4012001'] }),
      monday('{ users { shoe_size } }'),
    ],
  },
  nutshell: {
    headers: { authorization: basic('karin.rossi@acme.example:sandbox-nutshell-key') },
    calls: [
      { method: 'GET', path: '/rest/users', status: 200 },
      { method: 'GET', path: '/rest/users?page[limit]=100&page[page]=1', status: 200 },
      { method: 'GET', path: '/rest/users/1-users', status: 200 },
      { method: 'GET', path: '/rest/users/20-users', status: 200 },
    ],
  },
  onepagecrm: {
    headers: { authorization: basic(`${onepagecrmUser(11)}:sandbox+onepagecrm/key=`) },
    calls: [
      { method: 'GET', path: '/api/v3/users', status: 200 },
      { method: 'GET', path: '/api/v3/users', status: 401, headers: nobody },
      { method: 'GET', path: '/api/v3/bootstrap', status: 200 },
      { method: 'GET', path: '/api/v3/bootstrap', status: 401, headers: nobody },
      { method: 'GET', path: `/api/v3/users/${onepagecrmUser(1)}`, status: 200 },
      { method: 'GET', path: `/api/v3/users/${onepagecrmUser(11)}`, status: 200 },
      { method: 'GET', path: `/api/v3/users/${onepagecrmUser(999)}`, status: 404 },
      { method: 'GET', path: '/api/v3/users/12', status: 400 },
      { method: 'PUT', path: `/api/v3/users/${onepagecrmUser(2)}`, status: 200, json: { first_name: 'Benno' } },
      { method: 'PUT', path: `/api/v3/users/${onepagecrmUser(2)}`, status: 400, json: { first_name: 5 } },
      { method: 'PUT', path: `/api/v3/users/${onepagecrmUser(2)}`, status: 403, json: { bcc_email: 'true' } },
    ],
  },
  outreach: {
    headers: jsonApi,
    calls: [
      { method: 'GET', path: '/api/v2/users?page[size]=5', status: 200 },
      { method: 'GET', path: '/api/v2/users?page[size]=1000', status: 200 },
      { method: 'GET', path: '/api/v2/users/1', status: 200 },
      { method: 'GET', path: '/api/v2/users/99999', status: 404 },
      {
        method: 'PATCH',
        path: '/api/v2/users/2',
        status: 200,
        json: { data: { type: 'user', id: 2, attributes: { firstName: 'Benjamin' } } },
      },
      {
        method: 'POST',
        path: '/api/v2/users',
        status: 201,
        json: { data: { type: 'user', attributes: { email: 'new@acme.example', firstName: 'Nina', lastName: 'New' } } },
      },
      { method: 'POST', path: '/api/v2/users', status: 422, json: { data: { type: 'user', attributes: {} } } },
    ],
    accepted: ['/data/*', '/data'].flatMap((start) => [
      {
        call: '',
        pointer: `${start}/attributes/duties`,
        message: 'must be object,null',
        reason: 'recorded users have an array of {name, duty_type, id}; the specification says object',
      },
      {
        call: '',
        pointer: `${start}/relationships/mailboxes/links/related`,
        message: 'must match format "uri"',
        reason: 'recorded links have bare brackets (filter[user][id]=1), which no strict URI has',
      },
    ]),
  },
  pipedrive: {
    headers: { 'x-api-token': 'sandbox-pipedrive-token' },
    calls: [
      { method: 'GET', path: '/v1/users', status: 200 },
      { method: 'GET', path: '/v1/users/find?term=ada', status: 200 },
      { method: 'GET', path: '/v1/users/me', status: 200 },
      { method: 'GET', path: '/v1/users/me', status: 401, headers: nobody },
      { method: 'GET', path: '/v1/users/1', status: 200 },
      { method: 'GET', path: '/v1/users/9999', status: 404 },
      { method: 'PUT', path: '/v1/users/2', status: 200, json: { active_flag: false } },
      { method: 'PUT', path: '/v1/users/9999', status: 404, json: { active_flag: false } },
      { method: 'PUT', path: '/v1/users/11', status: 403, json: { active_flag: false } },
      { method: 'POST', path: '/v1/users', status: 200, json: { email: 'new@acme.example' } },
    ],
  },
  pipeliner: {
    headers: { authorization: basic('sandbox-pipeliner-application:sandbox-pipeliner-password') },
    calls: [
      { method: 'GET', path: `${pipelinerClients}?first=100&include-deleted=true`, status: 200 },
      { method: 'GET', path: `${pipelinerClients}?filter[email]=nobody`, status: 200 },
      { method: 'GET', path: `${pipelinerClients}/${pipelinerUser(1)}`, status: 200 },
      { method: 'GET', path: `${pipelinerClients}/${pipelinerUser(999)}`, status: 404 },
      { method: 'PATCH', path: `${pipelinerClients}/${pipelinerUser(1)}`, status: 200, json: { position: 'Boss' } },
      { method: 'PATCH', path: `${pipelinerClients}/${pipelinerUser(999)}`, status: 404, json: {} },
      { method: 'DELETE', path: `${pipelinerClients}/${pipelinerUser(1)}`, status: 200 },
      { method: 'DELETE', path: `${pipelinerClients}/${pipelinerUser(999)}`, status: 404 },
      {
        method: 'POST',
        path: `${pipelinerClients}/batch-restore`,
        status: 200,
        json: [pipelinerUser(13), pipelinerUser(999)],
      },
      {
        method: 'POST',
        path: pipelinerClients,
        status: 201,
        json: {
          email: 'new@acme.example',
          default_unit_id: pipelinerUser(1),
          master_right_id: pipelinerUser(1),
          unit_membership: [],
        },
      },
    ],
    accepted: [
      ...['middle_name', 'picture_url', 'region', 'timezone'].flatMap((field) => [
        pipelinerNull('GET', `/data/*/${field}`),
        ...['GET', 'PATCH', 'POST'].map((method) => pipelinerNull(method, `/data/${field}`)),
      ]),
      ...['first_name', 'last_name', 'phone', 'position', 'last_active'].flatMap((field) => [
        pipelinerNull('GET', `/data/*/${field}`),
        pipelinerNull('POST', `/data/${field}`),
      ]),
      pipelinerNull('POST', '/data/user_profile_id'),
      pipelinerNull('GET', '/page_info/start_cursor'),
      pipelinerNull('GET', '/page_info/end_cursor'),
      {
        call: 'POST',
        pointer: '/data/*',
        message: 'must match exactly one schema in oneOf',
        reason: 'the error has no type in the specification, so that an id passes as one too',
      },
    ],
  },
  salesflare: {
    headers: { authorization: 'Bearer sandbox-salesflare-token' },
    calls: [
      { method: 'GET', path: '/me', status: 200 },
      { method: 'GET', path: '/users?limit=1000', status: 200 },
      { method: 'GET', path: '/users?limit=0', status: 400 },
      { method: 'GET', path: '/users', status: 401, headers: nobody },
      { method: 'GET', path: '/users/10001', status: 200 },
      { method: 'GET', path: '/users/1', status: 404 },
    ],
    accepted: [
      {
        call: 'GET /users',
        pointer: '',
        message: 'must be string',
        reason: 'the answer is left untyped (string stands for that); recorded ones are arrays and objects',
      },
    ],
  },
  'zoho-crm': {
    headers: { authorization: 'Zoho-oauthtoken sandbox-zoho-crm-access' },
    calls: [
      { method: 'GET', path: '/crm/v8/users', status: 200 },
      { method: 'GET', path: '/crm/v8/users?page=99', status: 204 },
      { method: 'GET', path: `/crm/v8/users/${zohoId}`, status: 200 },
      { method: 'GET', path: `/crm/v8/users/${zohoNobody}`, status: 204 },
      {
        method: 'PUT',
        path: `/crm/v8/users/${zohoId}`,
        status: 200,
        json: { users: [{ first_name: 'Adele' }] },
      },
      { method: 'PUT', path: `/crm/v8/users/${zohoNobody}`, status: 400, json: { users: [{ first_name: 'Adele' }] } },
    ],
  },
}
