import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { components } from '@rollcall/contract'
import { demoLogins } from '@rollcall/sandbox'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Received, type Sent, startTestServer, type TestServer } from '../../test/support/test-server.ts'
import { systemClock } from '../clock.ts'
import { routeGroups } from '../contract/routes.ts'
import type { OperationId } from '../contract/specification.ts'
import type { AuditPolicy } from '../operations/operation.ts'
import { operations } from '../operations/operations.ts'

type LogEntry = components['schemas']['LogEntry']
type Expected = Partial<LogEntry>

const unknownId = '00000000-0000-4000-8000-000000000000'
/** Values in the requests of this file, none of which may be in the log. */
const personal = ['annabelle', 'auditson', 'audit.ann', 'bob.audit']
const secret = ['made-up-audit-key', 'made-up-audit-secret', 'made-up-audit-password']

let server: TestServer
let auditor: { readonly id: string; readonly token: string }
let bare: { readonly id: string; readonly token: string }
/** Ids of accounts, users, tokens and other things that the calls name. */
let known: Awaited<ReturnType<typeof makeKnown>>

const memberOf = (json: unknown, name: string): unknown =>
  typeof json === 'object' && json !== null ? Reflect.get(json, name) : undefined

const freshAccount = async (provider: 'hubspot' | 'pipedrive'): Promise<string> =>
  (await server.freshAccount(provider)).replace('integrated_account_id=', '')

/** An OAuth account whose token can be refreshed. */
const oauthAccount = async (): Promise<string> => {
  const login = demoLogins('pipedrive').find(({ authentication_method: method }) => method === 'oauth2')
  if (login === undefined) throw new Error('The sandbox has no OAuth login for Pipedrive.')
  const body = { ...login, integration: 'pipedrive', tenant_id: 'fresh' }
  return String(memberOf((await server.call('POST', '/integrated-account', { body })).json, 'id'))
}

const makeKnown = async () => {
  const { store, environmentId } = server
  const hook = { targetUrl: 'http://127.0.0.1:9/', events: [], isActive: true } as const
  const { id: webhook } = await store.webhooks.create(environmentId, hook)
  const [hubspot, doomed] = [await freshAccount('hubspot'), await freshAccount('pipedrive')]
  const oauth = await oauthAccount()
  const own = await store.tokens.create(environmentId, { name: 'own', accountId: doomed })
  const revoked = await store.tokens.create(environmentId, { name: 'to be revoked' })
  const link = await store.linkTokens.create(environmentId, {
    tenantId: 'fresh',
    providers: [],
    context: {},
    expiresAtMs: systemClock.now() + 600_000,
  })
  const { json } = await server.call('POST', '/unified/crm/users', {
    query: `integrated_account_id=${hubspot}`,
    body: { email: 'bob.audit@acme.example', first_name: 'Bob', last_name: 'Audit' },
  })
  const waiting = await store.deliveries.list({ environmentId, webhookId: webhook }, { limit: 1 })
  const delivery = waiting.result[0]?.id ?? ''
  return { hubspot, doomed, oauth, own, revoked, link, webhook, delivery, user: String(memberOf(json, 'id')) }
}

beforeAll(async () => {
  server = await startTestServer({ environment: { ROLLCALL_DEADLINE_MS: '1500', ROLLCALL_HANDLING: 'strict' } })
  auditor = await server.store.tokens.create(server.environmentId, { name: 'auditor' })
  bare = await server.store.tokens.create(server.environmentId, { name: 'bare', scopes: [] })
  known = await makeKnown()
})
afterAll(() => server.stop())
beforeEach(() => {
  server.sandbox.control('hubspot').clearFaults()
  server.sandbox.control('hubspot').clearRequests()
})

const entries = async (query = ''): Promise<readonly LogEntry[]> => {
  const { json } = await server.call('GET', '/log', { query: `limit=1000${query}` })
  return (json as { result: readonly LogEntry[] }).result
}

let requests = 0
/** Sends one request with its own id. @returns its answer, and its entries of the log */
const send = async (method: string, path: string, sent: Sent = {}) => {
  requests += 1
  const requestId = `audit-${requests}`
  const received = await server.call(method, path, {
    token: auditor.token,
    ...sent,
    headers: { 'x-request-id': requestId, ...sent.headers },
  })
  const found = (await entries()).filter(({ request_id: id }) => id === requestId)
  return { received, found }
}

