import { type Client, createClient, type Result } from '@rollcall/client'
import type { operations } from '@rollcall/contract'
import { afterAll, beforeAll, expect, expectTypeOf, test } from 'vitest'
import { type ContractServer, startContractServer } from './contract-server.ts'
import { contractOperations, type OperationId, operationOf } from './document.ts'

/** The generated client has every operation, with the types of the contract; an operation without a call fails to compile. */

/** The media types that the client returns: JSON parsed, texts unchanged. */
type Media =
  | 'application/json'
  | 'application/yaml'
  | 'text/css'
  | 'text/html'
  | 'text/javascript'
  | 'text/markdown'
  | 'text/plain'
/** A browser shows pages, works with a cookie and follows redirects; programs do not make these calls. */
const browserOperations = [
  'getConnectPage',
  'getConnectAsset',
  'getConnectSession',
  'startConnection',
  'finishConsent',
  'receiveConsent',
  'getConsole',
  'getConsoleAsset',
  'getHomePage',
  'getReferencePage',
  'getReferenceContract',
  'getProvidersPage',
  'getProviderPage',
  'getErrorsPage',
  'getPageAsset',
] as const
type ClientOperation = Exclude<OperationId, (typeof browserOperations)[number]>
const isClientOperation = (id: OperationId): id is ClientOperation => !browserOperations.some((known) => known === id)
const clientOperations: readonly ClientOperation[] = contractOperations.map(({ id }) => id).filter(isClientOperation)
type Content<Response> = Response extends { content: infer Bodies } ? Bodies[keyof Bodies & Media] : never
type Responses<Id extends OperationId> = operations[Id]['responses']
/** The answer of an operation by the contract. */
type Promised<Id extends OperationId> = {
  [Status in keyof Responses<Id> & (200 | 201)]: Content<Responses<Id>[Status]>
}[keyof Responses<Id> & (200 | 201)]

interface Known {
  readonly account: string
  readonly otherAccount: string
  readonly user: string
  readonly oauthAccount: string
  /** The id of an API token. */
  readonly apiToken: string
  readonly linkToken: string
  readonly webhook: string
  readonly otherWebhook: string
  /** Of `webhook`; it waits. */
  readonly delivery: string
  /** A token that reaches only `account`. */
  readonly accountToken: string
}

