import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const path = '/unified/crm/users'
type Provider = Parameters<TestServer['account']>[0]

const remove = (provider: Provider, id: string, more = '') =>
  server.call('DELETE', `${path}/${id}`, { query: `${server.account(provider)}${more}` })

const firstId = async (provider: Provider, skip: number): Promise<string> => {
  const { json } = await server.call('GET', path, { query: `${server.account(provider)}&limit=${skip + 1}` })
  return (json as { result: { id: string }[] }).result[skip]?.id ?? ''
}

test('200: the id of the deleted user, which does not exist afterwards', async () => {
  const id = await firstId('hubspot', 3)
  const { status, json } = await remove('hubspot', id)
  expect([status, json]).toEqual([200, { id }])
  expect((await remove('hubspot', id)).json).toHaveProperty('type', '/errors/user-not-found')
})

test('raw: the status and body of the vendor', async () => {
  const id = await firstId('hubspot', 4)
  const { status, text, headers } = await remove('hubspot', id, '&truto_response_format=raw')
  expect([status, text]).toEqual([204, ''])
  expect(headers['content-security-policy']).toContain('sandbox')
})

test('400: a content type is ignored, an unknown parameter is not', async () => {
  const { status, json } = await server.call('DELETE', `${path}/1`, {
    query: `${server.account('hubspot')}&force=1`,
    headers: { 'content-type': 'text/plain' },
  })
  expect(status).toBe(400)
  expect(json).toMatchObject({ errors: [{ parameter: 'force' }] })
})

test('501: where the vendor can only deactivate, the problem names how', async () => {
  server.sandbox.control('pipedrive').clearRequests()
  const { status, json } = await remove('pipedrive', '1')
  expect(status).toBe(501)
  expect(json).toMatchObject({
    type: '/errors/operation-not-supported',
    detail: expect.stringMatching(/PATCH.*is_active/),
  })
  expect(server.sandbox.control('pipedrive').requests()).toEqual([])
})