/** All operations: one that changes something and is not in the log fails here. */
const policies: Partial<Record<OperationId, AuditPolicy>> = {
  createUser: 'change',
  updateUser: 'change',
  deleteUser: 'change',
  deactivatePerson: 'change',
  createIntegratedAccount: 'change',
  updateIntegratedAccount: 'change',
  deleteIntegratedAccount: 'change',
  replaceCredentials: 'change',
  refreshCredentials: 'change',
  createAccountToken: 'change',
  updateOwnAccount: 'change',
  createEnvironmentIntegration: 'change',
  updateEnvironmentIntegration: 'change',
  deleteEnvironmentIntegration: 'change',
  createApiToken: 'change',
  revokeApiToken: 'change',
  createLinkToken: 'change',
  revokeLinkToken: 'change',
  createWebhook: 'change',
  updateWebhook: 'change',
  testWebhook: 'change',
  rotateWebhookSecret: 'change',
  retryDelivery: 'change',
  retryDeliveries: 'change',
  deleteWebhook: 'change',
  eraseLogUser: 'change',
  startConnection: 'connection',
  finishConsent: 'connection',
}

const routes = routeGroups.flatMap(({ paths }) => [...paths.values()].flat())
const changes = routes.filter(({ id }) => policies[id] === 'change')

test('every operation has the policy of the table, and each that is not a GET is in the log', () => {
  expect(Object.fromEntries(routes.map(({ id }) => [id, operations[id].audit]))).toEqual({
    ...Object.fromEntries(routes.map(({ id }) => [id, 'none'])),
    ...policies,
  })
  const silent = routes.filter(({ id, method }) => method !== 'get' && operations[id].audit === 'none')
  // The browser is redirected to the GET. A tool that a message calls is an operation with a policy of its own.
  expect(silent.map(({ id }) => id)).toEqual(['receiveConsent', 'sendMcpMessage'])
})

/** One valid request to each operation, with its entry of the log. */
interface Act {
  readonly path?: Readonly<Record<string, string>>
  readonly sent?: Sent
  readonly expected: (received: Received) => Expected
}

