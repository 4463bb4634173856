import type { Fault } from '@rollcall/sandbox'
import type { Ask, ContractServer, Kept } from './contract-server.ts'
import { contractOperations, type Operation, type OperationId } from './document.ts'
import { provider, type Servers } from './status-servers.ts'

/** How to provoke every status that the contract has for an operation. */

/** A request that provokes a status. */
export type Case = (servers: Servers) => Promise<Kept>

const unknownId = '00000000-0000-4000-8000-000000000000'

const newcomer = {
  email: 'contract.newcomer@acme.example',
  name: 'Contract Newcomer',
  remote_data: { username: 'contract-newcomer', password: 'made-up-password-1', group: 4 },
}

const importBody = {
  integration: 'pipedrive',
  tenant_id: 'contract',
  authentication_method: 'api_key',
  context: { api_key: 'made-up-api-key', company_domain: 'acme' },
}

const appBody = { integration: 'hubspot', client_id: 'made-up-app', client_secret: 'made-up-secret' }

/** A browser without a link token. */
const withCookie = { headers: { cookie: 'rollcall_connect=made-up' } }
const formHeaders = { 'content-type': 'application/x-www-form-urlencoded' }

/** A successful request to each operation; the account is added where one is needed. */
export const soundAsks: { readonly [Id in OperationId]: Ask } = {
  listUsers: {},
  createUser: { body: newcomer },
  getMe: {},
  getUser: { path: { id: '1' } },
  updateUser: { path: { id: '2' }, body: { first_name: 'Contract' } },
  deleteUser: { path: { id: '3' } },
  getUserMeta: { path: { method: 'list' } },
  getProviderUserMeta: { path: { provider, method: 'list' } },
  findPeople: { query: { email: 'contract@acme.example', tenant_id: 'nobody' } },
  deactivatePerson: { body: { email: 'contract@acme.example', dry_run: true, tenant_id: 'nobody' } },
  listIntegratedAccounts: {},
  createIntegratedAccount: { body: importBody },
  getIntegratedAccount: { path: { id: unknownId } },
  deleteIntegratedAccount: { path: { id: unknownId } },
  updateIntegratedAccount: { path: { id: unknownId }, body: { tenant_id: 'contract' } },
  replaceCredentials: { path: { id: unknownId }, body: { context: { api_key: 'made-up-api-key' } } },
  refreshCredentials: { body: { id: unknownId } },
  createAccountToken: { body: { integrated_account_id: unknownId } },
  getOwnAccount: {},
  updateOwnAccount: { body: { handling: 'strict' } },
  listEnvironmentIntegrations: {},
  createEnvironmentIntegration: { body: appBody },
  getEnvironmentIntegration: { path: { id: 'activecampaign' } },
  updateEnvironmentIntegration: { path: { id: 'activecampaign' }, body: { client_secret: 'made-up-secret' } },
  deleteEnvironmentIntegration: { path: { id: 'activecampaign' } },
  listApiTokens: {},
  createApiToken: { body: { name: 'contract', scopes: ['read'] } },
  getApiToken: { path: { id: unknownId } },
  revokeApiToken: { path: { id: unknownId } },
  listLinkTokens: {},
  createLinkToken: { body: { tenant_id: 'contract' } },
  revokeLinkToken: { path: { id: unknownId } },
  listLogEntries: {},
  eraseLogUser: { query: { account: unknownId, user_id: 'contract' } },
  listWebhooks: {},
  createWebhook: { body: { target_url: 'http://127.0.0.1:9/' } },
  getWebhook: { path: { id: unknownId } },
  updateWebhook: { path: { id: unknownId }, body: { is_active: false } },
  deleteWebhook: { path: { id: unknownId } },
  testWebhook: { path: { id: unknownId } },
  rotateWebhookSecret: { path: { id: unknownId } },
  listDeliveries: { path: { id: unknownId } },
  retryDeliveries: { path: { id: unknownId } },
  retryDelivery: { path: { id: unknownId, delivery_id: unknownId } },
  getConnectPage: {},
  getConnectAsset: { path: { name: 'connect.js' } },
  getConnectSession: withCookie,
  startConnection: { ...withCookie, body: { integration: 'pipedrive', authentication_method: 'api_key', context: {} } },
  finishConsent: withCookie,
  receiveConsent: { rawBody: 'code=made-up', headers: formHeaders },
  listIntegrations: {},
  getIntegration: { path: { slug: provider } },
  getIntegrationCapabilities: { path: { slug: provider } },
  ping: {},
  getHealth: {},
  getReadiness: {},
  getMetrics: {},
  getOpenapiJson: {},
  getOpenapiYaml: {},
  getConsole: {},
  getConsoleAsset: { path: { name: 'index-made-up.js' } },
  getErrorPage: { path: { slug: 'user-not-found' } },
  getHomePage: {},
  getReferencePage: {},
  getReferenceContract: {},
  getProvidersPage: {},
  getProviderPage: { path: { slug: provider } },
  getErrorsPage: {},
  getPageAsset: { path: { name: 'pages.css' } },
  sendMcpMessage: { body: { jsonrpc: '2.0', id: 1, method: 'ping' } },
}

