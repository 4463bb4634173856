import type { DeactivationOutcome, PersonDeactivation } from '@rollcall/contract'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { makePeopleEnvironment, type PeopleEnvironment } from '../../test/support/people-environment.ts'
import { type Sent, startTestServer, type TestServer } from '../../test/support/test-server.ts'

/** Deactivates one person in every account of an environment, on the sandbox. */

const email = 'ada.archer@acme.example'
/** One person for each test that writes; their ids at Pipedrive are these numbers. */
const people = {
  1: email,
  2: 'ben.hansen@acme.example',
  3: 'clara.olsen@acme.example',
  4: 'david.weber@acme.example',
  5: 'elena.becker@acme.example',
  6: 'farid.ivanov@acme.example',
  7: 'grace.petrov@acme.example',
  8: 'hugo.young@acme.example',
} as const
/** The user that the sandbox's logins belong to. */
const self = 'karin.rossi@acme.example'
const vendors = ['pipedrive', 'salesforce', 'hubspot', 'insightly'] as const

let server: TestServer
let environment: PeopleEnvironment
let ids: Readonly<Record<(typeof vendors)[number], string>>

beforeAll(async () => {
  server = await startTestServer()
  environment = await makePeopleEnvironment(server, 'people')
  ids = {
    insightly: await environment.connect('insightly', 'globex'),
    hubspot: await environment.connect('hubspot', 'acme'),
    salesforce: await environment.connect('salesforce', 'acme'),
    pipedrive: await environment.connect('pipedrive', 'acme'),
  }
})
afterAll(() => server.stop())
beforeEach(() => {
  for (const vendor of vendors) {
    server.sandbox.control(vendor).clearFaults()
    server.sandbox.control(vendor).clearRequests()
  }
})

const deactivate = async (body: Partial<PersonDeactivation>, sent: Sent = {}) => {
  const received = await environment.call('POST', '/unified/crm/people/deactivate', { body, ...sent })
  const result = (received.json as { result?: readonly DeactivationOutcome[] }).result ?? []
  return { ...received, result, outcomes: Object.fromEntries(result.map((one) => [one.account.id, one.outcome])) }
}

/** Calls of all vendors that are not reads. */
const writes = (): readonly string[] =>
  vendors.flatMap((vendor) =>
    server.sandbox
      .control(vendor)
      .requests()
      .filter(({ method, path }) => method !== 'GET' && !/list|token|query/.test(path))
      .map(({ method }) => `${vendor} ${method}`),
  )

const entries = async () => (await server.store.audit.list(environment.id, { limit: 100 })).result

test.each<readonly [Partial<PersonDeactivation>, string]>([
  [{ email }, '/dry_run'],
  [{ dry_run: true }, '/email'],
  [{ email, dry_run: false, accounts: [] }, '/accounts'],
])('refuses %j', async (body, pointer) => {
  const { status, json } = await deactivate(body)
  expect([status, json]).toMatchObject([400, { errors: [{ pointer }] }])
  expect(vendors.flatMap((vendor) => server.sandbox.control(vendor).requests())).toEqual([])
})

test('a dry run reports what would be done, and writes nothing', async () => {
  const { status, outcomes, result } = await deactivate({ email, dry_run: true })
  expect(status).toBe(200)
  expect(outcomes).toEqual({
    [ids.pipedrive]: 'would-be-switched-off',
    [ids.salesforce]: 'would-be-switched-off',
    [ids.hubspot]: 'cannot',
    [ids.insightly]: 'cannot',
  })
  expect(writes()).toEqual([])
  const users = result.find(({ account }) => account.id === ids.pipedrive)?.users
  expect(users).toMatchObject([{ id: '1', is_active: true, remote_data: expect.anything() }])
  const logged = (await entries()).filter(({ operation }) => operation === 'deactivatePerson')
  expect(logged).toMatchObject([{ accountId: undefined, outcome: 'succeeded' }])
})

test('deactivates the person, and reports the second time that the user was inactive', async () => {
  const first = await deactivate({ email: email.toUpperCase(), dry_run: false, tenant_id: 'acme' })
  expect(first.outcomes).toEqual({
    [ids.pipedrive]: 'switched-off',
    [ids.salesforce]: 'switched-off',
    [ids.hubspot]: 'cannot',
  })
  const changed = first.result.filter(({ outcome }) => outcome === 'switched-off').flatMap(({ users }) => users)
  expect(changed).toMatchObject([
    { email, is_active: false },
    { email, is_active: false },
  ])
  expect(writes()).toEqual(['pipedrive PUT', 'salesforce PATCH'])
  const second = await deactivate({ email, dry_run: false, tenant_id: 'acme' })
  expect(second.outcomes).toEqual({
    [ids.pipedrive]: 'was-off',
    [ids.salesforce]: 'was-off',
    [ids.hubspot]: 'cannot',
  })
  expect(writes()).toHaveLength(2)
  const { json } = await environment.call('GET', '/unified/crm/users', {
    query: `integrated_account_id=${ids.salesforce}&email=${email}`,
  })
  expect(json).toMatchObject({ result: [{ email, is_active: false }] })
})