const ofAccount = (account: string): string => `integrated_account_id=${account}`
const acts: () => Partial<Record<OperationId, Act>> = () => ({
  createUser: {
    sent: {
      query: ofAccount(known.hubspot),
      body: { email: 'audit.ann@acme.example', first_name: 'Annabelle', last_name: 'Auditson' },
    },
    expected: ({ json }) => ({
      integrated_account_id: known.hubspot,
      tenant_id: 'fresh',
      integration: 'hubspot',
      user_id: String(memberOf(json, 'id')),
      fields: ['email', 'first_name', 'last_name'],
    }),
  },
  updateUser: {
    path: { id: known.user },
    sent: { query: ofAccount(known.hubspot), body: { first_name: 'Annabelle', remote_data: { lastName: 'Auditson' } } },
    expected: () => ({
      integrated_account_id: known.hubspot,
      tenant_id: 'fresh',
      integration: 'hubspot',
      user_id: known.user,
      fields: ['first_name', 'remote_data.lastName'],
    }),
  },
  deleteUser: {
    path: { id: known.user },
    sent: { query: ofAccount(known.hubspot) },
    expected: () => ({ integrated_account_id: known.hubspot, user_id: known.user, fields: [] }),
  },
  deactivatePerson: {
    sent: { body: { email: 'audit.ann@acme.example', dry_run: true, tenant_id: 'nobody' } },
    expected: () => ({ integrated_account_id: null, user_id: null, fields: ['email', 'dry_run', 'tenant_id'] }),
  },
  createIntegratedAccount: {
    sent: {
      body: {
        integration: 'pipedrive',
        tenant_id: 'globex',
        authentication_method: 'api_key',
        context: { api_key: 'made-up-audit-key', company_domain: 'acme' },
      },
    },
    expected: ({ json }) => ({
      integrated_account_id: String(memberOf(json, 'id')),
      tenant_id: 'globex',
      integration: 'pipedrive',
      fields: ['integration', 'tenant_id', 'authentication_method', 'context.api_key', 'context.company_domain'],
    }),
  },
  updateIntegratedAccount: {
    path: { id: known.hubspot },
    sent: { body: { handling: 'strict' } },
    expected: () => ({ integrated_account_id: known.hubspot, tenant_id: 'fresh', fields: ['handling'] }),
  },
  replaceCredentials: {
    path: { id: known.doomed },
    sent: { body: { context: { api_key: 'made-up-audit-key' } } },
    expected: () => ({ integrated_account_id: known.doomed, integration: 'pipedrive', fields: ['context.api_key'] }),
  },
  refreshCredentials: {
    sent: { body: { id: known.oauth } },
    expected: () => ({ integrated_account_id: known.oauth, integration: 'pipedrive', fields: ['id'] }),
  },
  createAccountToken: {
    sent: { body: { integrated_account_id: known.hubspot } },
    expected: () => ({
      integrated_account_id: known.hubspot,
      object_id: expect.any(String),
      fields: ['integrated_account_id'],
    }),
  },
  updateOwnAccount: {
    sent: { token: known.own.token, body: { handling: null } },
    expected: () => ({
      token_id: known.own.id,
      token_name: 'own',
      integrated_account_id: known.doomed,
      fields: ['handling'],
    }),
  },
  createEnvironmentIntegration: {
    sent: { body: { integration: 'attio', client_id: 'made-up-app', client_secret: 'made-up-audit-secret' } },
    expected: () => ({ integration: 'attio', fields: ['integration', 'client_id', 'client_secret'] }),
  },
  updateEnvironmentIntegration: {
    path: { id: 'attio' },
    sent: { body: { client_secret: 'made-up-audit-secret' } },
    expected: () => ({ integration: 'attio', fields: ['client_secret'] }),
  },
  deleteEnvironmentIntegration: { path: { id: 'attio' }, expected: () => ({ integration: 'attio', fields: [] }) },
  createApiToken: {
    sent: { body: { name: 'another', scopes: ['read'] } },
    expected: ({ json }) => ({ object_id: String(memberOf(json, 'id')), fields: ['name', 'scopes'] }),
  },
  revokeApiToken: { path: { id: known.revoked.id }, expected: () => ({ object_id: known.revoked.id }) },
  createLinkToken: {
    sent: { body: { tenant_id: 'globex' } },
    expected: ({ json }) => ({ object_id: String(memberOf(json, 'id')), tenant_id: 'globex', fields: ['tenant_id'] }),
  },
  revokeLinkToken: { path: { id: known.link.id }, expected: () => ({ object_id: known.link.id }) },
  createWebhook: {
    sent: { body: { target_url: 'http://127.0.0.1:9/', name: 'Annabelle' } },
    expected: ({ json }) => ({ object_id: String(memberOf(json, 'id')), fields: ['target_url', 'name', 'is_active'] }),
  },
  updateWebhook: {
    path: { id: known.webhook },
    sent: { body: { is_active: true } },
    expected: () => ({ object_id: known.webhook, fields: ['is_active'] }),
  },
  testWebhook: { path: { id: known.webhook }, expected: () => ({ object_id: known.webhook }) },
  rotateWebhookSecret: { path: { id: known.webhook }, expected: () => ({ object_id: known.webhook }) },
  retryDelivery: {
    path: { id: known.webhook, delivery_id: known.delivery },
    expected: () => ({ object_id: known.webhook }),
  },
  retryDeliveries: { path: { id: known.webhook }, expected: () => ({ object_id: known.webhook }) },
  deleteWebhook: { path: { id: known.webhook }, expected: () => ({ object_id: known.webhook }) },
  eraseLogUser: {
    sent: { query: `account=${known.hubspot}&user_id=nobody` },
    expected: () => ({ integrated_account_id: known.hubspot, user_id: null }),
  },
  deleteIntegratedAccount: {
    path: { id: known.doomed },
    expected: () => ({ integrated_account_id: known.doomed, tenant_id: 'fresh', integration: 'pipedrive' }),
  },
})