const takesAccount = (operation: Operation): boolean =>
  operation.parameters.some(({ name }) => name === 'integrated_account_id')

/** Sends an operation's valid request, changed by `change`, for a new account with a new sandbox. */
const sendSound = async (server: ContractServer, operation: Operation, change: Ask = {}): Promise<Kept> => {
  const { id, path } = operation
  const account = operation.isOpen ? '' : await server.freshAccount(provider)
  const sound = soundAsks[id]
  const ofAccount = path.startsWith('/integrated-account/{id}') ? { path: { id: account } } : {}
  const query = takesAccount(operation) ? { integrated_account_id: account } : {}
  return server.send(id, { ...sound, ...ofAccount, ...change, query: { ...sound.query, ...query, ...change.query } })
}

const sound =
  (operation: Operation, change?: Ask): Case =>
  ({ sound: server }) =>
    sendSound(server, operation, change)

/** The status of an operation on users whose vendor acts, and then closes the connection without an answer. */
export const lostAnswer = (operation: Operation): Case => {
  const reads =
    operation.method === 'GET' ? {} : { match: { method: operation.method === 'PATCH' ? 'PUT' : operation.method } }
  return faulty(operation, { ...reads, drop: 'before-answer' })
}

const faulty = (operation: Operation, fault: Fault, which: 'sound' | 'hasty' = 'sound'): Case => {
  return (servers) => {
    servers[which].sandbox.control(provider).fault(fault)
    return sendSound(servers[which], operation)
  }
}

/** Answers of a vendor that are passed on with their own status. */
const handedOn = [402, 403, 409, 410, 413, 415, 422, 423]

/** With a body of which a part never arrives. */
const unfinished = (ask: Ask = {}): Ask => ({ ...ask, headers: { ...ask.headers, 'content-length': '100000' } })

const withBody = (operation: Operation): Readonly<Record<number, Case>> =>
  operation.body === undefined
    ? {}
    : {
        408: ({ slow }) => slow.send(operation.id, unfinished(soundAsks[operation.id])),
        413: sound(operation, { body: { name: 'x'.repeat(300_000) } }),
        415: sound(operation, { headers: { 'content-type': 'text/plain' } }),
      }

const ofVendor = (operation: Operation): Readonly<Record<number, Case>> => {
  if (operation.formats.size === 0) return {}
  const fromVendor = handedOn.map(
    (status) => [status, faulty(operation, { status, body: { message: 'No.' } })] as const,
  )
  return {
    ...Object.fromEntries(fromVendor),
    429: faulty(operation, { status: 429, headers: { 'retry-after': '60' } }),
    502: ({ cutOff }) => sendSound(cutOff, operation),
    504: faulty(operation, { hang: true }, 'hasty'),
  }
}

