import { type TokenScope, tokenScopes } from '@rollcall/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'
import { routeGroups } from '../contract/routes.ts'
import type { OperationId } from '../contract/specification.ts'
import { demoAccountId } from '../demo-ids.ts'
import type { AccessKind } from './operation.ts'
import { operations } from './operations.ts'

/** The rights of all operations: an operation that is not in this table, or needs less than it says, fails here. */
const table: Readonly<Record<OperationId, AccessKind>> = {
  listUsers: 'account',
  createUser: 'account',
  getMe: 'account',
  getUser: 'account',
  updateUser: 'account',
  deleteUser: 'account',
  getUserMeta: 'account',
  getProviderUserMeta: 'token',
  findPeople: 'token',
  deactivatePerson: 'token',
  listIntegratedAccounts: 'environment',
  createIntegratedAccount: 'environment',
  getIntegratedAccount: 'environment',
  deleteIntegratedAccount: 'environment',
  updateIntegratedAccount: 'environment',
  replaceCredentials: 'environment',
  refreshCredentials: 'environment',
  createAccountToken: 'environment',
  getOwnAccount: 'token',
  updateOwnAccount: 'token',
  listEnvironmentIntegrations: 'environment',
  createEnvironmentIntegration: 'environment',
  getEnvironmentIntegration: 'environment',
  updateEnvironmentIntegration: 'environment',
  deleteEnvironmentIntegration: 'environment',
  listApiTokens: 'environment',
  createApiToken: 'environment',
  getApiToken: 'environment',
  revokeApiToken: 'environment',
  listLinkTokens: 'environment',
  createLinkToken: 'environment',
  revokeLinkToken: 'environment',
  listLogEntries: 'environment',
  eraseLogUser: 'environment',
  listWebhooks: 'environment',
  createWebhook: 'environment',
  getWebhook: 'environment',
  updateWebhook: 'environment',
  deleteWebhook: 'environment',
  testWebhook: 'environment',
  rotateWebhookSecret: 'environment',
  listDeliveries: 'environment',
  retryDeliveries: 'environment',
  retryDelivery: 'environment',
  getConnectPage: 'public',
  getConnectAsset: 'public',
  getConnectSession: 'public',
  startConnection: 'public',
  finishConsent: 'public',
  receiveConsent: 'public',
  listIntegrations: 'token',
  getIntegration: 'token',
  getIntegrationCapabilities: 'token',
  ping: 'token',
  getHealth: 'public',
  getReadiness: 'public',
  getMetrics: 'environment',
  getOpenapiJson: 'public',
  getOpenapiYaml: 'public',
  getConsole: 'public',
  getConsoleAsset: 'public',
  getErrorPage: 'public',
  getHomePage: 'public',
  getReferencePage: 'public',
  getReferenceContract: 'public',
  getProvidersPage: 'public',
  getProviderPage: 'public',
  getErrorsPage: 'public',
  getPageAsset: 'public',
  sendMcpMessage: 'token',
}

const routes = routeGroups.flatMap(({ paths }) => [...paths.values()].flat())
const own = demoAccountId('hubspot')
const noId = '00000000-0000-4000-8000-000000000000'

let server: TestServer
let ofOneAccount: string
let ofOthers: string
beforeAll(async () => {
  server = await startTestServer()
  ofOneAccount = (await server.store.tokens.create(server.environmentId, { name: 'one', accountId: own })).token
  const other = await server.store.environments.create({ name: 'other' })
  ofOthers = (await server.store.tokens.create(other.id, { name: 'other' })).token
})
afterAll(() => server.stop())

