import type { SandboxSlug } from '@rollcall/sandbox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Ask, type ContractServer, type Kept, startContractServer } from './contract-server.ts'
import { contractOperations, isRecord, type Operation, type OperationId } from './document.ts'
import { text } from './provider-subject.ts'
import { soundAsks } from './status-cases.ts'

/** No route returns a secret: every operation of the contract is called, and no answer holds a secret of a request. */

/** The prefix of all secrets in requests. */
const mark = 'marked-'
const key = `${mark}api-key`
const password = `${mark}password`
const accessToken = `${mark}access-token`
const client = { id: 'made-up-app', secret: `${mark}client-secret` }
const token = { access_token: accessToken, refresh_token: `${mark}refresh-token` }

interface Account {
  readonly integration: SandboxSlug
  readonly authentication_method: string
  readonly context: object
  /** The credential of a call to the vendor. */
  readonly sent: string
}

/** One account for each method. */
const logins: readonly Account[] = [
  {
    integration: 'activecampaign',
    authentication_method: 'api_key',
    context: { api_key: key, api_url: 'https://acme.api-us1.com' },
    sent: key,
  },
  {
    integration: 'pipedrive',
    authentication_method: 'oauth2',
    context: { oauth: { token, client }, company_domain: 'acme' },
    sent: accessToken,
  },
  {
    integration: 'freshsales',
    authentication_method: 'basic',
    context: { username: 'ann@acme.example', password, bundle_alias: 'acme.freshsales.io' },
    sent: password,
  },
  {
    integration: 'wix',
    authentication_method: 'client_credentials',
    context: { oauth: { token, client }, instance_id: '6d3b1c8e-5f0a-4a87-9d0e-2b7c1f5a9e44' },
    sent: accessToken,
  },
]

let server: ContractServer
/** By method. */
const accounts = new Map<Account, string>()
/** Tokens that the server has issued: each is returned once, to its caller. */
const given: string[] = []
let ids: Readonly<Record<string, string>>

const send = async (id: OperationId, ask: Ask): Promise<Kept> => {
  const answer = await server.send(id, ask)
  const whole = JSON.stringify([answer.headers, answer.text])
  expect(whole, id).not.toContain(mark)
  for (const secret of given) expect(whole, id).not.toContain(secret)
  return answer
}

beforeAll(async () => {
  server = await startContractServer()
  for (const login of logins) {
    const { sent: _sent, ...body } = login
    const { json } = await send('createIntegratedAccount', { body: { ...body, tenant_id: 'acme' } })
    accounts.set(login, text(json, 'id'))
  }
  const apiToken = await server.store.tokens.create(server.environmentId, { name: 'kept' })
  const link = await server.store.linkTokens.create(server.environmentId, {
    tenantId: 'acme',
    providers: [],
    context: {},
    expiresAtMs: Date.now() + 600_000,
  })
  const webhook = await server.store.webhooks.create(server.environmentId, {
    targetUrl: 'http://127.0.0.1:9/',
    events: [],
    isActive: true,
  })
  given.push(apiToken.token, link.token, webhook.secret)
  ids = {
    'integrated-account': [...accounts.values()][0] ?? '',
    'environment-integration': 'hubspot',
    'api-token': apiToken.id,
    'link-token': link.id,
    webhook: webhook.id,
  }
})
afterAll(() => server.stop())

/** Requests of the operations whose bodies hold secrets; the others use the successful requests of other tests. */
const bodies: Partial<Record<OperationId, object>> = {
  createIntegratedAccount: {
    integration: 'hubspot',
    tenant_id: 'acme',
    authentication_method: 'oauth2',
    context: { oauth: { token, client } },
  },
  replaceCredentials: { context: { api_key: `${mark}new-api-key` } },
  createEnvironmentIntegration: { integration: 'hubspot', client_id: client.id, client_secret: client.secret },
  updateEnvironmentIntegration: { client_secret: `${mark}new-client-secret` },
  startConnection: { integration: 'pipedrive', authentication_method: 'api_key', context: { api_key: key } },
}

const takesAccount = ({ parameters }: Operation) => parameters.some(({ name }) => name === 'integrated_account_id')

const askOf = ({ id, path }: Operation): Ask => {
  const sound = soundAsks[id]
  const [, first = ''] = path.split('/')
  const real = ids[first]
  if (path.includes('{id}') && real === undefined && first !== 'unified') {
    throw new Error(`Say above what /${first}/{id} is the id of.`)
  }
  return {
    ...sound,
    ...(path.includes('{id}') && real !== undefined ? { path: { ...sound.path, id: real } } : {}),
    ...(bodies[id] === undefined ? {} : { body: bodies[id] }),
  }
}

/** Faults of a body: an extra member, and one of another type. */
const faultyBodies = (body: unknown): readonly unknown[] =>
  isRecord(body)
    ? [
        { ...body, surprise: `${mark}surprise` },
        {
          ...body,
          context: { surprise: `${mark}surprise`, oauth: { token: `${mark}token`, client: [client.secret] } },
        },
        { ...body, client_secret: [client.secret] },
        [body],
      ]
    : []

// Deletions come last.
const ordered = contractOperations.toSorted(
  (left, right) => Number(left.method === 'DELETE') - Number(right.method === 'DELETE'),
)

/** Users of a vendor that repeats the credential, in a success and in a refusal. */
test.each(ordered.filter(takesAccount).map((operation) => [operation.id, operation] as const))(
  '%s, of a vendor that repeats the credential',
  async (id, operation) => {
    let redacted = 0
    for (const [login, account] of accounts) {
      const { integration, sent } = login
      const vendor = server.sandbox.control(integration)
      const basic = Buffer.from(`ann@acme.example:${sent}`).toString('base64')
      for (const status of [200, 422]) {
        vendor.clearFaults()
        vendor.fault({
          status,
          body: {
            message: `No: ${sent}`,
            error: basic,
            data: [{ id: 1, name: sent }],
            users: [{ id: '1', email: sent }],
          },
        })
        const formats =
          operation.method === 'GET' && operation.formats.size > 0 ? ['unified', 'raw', 'stream'] : [undefined]
        for (const truto_response_format of formats) {
          const answer = await send(id, {
            ...askOf(operation),
            query: { ...soundAsks[id].query, integrated_account_id: account, truto_response_format },
          })
          expect(answer.text).not.toContain(basic)
          if (answer.text.includes('[redacted]')) redacted += 1
        }
      }
      vendor.clearFaults()
    }
    // Without it, no answer had anything that the vendor repeated.
    if (operation.formats.size > 0) expect(redacted).toBeGreaterThan(0)
  },
)

const withoutAccount = ordered.filter((operation) => !takesAccount(operation))

test.each(withoutAccount.map((operation) => [operation.id, operation] as const))('%s', async (id, operation) => {
  const ask = askOf(operation)
  for (const body of faultyBodies(ask.body))
    expect((await send(id, { ...ask, body })).status).toBeGreaterThanOrEqual(400)
  const made = await send(id, ask)
  if (/^create.*Token$/.test(id) && made.status === 201)
    given.push(
      ...Object.values(Object(made.json))
        .filter((value) => typeof value === 'string' && value.length > 36)
        .map(String),
    )
})