const lacking = (id: OperationId, slug: 'teamleader' | 'wix'): Case => {
  return async ({ sound: server }) => {
    const integrated_account_id = await server.freshAccount(slug)
    return server.send(id, { ...soundAsks[id], query: { integrated_account_id } })
  }
}

/** No request was sent when the deadline passed: the credential was still being renewed. */
const lateCreation: Case = async ({ hasty: server }) => {
  const token = { access_token: 'made-up', refresh_token: 'made-up', expires_in: -1 }
  const context = { company_domain: 'acme', oauth: { token, client: { id: 'made-up', secret: 'made-up' } } }
  const body = { ...importBody, authentication_method: 'oauth2', context }
  const { json } = await server.send('createIntegratedAccount', { body })
  const integrated_account_id = typeof json === 'object' && json !== null ? Reflect.get(json, 'id') : undefined
  // The vendor must answer: a store that closes waits for the token, so that a rotated one is not lost.
  server.sandbox.control('pipedrive').fault({ latency_ms: 600 })
  return server.send('createUser', { body: { email: newcomer.email }, query: { integrated_account_id } })
}

/** HubSpot's users are read before they are deleted: until then nothing is changed. */
const lateDeletion: Case = async ({ hasty: server }) => {
  const integrated_account_id = await server.freshAccount('hubspot')
  server.sandbox.control('hubspot').fault({ hang: true })
  return server.send('deleteUser', { path: { id: '51000020' }, query: { integrated_account_id } })
}

/** An account with tokens that the vendor does not know, and an app to refresh them with. */
const strangeAccount = async (server: ContractServer): Promise<string> => {
  const token = { access_token: 'made-up', refresh_token: 'made-up' }
  const context = { company_domain: 'acme', oauth: { token, client: { id: 'made-up', secret: 'made-up' } } }
  const { json } = await server.send('createIntegratedAccount', {
    body: { ...importBody, authentication_method: 'oauth2', context },
  })
  return String(typeof json === 'object' && json !== null ? Reflect.get(json, 'id') : undefined)
}

const refreshOf = (server: ContractServer, id: string): Promise<Kept> =>
  server.send('refreshCredentials', { body: { id } })

const ofApp = (id: OperationId): Case => {
  return async ({ sound: server }) => {
    await server.send('createEnvironmentIntegration', { body: appBody })
    return server.send(id, { ...soundAsks[id], path: { id: 'hubspot' } })
  }
}

const ofToken = (id: OperationId): Case => {
  return async ({ sound: server }) => {
    const made = await server.store.tokens.create(server.environmentId, { name: 'contract' })
    return server.send(id, { path: { id: made.id } })
  }
}

const newWebhook = async (server: ContractServer): Promise<string> => {
  const { json } = await server.send('createWebhook', soundAsks.createWebhook)
  return String(typeof json === 'object' && json !== null ? Reflect.get(json, 'id') : undefined)
}

const ofWebhook = (id: OperationId): Case => {
  return async ({ sound: server }) =>
    server.send(id, { ...soundAsks[id], path: { ...soundAsks[id].path, id: await newWebhook(server) } })
}

/** A delivery that waits: these servers send none. */
const ofDelivery: Case = async ({ sound: server }) => {
  const id = await newWebhook(server)
  await server.freshAccount(provider)
  const webhook = { environmentId: server.environmentId, webhookId: id }
  const { result } = await server.store.deliveries.list(webhook, { limit: 1 })
  return server.send('retryDelivery', { path: { id, delivery_id: result[0]?.id ?? '' } })
}