/** Operations that remove what others need come last. */
const inOrder = Object.keys(policies).filter((id) => policies[id as OperationId] === 'change') as OperationId[]
inOrder.push(...inOrder.splice(inOrder.indexOf('deleteUser'), 1))
inOrder.push(...inOrder.splice(inOrder.indexOf('deleteIntegratedAccount'), 1))

const routeOf = (id: OperationId) => {
  const route = routes.find((candidate) => candidate.id === id)
  if (route === undefined) throw new Error(`The contract lacks ${id}.`)
  return route
}

const actOf = (id: OperationId): Act => {
  const act = acts()[id]
  if (act === undefined) throw new Error(`There is no request for ${id}.`)
  return act
}

const sendAct = (id: OperationId, change: Sent = {}) => {
  const { path = {}, sent = {} } = actOf(id)
  const { method, path: pattern } = routeOf(id)
  return send(
    method.toUpperCase(),
    pattern.replace(/\{(\w+)\}/g, (_all, name: string) => path[name] ?? ''),
    { ...sent, ...change },
  )
}

describe('a refused attempt', () => {
  test.each(changes.map(({ id }) => id))(
    '%s without its scope is in the log: the caller, the operation, and the reason',
    async (id) => {
      const { received, found } = await sendAct(id, { token: bare.token })
      expect(received.status).toBe(403)
      expect(found).toMatchObject([
        {
          operation: id,
          actor: 'api_token',
          token_id: bare.id,
          token_name: 'bare',
          outcome: 'refused',
          http_status_code: 403,
          problem: 'forbidden',
          user_id: id === 'updateUser' || id === 'deleteUser' ? known.user : null,
          count: 1,
        },
      ])
    },
  )

  const query = () => ofAccount(known.hubspot)
  const refusals: readonly (readonly [name: string, sent: () => Sent, expected: Expected])[] = [
    [
      'a right that callers may not set',
      () => ({
        query: query(),
        body: { first_name: 'Annabelle', remote_data: { roleId: '1', 'audit.ann@acme.example': 'x' } },
      }),
      { problem: 'invalid-request', fields: ['first_name', 'remote_data.roleId', 'remote_data.?'] },
    ],
    [
      'a field that the vendor lacks',
      () => ({ query: query(), body: { is_active: true } }),
      { problem: 'field-not-supported', http_status_code: 422 },
    ],
    [
      'an account that is not there',
      () => ({ query: ofAccount(unknownId), body: { first_name: 'Annabelle' } }),
      { problem: 'account-not-found', integrated_account_id: unknownId, tenant_id: null },
    ],
    [
      'a condition',
      () => ({ query: query(), body: { first_name: 'Annabelle' }, headers: { 'if-match': '"1"' } }),
      { problem: 'operation-not-supported', http_status_code: 501 },
    ],
  ]
  test.each(refusals)('because of %s is in the log', async (_name, sent, expected) => {
    const { received, found } = await send('PATCH', `/unified/crm/users/${known.user}`, sent())
    expect(received.status).toBeGreaterThanOrEqual(400)
    expect(found).toMatchObject([
      {
        operation: 'updateUser',
        outcome: 'refused',
        http_status_code: received.status,
        user_id: known.user,
        ...expected,
      },
    ])
  })

  test('that breaks the contract is not in the log, since its content was not read', async () => {
    const path = `/unified/crm/users/${known.user}`
    const sent: readonly Sent[] = [
      { query: query(), body: { 'Annabelle Auditson': 1 } },
      { query: query(), rawBody: '{', headers: { 'content-type': 'application/json' } },
      { query: query(), rawBody: 'x', headers: { 'content-type': 'text/plain' } },
      { query: query(), body: {}, headers: { accept: 'image/png' } },
      { query: 'integrated_account_id=x', body: { first_name: 'Annabelle' } },
    ]
    for (const broken of sent) expect((await send('PATCH', path, broken)).found).toEqual([])
  })

  test('by a token of one account for an operation of the environment is in the log', async () => {
    const { found } = await send('POST', '/api-token', { token: known.own.token, body: { name: 'more' } })
    expect(found).toMatchObject([
      { token_id: known.own.id, outcome: 'refused', http_status_code: 403, fields: ['name'] },
    ])
  })
})

