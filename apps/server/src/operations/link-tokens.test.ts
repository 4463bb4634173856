import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({
    environment: {
      ROLLCALL_PUBLIC_URL: 'https://rollcall.example.com',
      ROLLCALL_CONNECT_REDIRECTS: 'https://app.example.com, https://other.example.com/connected',
      ROLLCALL_LINK_TOKEN_HOURS: '24',
    },
  })
})
afterAll(() => server.stop())

const create = (body: object) => server.call('POST', '/link-token', { body })
const fieldsOf = (json: unknown): Readonly<Record<string, unknown>> =>
  typeof json === 'object' && json !== null ? Object.fromEntries(Object.entries(json)) : {}

test('a link token is shown once, with the address of its page and its expiry', async () => {
  const before = Date.now()
  const { status, json, headers } = await create({
    tenant_id: 'acme',
    integrations: ['pipedrive', 'hubspot'],
    redirect_uri: 'https://app.example.com/any/page?a=1',
    context: { company_domain: 'acme' },
  })
  expect(status).toBe(201)
  const { id, link_token: token, url, expires_at: end, ...rest } = fieldsOf(json)
  expect(headers.location).toBe(`/link-token/${id}`)
  expect(url).toBe(`https://rollcall.example.com/connect?link_token=${token}`)
  expect(Date.parse(String(end)) - before).toBeGreaterThanOrEqual(24 * 3600 * 1000)
  expect(rest).toMatchObject({ tenant_id: 'acme', state: 'open', integrations: ['hubspot', 'pipedrive'] })
  const { text, json: list } = await server.call('GET', '/link-token')
  expect(list).toMatchObject({ result: [{ id, state: 'open' }], next_cursor: null, limit: 100 })
  expect(text).not.toContain(String(token))
})

test.each([
  ['neither a tenant nor an account', {}, '/tenant_id'],
  ['an address that is not allowed', { tenant_id: 'a', redirect_uri: 'https://evil.example/x' }, '/redirect_uri'],
  [
    'another page of an origin of which one is allowed',
    { tenant_id: 'a', redirect_uri: 'https://other.example.com/x' },
    '/redirect_uri',
  ],
  [
    'an address with a login in it',
    { tenant_id: 'a', redirect_uri: 'https://app.example.com@evil.example/' },
    '/redirect_uri',
  ],
  ['an address that is a script', { tenant_id: 'a', redirect_uri: 'javascript:alert(1)' }, '/redirect_uri'],
  [
    'a variable of another provider',
    { tenant_id: 'a', integrations: ['hubspot'], context: { company_domain: 'a' } },
    '/context/company_domain',
  ],
  ['a credential', { tenant_id: 'a', context: { api_key: 'made-up-key' } }, '/context/api_key'],
  ['an unknown provider', { tenant_id: 'a', integrations: ['acme-crm'] }, '/integrations/0'],
])('400: %s is refused at its place', async (_case, body, pointer) => {
  const { status, json, text } = await create(body)
  expect({ status, json }).toMatchObject({ status: 400, json: { errors: [{ pointer }] } })
  expect(text).not.toContain('made-up-key')
})

test('an account is connected again by its id, and keeps its tenant', async () => {
  const account = (await server.freshAccount('pipedrive')).replace('integrated_account_id=', '')
  const { status, json } = await create({ integrated_account_id: account.toUpperCase() })
  expect({ status, json }).toMatchObject({
    status: 201,
    json: { integrated_account_id: account, tenant_id: 'fresh', integrations: ['pipedrive'] },
  })
  const both = await create({ integrated_account_id: account, tenant_id: 'acme', integrations: ['hubspot'] })
  expect(both).toMatchObject({
    status: 400,
    json: { errors: [{ pointer: '/tenant_id' }, { pointer: '/integrations' }] },
  })
  const unknown = await create({ integrated_account_id: '00000000-0000-4000-8000-000000000000' })
  expect(unknown).toMatchObject({ status: 404, json: { type: '/errors/account-not-found' } })
})

test('a revoked link token is listed as revoked, and an unknown one is a 404', async () => {
  const { id } = fieldsOf((await create({ tenant_id: 'acme' })).json)
  expect(await server.call('DELETE', `/link-token/${id}`)).toMatchObject({ status: 200, json: { id } })
  expect((await server.call('GET', '/link-token', { query: 'limit=1' })).json).toMatchObject({
    result: [{ id, state: 'revoked' }],
  })
  const unknown = await server.call('DELETE', '/link-token/00000000-0000-4000-8000-000000000000')
  expect(unknown).toMatchObject({ status: 404, json: { type: '/errors/not-found' } })
})
