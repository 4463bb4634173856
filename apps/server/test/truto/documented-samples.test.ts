import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../support/test-server.ts'
import { languages, runSample, type SampleCall } from './sample-program.ts'

/**
 * Programs in the form of the samples on Truto's pages of the CRM users
 * (truto.one/docs/api-reference/unified-crm-api/users): only base URL, token and ids are changed.
 */

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const url = (path: string, more = '') =>
  `${server.origin}/unified/crm/users${path}?${server.account('salesforce')}${more}`
const someId = async (): Promise<string> => {
  const { json } = await server.call('GET', '/unified/crm/users', { query: `${server.account('salesforce')}&limit=1` })
  return (json as { result: { id: string }[] }).result[0]?.id ?? ''
}

describe.each(languages())('$name', { timeout: 30_000 }, (language) => {
  const run = (call: Pick<SampleCall, 'url'> & Partial<SampleCall>) =>
    runSample(language, { method: 'GET', token: 'demo-token', ...call })

  test('lists users', async () => {
    expect(await run({ url: url('') })).toMatchObject({
      result: expect.arrayContaining([expect.objectContaining({ id: expect.any(String) })]),
      next_cursor: expect.any(String),
      prev_cursor: null,
      result_count: 100,
    })
  })

  test('gets a user, with fields left out in empty brackets', async () => {
    const id = await someId()
    expect(await run({ url: url(`/${id}`) })).toMatchObject({ id, email: expect.any(String), remote_data: { Id: id } })
    const excluding = await run({
      url: url(`/${id}`, '&truto_exclude_fields%5B%5D=id&truto_exclude_fields%5B%5D=name'),
    })
    for (const field of ['id', 'name']) expect(excluding).not.toHaveProperty(field)
  })

  test('updates a user with the body of the page', async () => {
    const id = await someId()
    const body = { name: 'Ann Lee', is_active: true, email: 'ann.lee@example.com', remote_data: {} }
    const updated = await run({ method: 'PATCH', url: url(`/${id}`), body })
    expect(updated).toMatchObject({ id, name: 'Ann Lee', is_active: true, email: 'ann.lee@example.com' })
    expect(updated).not.toHaveProperty('warnings')
  })
})

test('an unchanged sample, with its placeholder for an id, is refused with the name of what is missing', async () => {
  const query = 'integrated_account_id=<integrated_account_id>'
  const { status, json } = await server.call('GET', '/unified/crm/users/%7Bid%7D', { query })
  expect(status).toBe(400)
  expect(json).toMatchObject({ statusCode: 400, errors: [{ parameter: 'integrated_account_id' }] })
})