describe('the result of a vendor', () => {
  const update = (sent: Sent = {}) =>
    send('PATCH', `/unified/crm/users/${known.user}`, {
      query: ofAccount(known.hubspot),
      body: { first_name: 'Annabelle' },
      ...sent,
    })

  test('a refusal of the vendor is in the log', async () => {
    server.sandbox.control('hubspot').fault({ status: 422, body: { message: 'Annabelle is taken.' } })
    const { received, found } = await update()
    expect(found).toMatchObject([
      { outcome: 'refused', http_status_code: received.status, problem: 'provider-rejected' },
    ])
  })

  test('an unknown outcome is in the log as such', async () => {
    server.sandbox.control('hubspot').fault({ drop: 'before-answer', match: { method: 'PUT' } })
    server.sandbox.control('hubspot').fault({ drop: 'before-answer', match: { method: 'PATCH' } })
    const { received, found } = await update()
    expect(memberOf(received.json, 'type')).toBe('/errors/outcome-unknown')
    expect(found).toMatchObject([{ outcome: 'outcome-unknown', http_status_code: 500, problem: 'outcome-unknown' }])
  })

  test('a write is one entry, however often its key is repeated; another body under the key is a refused one', async () => {
    const headers = { 'idempotency-key': 'audited' }
    const first = await update({ headers: { ...headers, 'x-request-id': 'audit-first' } })
    expect(first.received.status).toBe(200)
    await update({ headers: { ...headers, 'x-request-id': 'audit-again' } })
    await update({ headers: { ...headers, 'x-request-id': 'audit-other' }, body: { first_name: 'Other' } })
    const ofKey = (await entries()).filter(({ request_id: id }) => /^audit-(?:first|again|other)$/.test(id ?? ''))
    expect(ofKey).toMatchObject([
      { request_id: 'audit-other', outcome: 'refused', problem: 'idempotency-key-reused', http_status_code: 422 },
      { request_id: 'audit-first', outcome: 'succeeded', http_status_code: 200, problem: null },
    ])
  })

  test('the entry exists as running before the vendor is called', async () => {
    server.sandbox.control('hubspot').fault({ latency_ms: 300, times: 1 })
    const running = update({ headers: { 'x-request-id': 'audit-running' } })
    const seen = async () => (await entries('&outcome=running')).map(({ request_id: id }) => id)
    await expect.poll(seen).toEqual(['audit-running'])
    await running
    expect(await seen()).toEqual([])
  })
})

describe('a change', () => {
  test.each(inOrder)('%s is in the log: the caller, the time, the change, its subject and its result', async (id) => {
    const before = systemClock.now()
    const { received, found } = await sendAct(id)
    expect(received.status, received.text).toBeLessThan(300)
    expect(found).toHaveLength(1)
    expect(found).toMatchObject([
      {
        operation: id,
        environment_id: server.environmentId,
        actor: 'api_token',
        token_id: auditor.id,
        token_name: 'auditor',
        outcome: 'succeeded',
        http_status_code: received.status,
        problem: null,
        count: 1,
        ...actOf(id).expected(received),
      },
    ])
    const [entry] = found
    expect(Date.parse(entry?.timestamp ?? '')).toBeGreaterThanOrEqual(before)
    expect(entry?.duration).toBeGreaterThanOrEqual(0)
  })
})

