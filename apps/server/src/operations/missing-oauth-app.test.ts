import { demoLogins } from '@rollcall/sandbox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const integration = 'zoho-crm'
const oauthLogin = demoLogins(integration).find(({ authentication_method }) => authentication_method === 'oauth2')

interface OAuthContext {
  readonly oauth: { readonly token: object; readonly client: { readonly id: string; readonly secret: string } }
}

if (oauthLogin === undefined) throw new Error('The sandbox has no login by OAuth for this provider.')
const { oauth, ...variables } = oauthLogin.context as unknown as OAuthContext

const importAccount = (context: object) =>
  server.call('POST', '/integrated-account', {
    body: { integration, tenant_id: 'acme', authentication_method: 'oauth2', context },
  })

const setApp = (method: 'POST' | 'DELETE') =>
  method === 'POST'
    ? server.call('POST', '/environment-integration', {
        body: { integration, client_id: oauth.client.id, client_secret: oauth.client.secret },
      })
    : server.call('DELETE', `/environment-integration/${integration}`)

const warned = { warnings: [{ code: 'refresh-not-possible', pointer: '/context/oauth/client' }] }

test('201: an import that can never be refreshed has a warning, and no other has', async () => {
  await setApp('DELETE')
  const token = { access_token: 'a', refresh_token: 'r', expires_in: 3600 }
  const { status, json, text } = await importAccount({ ...variables, oauth: { token } })
  expect(status).toBe(201)
  expect(json).toMatchObject({ status: 'active', ...warned })
  expect(text).toContain('POST /environment-integration')
  const { id } = json as { id: string }
  const replace = (sent: object) =>
    server.call('PATCH', `/integrated-account/${id}/credentials`, { body: { context: { oauth: sent } } })
  expect((await replace({ token })).json).toMatchObject(warned)
  expect((await replace({ token, client: oauth.client })).json).not.toHaveProperty('warnings')
  // The account keeps its own app.
  expect((await replace({ token })).json).not.toHaveProperty('warnings')
  const withoutRefresh = await importAccount({ ...variables, oauth: { token: { access_token: 'a' } } })
  expect(withoutRefresh.json).not.toHaveProperty('warnings')
  await setApp('POST')
  expect((await importAccount({ ...variables, oauth: { token } })).json).not.toHaveProperty('warnings')
})

test('401: an expired token without an app turns the account to needs_reauth, and an app to active', async () => {
  await setApp('DELETE')
  const made = await importAccount({ ...variables, oauth: { token: { ...oauth.token, expires_in: 0 } } })
  const { id } = made.json as { id: string }
  const users = () => server.call('GET', '/unified/crm/users', { query: `limit=1&integrated_account_id=${id}` })
  const account = async () => (await server.call('GET', `/integrated-account/${id}`)).json
  server.sandbox.control(integration).clearRequests()
  for (const { status, json, text } of [await users(), await users()]) {
    expect({ status, json }).toMatchObject({ status: 401, json: { type: '/errors/account-needs-reauth' } })
    expect(json).toHaveProperty('message', expect.stringContaining('POST /environment-integration'))
    expect(text).not.toMatch(/truto_is_remote_error|remote_status|raw_response|truto_error_insight/)
  }
  expect(server.sandbox.control(integration).requests()).toEqual([])
  expect(await account()).toMatchObject({
    status: 'needs_reauth',
    last_error: expect.stringContaining('has an OAuth app for the provider'),
  })
  await setApp('POST')
  expect(await account()).toMatchObject({ status: 'active', last_error: null })
  expect((await users()).status).toBe(200)
})
