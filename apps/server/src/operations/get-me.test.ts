import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const me = (more = '') =>
  server.call('GET', '/unified/crm/users/me', { query: `${server.account('pipedrive')}${more}` })

test('200: the user that the account’s credential belongs to', async () => {
  const { status, json } = await me()
  expect(status).toBe(200)
  expect(json).toMatchObject({ id: '11', name: 'Karin Rossi', remote_data: { is_you: true } })
})

test('200: in every format', async () => {
  expect((await me('&truto_response_format=normalized')).json).toMatchObject({ id: '11', first_name: null })
  expect((await me('&truto_response_format=raw')).json).toMatchObject({ data: { id: 11 } })
  expect((await me('&truto_response_format=stream')).json).toMatchObject({ data: { id: 11 } })
})

test('400: an unknown parameter', async () => {
  expect((await me('&limit=1')).json).toMatchObject({ errors: [{ parameter: 'limit' }] })
})

test('401, 404: without a token, without such an account', async () => {
  expect((await server.call('GET', '/unified/crm/users/me', { token: null })).status).toBe(401)
  const query = 'integrated_account_id=00000000-0000-4000-8000-000000000000'
  expect((await server.call('GET', '/unified/crm/users/me', { query })).json).toHaveProperty(
    'type',
    '/errors/account-not-found',
  )
})