describe('an account that a customer connects', () => {
  const browse = async (link: { readonly token: string }) => {
    const { headers } = await server.call('GET', '/connect', { token: null, query: `link_token=${link.token}` })
    const cookie = (headers['set-cookie']?.[0] ?? '').split(';')[0] ?? ''
    return (method: string, path: string, sent: Sent = {}) =>
      server.call(method, path, { token: null, ...sent, headers: { cookie, ...sent.headers } })
  }
  const makeLink = () =>
    server.store.linkTokens.create(server.environmentId, {
      tenantId: 'connected',
      providers: [],
      context: {},
      expiresAtMs: systemClock.now() + 600_000,
    })
  const keyOf = (apiKey: string) => ({
    integration: 'pipedrive',
    authentication_method: 'api_key',
    context: { api_key: apiKey, company_domain: 'acme' },
  })

  test('is in the log under its link token: a key that fails, one that works, and a link that is used up', async () => {
    const link = await makeLink()
    const ask = await browse(link)
    const key = demoLogins('pipedrive').find(({ authentication_method: method }) => method === 'api_key')
    await ask('POST', '/connect/session', { body: keyOf('made-up-audit-key') })
    const { json } = await ask('POST', '/connect/session', { body: keyOf(String(key?.context.api_key)) })
    expect(json).toMatchObject({ result: { result: 'success' } })
    await ask('POST', '/connect/session', { body: keyOf('made-up-audit-key') })
    await ask('POST', '/connect/session', { body: keyOf('x'), headers: { origin: 'https://evil.example' } })
    const row = {
      operation: 'startConnection',
      actor: 'link_token',
      token_id: link.id,
      token_name: null,
      tenant_id: 'connected',
      integration: 'pipedrive',
      fields: ['integration', 'authentication_method', 'context.api_key', 'context.company_domain'],
    }
    const account = memberOf(memberOf(json, 'result'), 'integrated_account_id')
    expect(await entries(`&token_id=${link.id}`)).toMatchObject([
      { ...row, outcome: 'refused', http_status_code: 403, problem: 'forbidden' },
      { ...row, outcome: 'refused', http_status_code: 200, problem: 'invalid_token' },
      { ...row, outcome: 'succeeded', http_status_code: 200, problem: null, integrated_account_id: account },
      {
        ...row,
        outcome: 'refused',
        http_status_code: 200,
        problem: 'validation_error',
        integrated_account_id: account,
      },
    ])
  })

  test('by a consent is in the log, whether the customer agrees or refuses', async () => {
    const oauth = demoLogins('zoho-crm').find(({ authentication_method: method }) => method === 'oauth2')?.context.oauth
    const { id: client_id, secret: client_secret } = oauth?.client ?? { id: '', secret: '' }
    await server.call('POST', '/environment-integration', {
      body: { integration: 'zoho-crm', client_id, client_secret },
    })
    const link = await makeLink()
    const ask = await browse(link)
    const consent = async (): Promise<URL> => {
      const body = { integration: 'zoho-crm', authentication_method: 'oauth2', context: {} }
      const { json } = await ask('POST', '/connect/session', { body })
      return new URL(String(memberOf(json, 'consent_url')))
    }
    const refused = await consent()
    await ask('GET', '/connect/callback', { query: `error=access_denied&state=${refused.searchParams.get('state')}` })
    const { headers } = await fetch(await consent(), { redirect: 'manual' })
    const query = new URL(headers.get('location') ?? '').search.slice(1)
    await ask('GET', '/connect/callback', { query })
    const row = {
      operation: 'finishConsent',
      actor: 'link_token',
      token_id: link.id,
      integration: 'zoho-crm',
      fields: [],
    }
    expect(await entries(`&token_id=${link.id}`)).toMatchObject([
      { ...row, outcome: 'succeeded', http_status_code: 303, integrated_account_id: expect.any(String) },
      { ...row, outcome: 'failed', http_status_code: 303, problem: 'connection_error' },
    ])
  })
})

const inDatabase = (statement: string): void => {
  const sqlite = new DatabaseSync(join(server.dataDirectory, 'rollcall.sqlite'))
  sqlite.exec(statement)
  sqlite.close()
}

