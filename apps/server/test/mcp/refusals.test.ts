import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { demoAccountId } from '../../src/demo-ids.ts'
import { type Received, startTestServer, type TestServer } from '../support/test-server.ts'
import { call, openMcpClient, textsOf } from './mcp-client.ts'

/** What an operation refuses, its tool refuses with the same problem. */

const unknownId = '00000000-0000-4000-8000-000000000000'

let server: TestServer
let readOnly: string
let bare: string
let bound: string
let stranger: string
let hasty: TestServer
beforeAll(async () => {
  server = await startTestServer({ environment: { ROLLCALL_DEADLINE_MS: '5000' } })
  hasty = await startTestServer({ environment: { ROLLCALL_DEADLINE_MS: '300' } })
  const tokens = server.store.tokens
  readOnly = (await tokens.create(server.environmentId, { name: 'read', scopes: ['read'] })).token
  bare = (await tokens.create(server.environmentId, { name: 'bare', scopes: [] })).token
  const { id: elsewhere } = await server.store.environments.create({ name: 'elsewhere' })
  stranger = (await tokens.create(elsewhere, { name: 'stranger' })).token
  bound = (await tokens.create(server.environmentId, { name: 'bound', accountId: demoAccountId('hubspot') })).token
})
beforeEach(() => {
  for (const running of [server, hasty]) running.sandbox.control('pipedrive').clearFaults()
  server.sandbox.control('pipedrive').clearRequests()
})
afterAll(async () => {
  await server.stop()
  await hasty.stop()
})

const pipedrive = demoAccountId('pipedrive')

interface Refused {
  readonly tool: string
  readonly args: Record<string, unknown>
  /** The same request by REST. */
  readonly rest: readonly [method: string, path: string]
  readonly query?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly token?: () => string
  readonly type: string
  readonly status: number
}

const ofPipedrive = { integrated_account_id: pipedrive }
const users = '/unified/crm/users'