const special: Partial<Record<OperationId, Readonly<Record<number, Case>>>> = {
  createUser: { 501: lacking('createUser', 'teamleader'), 504: lateCreation },
  getMe: { 501: lacking('getMe', 'wix') },
  updateUser: { 501: lacking('updateUser', 'teamleader') },
  deleteUser: { 501: lacking('deleteUser', 'teamleader'), 504: lateDeletion },
  deactivatePerson: {
    404: ({ sound: server }) =>
      server.send('deactivatePerson', { body: { email: 'x@acme.example', dry_run: true, accounts: [unknownId] } }),
    501: ({ sound: server }) =>
      server.send('deactivatePerson', { ...soundAsks.deactivatePerson, headers: { 'if-match': '"1"' } }),
  },
  refreshCredentials: {
    200: async ({ sound: server }) => refreshOf(server, await server.freshAccount('pipedrive', 'oauth2')),
    401: async ({ sound: server }) => {
      const id = await server.freshAccount('pipedrive', 'oauth2')
      const token = { access_token: 'made-up', refresh_token: 'made-up' }
      await server.send('replaceCredentials', { path: { id }, body: { context: { oauth: { token } } } })
      return refreshOf(server, id)
    },
    422: async ({ sound: server }) => refreshOf(server, await strangeAccount(server)),
    501: async ({ sound: server }) => refreshOf(server, await server.freshAccount(provider)),
    502: async ({ cutOff: server }) => refreshOf(server, await strangeAccount(server)),
    504: async ({ hasty: server }) => {
      server.sandbox.control('pipedrive').fault({ latency_ms: 600 })
      return refreshOf(server, await strangeAccount(server))
    },
  },
  createAccountToken: {
    201: async ({ sound: server }) =>
      server.send('createAccountToken', { body: { integrated_account_id: await server.freshAccount(provider) } }),
  },
  createApiToken: {
    404: ({ sound: server }) =>
      server.send('createApiToken', { body: { name: 'contract', integrated_account_id: unknownId } }),
  },
  getOwnAccount: {
    200: ({ sound: server, accountToken: token }) => server.send('getOwnAccount', { token }),
    403: ({ sound: server }) => server.send('getOwnAccount'),
  },
  updateOwnAccount: {
    200: ({ sound: server, accountToken: token }) =>
      server.send('updateOwnAccount', { ...soundAsks.updateOwnAccount, token }),
    403: ({ sound: server }) => server.send('updateOwnAccount', soundAsks.updateOwnAccount),
  },
  getEnvironmentIntegration: { 200: ofApp('getEnvironmentIntegration') },
  updateEnvironmentIntegration: { 200: ofApp('updateEnvironmentIntegration') },
  deleteEnvironmentIntegration: { 200: ofApp('deleteEnvironmentIntegration') },
  revokeLinkToken: {
    200: async ({ sound: server }) => {
      const { json } = await server.send('createLinkToken', soundAsks.createLinkToken)
      const id = String(typeof json === 'object' && json !== null ? Reflect.get(json, 'id') : undefined)
      return server.send('revokeLinkToken', { path: { id } })
    },
  },
  eraseLogUser: {
    200: async ({ sound: server }) => {
      const account = await server.freshAccount(provider)
      return server.send('eraseLogUser', { query: { account, user_id: 'contract' } })
    },
  },
  getWebhook: { 200: ofWebhook('getWebhook') },
  updateWebhook: { 200: ofWebhook('updateWebhook') },
  deleteWebhook: { 200: ofWebhook('deleteWebhook') },
  testWebhook: { 200: ofWebhook('testWebhook') },
  rotateWebhookSecret: { 200: ofWebhook('rotateWebhookSecret') },
  listDeliveries: { 200: ofWebhook('listDeliveries') },
  retryDeliveries: { 200: ofWebhook('retryDeliveries') },
  retryDelivery: { 200: ofDelivery },
  createLinkToken: {
    404: ({ sound: server }) => server.send('createLinkToken', { body: { integrated_account_id: unknownId } }),
  },
  sendMcpMessage: {
    202: ({ sound: server }) =>
      server.send('sendMcpMessage', { body: { jsonrpc: '2.0', method: 'notifications/initialized' } }),
    403: ({ sound: server }) =>
      server.send('sendMcpMessage', { ...soundAsks.sendMcpMessage, headers: { origin: 'https://evil.example' } }),
  },
  getConnectPage: {
    303: ({ sound: server }) => server.send('getConnectPage', { query: { link_token: 'made-up' } }),
    500: ({ broken }) => broken.send('getConnectPage', { query: { link_token: 'made-up' } }),
  },
  startConnection: {
    403: ({ sound: server }) => {
      const headers = { ...withCookie.headers, origin: 'https://evil.example' }
      return server.send('startConnection', { ...soundAsks.startConnection, headers })
    },
  },
  finishConsent: {
    303: ({ sound: server }) => server.send('finishConsent', soundAsks.finishConsent),
    400: ({ sound: server }) => server.send('finishConsent', { rawQuery: 'state=1&state=2' }),
  },
  receiveConsent: {
    303: ({ sound: server }) => server.send('receiveConsent', soundAsks.receiveConsent),
    400: ({ sound: server }) => server.send('receiveConsent', { rawBody: 'state=%00', headers: formHeaders }),
    408: ({ slow }) => slow.send('receiveConsent', unfinished(soundAsks.receiveConsent)),
    413: ({ sound: server }) =>
      server.send('receiveConsent', { rawBody: `code=${'x'.repeat(300_000)}`, headers: formHeaders }),
    415: ({ sound: server }) =>
      server.send('receiveConsent', { rawBody: '{}', headers: { 'content-type': 'text/plain' } }),
  },
  getApiToken: { 200: ofToken('getApiToken') },
  revokeApiToken: { 200: ofToken('revokeApiToken') },
  // Comes before the limits: a busy server is still a healthy one.
  getReadiness: { 503: ({ broken }) => broken.send('getReadiness') },
  getConsole: { 404: ({ cutOff }) => cutOff.send('getConsole') },
  getConsoleAsset: { 404: ({ sound: server }) => server.send('getConsoleAsset', { path: { name: 'none.js' } }) },
  getPageAsset: { 404: ({ sound: server }) => server.send('getPageAsset', { path: { name: 'none.css' } }) },
  getErrorPage: { 404: ({ sound: server }) => server.send('getErrorPage', { path: { slug: 'no-such-problem' } }) },
}