describe('without a log', () => {
  test('nothing is changed: a 503, no vendor call, no account, no token', async () => {
    const accounts = async () => (await server.store.accounts.list(server.environmentId, { limit: 1000 })).result.length
    const tokens = async () => (await server.store.tokens.list(server.environmentId, { limit: 1000 })).result.length
    const before = [await accounts(), await tokens()]
    const query = ofAccount(await freshAccount('hubspot'))
    server.sandbox.control('hubspot').clearRequests()
    inDatabase('alter table audit_log rename to elsewhere')
    try {
      const path = '/unified/crm/users'
      const refused = [
        await server.call('PATCH', `${path}/51000010`, { query, body: { first_name: 'Annabelle' } }),
        await server.call('PATCH', `${path}/51000010`, {
          query,
          body: { first_name: 'A' },
          headers: { 'idempotency-key': 'k' },
        }),
        await server.call('POST', path, { query, body: { email: 'audit.ann@acme.example' } }),
        await server.call('DELETE', `${path}/51000010`, { query }),
        await server.call('POST', '/api-token', { body: { name: 'unseen' } }),
        await server.call('POST', '/integrated-account', { body: actOf('createIntegratedAccount').sent?.body }),
      ]
      for (const { status, headers, json } of refused) {
        expect([status, headers['retry-after'], json]).toMatchObject([
          503,
          expect.any(String),
          { type: '/errors/store-unavailable', detail: 'The audit log cannot be written now, so nothing was changed.' },
        ])
      }
      expect(server.sandbox.control('hubspot').requests()).toEqual([])
      expect((await server.call('GET', `${path}/51000010`, { query })).status).toBe(200)
    } finally {
      inDatabase('alter table elsewhere rename to audit_log')
    }
    expect([await accounts(), await tokens()]).toEqual([(before[0] ?? 0) + 1, before[1]])
    // The attempts are noted once the log can be written again.
    const attempts = async () => (await entries()).filter(({ problem }) => problem === 'store-unavailable').length
    await expect.poll(attempts, { timeout: 5000 }).toBe(6)
  })
})

describe('the list', () => {
  test('is filtered by each parameter, and paged by cursors', async () => {
    const all = await entries()
    const filters: readonly (readonly [query: string, keep: (entry: LogEntry) => boolean])[] = [
      [`account=${known.hubspot.toUpperCase()}`, (entry) => entry.integrated_account_id === known.hubspot],
      ['tenant_id=globex', (entry) => entry.tenant_id === 'globex'],
      [`user_id=${known.user}`, (entry) => entry.user_id === known.user],
      [`token_id=${bare.id}`, (entry) => entry.token_id === bare.id],
      ['operation=updateUser', (entry) => entry.operation === 'updateUser'],
      ['outcome=refused', (entry) => entry.outcome === 'refused'],
      [`created_at[lt]=${all[9]?.timestamp}`, (entry) => entry.timestamp < (all[9]?.timestamp ?? '')],
      [
        `created_at[gt]=${all[9]?.timestamp}&outcome=succeeded`,
        (entry) => entry.timestamp > (all[9]?.timestamp ?? '') && entry.outcome === 'succeeded',
      ],
    ]
    for (const [query, keep] of filters) {
      const kept = all.filter(keep)
      expect(await entries(`&${query}`), query).toEqual(kept)
      expect(kept.length).toBeGreaterThan(0)
      expect(kept.length).toBeLessThan(all.length)
    }
    const first = await server.call('GET', '/log', { query: 'limit=7' })
    const cursor = String(memberOf(first.json, 'next_cursor'))
    const second = await server.call('GET', '/log', { query: `limit=7&next_cursor=${encodeURIComponent(cursor)}` })
    const walked = [first, second].flatMap(({ json }) => memberOf(json, 'result') as LogEntry[])
    expect(walked).toEqual(all.slice(0, 14))
    expect(
      (await server.call('GET', '/log', { query: `outcome=refused&next_cursor=${encodeURIComponent(cursor)}` })).status,
    ).toBe(400)
  })

  test('is exported as a whole, one entry a line', async () => {
    const headers = { accept: 'application/x-ndjson' }
    const written = 600
    inDatabase(`with recursive numbers as (select 1 as n union all select n + 1 from numbers where n < ${written})
      insert into audit_log (id, environment_id, created_at, operation, fields, outcome, occurrences)
      select '00000000-0000-4000-8000-' || printf('%012d', n), '${server.environmentId}', n, 'exported', '[]', 'succeeded', 1 from numbers`)
    const { status, headers: given, text } = await server.call('GET', '/log', { headers })
    expect([status, given['content-type']]).toEqual([200, 'application/x-ndjson'])
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line): LogEntry => JSON.parse(line))
    expect(lines.length).toBeGreaterThan(written)
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length)
    expect(lines.slice(0, 1000)).toEqual(await entries())
    const narrowed = await server.call('GET', '/log', { headers, query: 'operation=exported' })
    expect(narrowed.text.trimEnd().split('\n')).toHaveLength(written)
    expect((await server.call('GET', '/log', { headers, query: 'next_cursor=x' })).json).toMatchObject({
      errors: [{ parameter: 'next_cursor' }],
    })
  })

  test('holds no value of a person and no secret, wherever requests had one', async () => {
    const { text } = await server.call('GET', '/log', { headers: { accept: 'application/x-ndjson' } })
    const held = [...personal, ...secret].filter((value) => text.toLowerCase().includes(value))
    expect(held).toEqual([])
    expect(text).not.toMatch(/@acme|rollcall_[0-9a-f]{8}/)
    expect(server.logs.join('').toLowerCase()).not.toMatch(/annabelle|made-up-audit/)
  })

  test('holds an e-mail address that is the id of a user or a request in its short form, and is searched by that', async () => {
    const path = `/unified/crm/users/${encodeURIComponent('audit.ann@acme.example')}`
    const { found } = await send('PATCH', path, {
      query: ofAccount(known.hubspot),
      body: { first_name: 'Annabelle' },
      headers: { 'x-request-id': 'audit.ann@acme.example' },
    })
    expect(found).toEqual([])
    const [entry] = await entries('&user_id=audit.ann@acme.example')
    expect(entry).toMatchObject({ user_id: 'a…@acme.example', request_id: 'a…@acme.example', operation: 'updateUser' })
  })

  test('of another environment is empty', async () => {
    const other = await server.store.environments.create({ name: 'other' })
    const { token } = await server.store.tokens.create(other.id, { name: 'other' })
    const { json } = await server.call('GET', '/log', { token, query: `account=${known.hubspot}` })
    expect(json).toEqual({ result: [], next_cursor: null, limit: 100 })
  })
})

