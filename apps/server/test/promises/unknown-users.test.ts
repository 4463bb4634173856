import { demoLogins } from '@rollcall/sandbox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../support/test-server.ts'

/** A refusal because of an unknown user is not one of the credential. */

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

test('an unknown user of HighLevel is not found, uses no refresh token, and leaves the account active', async () => {
  const login = demoLogins('highlevel').find(({ authentication_method }) => authentication_method === 'oauth2')
  const { json } = await server.call('POST', '/integrated-account', { body: { tenant_id: 't', ...login } })
  const id = /"id":"([^"]+)"/.exec(JSON.stringify(json))?.[1]
  const query = `integrated_account_id=${id}`
  const path = '/unified/crm/users/GoneUser00000000000a'
  for (const [method, body] of [['GET'], ['PATCH', { first_name: 'Ann' }], ['DELETE']] as const) {
    expect(await server.call(method, path, { query, body })).toMatchObject({
      status: 404,
      json: { type: expect.stringContaining('user-not-found'), truto_is_remote_error: true, remote_status: 401 },
    })
  }
  const asked = server.sandbox.control('highlevel').requests()
  expect(asked.map(({ method, status }) => [method, status])).toEqual([
    ['GET', 401],
    ['PUT', 401],
    ['DELETE', 401],
  ])
  expect(await server.call('GET', `/integrated-account/${id}`)).toMatchObject({ json: { status: 'active' } })
})
