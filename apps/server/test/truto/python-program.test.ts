import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../support/test-server.ts'

/**
 * What a program sends that uses Truto's Python SDK, as its source shows on the wire (github.com/trutohq/truto-python-sdk
 * at ef4b68f): empty brackets for lists, `+` for spaces, a content type on every call, a cursor only from page two.
 */

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const users = '/unified/crm/users'
const headers = { accept: 'application/json', 'content-type': 'application/json' }

const call = (method: string, path: string, more = '', body?: object) =>
  server.call(method, path, {
    query: `${server.account('hubspot')}${more}`,
    headers,
    ...(body === undefined ? {} : { rawBody: JSON.stringify(body) }),
  })

interface Page {
  readonly result: readonly { readonly id: string; readonly email: string }[]
  readonly next_cursor: string | null
}

const list = async (more: string): Promise<Page> => {
  const { status, json } = await call('GET', users, more)
  expect(status).toBe(200)
  return json as Page
}

test('pages are walked until there is no cursor, which comes into the query from page two on', async () => {
  const ids: string[] = []
  let page = await list('&limit=60')
  ids.push(...page.result.map(({ id }) => id))
  while (page.next_cursor !== null) {
    page = await list(`&limit=60&next_cursor=${encodeURIComponent(page.next_cursor)}`)
    expect(page.result.length).toBeGreaterThan(0)
    ids.push(...page.result.map(({ id }) => id))
  }
  expect(ids).toEqual((await list('&limit=1000')).result.map(({ id }) => id))
})

test('lists come in empty brackets, booleans in lower case, spaces as plus signs', async () => {
  const { result } = await list(
    '&truto_exclude_fields%5B%5D=name&truto_exclude_fields%5B%5D=urls&truto_ignore_remote_data=true&name=Ada+Archer&sort_by%5Bcreated_at%5D=asc',
  )
  expect(result).toHaveLength(1)
  expect(result[0]).toHaveProperty('email', 'ada.archer@acme.example')
  for (const field of ['name', 'urls', 'remote_data']) expect(result[0]).not.toHaveProperty(field)
})

test('a nested remote_query with lists in empty brackets reaches the vendor', async () => {
  server.sandbox.control('hubspot').clearRequests()
  await list('&limit=1&remote_query%5Bfoo%5D=bar&remote_query%5Bn%5D%5Bx%5D%5B%5D=1')
  const [{ query = '' } = {}] = server.sandbox.control('hubspot').requests()
  expect(decodeURIComponent(query)).toMatch(/foo=bar&n\[x\]\[(?:0|)\]=1/)
})

test('a content type on reads and deletions is no matter, and an id may come unencoded', async () => {
  const { result } = await list('&limit=1')
  expect((await call('GET', `${users}/${result[0]?.id}`)).status).toBe(200)
  const unknown = await call('GET', `${users}/ann@acme.example`)
  expect(unknown.json).toMatchObject({ type: '/errors/user-not-found', statusCode: 404 })
  expect((await call('DELETE', `${users}/no-one`)).status).toBe(404)
})

test('what is written comes back as JSON', async () => {
  const { result } = await list('&limit=1')
  const { status, json, headers: answered } = await call('PATCH', `${users}/${result[0]?.id}`, '', { name: 'Ann Lee' })
  expect([status, answered['content-type']]).toEqual([200, 'application/json; charset=utf-8'])
  expect(json).toHaveProperty('name', 'Ann Lee')
})
