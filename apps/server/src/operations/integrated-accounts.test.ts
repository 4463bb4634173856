import { providerSlugs } from '@rollcall/contract'
import { adapters } from '@rollcall/providers'
import { demoLogins } from '@rollcall/sandbox'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())

const path = '/integrated-account'
const unknownId = '00000000-0000-4000-8000-000000000000'

const body = (tenant: string, context: object = { api_key: 'secret-key', company_domain: 'acme' }) => ({
  integration: 'pipedrive',
  tenant_id: tenant,
  authentication_method: 'api_key',
  context,
})

const idOf = (json: unknown): string => (json as { id: string }).id

test('201: an import is active at once, makes no call, and never shows its secrets', async () => {
  server.sandbox.control('pipedrive').clearRequests()
  const { status, headers, json, text } = await server.call('POST', path, { body: body('acme') })
  expect(status).toBe(201)
  expect(headers.location).toBe(`${path}/${idOf(json)}`)
  expect(json).toMatchObject({
    tenant_id: 'acme',
    status: 'active',
    authentication_method: 'api_key',
    integration: { name: 'pipedrive' },
    environment_id: server.environmentId,
    context: { company_domain: 'acme' },
    last_error: null,
  })
  expect(text).not.toContain('secret-key')
  expect(server.logs.join('')).not.toContain('secret-key')
  expect(server.sandbox.control('pipedrive').requests()).toEqual([])
  const read = await server.call('GET', `${path}/${idOf(json).toUpperCase()}`)
  expect(read.json).toEqual(json)
})

test.each([
  ['no credential', body('a', { company_domain: 'acme' }), '/context/api_key'],
  ['an unknown key', body('a', { api_key: 'x', company_domain: 'acme', shoe: '1' }), '/context/shoe'],
  ['a host that is none', body('a', { api_key: 'x', company_domain: 'evil.test/' }), '/context/company_domain'],
  ['a method that is not offered', { ...body('a'), authentication_method: 'basic' }, '/authentication_method'],
  ['an unknown provider', { ...body('a'), integration: 'acme' }, '/integration'],
  ['no tenant', { ...body(''), tenant_id: undefined }, '/tenant_id'],
  ['an unknown field', { ...body('a'), status: 'active' }, '/status'],
])('400: %s, at its place', async (_case, sent, pointer) => {
  const { status, json } = await server.call('POST', path, { body: sent })
  expect(status).toBe(400)
  const { errors } = json as { errors: { pointer: string }[] }
  expect(errors.map((fault) => fault.pointer)).toContain(pointer)
})

test('200: the list by tenant, provider and status, the newest first, page by page', async () => {
  for (const tenant of ['walk', 'walk', 'walk']) await server.call('POST', path, { body: body(tenant) })
  const first = await server.call('GET', path, {
    query: 'tenant_id=walk&limit=2&integration[name]=pipedrive&status=active',
  })
  expect(first.json).toMatchObject({ limit: 2, next_cursor: expect.any(String) })
  const { result, next_cursor } = first.json as { result: { created_at: string; id: string }[]; next_cursor: string }
  expect(result).toHaveLength(2)
  expect((result[0]?.created_at ?? '') >= (result[1]?.created_at ?? '')).toBe(true)
  const rest = `limit=2&integration[name]=pipedrive&status=active&next_cursor=${next_cursor}`
  const second = await server.call('GET', path, { query: `tenant_id=walk&${rest}` })
  expect(second.json).toMatchObject({ next_cursor: null })
  expect((second.json as { result: unknown[] }).result).toHaveLength(1)
  const other = await server.call('GET', path, { query: `tenant_id=other&${rest}` })
  expect(other.json).toHaveProperty('type', '/errors/invalid-cursor')
})

test('200: the list by when accounts were made and last changed', async () => {
  const made = await server.call('POST', path, { body: body('times') })
  const { id, created_at } = made.json as { id: string; created_at: string }
  const ids = async (query: string) => {
    const { status, json } = await server.call('GET', path, { query: `tenant_id=times&${query}` })
    expect(status).toBe(200)
    return (json as { result: { id: string }[] }).result.map((account) => account.id)
  }
  expect(await ids(`created_at[gte]=${created_at}&created_at[lte]=${created_at}`)).toEqual([id])
  expect(await ids(`created_at[gt]=${created_at}`)).toEqual([])
  expect(await ids(`created_at[lt]=${created_at}`)).toEqual([])
  expect(await ids('created_at[gt]=2020-01-01&updated_at[gt]=2020-01-01')).toEqual([id])
  expect(await ids('updated_at[lt]=2020-01-01T00:00:00%2B02:00')).toEqual([])
  const { json } = await server.call('GET', path, { query: 'created_at=2026-01-01&updated_at[ge]=2026-01-01' })
  const { errors } = json as { errors: { parameter: string }[] }
  expect(errors.map(({ parameter }) => parameter).sort()).toEqual(['created_at', 'updated_at[ge]'])
})

