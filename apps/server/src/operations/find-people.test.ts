import type { PersonHit } from '@rollcall/contract'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { makePeopleEnvironment, type PeopleEnvironment } from '../../test/support/people-environment.ts'
import { type Sent, startTestServer, type TestServer } from '../../test/support/test-server.ts'

/** One person in every account of an environment, on the sandbox. */

const email = 'ada.archer@acme.example'
const vendors = ['pipedrive', 'salesforce', 'zoho-crm', 'insightly', 'freshsales'] as const

let server: TestServer
let environment: PeopleEnvironment
let ids: Readonly<Record<(typeof vendors)[number] | 'refused', string>>

const find = async (query: string, sent: Sent = {}) => {
  const received = await environment.call('GET', '/unified/crm/people', { query, ...sent })
  return { ...received, hits: (received.json as { result?: readonly PersonHit[] } | undefined)?.result ?? [] }
}

const findLines = async (query: string, sent: Sent = {}) => {
  const { headers, text } = await find(query, { ...sent, headers: { accept: 'application/x-ndjson', ...sent.headers } })
  expect(headers['content-type']).toBe('application/x-ndjson')
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as PersonHit)
}

const hitOf = (hits: readonly PersonHit[], id: string) => hits.find(({ account }) => account.id === id)

const outcomes = (hits: readonly PersonHit[]) =>
  Object.fromEntries(hits.map(({ account, outcome }) => [account.id, outcome]))

beforeAll(async () => {
  server = await startTestServer()
  environment = await makePeopleEnvironment(server, 'people')
  const refused = await environment.connect('pipedrive', 'globex', { api_key: 'wrong', company_domain: 'acme' })
  ids = {
    refused,
    freshsales: await environment.connect('freshsales', 'globex'),
    insightly: await environment.connect('insightly', 'globex'),
    'zoho-crm': await environment.connect('zoho-crm', 'acme'),
    salesforce: await environment.connect('salesforce', 'acme'),
    pipedrive: await environment.connect('pipedrive', 'acme'),
  }
  // One vendor has no such person, and another one refuses the account's key.
  const { users } = (await find(`email=${email}`)).hits.find(({ account }) => account.id === ids['zoho-crm']) ?? {}
  await environment.call('DELETE', `/unified/crm/users/${users?.[0]?.id}`, {
    query: `integrated_account_id=${ids['zoho-crm']}`,
  })
  await environment.call('GET', '/unified/crm/users', { query: `integrated_account_id=${refused}` })
})
afterAll(() => server.stop())
beforeEach(() => {
  for (const vendor of vendors) {
    server.sandbox.control(vendor).clearFaults()
    server.sandbox.control(vendor).clearRequests()
  }
})

test('answers for each account: found, not found, or failed with the problem of the users call', async () => {
  server.sandbox.control('freshsales').fault({ status: 500 })
  const { status, hits } = await find(`email=${email.toUpperCase()}`)
  expect(status).toBe(200)
  expect(outcomes(hits)).toEqual({
    [ids.pipedrive]: 'found',
    [ids.salesforce]: 'found',
    [ids['zoho-crm']]: 'not-there',
    [ids.insightly]: 'found',
    [ids.freshsales]: 'failed',
    [ids.refused]: 'failed',
  })
  for (const { account, problem } of hits.filter(({ outcome }) => outcome === 'failed')) {
    const query = `integrated_account_id=${account.id}&email=${email}`
    const { json } = await environment.call('GET', '/unified/crm/users', { query })
    expect(problem).toEqual({ ...Object(json), instance: '/unified/crm/people' })
  }
  expect(hitOf(hits, ids.refused)?.problem?.type).toBe('/errors/account-needs-reauth')
  expect(hitOf(hits, ids.freshsales)?.problem?.type).toBe('/errors/provider-error')
})

test('shows each account and its users as the users call does, in the order of the accounts', async () => {
  const { hits } = await find(`email=${email}`)
  const { json } = await environment.call('GET', '/integrated-account')
  const accounts = (json as { result: readonly { id: string; tenant_id: string; integration: { id: string } }[] })
    .result
  expect(hits.map(({ account }) => account)).toEqual(
    accounts.map(({ id, tenant_id, integration }) => ({ id, tenant_id, provider: integration.id })),
  )
  for (const { account, users } of hits.filter(({ outcome }) => outcome === 'found')) {
    const query = `integrated_account_id=${account.id}&email=${email}`
    const { json: list } = await environment.call('GET', '/unified/crm/users', { query })
    expect(users).toEqual(Object(list).result)
    expect(users[0]).toHaveProperty('remote_data')
  }
})