test('reports why a provider cannot, and the alternative', async () => {
  const { result } = await deactivate({ email, dry_run: false, accounts: [ids.hubspot, ids.insightly] })
  expect(result).toMatchObject([
    {
      account: { id: ids.hubspot },
      outcome: 'cannot',
      instead: 'delete',
      detail: expect.stringMatching(
        /active until deleted.*To remove the user, send DELETE \/unified\/crm\/users\/51000010\.$/,
      ),
      users: [{ id: '51000010' }],
    },
    {
      account: { id: ids.insightly },
      outcome: 'cannot',
      instead: 'in-the-crm',
      detail: expect.stringMatching(/manage them in its web app\.$/),
    },
  ])
  expect(writes()).toEqual([])
})

test("refuses the credential's own user unless it is included", async () => {
  const body = { email: self, accounts: [ids.pipedrive] }
  for (const dry_run of [true, false]) {
    const { result } = await deactivate({ ...body, dry_run })
    expect(result).toMatchObject([{ outcome: 'refused-self', detail: expect.stringContaining('include_self: true') }])
  }
  expect(writes()).toEqual([])
  const included = await deactivate({ ...body, dry_run: true, include_self: true })
  expect(included.outcomes).toEqual({ [ids.pipedrive]: 'would-be-switched-off' })
})

test('does not deactivate a user that may be the credential’s own', async () => {
  server.sandbox.control('pipedrive').fault({ match: { path: '*users/me' }, status: 500 })
  const { result } = await deactivate({ email: people[6], dry_run: false, accounts: [ids.pipedrive] })
  expect(result).toMatchObject([{ outcome: 'failed', problem: { type: '/errors/provider-error' } }])
  expect(writes()).toEqual([])
})

test('reports an account in which no user has the address', async () => {
  const { outcomes } = await deactivate({ email: 'nobody@acme.example', dry_run: false })
  expect(new Set(Object.values(outcomes))).toEqual(new Set(['not-there']))
})

test('fails for an account that is not active without a vendor call, and deactivates in the others', async () => {
  const wrong = await environment.connect('pipedrive', 'acme', { api_key: 'wrong', company_domain: 'acme' })
  await environment.call('GET', '/unified/crm/users', { query: `integrated_account_id=${wrong}` })
  const { id: connecting } = await server.store.accounts.create(environment.id, {
    provider: 'salesforce',
    tenantId: 'acme',
    method: 'oauth2',
    credential: { kind: 'api_key', apiKey: 'made-up-key' },
    variables: {},
    status: 'connecting',
  })
  const vendor = server.sandbox.control('pipedrive')
  vendor.clearRequests()
  const { result } = await deactivate({ email, dry_run: false, accounts: [wrong, connecting] })
  expect(result.map(({ outcome, problem }) => [outcome, problem?.type])).toEqual([
    ['failed', '/errors/account-needs-reauth'],
    ['failed', '/errors/account-not-ready'],
  ])
  expect(vendor.requests()).toEqual([])
})

test('fails with the problem of the update', async () => {
  const vendor = server.sandbox.control('pipedrive')
  vendor.fault({ match: { method: 'PUT' }, status: 403, body: { error: 'No.' } })
  const { result } = await deactivate({ email: people[6], dry_run: false, accounts: [ids.pipedrive] })
  const { json } = await environment.call('PATCH', '/unified/crm/users/6', {
    query: `integrated_account_id=${ids.pipedrive}`,
    body: { is_active: false },
    headers: { prefer: 'handling=strict' },
  })
  expect(result[0]?.problem).toEqual({ ...Object(json), instance: '/unified/crm/people/deactivate' })
  expect(result[0]).toMatchObject({ outcome: 'failed', users: [], problem: { type: '/errors/provider-forbidden' } })
})

test('reports accounts that were not done at the deadline as unfinished', async () => {
  server.sandbox.control('pipedrive').fault({ match: { method: 'GET' }, hang: true })
  const { outcomes } = await deactivate(
    { email: people[2], dry_run: false, tenant_id: 'acme' },
    { headers: { prefer: 'wait=1' } },
  )
  expect(outcomes).toMatchObject({ [ids.pipedrive]: 'unfinished', [ids.salesforce]: 'switched-off' })
  expect(writes()).toEqual(['salesforce PATCH'])
})

test('reports an unknown outcome where the deadline was after the write was sent', async () => {
  server.sandbox.control('pipedrive').fault({ match: { method: 'PUT' }, hang: true })
  const { result } = await deactivate(
    { email: people[3], dry_run: false, accounts: [ids.pipedrive] },
    { headers: { prefer: 'wait=1' } },
  )
  expect(result).toMatchObject([{ outcome: 'failed', problem: { type: '/errors/outcome-unknown' } }])
})

