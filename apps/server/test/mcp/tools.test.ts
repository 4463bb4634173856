import type { TokenScope } from '@rollcall/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { allTools } from '../../src/mcp/tools.ts'
import { makePeopleEnvironment, type PeopleEnvironment } from '../support/people-environment.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { call, openMcpClient, textsOf } from './mcp-client.ts'

/** The tools by the SDK's own client over HTTP, against the sandbox. */

const reading = ['list_users', 'get_me', 'get_user', 'find_people']
const writing = ['update_user', 'deactivate_person']
const ofEnvironment = ['list_integrated_accounts']
const email = 'ada.archer@acme.example'

let server: TestServer
let environment: PeopleEnvironment
let pipedrive: string
beforeAll(async () => {
  server = await startTestServer()
  environment = await makePeopleEnvironment(server, 'agents')
  await environment.connect('salesforce', 'globex')
  pipedrive = await environment.connect('pipedrive', 'acme')
})
beforeEach(() => {
  for (const vendor of ['pipedrive', 'salesforce'] as const) {
    server.sandbox.control(vendor).clearFaults()
    server.sandbox.control(vendor).clearRequests()
  }
})
afterAll(() => server.stop())

const tokenWith = async (scopes: readonly TokenScope[], accountId?: string): Promise<string> => {
  const bound = accountId === undefined ? {} : { accountId }
  const { token } = await server.store.tokens.create(environment.id, { name: 'agent', scopes: [...scopes], ...bound })
  return token
}

const open = () => openMcpClient(server.origin, environment.token)

const requestsOf = (vendor: 'pipedrive' | 'salesforce') =>
  server.sandbox
    .control(vendor)
    .requests()
    .map(({ method, path, query }) => `${method} ${path}${query === '' ? '' : `?${query}`}`)

describe('tools/list', () => {
  test.each<[scopes: TokenScope[], isBound: boolean, names: string[]]>([
    [[], false, []],
    [['read'], false, [...reading, ...ofEnvironment]],
    [['write'], false, writing],
    [['read', 'write'], false, [...reading, ...writing, ...ofEnvironment]],
    [['admin'], false, []],
    [['raw'], false, []],
    [['read', 'raw'], false, [...reading, ...ofEnvironment]],
    [['read', 'write', 'admin', 'raw'], false, [...reading, ...writing, ...ofEnvironment]],
    [['read'], true, reading],
    [['write'], true, writing],
    [['read', 'write', 'raw'], true, [...reading, ...writing]],
  ])('a token with %j, of one account: %s', async (scopes, isBound, names) => {
    const client = await openMcpClient(server.origin, await tokenWith(scopes, isBound ? pipedrive : undefined))
    const { tools } = await client.listTools()
    expect(tools.map(({ name }) => name).sort()).toEqual(names.toSorted())
    for (const { name, inputSchema } of tools) {
      const ofAccount = inputSchema.properties?.integrated_account_id !== undefined
      expect(inputSchema.required?.includes('integrated_account_id'), name).toBe(ofAccount && !isBound)
    }
  })

  test('says of each tool what it is, what it takes and returns, and what it may do', async () => {
    const { tools } = await (await open()).listTools()
    expect(tools).toEqual([...allTools().values()].map(({ definition }) => definition))
    for (const { name, title, description, annotations, outputSchema } of tools) {
      expect([title, description], name).toEqual([expect.stringMatching(/\w/), expect.stringMatching(/\.$/)])
      const isRead = !writing.includes(name)
      const hints = { readOnlyHint: isRead, destructiveHint: !isRead, idempotentHint: true }
      expect(annotations, name).toEqual(hints)
      expect(outputSchema, name).toHaveProperty('type', 'object')
    }
    const byName = Object.fromEntries(tools.map(({ name, inputSchema }) => [name, inputSchema]))
    expect(byName.get_user?.required).toEqual(['id', 'integrated_account_id'])
    expect(byName.deactivate_person).toMatchObject({
      required: ['body'],
      properties: { body: { required: ['email', 'dry_run'], properties: { dry_run: { type: 'boolean' } } } },
    })
    expect(byName.list_users).toMatchObject({
      additionalProperties: false,
      properties: {
        limit: { type: 'integer', minimum: 1, maximum: 1000, default: 100 },
        truto_response_format: { enum: ['unified', 'normalized'] },
        truto_exclude_fields: { items: { enum: expect.arrayContaining(['id', 'remote_data']) } },
        sort_by: { properties: { email: { enum: ['asc', 'desc'] } } },
      },
    })
  })

  test('no text is about URLs, and no schema leans on another one', async () => {
    const { tools } = await (await open()).listTools()
    const text = JSON.stringify(tools)
    expect(text).not.toMatch(/%2B|percent-encoded|\[gte\]|\$ref|x-rollcall/)
  })

  test('the server has its name, and describes how to combine the tools', async () => {
    const client = await open()
    expect(client.getServerVersion()).toMatchObject({ name: 'rollcall', version: '0.1.0' })
    expect(client.getServerCapabilities()).toEqual({ tools: {} })
    expect(client.getInstructions()).toContain('dry_run')
    await expect(client.ping()).resolves.toEqual({})
  })
})

