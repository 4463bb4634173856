import { methodNames } from '@rollcall/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { contractOperations } from './document.ts'
import { lostAnswer, soundAsks, statusCases } from './status-cases.ts'
import { type Servers, startServers } from './status-servers.ts'

/** Every status that the contract has for an operation can happen, and its answer is as in the contract. */

let servers: Servers & { stop(): Promise<void> }
beforeAll(async () => {
  servers = await startServers()
})
beforeEach(() => {
  for (const { sandbox } of [servers.sound, servers.hasty]) sandbox.control('activecampaign').clearFaults()
})
afterAll(() => servers.stop())

describe.each(contractOperations)('$id', ({ id, responses }) => {
  test.each([...responses.keys()])('answers %i', async (status) => {
    const provoke = statusCases.get(id)?.[status]
    if (provoke === undefined) throw new Error(`There is no case for ${id} and status ${status}.`)
    const received = await provoke(servers)
    expect(received.status, received.text.slice(0, 500)).toBe(status)
  })
})

test.each(contractOperations.filter(({ formats }) => formats.size > 0))(
  '$id reports a lost answer: a read as a 502, a write as an unknown outcome',
  async (operation) => {
    const { json } = await lostAnswer(operation)(servers)
    const type = operation.method === 'GET' ? '/errors/provider-unavailable' : '/errors/outcome-unknown'
    expect(json).toHaveProperty('type', type)
  },
)

test.each(['getHealth', 'getReadiness'] as const)('%s answers a probe whatever it accepts', async (id) => {
  const { status } = await servers.sound.send(id, { headers: { accept: 'text/plain' } })
  expect(status).toBe(200)
})

describe.each(
  contractOperations.filter(({ parameters }) => parameters.some(({ name }) => name === 'integrated_account_id')),
)('$id', ({ id }) => {
  const ask = soundAsks[id]

  test('names a malformed account', async () => {
    const query = { integrated_account_id: 'no-uuid' }
    const { status, json } = await servers.sound.send(id, { ...ask, query })
    expect(status).toBe(400)
    expect(json).toMatchObject({ errors: [{ parameter: 'integrated_account_id' }] })
  })

  test('requires a token before it looks at the account', async () => {
    const query = { integrated_account_id: 'no-uuid' }
    const { status, json } = await servers.sound.send(id, { ...ask, query, token: null })
    expect(status).toBe(401)
    expect(json).toHaveProperty('type', '/errors/unauthenticated')
  })
})

test('an operation has the same description for an account, for its provider and among its capabilities', async () => {
  const { sound } = servers
  const query = { integrated_account_id: await sound.freshAccount('pipedrive') }
  const capabilities = await sound.send('getIntegrationCapabilities', { path: { slug: 'pipedrive' } })
  for (const method of methodNames) {
    const ofAccount = await sound.send('getUserMeta', { path: { method }, query })
    const ofProvider = await sound.send('getProviderUserMeta', { path: { provider: 'pipedrive', method } })
    expect(ofProvider.json, method).toEqual(ofAccount.json)
    expect(capabilities.json).toHaveProperty(['operations', method], ofAccount.json)
  }
})