const bodies: Partial<Record<OperationId, unknown>> = {
  sendMcpMessage: { jsonrpc: '2.0', id: 1, method: 'ping' },
  createUser: { email: 'access@acme.example', first_name: 'Ann', last_name: 'Lee' },
  updateUser: { first_name: 'Ann' },
  deactivatePerson: { email: 'access@acme.example', dry_run: true },
  createIntegratedAccount: {
    integration: 'pipedrive',
    tenant_id: 'access',
    authentication_method: 'api_key',
    context: { api_key: 'x', company_domain: 'acme' },
  },
  updateIntegratedAccount: { tenant_id: 'access' },
  createLinkToken: { tenant_id: 'access' },
  createWebhook: { target_url: 'https://hooks.example.com/' },
  updateWebhook: { is_active: false },
  startConnection: { integration: 'pipedrive', authentication_method: 'api_key', context: { api_key: 'x' } },
  replaceCredentials: { context: { api_key: 'x' } },
  refreshCredentials: { id: noId },
  createAccountToken: { integrated_account_id: noId },
  updateOwnAccount: { handling: null },
  createEnvironmentIntegration: { integration: 'attio', client_id: 'x', client_secret: 'x' },
  updateEnvironmentIntegration: { client_id: 'x' },
  createApiToken: { name: 'access' },
}

const queries: Partial<Record<OperationId, string>> = {
  findPeople: 'email=access@acme.example',
  eraseLogUser: `account=${own}&user_id=access`,
}

/** All operations of each scope; an operation that is in none of them needs any token. */
const scopes: Readonly<Record<Exclude<TokenScope, 'raw'>, readonly OperationId[]>> = {
  read: [
    'listUsers',
    'getMe',
    'getUser',
    'getUserMeta',
    'getProviderUserMeta',
    'findPeople',
    'listIntegratedAccounts',
    'getIntegratedAccount',
    'getOwnAccount',
    'listIntegrations',
    'getIntegration',
    'getIntegrationCapabilities',
  ],
  write: ['createUser', 'updateUser', 'deleteUser', 'deactivatePerson', 'updateOwnAccount'],
  admin: [
    'createIntegratedAccount',
    'updateIntegratedAccount',
    'deleteIntegratedAccount',
    'replaceCredentials',
    'refreshCredentials',
    'createAccountToken',
    'listEnvironmentIntegrations',
    'createEnvironmentIntegration',
    'getEnvironmentIntegration',
    'updateEnvironmentIntegration',
    'deleteEnvironmentIntegration',
    'listApiTokens',
    'createApiToken',
    'getApiToken',
    'revokeApiToken',
    'listLinkTokens',
    'createLinkToken',
    'revokeLinkToken',
    'listLogEntries',
    'eraseLogUser',
    'listWebhooks',
    'createWebhook',
    'getWebhook',
    'updateWebhook',
    'deleteWebhook',
    'testWebhook',
    'rotateWebhookSecret',
    'listDeliveries',
    'retryDeliveries',
    'retryDelivery',
    'getMetrics',
  ],
}

