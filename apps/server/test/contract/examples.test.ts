import { adapters } from '@rollcall/providers'
import { demoAccount } from '@rollcall/sandbox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseImport } from '../../src/accounts/parse-import.ts'
import { type Ask, type ContractServer, type Kept, startContractServer } from './contract-server.ts'
import { contractOperations, followed, isRecord, type Operation, type OperationId, type Parameter } from './document.ts'
import { records, text } from './provider-subject.ts'
import { soundAsks } from './status-cases.ts'

/** The contract's examples of requests can be sent unchanged. */

/** The account of the contract's examples, which this test makes. */
const exampleAccountId = '6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11'
/** Salesforce's users have every field that can be filtered, sorted by or changed; HubSpot creates and deletes. */
const providerOf = (id: OperationId): 'hubspot' | 'salesforce' =>
  id === 'createUser' || id === 'deleteUser' ? 'hubspot' : 'salesforce'

let salesforceUser: string
const hubspotUser = '51000010'

let server: ContractServer
let webhookId: string
beforeAll(async () => {
  server = await startContractServer()
  const webhook = { targetUrl: 'http://127.0.0.1:9/', events: [], isActive: true } as const
  webhookId = (await server.store.webhooks.create(server.environmentId, webhook)).id
  const { json } = await server.send('listUsers', {
    query: { integrated_account_id: await server.freshAccount('salesforce'), limit: 1 },
  })
  salesforceUser = text(records(isRecord(json) ? json.result : [])[0], 'id')
})
afterAll(() => server.stop())

const makeExampleAccount = async (provider: 'hubspot' | 'salesforce'): Promise<void> => {
  const { authentication_method, context } = demoAccount(provider)
  const options = { nowMs: Date.now(), environmentHasClient: true }
  const imported = parseImport(adapters[provider], authentication_method, context, options)
  if ('faults' in imported) throw new Error('The demo login does not fit.')
  await server.store.accounts.delete(server.environmentId, exampleAccountId)
  await server.store.accounts.create(server.environmentId, {
    ...imported.account,
    id: exampleAccountId,
    provider,
    tenantId: 'contract',
  })
}

const asks = (): Partial<Record<OperationId, Ask>> => ({
  createUser: { body: { email: 'contract.example@acme.example' } },
  getUser: { path: { id: salesforceUser } },
  updateUser: { path: { id: salesforceUser }, body: { first_name: 'Contract' } },
  deleteUser: { path: { id: hubspotUser } },
  getIntegratedAccount: { path: { id: exampleAccountId } },
  deleteIntegratedAccount: { path: { id: exampleAccountId } },
  eraseLogUser: { query: { account: exampleAccountId, user_id: '1' } },
  getEnvironmentIntegration: { path: { id: 'hubspot' } },
  updateEnvironmentIntegration: { path: { id: 'hubspot' }, body: { client_secret: 'made-up-secret' } },
  deleteEnvironmentIntegration: { path: { id: 'hubspot' } },
  updateIntegratedAccount: { path: { id: exampleAccountId }, body: { tenant_id: 'contract' } },
  replaceCredentials: {
    path: { id: exampleAccountId },
    body: { context: { oauth: { token: { access_token: 'made-up-access-token' } } } },
  },
})

const send = async ({ id, parameters }: Operation, change: Ask): Promise<Kept> => {
  server.sandbox.control(providerOf(id)).reset()
  await makeExampleAccount(providerOf(id))
  const ask = asks()[id] ?? soundAsks[id]
  const takesAccount = parameters.some(({ name }) => name === 'integrated_account_id')
  const query = takesAccount ? { integrated_account_id: exampleAccountId } : {}
  await server.store.oauthApps.set(server.environmentId, 'hubspot', { id: 'made-up-app', secret: 'made-up-secret' })
  const own = { name: 'one', accountId: exampleAccountId }
  const { token } = id.endsWith('OwnAccount') ? await server.store.tokens.create(server.environmentId, own) : {}
  return server.send(id, {
    ...ask,
    ...(token === undefined ? {} : { token }),
    ...change,
    query: { ...ask.query, ...query, ...change.query },
    path: {
      ...ask.path,
      ...(id === 'updateWebhook' || id === 'listDeliveries' ? { id: webhookId } : {}),
      ...change.path,
    },
  })
}

/** Examples that no server can accept unchanged, and the answers to them. */
const refusals: Readonly<Record<string, readonly string[]>> = {
  // Sealed by another server.
  'query next_cursor': ['/errors/invalid-cursor'],
  // The sandbox has no such user.
  'path id': ['/errors/user-not-found'],
  // Some users have no e-mail.
  'query truto_key_by': ['/errors/key-not-unique'],
  // A parameter of HighLevel only.
  'query workspace': ['/errors/invalid-request'],
}

const withParameter = ({ name, in: place, example }: Parameter): Ask => {
  if (place === 'path') return { path: { [name]: String(example) } }
  return place === 'query' ? { query: { [name]: example } } : { headers: { [name]: String(example) } }
}

const successesOf = ({ responses }: Operation): readonly number[] =>
  [...responses.keys()].filter((status) => status < 400)

const expectTaken = (operation: Operation, received: Kept, accepted: readonly string[] = []): void => {
  const type = isRecord(received.json) ? received.json.type : undefined
  if (typeof type === 'string' && accepted.includes(type)) return
  expect(successesOf(operation), received.text.slice(0, 500)).toContain(received.status)
}

describe.each(contractOperations.filter(({ parameters }) => parameters.length > 0))('$id', (operation) => {
  test.each(operation.parameters)('accepts the example of $name', async (parameter) => {
    expect(parameter.example).toBeDefined()
    const { name, in: place } = parameter
    const isAccount = operation.path.startsWith('/integrated-account')
    const isUnknown = /^\/(?:api-token|link-token|webhook)/.test(operation.path) && place === 'path'
    const accepted = isUnknown
      ? ['/errors/not-found']
      : isAccount && place === 'path'
        ? []
        : refusals[`${place} ${name}`]
    expectTaken(operation, await send(operation, withParameter(parameter)), accepted)
  })
})

const withBody = contractOperations.flatMap((operation) =>
  Object.entries(operation.body?.examples ?? {}).map(([name, example]) => {
    const { value } = followed<{ readonly value: unknown }>(example)
    return { operation, id: operation.id, name, value }
  }),
)

test.each(withBody)('$id accepts the body "$name"', async ({ operation, value }) => {
  expectTaken(operation, await send(operation, { body: value }))
})

const fields = contractOperations
  .filter(({ id }) => id === 'updateUser' || id === 'createUser')
  .flatMap((operation) => {
    const schema = followed(operation.body?.schema ?? {})
    return Object.entries(schema.properties ?? {}).map(([field, { examples = [] }]) => {
      return { operation, id: operation.id, field, example: examples[0] }
    })
  })

test.each(fields)('$id accepts the example of the field $field, or reports that the vendor lacks it', async (field) => {
  const { operation, example } = field
  expect(example).toBeDefined()
  const needed = operation.id === 'createUser' ? { email: 'contract.example@acme.example' } : {}
  const received = await send(operation, { body: { ...needed, [field.field]: example } })
  expectTaken(operation, received, ['/errors/field-not-supported', '/errors/provider-rejected'])
})