test('400: a list with a filter that is malformed', async () => {
  const { json } = await server.call('GET', path, { query: 'status=fine&integration[id]=x&limit=2000' })
  const { errors } = json as { errors: { parameter: string }[] }
  expect(errors.map(({ parameter }) => parameter).sort()).toEqual(['integration[id]', 'limit', 'status'])
})

test('200: a deleted account does not exist, for calls on its users too', async () => {
  const { json } = await server.call('POST', path, { body: body('gone') })
  const id = idOf(json)
  expect((await server.call('DELETE', `${path}/${id}`)).json).toEqual({ id })
  expect((await server.call('DELETE', `${path}/${id}`)).json).toHaveProperty('type', '/errors/account-not-found')
  const users = await server.call('GET', '/unified/crm/users', { query: `integrated_account_id=${id}` })
  expect(users.json).toHaveProperty('type', '/errors/account-not-found')
})

const revoking = providerSlugs.filter((slug) => adapters[slug].authentication.oauth2?.revokeUrl !== undefined)

test('the vendors that document a revocation get a revocation call', () => {
  expect(revoking).toEqual(['accelo', 'pipedrive', 'salesforce', 'zendesk-sell'])
})

test.each(revoking)(
  '200: the grant of a deleted account is revoked at %s, with the token that it accepts',
  async (provider) => {
    const login = demoLogins(provider).find(({ authentication_method }) => authentication_method === 'oauth2')
    const { oauth, ...variables } = login?.context ?? {}
    const imported = async (token: object): Promise<string> => {
      const context = { ...variables, oauth: { client: oauth?.client, token } }
      const sent = { integration: provider, tenant_id: 'oauth', authentication_method: 'oauth2', context }
      return idOf((await server.call('POST', path, { body: sent })).json)
    }
    const vendor = server.sandbox.control(provider)
    const id = await imported(oauth?.token ?? {})
    vendor.clearRequests()
    expect((await server.call('DELETE', `${path}/${id}`)).status).toBe(200)
    await vi.waitFor(() => {
      expect(vendor.requests()).toMatchObject([
        { method: 'POST', path: expect.stringContaining('revoke'), status: 200 },
      ])
    })
    // A revoked token no longer works for another account that has it too.
    const isByAccessToken = provider === 'accelo'
    const { refresh_token: _refresh, ...accessAlone } = oauth?.token ?? { refresh_token: undefined }
    const other = await imported(isByAccessToken ? accessAlone : (oauth?.token ?? {}))
    const used = isByAccessToken
      ? await server.call('GET', '/unified/crm/users', { query: `integrated_account_id=${other}` })
      : await server.call('POST', `${path}/refresh-credentials`, { body: { id: other } })
    expect(used).toMatchObject({ status: 401, json: { type: '/errors/account-needs-reauth' } })
  },
)

test("404: an unknown account, and another environment's", async () => {
  const other = await server.store.environments.create({ name: 'other' })
  const { token } = await server.store.tokens.create(other.id, { name: 'other' })
  const [, id = ''] = server.account('pipedrive').split('=')
  for (const method of ['GET', 'DELETE']) {
    expect((await server.call(method, `${path}/${id}`, { token })).json).toHaveProperty(
      'type',
      '/errors/account-not-found',
    )
    expect((await server.call(method, `${path}/${unknownId}`)).json).toHaveProperty('type', '/errors/account-not-found')
  }
  expect((await server.call('GET', path, { token })).json).toMatchObject({ result: [], next_cursor: null })
})

test('400: an id that is not a UUID', async () => {
  expect((await server.call('GET', `${path}/x`)).json).toMatchObject({ errors: [{ parameter: 'id' }] })
})

test('403: a token of one account cannot manage accounts', async () => {
  const [, accountId = ''] = server.account('pipedrive').split('=')
  const { token } = await server.store.tokens.create(server.environmentId, { name: 'one', accountId })
  for (const [method, target] of [
    ['GET', path],
    ['GET', `${path}/${accountId}`],
    ['DELETE', `${path}/${accountId}`],
  ] as const) {
    const { status, json } = await server.call(method, target, { token })
    expect(status).toBe(403)
    expect(json).toHaveProperty('type', '/errors/forbidden')
  }
  expect((await server.call('POST', path, { token, body: body('a') })).status).toBe(403)
})

test('401: without a token', async () => {
  expect((await server.call('GET', path, { token: null })).status).toBe(401)
  expect((await server.call('POST', path, { token: null, body: body('a') })).status).toBe(401)
})