describe('erasing', () => {
  test('removes the id from every entry and is an entry itself, without the id', async () => {
    const account = known.hubspot
    const before = await entries(`&account=${account}&user_id=${known.user}`)
    expect(before.length).toBeGreaterThan(3)
    const { received, found } = await send('DELETE', '/log', { query: `account=${account}&user_id=${known.user}` })
    expect(received.json).toMatchObject({ erased_entries: before.length })
    expect(await entries(`&account=${account}&user_id=${known.user}`)).toEqual([])
    expect(found).toMatchObject([
      { operation: 'eraseLogUser', integrated_account_id: account, user_id: null, outcome: 'succeeded' },
    ])
    const left = await entries(`&account=${account}`)
    const ids = before.map(({ id }) => id)
    expect(left.filter(({ id }) => ids.includes(id))).toEqual(before.map((entry) => ({ ...entry, user_id: null })))
  })

  test('removes the kept answers too: a repeat of the write is not made a second time', async () => {
    const account = await freshAccount('hubspot')
    const create = () =>
      server.call('POST', '/unified/crm/users', {
        query: ofAccount(account),
        body: { email: 'audit.ann.two@acme.example' },
        headers: { 'idempotency-key': 'erased' },
      })
    const { json } = await create()
    const query = `account=${account}&user_id=${String(memberOf(json, 'id'))}`
    expect((await server.call('DELETE', '/log', { query })).json).toEqual({ erased_entries: 1, erased_answers: 1 })
    server.sandbox.control('hubspot').clearRequests()
    expect((await create()).json).toMatchObject({ type: '/errors/outcome-unknown' })
    expect(server.sandbox.control('hubspot').requests()).toEqual([])
  })

  test('needs both parameters', async () => {
    const { status, json } = await server.call('DELETE', '/log')
    expect([status, json]).toMatchObject([400, { errors: [{ parameter: 'account' }, { parameter: 'user_id' }] }])
  })
})

test('attempts with an expired token are counted in one entry a minute', async () => {
  const expired = await server.store.tokens.create(server.environmentId, { name: 'old', expiresAtMs: 1 })
  for (let index = 0; index < 5; index += 1) {
    expect((await server.call('GET', '/ping', { token: expired.token })).status).toBe(401)
  }
  await server.store.audit.writeCounts()
  const counted = await entries('&operation=failed_authentication')
  expect(counted.reduce((sum, { count }) => sum + count, 0)).toBe(5)
  expect(counted[0]).toMatchObject({
    actor: null,
    token_id: null,
    outcome: 'refused',
    http_status_code: 401,
    problem: 'unauthenticated',
  })
})