describe('a call does what its operation does:', () => {
  test('list_users', async () => {
    const client = await open()
    await client.listTools()
    const given = { integrated_account_id: pipedrive, limit: 2, is_active: true, truto_ignore_remote_data: true }
    const first = await call(client, 'list_users', given)
    expect(first.isError).toBeUndefined()
    const query = `integrated_account_id=${pipedrive}&limit=2&is_active=true&truto_ignore_remote_data=true`
    const page = (await environment.call('GET', '/unified/crm/users', { query })).json as { result: unknown }
    expect(first.structuredContent).toMatchObject({ result: page.result, result_count: 2 })
    expect(textsOf(first).map((text) => JSON.parse(text))).toEqual([first.structuredContent])
    expect(requestsOf('pipedrive')[0]).toMatch(/^GET \/api\/v1\/users/)
    const { next_cursor } = first.structuredContent as { next_cursor: string }
    const second = await call(client, 'list_users', { ...given, next_cursor })
    const ids = (result: unknown) => (result as { result: { id: string }[] }).result.map(({ id }) => id)
    expect(ids(second.structuredContent)).toHaveLength(2)
    expect(ids(second.structuredContent).some((id) => ids(first.structuredContent).includes(id))).toBe(false)
  })

  test('list_users with arguments of every type', async () => {
    const client = await open()
    await client.listTools()
    const { structuredContent } = await call(client, 'list_users', {
      integrated_account_id: pipedrive,
      truto_response_format: 'normalized',
      truto_exclude_fields: ['id', 'urls'],
      email: 'ADA.archer@acme.example',
      created_at: { gte: '2020-01-01T00:00:00+02:00', lt: '2030-01-01T00:00:00Z' },
      truto_ignore_limit: true,
      sort_by: { created_at: 'desc' },
      Prefer: 'handling=strict, wait=9',
    })
    expect(structuredContent).toMatchObject({ result: [{ email }], result_count: 1 })
    expect(structuredContent).not.toHaveProperty('result.0.id')
    const keyed = await call(client, 'list_users', { integrated_account_id: pipedrive, truto_key_by: 'email' })
    expect(keyed.structuredContent).toHaveProperty(['result', email, 'email'], email)
  })

  test('get_user and get_me', async () => {
    const client = await open()
    await client.listTools()
    const one = await call(client, 'get_user', { integrated_account_id: pipedrive, id: '1' })
    expect(one.structuredContent).toMatchObject({ id: '1', email, remote_data: { id: 1 } })
    expect(requestsOf('pipedrive')).toEqual(['GET /api/v1/users/1'])
    const me = await call(client, 'get_me', { integrated_account_id: pipedrive })
    const query = `integrated_account_id=${pipedrive}`
    expect(me.structuredContent).toEqual((await environment.call('GET', '/unified/crm/users/me', { query })).json)
  })

  test('update_user, with its warnings and under its own name in the audit log', async () => {
    const client = await open()
    await client.listTools()
    const changed = await call(client, 'update_user', {
      integrated_account_id: pipedrive,
      id: '2',
      body: { is_active: false, name: 'Nobody' },
    })
    expect(changed.structuredContent).toMatchObject({
      id: '2',
      is_active: false,
      warnings: [{ code: 'field-not-supported', pointer: '/name' }],
    })
    expect(requestsOf('pipedrive')).toContain('PUT /api/v1/users/2')
    const meta = changed._meta as { 'rollcall/headers': { 'x-request-id': string } }
    const { result } = await server.store.audit.list(environment.id, { limit: 1 })
    expect(result).toMatchObject([
      {
        operation: 'updateUser',
        requestId: meta['rollcall/headers']['x-request-id'],
        actor: { kind: 'api_token' },
        userId: '2',
        outcome: 'succeeded',
      },
    ])
  })

  test('update_user once per idempotency key', async () => {
    const client = await open()
    const given = {
      integrated_account_id: pipedrive,
      id: '3',
      body: { is_active: false },
      'Idempotency-Key': 'once',
    }
    const first = await call(client, 'update_user', given)
    server.sandbox.control('pipedrive').clearRequests()
    expect((await call(client, 'update_user', given)).structuredContent).toEqual(first.structuredContent)
    expect(requestsOf('pipedrive')).toEqual([])
    const other = await call(client, 'update_user', { ...given, body: { is_active: true } })
    expect(other).toMatchObject({ isError: true, structuredContent: { type: '/errors/idempotency-key-reused' } })
  })

  test('find_people and list_integrated_accounts', async () => {
    const client = await open()
    await client.listTools()
    const found = await call(client, 'find_people', { email, truto_ignore_remote_data: true })
    expect(found.structuredContent).toMatchObject({
      result: [
        { account: { provider: 'pipedrive' }, outcome: 'found', users: [{ email }] },
        { account: { provider: 'salesforce' }, outcome: 'found', users: [{ email }] },
      ],
    })
    const accounts = await call(client, 'list_integrated_accounts', { integration: { name: 'pipedrive' } })
    expect(accounts.structuredContent).toMatchObject({ result: [{ id: pipedrive }] })
    expect(accounts.structuredContent).not.toHaveProperty('result.1')
  })

  test('deactivate_person: a dry run changes nothing, the next call does it', async () => {
    const client = await open()
    await client.listTools()
    const body = { email: 'elena.becker@acme.example', tenant_id: 'acme' }
    const outcomes = async (dry_run: boolean) => {
      const { structuredContent } = await call(client, 'deactivate_person', { body: { ...body, dry_run } })
      return (structuredContent as { result: { outcome: string }[] }).result.map(({ outcome }) => outcome)
    }
    expect(await outcomes(true)).toEqual(['would-be-switched-off'])
    expect(requestsOf('pipedrive').filter((request) => !request.startsWith('GET'))).toEqual([])
    expect(await outcomes(false)).toEqual(['switched-off'])
    expect(requestsOf('pipedrive')).toContain('PUT /api/v1/users/5')
    expect(await outcomes(false)).toEqual(['was-off'])
    const { result } = await server.store.audit.list(environment.id, { limit: 1 })
    expect(result).toMatchObject([{ operation: 'deactivatePerson' }])
  })

  test('a token of one account needs to name none', async () => {
    const client = await openMcpClient(server.origin, await tokenWith(['read', 'write'], pipedrive))
    expect((await call(client, 'get_user', { id: '1' })).structuredContent).toMatchObject({ id: '1', email })
    const found = await call(client, 'find_people', { email })
    expect(found.structuredContent).toMatchObject({ result: [{ account: { id: pipedrive } }] })
    expect(found.structuredContent).not.toHaveProperty('result.1')
  })

  test('a list that would be too large for a result is refused with what to do', async () => {
    const client = await open()
    server.sandbox.control('pipedrive').fault({
      status: 200,
      body: { success: true, data: [{ id: 1, name: 'Ada', email, active_flag: true, note: 'x'.repeat(9_000_000) }] },
    })
    const result = await call(client, 'list_users', { integrated_account_id: pipedrive })
    expect(result).toMatchObject({ isError: true, structuredContent: { type: '/errors/list-too-large', status: 422 } })
    expect(textsOf(result)[0]).toContain('larger than 8 MB')
  })
})

test('the lines of the log name the message and the operation, under one request id and without any argument', async () => {
  const client = await open()
  const before = server.logs.length
  const result = await call(client, 'list_users', { integrated_account_id: pipedrive, email })
  const lines = server.logs.slice(before).map((line) => JSON.parse(line) as Record<string, unknown>)
  // The client looks for a stream too, by a `GET`, which is a 405.
  const requests = lines.filter(({ msg, status }) => msg === 'request' && status === 200)
  expect(requests.map(({ operation }) => operation)).toEqual(['listUsers', 'sendMcpMessage'])
  const meta = result._meta as { 'rollcall/headers': { 'x-request-id': string } }
  expect(new Set(requests.map(({ requestId }) => requestId))).toEqual(
    new Set([meta['rollcall/headers']['x-request-id']]),
  )
  const text = server.logs.slice(before).join('')
  expect(text).not.toContain(email)
  expect(text).not.toContain(environment.token)
})
