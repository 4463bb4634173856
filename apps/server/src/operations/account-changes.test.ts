import type { ProviderSlug } from '@rollcall/contract'
import { demoLogins } from '@rollcall/sandbox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const connect = async (provider: ProviderSlug): Promise<string> =>
  (await server.freshAccount(provider)).replace('integrated_account_id=', '')

const importPipedrive = async (context: object, method = 'api_key'): Promise<string> => {
  const body = { integration: 'pipedrive', tenant_id: 'acme', authentication_method: method, context }
  const { json } = await server.call('POST', '/integrated-account', { body })
  return (json as { id: string }).id
}

const unknownId = '00000000-0000-4000-8000-000000000000'

test('a change merges the top level of the context and keeps the credential', async () => {
  const id = await connect('pipedrive')
  const path = `/integrated-account/${id}`
  const { status, json } = await server.call('PATCH', path, {
    body: { tenant_id: 'other', handling: 'strict', context: { api_domain: 'https://ACME.pipedrive.com/' } },
  })
  expect(status).toBe(200)
  expect(json).toMatchObject({
    id,
    tenant_id: 'other',
    status: 'active',
    context: { api_domain: 'https://acme.pipedrive.com' },
  })
  expect((await server.call('GET', path)).json).toEqual(json)
  const users = () => server.call('GET', '/unified/crm/users', { query: `limit=1&integrated_account_id=${id}` })
  expect((await users()).status).toBe(200)
})

test.each([
  ['a host that is none', { context: { company_domain: 'evil.test/' } }, '/context/company_domain'],
  ['a credential', { context: { api_key: 'made-up-api-key' } }, '/context/api_key'],
  ['an unknown member', { status: 'active' }, '/status'],
])('400: %s is refused by name and changes nothing', async (_case, body, pointer) => {
  const id = await connect('pipedrive')
  const before = await server.call('GET', `/integrated-account/${id}`)
  const { status, json, text } = await server.call('PATCH', `/integrated-account/${id}`, { body })
  expect(status).toBe(400)
  expect(json).toMatchObject({ errors: [{ pointer }] })
  expect(text).not.toContain('made-up-api-key')
  expect((await server.call('GET', `/integrated-account/${id}`)).json).toEqual(before.json)
})

test('new credentials keep the id, and an account that needs them is active again', async () => {
  const id = await importPipedrive({ api_key: 'stale-key', company_domain: 'acme' })
  const users = () => server.call('GET', '/unified/crm/users', { query: `limit=1&integrated_account_id=${id}` })
  expect((await users()).status).toBe(401)
  expect((await server.call('GET', `/integrated-account/${id}`)).json).toMatchObject({ status: 'needs_reauth' })
  const sound = await connect('pipedrive')
  const opened = await server.store.accounts.open(server.environmentId, sound)
  const credential = (await opened?.open(new AbortController().signal))?.credential
  if (credential?.kind !== 'api_key') throw new Error('The demo login is no API key.')
  const { status, json, text } = await server.call('PATCH', `/integrated-account/${id}/credentials`, {
    body: { context: { api_key: credential.apiKey } },
  })
  expect(status).toBe(200)
  expect(json).toMatchObject({ id, status: 'active', last_error: null, context: { company_domain: 'acme' } })
  expect(text).not.toContain(credential.apiKey)
  expect((await users()).status).toBe(200)
})

test('credentials of another method are refused, and an unknown account is a 404', async () => {
  const id = await connect('pipedrive')
  const body = { context: { username: 'ann', password: 'made-up' } }
  expect((await server.call('PATCH', `/integrated-account/${id}/credentials`, { body })).status).toBe(400)
  for (const [method, path, sent] of [
    ['PATCH', `/integrated-account/${unknownId}`, { tenant_id: 'acme' }],
    ['PATCH', `/integrated-account/${unknownId}/credentials`, { context: { api_key: 'made-up' } }],
    ['POST', '/integrated-account/refresh-credentials', { id: unknownId }],
    ['POST', '/integrated-account/token', { integrated_account_id: unknownId }],
  ] as const) {
    const { status, json } = await server.call(method, path, { body: sent })
    expect({ status, json }).toMatchObject({ status: 404, json: { type: '/errors/account-not-found' } })
  }
})

test('a refresh requests a new token of the vendor at once', async () => {
  const login = demoLogins('pipedrive').find(({ authentication_method: method }) => method === 'oauth2')
  const id = await importPipedrive(login?.context ?? {}, 'oauth2')
  const tokens = () =>
    server.sandbox
      .control('pipedrive')
      .requests()
      .filter(({ path }) => path.includes('/token')).length
  const before = tokens()
  const answer = await server.call('POST', '/integrated-account/refresh-credentials', { body: { id } })
  expect(answer).toMatchObject({ status: 200, json: { success: true } })
  expect(tokens()).toBe(before + 1)
  expect(
    (await server.call('GET', '/unified/crm/users', { query: `limit=1&integrated_account_id=${id}` })).status,
  ).toBe(200)
})

test('501: a key is not refreshed', async () => {
  const id = await connect('activecampaign')
  const { status, json } = await server.call('POST', '/integrated-account/refresh-credentials', { body: { id } })
  expect({ status, json }).toMatchObject({ status: 501, json: { type: '/errors/operation-not-supported' } })
})

test('a token of an account is valid for 15 minutes, and can read, write and name that account', async () => {
  const id = await connect('pipedrive')
  const { json } = await server.call('POST', '/integrated-account/token', { body: { integrated_account_id: id } })
  const { integrated_account_token: token, expires_at: end } = json as Record<string, string>
  expect(Date.parse(end ?? '') - Date.now()).toBeGreaterThan(14 * 60_000)
  expect((await server.call('GET', '/unified/crm/users', { query: 'limit=1', token: token ?? '' })).status).toBe(200)
  expect((await server.call('GET', '/integrated-account/me', { token: token ?? '' })).json).toMatchObject({ id })
  const own = await server.call('PATCH', '/integrated-account/me', {
    token: token ?? '',
    body: { handling: 'lenient' },
  })
  expect(own).toMatchObject({ status: 200, json: { id, handling: 'lenient' } })
  // A customer who holds it must not pass the account off as another customer's.
  const renamed = await server.call('PATCH', '/integrated-account/me', {
    token: token ?? '',
    body: { handling: 'strict', tenant_id: 'globex' },
  })
  expect(renamed).toMatchObject({ status: 403, json: { type: '/errors/forbidden' } })
  expect((await server.call('GET', `/integrated-account/${id}`)).json).toMatchObject({ tenant_id: 'fresh' })
  expect((await server.call('GET', '/integrated-account', { token: token ?? '' })).status).toBe(403)
  expect((await server.call('GET', '/integrated-account/me')).status).toBe(403)
})