const refusals: Readonly<Record<string, Refused>> = {
  'an unknown account': {
    tool: 'list_users',
    args: { integrated_account_id: unknownId },
    rest: ['GET', users],
    query: `integrated_account_id=${unknownId}`,
    type: 'account-not-found',
    status: 404,
  },
  'no account': { tool: 'list_users', args: {}, rest: ['GET', users], query: '', type: 'invalid-request', status: 400 },
  'an account that is no UUID': {
    tool: 'get_me',
    args: { integrated_account_id: 'hubspot' },
    rest: ['GET', `${users}/me`],
    query: 'integrated_account_id=hubspot',
    type: 'invalid-request',
    status: 400,
  },
  'an unknown user': {
    tool: 'get_user',
    args: { ...ofPipedrive, id: '99999' },
    rest: ['GET', `${users}/99999`],
    type: 'user-not-found',
    status: 404,
  },
  'an unknown user of a change': {
    tool: 'update_user',
    args: { ...ofPipedrive, id: '99999', body: { is_active: true } },
    rest: ['PATCH', `${users}/99999`],
    body: { is_active: true },
    type: 'user-not-found',
    status: 404,
  },
  'a filter that the provider does not have': {
    tool: 'list_users',
    args: {
      integrated_account_id: demoAccountId('nutshell'),
      created_at: { gt: '2020-01-01T00:00:00Z' },
      Prefer: 'handling=strict',
    },
    rest: ['GET', users],
    query: `integrated_account_id=${demoAccountId('nutshell')}&created_at[gt]=2020-01-01T00:00:00Z`,
    headers: { prefer: 'handling=strict' },
    type: 'filter-not-supported',
    status: 422,
  },
  'parameters that are not valid, all at once': {
    tool: 'list_users',
    args: { ...ofPipedrive, limit: 5000, sort_by: { nam: 'asc' }, email: 'no address', truto_exclude_fields: ['nick'] },
    rest: ['GET', users],
    query: `integrated_account_id=${pipedrive}&limit=5000&sort_by[nam]=asc&email=no%20address&truto_exclude_fields[]=nick`,
    type: 'invalid-request',
    status: 400,
  },
  'parameters that clash': {
    tool: 'list_users',
    args: { ...ofPipedrive, truto_key_by: 'id', sort_by: { name: 'asc' } },
    rest: ['GET', users],
    query: `integrated_account_id=${pipedrive}&truto_key_by=id&sort_by[name]=asc`,
    type: 'invalid-request',
    status: 400,
  },
  'a cursor that was made up': {
    tool: 'list_users',
    args: { ...ofPipedrive, next_cursor: 'made-up' },
    rest: ['GET', users],
    query: `integrated_account_id=${pipedrive}&next_cursor=made-up`,
    type: 'invalid-cursor',
    status: 400,
  },
  'a key that is too long': {
    tool: 'update_user',
    args: { ...ofPipedrive, id: '1', body: { is_active: true }, 'Idempotency-Key': 'x'.repeat(300) },
    rest: ['PATCH', `${users}/1`],
    body: { is_active: true },
    headers: { 'idempotency-key': 'x'.repeat(300) },
    type: 'invalid-request',
    status: 400,
  },
  'a field that the provider cannot write': {
    tool: 'update_user',
    args: { ...ofPipedrive, id: '2', body: { name: 'X' } },
    rest: ['PATCH', `${users}/2`],
    body: { name: 'X' },
    type: 'field-not-supported',
    status: 422,
  },
  'fields that do not exist': {
    tool: 'update_user',
    args: { ...ofPipedrive, id: '2', body: { created_at: '2020-01-01T00:00:00Z', frist_name: 'Ada' } },
    rest: ['PATCH', `${users}/2`],
    body: { created_at: '2020-01-01T00:00:00Z', frist_name: 'Ada' },
    type: 'invalid-request',
    status: 400,
  },
  'a body that changes nothing': {
    tool: 'update_user',
    args: { ...ofPipedrive, id: '2' },
    rest: ['PATCH', `${users}/2`],
    body: {},
    type: 'invalid-request',
    status: 400,
  },
  'a body that is a text': {
    tool: 'update_user',
    args: { ...ofPipedrive, id: '2', body: 'is_active' },
    rest: ['PATCH', `${users}/2`],
    body: 'is_active',
    type: 'invalid-request',
    status: 400,
  },
  'a role by remote_data': {
    tool: 'update_user',
    args: { ...ofPipedrive, id: '2', body: { is_active: true, remote_data: { role_id: 1 } } },
    rest: ['PATCH', `${users}/2`],
    body: { is_active: true, remote_data: { role_id: 1 } },
    type: 'invalid-request',
    status: 400,
  },
  'no dry_run': {
    tool: 'deactivate_person',
    args: { body: { email: 'ada.archer@acme.example' } },
    rest: ['POST', '/unified/crm/people/deactivate'],
    query: '',
    body: { email: 'ada.archer@acme.example' },
    type: 'invalid-request',
    status: 400,
  },
  'a dry_run that is a text': {
    tool: 'deactivate_person',
    args: { body: { email: 'ada.archer@acme.example', dry_run: 'false' } },
    rest: ['POST', '/unified/crm/people/deactivate'],
    query: '',
    body: { email: 'ada.archer@acme.example', dry_run: 'false' },
    type: 'invalid-request',
    status: 400,
  },
  'an unknown account among those of a deactivation': {
    tool: 'deactivate_person',
    args: { body: { email: 'ada.archer@acme.example', dry_run: true, accounts: [unknownId] } },
    rest: ['POST', '/unified/crm/people/deactivate'],
    query: '',
    body: { email: 'ada.archer@acme.example', dry_run: true, accounts: [unknownId] },
    type: 'account-not-found',
    status: 404,
  },
  'a search without an e-mail address and a name': {
    tool: 'find_people',
    args: { tenant_id: 'acme' },
    rest: ['GET', '/unified/crm/people'],
    query: 'tenant_id=acme',
    type: 'invalid-request',
    status: 400,
  },
  'an operation that the provider does not have': {
    tool: 'get_me',
    args: { integrated_account_id: demoAccountId('wix') },
    rest: ['GET', `${users}/me`],
    query: `integrated_account_id=${demoAccountId('wix')}`,
    type: 'operation-not-supported',
    status: 501,
  },
  'a change that the provider does not have': {
    tool: 'update_user',
    args: { integrated_account_id: demoAccountId('teamleader'), id: '1', body: { first_name: 'Ada' } },
    rest: ['PATCH', `${users}/1`],
    query: `integrated_account_id=${demoAccountId('teamleader')}`,
    body: { first_name: 'Ada' },
    type: 'operation-not-supported',
    status: 501,
  },
  'a scope that the token lacks': {
    tool: 'update_user',
    args: { ...ofPipedrive, id: '2', body: { is_active: true } },
    rest: ['PATCH', `${users}/2`],
    body: { is_active: true },
    token: () => readOnly,
    type: 'forbidden',
    status: 403,
  },
  'a token without any scope': {
    tool: 'list_users',
    args: ofPipedrive,
    rest: ['GET', users],
    token: () => bare,
    type: 'forbidden',
    status: 403,
  },
  'an account that is not the one of the token': {
    tool: 'get_user',
    args: { ...ofPipedrive, id: '1' },
    rest: ['GET', `${users}/1`],
    token: () => bound,
    type: 'account-not-found',
    status: 404,
  },
  'an account of another environment': {
    tool: 'get_user',
    args: { ...ofPipedrive, id: '1' },
    rest: ['GET', `${users}/1`],
    token: () => stranger,
    type: 'account-not-found',
    status: 404,
  },
  'a tool for the whole environment': {
    tool: 'list_integrated_accounts',
    args: {},
    rest: ['GET', '/integrated-account'],
    query: '',
    token: () => bound,
    type: 'forbidden',
    status: 403,
  },
}