test('names every account that is not there, and changes nothing', async () => {
  const unknown = Array.from({ length: 7 }, (_, number) => `00000000-0000-4000-8000-00000000000${number}`)
  const two = await deactivate({ email, dry_run: false, accounts: [...unknown.slice(0, 2), ids.pipedrive] })
  expect([two.status, two.json]).toMatchObject([
    404,
    { detail: `This environment has no account ${unknown[0]} or ${unknown[1]}. Nothing was changed.` },
  ])
  const seven = await deactivate({ email, dry_run: false, accounts: unknown, tenant_id: 'acme' })
  const named = unknown.slice(0, 5).join(', ')
  expect(seven.json).toMatchObject({
    detail: `The customer "acme" has no account ${named} or 2 of the others. Nothing was changed.`,
  })
  expect(writes()).toEqual([])
})

test('answers JSON alone, and needs no key to be repeated', async () => {
  const body = { email: people[7], dry_run: false, accounts: [ids.pipedrive] }
  const lines = await deactivate(body, { headers: { accept: 'application/x-ndjson' } })
  expect([lines.status, lines.json]).toMatchObject([406, { type: '/errors/not-acceptable' }])
  expect(writes()).toEqual([])
  const headers = { 'idempotency-key': 'leaver-7' }
  expect((await deactivate(body, { headers })).outcomes).toEqual({ [ids.pipedrive]: 'switched-off' })
  expect((await deactivate(body, { headers })).outcomes).toEqual({ [ids.pipedrive]: 'was-off' })
  expect(writes()).toEqual(['pipedrive PUT'])
})

test('fails an account whose vendor is throttled, and does the others', async () => {
  const accounts = [await environment.connect('salesforce', 'slow'), ids.pipedrive]
  server.sandbox.control('salesforce').fault({ times: 1, status: 429, headers: { 'retry-after': '30' } })
  const { result } = await deactivate({ email: people[8], dry_run: false, accounts })
  expect(result.map(({ outcome, problem }) => [outcome, problem?.type])).toEqual([
    ['failed', '/errors/provider-rate-limited'],
    ['switched-off', undefined],
  ])
})

test('deactivates the own user where it is included', async () => {
  const accounts = [await environment.connect('outreach', 'own')]
  const refused = await deactivate({ email: self, dry_run: false, include_self: false, accounts })
  expect(refused.result).toMatchObject([{ outcome: 'refused-self', users: [{ is_active: true }] }])
  const { result } = await deactivate({ email: self, dry_run: false, include_self: true, accounts })
  expect(result).toMatchObject([{ outcome: 'switched-off', users: [{ email: self, is_active: false }] }])
})

test('answers in the order of the accounts that are named, each once', async () => {
  const accounts = [ids.salesforce, ids.pipedrive]
  const { result } = await deactivate({
    email: people[6],
    dry_run: true,
    accounts: [...accounts, ids.salesforce.toUpperCase()],
  })
  expect(result.map(({ account }) => account.id)).toEqual(accounts)
})

test('refuses the whole request for an account that does not exist, is not reached or is not of the tenant', async () => {
  const other = await makePeopleEnvironment(server, 'other')
  const foreign = await other.connect('pipedrive', 'acme')
  const { token } = await server.store.tokens.create(environment.id, { name: 'one', accountId: ids.salesforce })
  const refused = [
    await deactivate({ email, dry_run: false, accounts: [ids.pipedrive, foreign] }),
    await deactivate({ email, dry_run: false, accounts: [ids.pipedrive, ids.insightly], tenant_id: 'acme' }),
    await deactivate({ email, dry_run: false, accounts: [ids.pipedrive] }, { token }),
  ]
  for (const { status, json } of refused)
    expect([status, json]).toMatchObject([404, { type: '/errors/account-not-found' }])
  expect(writes()).toEqual([])
})

test('reaches only the account that the token is bound to', async () => {
  const { token } = await server.store.tokens.create(environment.id, { name: 'one', accountId: ids.salesforce })
  const { outcomes } = await deactivate({ email: people[4], dry_run: false }, { token })
  expect(outcomes).toEqual({ [ids.salesforce]: 'switched-off' })
})

test('has each change in the audit log, and the request itself', async () => {
  const requestId = 'people-audit'
  server.sandbox.control('salesforce').fault({ match: { method: 'PATCH' }, status: 403 })
  await deactivate({ email: people[5], dry_run: false, tenant_id: 'acme' }, { headers: { 'x-request-id': requestId } })
  const found = (await entries()).filter((entry) => entry.requestId === requestId)
  const ofAccount = (id: string) => found.filter(({ accountId }) => accountId === id)
  const common = { operation: 'deactivatePerson', tenantId: 'acme', fields: ['is_active'] }
  expect(ofAccount(ids.pipedrive)).toMatchObject([{ ...common, userId: '5', outcome: 'succeeded' }])
  expect(ofAccount(ids.salesforce)).toMatchObject([{ ...common, outcome: 'refused', problem: 'provider-forbidden' }])
  expect(found.filter(({ accountId }) => accountId === undefined)).toMatchObject([
    { operation: 'deactivatePerson', fields: ['email', 'dry_run', 'tenant_id'], outcome: 'succeeded', httpStatus: 200 },
  ])
  expect(found).toHaveLength(3)
  expect(JSON.stringify(found)).not.toContain(people[5])
})