const calls = {
  listUsers: (client, { account }) =>
    client.GET('/unified/crm/users', {
      params: {
        query: {
          integrated_account_id: account,
          truto_response_format: 'unified',
          truto_ignore_remote_data: true,
          truto_exclude_fields: ['urls'],
          remote_query: { zz_made: 'up' },
          limit: 5,
          next_cursor: '',
          email: 'nobody@acme.example',
          name: 'Nobody',
          is_active: true,
          created_at: { gt: new Date(0) },
          updated_at: { lte: '2100-01-01T00:00:00Z' },
          sort_by: { email: 'asc' },
          truto_ignore_limit: false,
        },
        header: { Prefer: 'handling=lenient' },
      },
    }),
  createUser: (client, { account }) =>
    client.POST('/unified/crm/users', {
      params: { query: { integrated_account_id: account }, header: { 'Idempotency-Key': 'client' } },
      body: {
        email: 'contract.client@acme.example',
        first_name: 'Contract',
        last_name: 'Client',
        remote_data: { username: 'contract-client', password: 'made-up-password-1', group: 4 },
      },
    }),
  getMe: (client, { account }) =>
    client.GET('/unified/crm/users/me', { params: { query: { integrated_account_id: account } } }),
  getUser: (client, { account, user }) =>
    client.GET('/unified/crm/users/{id}', {
      params: { path: { id: user }, query: { integrated_account_id: account } },
    }),
  updateUser: (client, { account, user }) =>
    client.PATCH('/unified/crm/users/{id}', {
      params: { path: { id: user }, query: { integrated_account_id: account } },
      body: { first_name: 'Contract' },
    }),
  deleteUser: (client, { account, user }) =>
    client.DELETE('/unified/crm/users/{id}', {
      params: { path: { id: user }, query: { integrated_account_id: account } },
    }),
  getUserMeta: (client, { account }) =>
    client.GET('/unified/crm/users/meta/{method}', {
      params: { path: { method: 'list' }, query: { integrated_account_id: account } },
    }),
  getProviderUserMeta: (client) =>
    client.GET('/unified/crm/users/{provider}/meta/{method}', {
      params: { path: { provider: 'activecampaign', method: 'list' } },
    }),
  findPeople: (client) =>
    client.GET('/unified/crm/people', {
      params: {
        query: { email: 'nobody@acme.example', name: 'Nobody', tenant_id: 'nobody', truto_ignore_remote_data: true },
        header: { Prefer: 'wait=5' },
      },
    }),
  deactivatePerson: (client, { account }) =>
    client.POST('/unified/crm/people/deactivate', {
      params: { query: { truto_ignore_remote_data: true } },
      body: { email: 'nobody@acme.example', dry_run: true, accounts: [account], include_self: false },
    }),
  listIntegratedAccounts: (client) =>
    client.GET('/integrated-account', {
      params: { query: { tenant_id: 'contract', integration: { name: 'activecampaign' }, status: 'active', limit: 1 } },
    }),
  createIntegratedAccount: (client) =>
    client.POST('/integrated-account', {
      body: {
        integration: 'pipedrive',
        tenant_id: 'contract',
        authentication_method: 'api_key',
        context: { api_key: 'made-up-api-key', company_domain: 'acme' },
      },
    }),
  refreshCredentials: (client, { oauthAccount }) =>
    client.POST('/integrated-account/refresh-credentials', { body: { id: oauthAccount } }),
  createAccountToken: (client, { account }) =>
    client.POST('/integrated-account/token', { body: { integrated_account_id: account } }),
  getOwnAccount: (client) => client.GET('/integrated-account/me'),
  updateOwnAccount: (client) => client.PATCH('/integrated-account/me', { body: { handling: null } }),
  getIntegratedAccount: (client, { account }) =>
    client.GET('/integrated-account/{id}', { params: { path: { id: account } } }),
  updateIntegratedAccount: (client, { account }) =>
    client.PATCH('/integrated-account/{id}', { params: { path: { id: account } }, body: { handling: 'strict' } }),
  deleteIntegratedAccount: (client, { otherAccount }) =>
    client.DELETE('/integrated-account/{id}', { params: { path: { id: otherAccount } } }),
  replaceCredentials: (client, { account }) =>
    client.PATCH('/integrated-account/{id}/credentials', {
      params: { path: { id: account } },
      body: { context: { api_key: 'made-up-api-key' } },
    }),
  listIntegrations: (client) => client.GET('/integration', { params: { query: { limit: 1 } } }),
  getIntegration: (client) => client.GET('/integration/{slug}', { params: { path: { slug: 'activecampaign' } } }),
  getIntegrationCapabilities: (client) =>
    client.GET('/integration/{slug}/capabilities', { params: { path: { slug: 'activecampaign' } } }),
  listEnvironmentIntegrations: (client) => client.GET('/environment-integration', { params: { query: { limit: 1 } } }),
  createEnvironmentIntegration: (client) =>
    client.POST('/environment-integration', {
      body: { integration: 'hubspot', client_id: 'made-up-app', client_secret: 'made-up-secret' },
    }),
  getEnvironmentIntegration: (client) =>
    client.GET('/environment-integration/{id}', { params: { path: { id: 'hubspot' } } }),
  updateEnvironmentIntegration: (client) =>
    client.PATCH('/environment-integration/{id}', {
      params: { path: { id: 'hubspot' } },
      body: { client_secret: 'made-up-secret' },
    }),
  deleteEnvironmentIntegration: (client) =>
    client.DELETE('/environment-integration/{id}', { params: { path: { id: 'hubspot' } } }),
  listApiTokens: (client) => client.GET('/api-token', { params: { query: { limit: 1 } } }),
  createApiToken: (client) => client.POST('/api-token', { body: { name: 'contract', scopes: ['read'] } }),
  getApiToken: (client, { apiToken }) => client.GET('/api-token/{id}', { params: { path: { id: apiToken } } }),
  revokeApiToken: (client, { apiToken }) => client.DELETE('/api-token/{id}', { params: { path: { id: apiToken } } }),
  listLinkTokens: (client) => client.GET('/link-token', { params: { query: { limit: 1 } } }),
  createLinkToken: (client) => client.POST('/link-token', { body: { tenant_id: 'contract' } }),
  revokeLinkToken: (client, { linkToken }) =>
    client.DELETE('/link-token/{id}', { params: { path: { id: linkToken } } }),
  listLogEntries: (client, { account }) =>
    client.GET('/log', {
      params: {
        query: {
          account,
          tenant_id: 'contract',
          user_id: '2',
          token_id: account,
          operation: 'updateUser',
          outcome: 'refused',
          created_at: { gt: new Date(0) },
          limit: 1,
        },
      },
    }),
  eraseLogUser: (client, { account }) => client.DELETE('/log', { params: { query: { account, user_id: '2' } } }),
  listWebhooks: (client) => client.GET('/webhook', { params: { query: { limit: 1 } } }),
  createWebhook: (client) =>
    client.POST('/webhook', {
      body: { target_url: 'http://127.0.0.1:9/', event_types: ['integrated_account:deleted'], name: 'Client' },
    }),
  getWebhook: (client, { webhook }) => client.GET('/webhook/{id}', { params: { path: { id: webhook } } }),
  updateWebhook: (client, { webhook }) =>
    client.PATCH('/webhook/{id}', { params: { path: { id: webhook } }, body: { name: null } }),
  deleteWebhook: (client, { otherWebhook }) =>
    client.DELETE('/webhook/{id}', { params: { path: { id: otherWebhook } } }),
  testWebhook: (client, { webhook }) => client.POST('/webhook/{id}/test', { params: { path: { id: webhook } } }),
  rotateWebhookSecret: (client, { webhook }) =>
    client.POST('/webhook/{id}/rotate-secret', { params: { path: { id: webhook } } }),
  listDeliveries: (client, { webhook }) =>
    client.GET('/webhook/{id}/delivery', { params: { path: { id: webhook }, query: { state: 'pending', limit: 1 } } }),
  retryDeliveries: (client, { webhook }) =>
    client.POST('/webhook/{id}/delivery/retry', { params: { path: { id: webhook } } }),
  retryDelivery: (client, { webhook, delivery }) =>
    client.POST('/webhook/{id}/delivery/{delivery_id}/retry', {
      params: { path: { id: webhook, delivery_id: delivery } },
    }),
  ping: (client) => client.GET('/ping'),
  getHealth: (client) => client.GET('/healthz'),
  getReadiness: (client) => client.GET('/readyz'),
  getMetrics: (client) => client.GET('/metrics'),
  getOpenapiJson: (client) => client.GET('/openapi.json'),
  getOpenapiYaml: (client) => client.GET('/openapi.yaml'),
  sendMcpMessage: (client) => client.POST('/mcp', { body: { jsonrpc: '2.0', id: 1, method: 'tools/list' } }),
  getErrorPage: (client) => client.GET('/errors/{slug}', { params: { path: { slug: 'user-not-found' } } }),
} satisfies {
  // A notification of `sendMcpMessage` is answered without a body.
  readonly [Id in ClientOperation]: (client: Client, known: Known) => Promise<Result<Promised<Id> | undefined>>
}