const casesOf = (operation: Operation): Readonly<Record<number, Case>> => ({
  200: sound(operation),
  201: sound(operation),
  400: sound(operation, { rawQuery: 'no_such_parameter=1' }),
  401: sound(operation, { token: null }),
  403: (servers) => sendSound(servers.sound, operation, { token: servers.emptyToken }),
  404: (servers) =>
    takesAccount(operation)
      ? sendSound(servers.sound, operation, { query: { integrated_account_id: unknownId } })
      : servers.sound.send(operation.id, soundAsks[operation.id]),
  405: sound(operation, { method: 'PUT' }),
  406: sound(operation, { headers: { accept: 'image/png' } }),
  414: sound(operation, { rawQuery: `limit=${'1'.repeat(33 * 1024)}` }),
  429: ({ limited }) => limited.send(operation.id, soundAsks[operation.id]),
  500: ({ broken }) => broken.send(operation.id, soundAsks[operation.id]),
  503: ({ busy }) => busy.send(operation.id, soundAsks[operation.id]),
  ...ofVendor(operation),
  ...withBody(operation),
  ...special[operation.id],
})

/** Every operation's cases; those of statuses that the contract does not have are never run. */
export const statusCases: ReadonlyMap<OperationId, Readonly<Record<number, Case>>> = new Map(
  contractOperations.map((operation) => [operation.id, casesOf(operation)]),
)