test('leaves remote_data out on request', async () => {
  const { hits } = await find(`email=${email}&truto_ignore_remote_data=true&tenant_id=acme`)
  expect(hits.flatMap(({ users }) => users)).toHaveLength(2)
  for (const { users } of hits) for (const user of users) expect(user).not.toHaveProperty('remote_data')
})

test('searches for a name too, and for both together', async () => {
  expect(outcomes((await find('name=ada archer&tenant_id=acme'.replace(' ', '%20'))).hits)).toMatchObject({
    [ids.pipedrive]: 'found',
    [ids.salesforce]: 'found',
  })
  const { hits } = await find(`name=Ben%20Hansen&email=${email}&tenant_id=acme`)
  expect(hits.map(({ outcome }) => outcome)).toEqual(['not-there', 'not-there', 'not-there'])
})

test('requires an e-mail address or a name', async () => {
  const { status, json } = await find('tenant_id=acme')
  expect([status, json]).toMatchObject([
    400,
    {
      errors: [
        { parameter: 'email', detail: 'email is required where name is not sent, for example ann.lee@example.com.' },
      ],
    },
  ])
})

test.each([
  ['email=', 'email is required where name is not sent, for example ann.lee@example.com.'],
  ['email=ann+crm@acme.example', 'email has a space where a plus sign was probably meant; write a plus sign as %2B.'],
  ['email=a@b.example&email=c@d.example', 'email takes one value, but 2 values were sent.'],
])('says of %s only what is wrong with it', async (query, message) => {
  const { status, json } = await find(query)
  expect([status, json]).toMatchObject([400, { message, errors: [{ parameter: 'email' }] }])
})

test('compares e-mail addresses and names without regard to case, in any script and in both forms of an accent', async () => {
  for (const query of ['email=JOSE.NUNEZ@Acme.Example', `name=${encodeURIComponent('JOSÉ núñez'.normalize('NFD'))}`]) {
    const { hits } = await find(`${query}&tenant_id=acme&truto_ignore_remote_data=true`)
    expect(outcomes(hits), query).toEqual({
      [ids.pipedrive]: 'found',
      [ids.salesforce]: 'found',
      [ids['zoho-crm']]: 'found',
    })
  }
  const { hits } = await find(`name=${encodeURIComponent('СЕРГЕЙ кузнецов')}&tenant_id=acme`)
  expect(hits.map(({ users }) => users[0]?.name)).toEqual(Array(3).fill('Сергей Кузнецов'))
})

test('fails an account whose vendor is throttled, and says until when', async () => {
  const throttled = await makePeopleEnvironment(server, 'throttled')
  const salesforce = await throttled.connect('salesforce', 'acme')
  const pipedrive = await throttled.connect('pipedrive', 'acme')
  server.sandbox.control('salesforce').fault({ times: 1, status: 429, headers: { 'retry-after': '30' } })
  const { hits } = await find(`email=${email}`, { token: throttled.token })
  expect(hitOf(hits, salesforce)).toMatchObject({
    outcome: 'failed',
    users: [],
    problem: { type: '/errors/provider-rate-limited', status: 429 },
  })
  expect(hitOf(hits, pipedrive)?.outcome).toBe('found')
})

test('gives only the accounts of a tenant, and asks no other vendor', async () => {
  const { hits } = await find(`email=${email}&tenant_id=acme`)
  expect(hits.map(({ account }) => account.id).sort()).toEqual([ids.pipedrive, ids.salesforce, ids['zoho-crm']].sort())
  expect(server.sandbox.control('freshsales').requests()).toEqual([])
  expect((await find(`email=${email}&tenant_id=nobody`)).json).toEqual({ result: [] })
})

test('does not see the accounts of another environment', async () => {
  const other = await makePeopleEnvironment(server, 'other')
  const { status, json } = await other.call('GET', '/unified/crm/people', { query: `email=${email}` })
  expect([status, json]).toEqual([200, { result: [] }])
})

test('reaches only the account that the token is bound to', async () => {
  const accountId = ids.salesforce
  const { token } = await server.store.tokens.create(environment.id, { name: 'one', accountId })
  expect(outcomes((await find(`email=${email}`, { token })).hits)).toEqual({ [accountId]: 'found' })
  expect((await find(`email=${email}&tenant_id=globex`, { token })).hits).toEqual([])
  expect(server.sandbox.control('pipedrive').requests()).toEqual([])
})