type Given<Id extends ClientOperation> = NonNullable<Awaited<ReturnType<(typeof calls)[Id]>>['data']>

test('every operation has a call whose data has exactly the type of the contract', () => {
  expectTypeOf<{ [Id in ClientOperation]: Given<Id> }>().toEqualTypeOf<{ [Id in ClientOperation]: Promised<Id> }>()
  expectTypeOf<Promised<'getUser'>['id']>().toEqualTypeOf<string>()
  expect(Object.keys(calls)).toEqual(clientOperations)
})

let server: ContractServer
let known: Known
beforeAll(async () => {
  server = await startContractServer()
  const hook = { targetUrl: 'http://127.0.0.1:9/', events: [], isActive: true } as const
  const { id: webhook } = await server.store.webhooks.create(server.environmentId, hook)
  const { id: otherWebhook } = await server.store.webhooks.create(server.environmentId, hook)
  const [account, otherAccount] = await Promise.all([
    server.freshAccount('activecampaign'),
    server.freshAccount('activecampaign'),
  ])
  const oauthAccount = await server.freshAccount('pipedrive', 'oauth2')
  const { id: apiToken } = await server.store.tokens.create(server.environmentId, { name: 'contract' })
  const { token: accountToken } = await server.store.tokens.create(server.environmentId, {
    name: 'one',
    accountId: account,
  })
  const { id: linkToken } = await server.store.linkTokens.create(server.environmentId, {
    tenantId: 'contract',
    providers: [],
    context: {},
    expiresAtMs: Date.now() + 60_000,
  })
  const place = { environmentId: server.environmentId, webhookId: webhook }
  const { result } = await server.store.deliveries.list(place, { limit: 1 })
  const delivery = result[0]?.id ?? ''
  known = {
    account,
    otherAccount,
    user: '2',
    oauthAccount,
    apiToken,
    linkToken,
    webhook,
    otherWebhook,
    delivery,
    accountToken,
  }
})
afterAll(() => server.stop())

const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{[^}]+\}/g, '[^/]+')}$`)

test.each(clientOperations.map((id) => ({ id })))(
  'the call of $id reaches its operation, and is answered with data',
  async ({ id }) => {
    const sent: Request[] = []
    const send = (request: Request): Promise<Response> => {
      sent.push(request)
      return fetch(request)
    }
    const token = id.endsWith('OwnAccount') ? known.accountToken : 'demo-token'
    const client = createClient({ baseUrl: server.origin, token, retries: 0, fetch: send })
    const { data, error } = await calls[id](client, known)
    expect(error).toBeUndefined()
    expect(data).toBeDefined()
    const { method, path } = operationOf(id)
    expect(sent.map((request) => request.method)).toEqual([method])
    expect(new URL(sent[0]?.url ?? '').pathname).toMatch(patternOf(path))
  },
)