const restOf = ({ rest: [method, path], query, body, headers = {}, token }: Refused): Promise<Received> =>
  server.call(method, path, {
    query: query ?? `integrated_account_id=${pipedrive}`,
    ...(body === undefined ? {} : { body }),
    headers,
    ...(token === undefined ? {} : { token: token() }),
  })

test.each(Object.entries(refusals))('%s', async (_name, refused) => {
  const { tool, args, token, type, status } = refused
  const client = await openMcpClient(server.origin, token?.())
  await client.listTools()
  const result = await call(client, tool, args)
  const { json } = await restOf(refused)
  expect(json).toMatchObject({ type: `/errors/${type}`, status })
  expect(result.isError).toBe(true)
  expect(result.structuredContent).toEqual(json)
  expect(textsOf(result)).toEqual([(json as { message: string }).message])
})

describe('by the vendor', () => {
  const args = { ...ofPipedrive, id: '1' }

  test('its rate limit, with how long to wait', async () => {
    const fault = { status: 429, headers: { 'retry-after': '60' } }
    // What the limit does to the account stays with it.
    const query = await server.freshAccount('pipedrive')
    const args = { integrated_account_id: query.replace('integrated_account_id=', ''), id: '1' }
    const client = await openMcpClient(server.origin)
    server.sandbox.control('pipedrive').fault(fault)
    const rest = await server.call('GET', `${users}/1`, { query })
    const result = await call(client, 'get_user', args)
    expect(rest.json).toMatchObject({ type: '/errors/provider-rate-limited', status: 429 })
    expect(result.isError).toBe(true)
    expect(result.structuredContent).toMatchObject({ type: '/errors/provider-rate-limited', status: 429 })
    expect(textsOf(result).at(-1)).toMatch(/^Try again after \d+ seconds\.$/)
    expect(result._meta).toHaveProperty(['rollcall/headers', 'retry-after'], expect.stringMatching(/^\d+$/))
  })

  test.each([
    ['an answer that forbids it', { status: 403, body: { message: 'No.' } }, 'provider-forbidden'],
    ['an answer that tells of a fault', { status: 500 }, 'provider-error'],
  ])('%s', async (_name, fault, type) => {
    const client = await openMcpClient(server.origin)
    server.sandbox.control('pipedrive').fault(fault)
    const rest = await server.call('GET', `${users}/1`, { query: `integrated_account_id=${pipedrive}` })
    const result = await call(client, 'get_user', args)
    expect(rest.json).toHaveProperty('type', `/errors/${type}`)
    expect(result).toMatchObject({ isError: true, structuredContent: rest.json })
  })

  test('no answer before the deadline', async () => {
    const client = await openMcpClient(hasty.origin)
    hasty.sandbox.control('pipedrive').fault({ hang: true })
    expect(await call(client, 'get_user', args)).toMatchObject({
      isError: true,
      structuredContent: { type: '/errors/provider-timeout', status: 504, instance: `${users}/1` },
    })
  })
})

test('a refusal by a scope is in the audit log, and no vendor hears of it, whatever the arguments are', async () => {
  const client = await openMcpClient(server.origin, readOnly)
  const result = await call(client, 'update_user', { id: 5, lmit: true, body: 'x', Prefer: 'a\r\nb: c' })
  expect(result).toMatchObject({ isError: true, structuredContent: { type: '/errors/forbidden', status: 403 } })
  expect(textsOf(result)[0]).toContain('lacks the scope write')
  expect(server.sandbox.control('pipedrive').requests()).toEqual([])
  const { result: entries } = await server.store.audit.list(server.environmentId, { limit: 1 })
  expect(entries).toMatchObject([{ operation: 'updateUser', outcome: 'refused' }])
})