test('marks accounts that were not done at the deadline, and returns the others', async () => {
  server.sandbox.control('pipedrive').fault({ hang: true })
  const { status, headers, hits } = await find(`email=${email}`, { headers: { prefer: 'wait=1' } })
  expect([status, headers['preference-applied']]).toEqual([200, 'wait=1'])
  expect(outcomes(hits)).toMatchObject({ [ids.pipedrive]: 'unfinished', [ids.salesforce]: 'found' })
  expect(hitOf(hits, ids.pipedrive)).toEqual({ account: expect.anything(), outcome: 'unfinished', users: [] })
})

test('returns a line for each account as it answers', async () => {
  const whole = await find(`email=${email}`)
  const lines = await findLines(`email=${email}`)
  expect(lines).toHaveLength(whole.hits.length)
  expect(lines).toEqual(expect.arrayContaining([...whole.hits]))
})

test('returns the lines of other accounts while a vendor does not answer', async () => {
  server.sandbox.control('pipedrive').fault({ hang: true })
  const lines = await findLines(`email=${email}`, { headers: { prefer: 'wait=1' } })
  expect(lines).toHaveLength(6)
  expect(lines.at(-1)).toMatchObject({
    account: { id: ids.pipedrive },
    outcome: 'failed',
    problem: { type: '/errors/provider-timeout' },
  })
})

test('returns no line where there is no account', async () => {
  expect(await findLines(`email=${email}&tenant_id=nobody`)).toEqual([])
})

test('reads eight accounts at once, and begins none after the deadline', async () => {
  const many = await makePeopleEnvironment(server, 'many')
  for (let number = 0; number < 12; number += 1) await many.connect('pipedrive', 'acme')
  const vendor = server.sandbox.control('pipedrive')
  vendor.fault({ hang: true })
  const answer = many.call('GET', '/unified/crm/people', { query: `email=${email}`, headers: { prefer: 'wait=1' } })
  await vi.waitFor(() => expect(vendor.status().waiting).toBe(8))
  const { result } = (await answer).json as { result: readonly PersonHit[] }
  expect(result.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 12 }, () => 'unfinished'))
  expect(vendor.requests()).toHaveLength(8)
})

test('reads more accounts than a page of the store holds, and calls no vendor for those that are not active', async () => {
  const many = await makePeopleEnvironment(server, 'very many')
  const made: string[] = []
  for (let number = 0; number < 105; number += 1) {
    const { id } = await server.store.accounts.create(many.id, {
      provider: 'pipedrive',
      tenantId: `tenant-${number}`,
      method: 'api_key',
      credential: { kind: 'api_key', apiKey: 'made-up-key' },
      variables: { company_domain: 'acme' },
      status: 'connecting',
    })
    made.push(id)
  }
  const { json } = await many.call('GET', '/unified/crm/people', { query: `email=${email}` })
  const { result } = json as { result: readonly PersonHit[] }
  expect(result.map(({ account }) => account.id).sort()).toEqual(made.sort())
  expect(new Set(result.map(({ problem }) => problem?.type))).toEqual(new Set(['/errors/account-not-ready']))
  expect(server.sandbox.control('pipedrive').requests()).toEqual([])
})

test('ends the calls to vendors when the accounts cannot be read to their end', async () => {
  const many = await makePeopleEnvironment(server, 'broken')
  await many.connect('pipedrive', 'acme')
  const vendor = server.sandbox.control('pipedrive')
  vendor.fault({ hang: true })
  const page = await server.store.accounts.list(many.id, { limit: 1 })
  vi.spyOn(server.store.accounts, 'list').mockImplementation(async (_, { cursor }) => {
    if (cursor === undefined) return { ...page, nextCursor: 'next' }
    await vi.waitFor(() => expect(vendor.status().waiting).toBe(1))
    throw new Error('The connection to the database is lost.')
  })
  const { status } = await many.call('GET', '/unified/crm/people', { query: `email=${email}` })
  expect(status).toBe(500)
  await vi.waitFor(() => expect(vendor.status().waiting).toBe(0))
})

test('ends the calls to vendors when the caller of lines has gone', async () => {
  const vendor = server.sandbox.control('pipedrive')
  vendor.fault({ hang: true })
  const controller = new AbortController()
  const answer = fetch(`${server.origin}/unified/crm/people?email=${email}`, {
    headers: { authorization: `Bearer ${environment.token}`, accept: 'application/x-ndjson' },
    signal: controller.signal,
  })
  const reader = (await answer).body?.getReader()
  await reader?.read()
  await vi.waitFor(() => expect(vendor.status().waiting).toBe(1))
  controller.abort()
  await vi.waitFor(() => expect(vendor.status().waiting).toBe(0))
})
