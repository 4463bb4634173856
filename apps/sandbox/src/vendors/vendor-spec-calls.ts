/** A call whose answer is compared with the vendor's specification. */
export interface SpecCall {
  readonly method: string
  /** As the vendor knows it, with the query. */
  readonly path: string
  /** What makes this the call that is meant; a table without its refusals proves little. */
  readonly status: number
  readonly json?: unknown
  /** Instead of the vendor's usual ones. */
  readonly headers?: Readonly<Record<string, string>>
}

/** A deviation that stays, because recorded traffic says otherwise than the specification. */
export interface AcceptedDeviation {
  /** `GET /v1/users`: the beginning of the call. */
  readonly call: string
  /** Of the JSON pointer; numbers are written as `*`. */
  readonly pointer: string
  /** Part of the message. */
  readonly message: string
  /** Whose traffic says so, or what is wrong with the specification. */
  readonly reason: string
}

/** What is tried at one vendor. */
export interface SpecCalls {
  readonly headers: Readonly<Record<string, string>>
  readonly calls: readonly SpecCall[]
  readonly accepted?: readonly AcceptedDeviation[]
}

const nobody = { authorization: 'Bearer nobody' }
const zohoId = '554023000000235001'
const zohoNobody = '554023000000999999'
const jsonApi = { authorization: 'Bearer sandbox-outreach-access', 'content-type': 'application/vnd.api+json' }

/** By slug: every vendor with a specification has an entry. */
export const specCalls: Readonly<Record<string, SpecCalls>> = {
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

function monday(query: string, variables: unknown = {}): SpecCall {
  return { method: 'POST', path: '/v2', status: 200, json: { query, variables } }
}
