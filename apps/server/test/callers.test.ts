import { createClient, ProblemError, unwrap } from '@rollcall/client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from './support/test-server.ts'

/**
 * The programs that call this server: our own client, and programs written for Truto, with the exact requests that they send.
 */

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const all = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const found: T[] = []
  for await (const item of items) found.push(item)
  return found
}

describe('the typed client', () => {
  const start = () => {
    const client = createClient({ baseUrl: server.origin, token: 'demo-token', retries: 0 })
    const [, integrated_account_id = ''] = server.account('hubspot').split('=')
    return { client, query: { integrated_account_id } }
  }

  test('walks pages, lines and normalized users to the same end', async () => {
    const { client, query } = start()
    const paged = await all(client.users({ params: { query: { ...query, limit: 70 } } }))
    const lines = await all(client.userLines({ params: { query } }))
    const normalized = await all(client.normalized.users({ params: { query } }))
    expect(lines).toEqual(paged)
    expect(normalized.map(({ id }) => id)).toEqual(paged.map(({ id }) => id))
  })

  test('reads and changes users, and distinguishes problems', async () => {
    const { client, query } = start()
    const { result } = unwrap(await client.GET('/unified/crm/users', { params: { query: { ...query, limit: 1 } } }))
    const [first] = Array.isArray(result) ? result : []
    const params = { path: { id: first?.id ?? '' }, query }
    const patched = unwrap(await client.PATCH('/unified/crm/users/{id}', { params, body: { first_name: 'Adele' } }))
    expect(patched).toHaveProperty('first_name', 'Adele')
    const unknown = await client.GET('/unified/crm/users/{id}', { params: { path: { id: 'no/one' }, query } })
    expect(unknown.error).toHaveProperty('type', '/errors/user-not-found')
    expect(() => unwrap(unknown)).toThrow(ProblemError)
  })

  test("returns the vendor's own answer", async () => {
    const { client, query } = start()
    const response = await client.raw('/unified/crm/users', { params: { query } })
    expect(await response.json()).toHaveProperty('results')
  })
})

describe("a program written for Truto's SDK", () => {
  const headers = { accept: 'application/json', 'user-agent': 'truto-ts-sdk/2.0.12' }
  const call = (method: string, path: string, query: string, body?: object) =>
    server.call(method, path, {
      query: `${server.account('salesforce')}${query}`,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { rawBody: JSON.stringify(body) }),
    })

  const someId = async (): Promise<string> => {
    const { json } = await call('GET', '/unified/crm/users', '&limit=1&next_cursor=')
    return (json as { result: { id: string }[] }).result[0]?.id ?? ''
  }

  test('lists with an empty cursor and indexed brackets', async () => {
    const query = '&limit=10&created_at%5Bgt%5D=2020-01-01T00%3A00%3A00.000Z&sort_by%5Bcreated_at%5D=asc&next_cursor='
    const { status, json } = await call('GET', '/unified/crm/users', query)
    expect(status).toBe(200)
    expect(json).toMatchObject({ result: expect.any(Array), next_cursor: expect.any(String), result_count: 10 })
  })

  test('gets a user with excluded fields', async () => {
    const query = '&truto_exclude_fields%5B0%5D=id&truto_exclude_fields%5B1%5D=name&truto_ignore_remote_data=true'
    const { status, json } = await call('GET', `/unified/crm/users/${await someId()}`, query)
    expect(status).toBe(200)
    for (const field of ['id', 'name', 'remote_data']) expect(json).not.toHaveProperty(field)
    expect(json).toHaveProperty('email')
  })

  test('an id with a slash, a space and an at sign is one segment', async () => {
    const { json } = await call('GET', '/unified/crm/users/a%2Fb%20c%40x', '')
    expect(json).toMatchObject({ statusCode: 404, error: 'Not Found', message: expect.stringContaining('a/b c@x') })
  })

  test('updates a user, together with vendor fields', async () => {
    const { status, json } = await call('PATCH', `/unified/crm/users/${await someId()}`, '', {
      first_name: 'Adele',
      remote_data: { Title: 'Chief' },
    })
    expect(status).toBe(200)
    expect(json).toMatchObject({ first_name: 'Adele', remote_data: { Title: 'Chief' } })
  })

  test('reads meta', async () => {
    const { status, json } = await call('GET', '/unified/crm/users/meta/list', '')
    expect([status, json]).toMatchObject([200, { method: 'list', provider: 'salesforce' }])
  })

  test('gets the members of an error that it reads', async () => {
    const { json } = await call('GET', '/unified/crm/users/meta/list', '&x=1')
    expect(json).toMatchObject({
      statusCode: 400,
      error: 'Bad Request',
      message: 'x is not a parameter of this operation; the only name is integrated_account_id.',
    })
  })
})