/** One well-formed request to an operation; users and accounts that it names do not exist, except `account`. */
const ask = async (id: OperationId, token: string | null, account?: string) => {
  const route = routes.find((candidate) => candidate.id === id)
  if (route === undefined) throw new Error(`No route for ${id}.`)
  const path = route.path
    .replace('{slug}', id === 'getErrorPage' ? 'not-found' : 'hubspot')
    .replace('{provider}', 'hubspot')
    .replace('{method}', 'list')
    .replace(
      '{name}',
      id === 'getConsoleAsset' ? 'index-made-up.js' : id === 'getPageAsset' ? 'pages.css' : 'connect.js',
    )
    .replace('{delivery_id}', noId)
    .replace(
      '{id}',
      route.path.startsWith('/environment-integration') ? 'attio' : id === 'getIntegratedAccount' ? own : noId,
    )
  const body = bodies[id]
  const form = { rawBody: 'code=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } }
  const query = queries[id]
  return server.call(route.method.toUpperCase(), path, {
    token,
    ...(query === undefined ? {} : { query }),
    ...(account === undefined ? {} : { query: `integrated_account_id=${account}` }),
    ...(body === undefined ? {} : { body }),
    ...(route.body === 'urlencoded' ? form : {}),
  })
}

const idsOf = (...kinds: readonly AccessKind[]): readonly OperationId[] =>
  routes.map(({ id }) => id).filter((id) => kinds.includes(table[id]))

test('every operation of the contract has the access of the table', () => {
  expect(Object.fromEntries(routes.map(({ id }) => [id, operations[id].access]))).toEqual(table)
  expect(routes.filter(({ isPublic }) => isPublic).map(({ id }) => id)).toEqual(idsOf('public'))
})

test.each(idsOf('public'))('%s answers without a token', async (id) => {
  const answered = [200, 303]
  expect(answered).toContain((await ask(id, null)).status)
})

test.each(idsOf('token', 'environment', 'account'))('%s is a 401 without a token', async (id) => {
  const { status, json } = await ask(id, null, table[id] === 'account' ? own : undefined)
  expect([status, json]).toMatchObject([401, { type: '/errors/unauthenticated' }])
})

test.each(idsOf('token'))('%s is allowed to a token of one account', async (id) => {
  expect((await ask(id, ofOneAccount)).status).toBe(200)
})

test.each(idsOf('environment'))('%s is a 403 for a token of one account, and changes nothing', async (id) => {
  const before = (await server.store.accounts.list(server.environmentId, { limit: 100 })).result.length
  const { status, json } = await ask(id, ofOneAccount)
  expect([status, json]).toMatchObject([403, { type: '/errors/forbidden' }])
  expect((await server.store.accounts.list(server.environmentId, { limit: 100 })).result).toHaveLength(before)
})

test.each(idsOf('account'))(
  '%s is a 404 without a vendor call for an account that the token does not reach',
  async (id) => {
    const vendors = (['hubspot', 'pipedrive'] as const).map((provider) => server.sandbox.control(provider))
    for (const vendor of vendors) vendor.clearRequests()
    const beyond = [
      await ask(id, ofOneAccount, demoAccountId('pipedrive')),
      await ask(id, ofOthers, own),
      await ask(id, 'demo-token', noId),
    ]
    for (const { status, json } of beyond)
      expect([status, json]).toMatchObject([404, { type: '/errors/account-not-found' }])
    expect(vendors.flatMap((vendor) => vendor.requests())).toEqual([])
  },
)

test.each(idsOf('account'))('%s reaches the account of a token, named or not', async (id) => {
  for (const account of [own, undefined]) {
    const { json } = await ask(id, ofOneAccount, account)
    expect(json).not.toMatchObject({
      type: expect.stringMatching(/account-not-found|forbidden|unauthenticated|invalid/),
    })
  }
})

test('every operation that needs a token needs the scope of the table', () => {
  const needed = Map.groupBy(
    routes.filter(({ isPublic }) => !isPublic),
    ({ scope }) => scope,
  )
  for (const [scope, ids] of Object.entries(scopes)) {
    const found = [...needed].find(([name]) => name === scope)?.[1].map(({ id }) => id)
    expect(found?.sort(), scope).toEqual([...ids].sort())
  }
  expect(needed.get(undefined)?.map(({ id }) => id)).toEqual(['sendMcpMessage', 'ping'])
})

const withScopes = (except: TokenScope): Promise<{ readonly token: string }> =>
  server.store.tokens.create(server.environmentId, {
    name: `all but ${except}`,
    scopes: tokenScopes.filter((scope) => scope !== except),
  })

const needs = Object.entries(scopes).flatMap(([scope, ids]) => ids.map((id) => [id, scope as TokenScope] as const))

test.each(needs)('%s is a 403 for a token that lacks the scope %s alone, without a vendor call', async (id, scope) => {
  const vendor = server.sandbox.control('hubspot')
  vendor.clearRequests()
  const { token } = await withScopes(scope)
  const { status, json } = await ask(id, token, table[id] === 'account' ? own : undefined)
  expect([status, json]).toMatchObject([403, { type: '/errors/forbidden', detail: expect.stringContaining(scope) }])
  expect(vendor.requests()).toEqual([])
})

test.each(['raw', 'stream'])("the vendor's own bytes (%s) also need the scope raw", async (format) => {
  const query = `integrated_account_id=${own}&truto_response_format=${format}`
  const { token } = await withScopes('raw')
  const refused = await server.call('GET', '/unified/crm/users', { token, query })
  expect([refused.status, refused.json]).toMatchObject([403, { type: '/errors/forbidden' }])
  expect((await server.call('GET', '/unified/crm/users', { query })).status).toBe(200)
})
