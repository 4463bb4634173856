import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const calls = [
  ['GET', undefined],
  ['PATCH', 'body'],
  ['DELETE', undefined],
] as const

/** The answer of each for an unknown user: 204 without a body, an empty list, a list without the user. */
const vendors = [
  ['zoho-crm', '554023000000999999', { first_name: 'Ada' }],
  ['monday-crm', '987654321', { is_active: false }],
  ['freshsales', '987654321', { first_name: 'Ada' }],
] as const

describe.each(vendors)('an unknown user of %s', (provider, id, change) => {
  const ask = (method: (typeof calls)[number][0], name: string, body: 'body' | undefined) =>
    server.call(method, `/unified/crm/users/${name}`, {
      query: server.account(provider),
      ...(body === undefined ? {} : { body: change }),
    })

  test.each(calls)('%s: 404 with the vendor’s answer, or 501 without a call', async (method, body) => {
    server.sandbox.control(provider).clearRequests()
    const { status, json } = await ask(method, id, body)
    const asked = server.sandbox.control(provider).requests()
    if (status === 501) {
      expect(json).not.toHaveProperty('truto_is_remote_error')
      expect(asked).toEqual([])
      return
    }
    expect(json).toHaveProperty('raw_response')
    expect(json).toMatchObject({
      type: '/errors/user-not-found',
      status: 404,
      truto_is_remote_error: true,
      remote_status: expect.any(Number),
      truto_error_insight: { remote_error: { description: expect.any(String) } },
    })
    expect(asked.length).toBeGreaterThan(0)
  })

  test.each(calls)('%s: 404 without the flag for an id that no user can have', async (method, body) => {
    server.sandbox.control(provider).clearRequests()
    const { status, json } = await ask(method, '%20', body)
    if (status !== 501) expect(json).toMatchObject({ type: '/errors/user-not-found', status: 404 })
    expect(json).not.toHaveProperty('truto_is_remote_error')
    expect(server.sandbox.control(provider).requests()).toEqual([])
  })
})
