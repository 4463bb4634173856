import type { ProviderSlug } from '@rollcall/contract'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const connect = async (provider: ProviderSlug): Promise<string> =>
  (await server.freshAccount(provider)).replace('integrated_account_id=', '')

const path = '/api-token'
const unknownId = '00000000-0000-4000-8000-000000000000'

interface Made {
  readonly id: string
  readonly token: string
}

const make = async (body: object): Promise<Made> => {
  const { status, json } = await server.call('POST', path, { body })
  expect(status).toBe(201)
  return json as Made
}

test('201: a token is shown once, works at once, and is stored as a hash', async () => {
  const { status, headers, json } = await server.call('POST', path, { body: { name: 'nightly mirror' } })
  const { id, token } = json as Made
  expect(status).toBe(201)
  expect(headers.location).toBe(`${path}/${id}`)
  expect(json).toMatchObject({
    name: 'nightly mirror',
    environment_id: server.environmentId,
    scopes: ['read', 'write', 'raw'],
    integrated_account_id: null,
    hint: token.slice(-4),
    expires_at: null,
    last_used_at: null,
  })
  expect((await server.call('GET', '/ping', { token })).status).toBe(200)
  const read = await server.call('GET', `${path}/${id.toUpperCase()}`)
  expect(read.json).toMatchObject({ id, name: 'nightly mirror' })
  expect(read.text).not.toContain(token)
  expect((await server.call('GET', path)).text).not.toContain(token)
  expect(server.logs.join('')).not.toContain(token)
})

test('the last use of a token is known to the minute', async () => {
  const { id, token } = await make({ name: 'used' })
  await server.call('GET', '/ping', { token })
  const { json } = await server.call('GET', `${path}/${id}`)
  const { last_used_at } = json as { last_used_at: string }
  expect(Math.abs(Date.parse(last_used_at) - Date.now())).toBeLessThan(60_000)
})

test.each([
  ['an end in the past', { expires_at: '2020-01-01T00:00:00Z' }, '/expires_at'],
  ['an unknown scope', { scopes: ['everything'] }, '/scopes/0'],
  ['no scope', { scopes: [] }, '/scopes'],
  ['a scope twice', { scopes: ['read', 'read'] }, '/scopes'],
  ['no name', { name: '' }, '/name'],
  ['admin for one account', { scopes: ['admin'], integrated_account_id: unknownId }, '/scopes'],
])('400: %s, at its place', async (_case, changes, pointer) => {
  const { status, json } = await server.call('POST', path, { body: { name: 'faulty', ...changes } })
  expect(status).toBe(400)
  const { errors } = json as { errors: { pointer: string }[] }
  expect(errors.map((fault) => fault.pointer)).toContain(pointer)
})

test('401: an expired token and a revoked one are refused', async () => {
  const { id, token } = await make({ name: 'revoked' })
  expect((await server.call('GET', '/ping', { token })).status).toBe(200)
  expect(await server.call('DELETE', `${path}/${id}`)).toMatchObject({ status: 200, json: { id } })
  expect((await server.call('GET', '/ping', { token })).status).toBe(401)
  expect((await server.call('GET', `${path}/${id}`)).status).toBe(404)
  expect((await server.call('DELETE', `${path}/${id}`)).status).toBe(404)
})

test('a token of one account reaches only that account, and cannot manage anything', async () => {
  const account = await connect('pipedrive')
  const other = await connect('pipedrive')
  const { token } = await make({ name: 'one', integrated_account_id: account.toUpperCase() })
  const usersOf = (id: string) =>
    server.call('GET', '/unified/crm/users', { token, query: `limit=1&integrated_account_id=${id}` })
  expect((await usersOf(account)).status).toBe(200)
  expect((await usersOf(other)).status).toBe(404)
  expect((await server.call('GET', path, { token })).status).toBe(403)
  expect((await server.call('POST', path, { token, body: { name: 'more' } })).status).toBe(403)
  const unknown = await server.call('POST', path, { body: { name: 'none', integrated_account_id: unknownId } })
  expect(unknown).toMatchObject({ status: 404, json: { type: '/errors/account-not-found' } })
})

test('the list has the newest first, page by page, and no tokens of accounts', async () => {
  const account = await connect('pipedrive')
  const issued = await server.call('POST', '/integrated-account/token', { body: { integrated_account_id: account } })
  expect(issued.status).toBe(201)
  for (const name of ['first', 'second', 'third']) await make({ name })
  const page = async (cursor = '') => {
    const { json } = await server.call('GET', path, { query: `limit=2&next_cursor=${cursor}` })
    return json as { result: { name: string }[]; next_cursor: string | null; limit: number }
  }
  const first = await page()
  expect(first.result.map(({ name }) => name)).toEqual(['third', 'second'])
  const names = [...first.result]
  for (let next = first.next_cursor; next !== null; ) {
    const more = await page(encodeURIComponent(next))
    names.push(...more.result)
    next = more.next_cursor
  }
  expect(names.map(({ name }) => name)).not.toContain('account token')
  expect(new Set(names).size).toBe(names.length)
})
