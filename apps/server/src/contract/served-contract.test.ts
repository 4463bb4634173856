import { createRequire } from 'node:module'
import { type Meta, type MethodName, methodNames, providerSlugs } from '@rollcall/contract'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTestServer, type TestServer } from '../../test/support/test-server.ts'
import { serveContract } from './served-contract.ts'

let server: TestServer
let contract: Json
const meta = new Map<string, Meta>()

type Json = { readonly [key: string]: Json }

const open = (path: string) => server.call('GET', path, { token: null })
const metaOf = async (path: string, query?: string) =>
  (await server.call('GET', path, query === undefined ? {} : { query })).json as Meta

beforeAll(async () => {
  server = await startTestServer()
  contract = (await open('/openapi.json')).json as Json
  for (const provider of providerSlugs) {
    for (const method of methodNames) {
      meta.set(`${provider} ${method}`, await metaOf(`/unified/crm/users/${provider}/meta/${method}`))
    }
  }
})
afterAll(() => server.stop())

const at = (...place: readonly string[]): Json | undefined =>
  place.reduce<Json | undefined>((found, key) => found?.[key], contract)

const supporters = (...place: readonly string[]): readonly string[] => {
  const found: unknown = at(...place, 'x-supported-by')
  if (!Array.isArray(found)) throw new Error(`Nothing says who supports ${place.join(' / ')}.`)
  return found.map(String).sort()
}

/** Providers whose meta answer has this. */
const providersWhose = (method: MethodName, says: (answer: Meta) => boolean) =>
  [...meta.entries()]
    .filter(([key, answer]) => key.endsWith(` ${method}`) && says(answer))
    .map(([, answer]) => answer.provider)
    .sort()

const named = (list: readonly { readonly name: string }[], name: string) => list.some((member) => member.name === name)

test.each([
  ['list', 'get', '/unified/crm/users'],
  ['create', 'post', '/unified/crm/users'],
  ['me', 'get', '/unified/crm/users/me'],
  ['get', 'get', '/unified/crm/users/{id}'],
  ['update', 'patch', '/unified/crm/users/{id}'],
  ['delete', 'delete', '/unified/crm/users/{id}'],
] as const)('the operation %s names the providers whose meta says that they support it', (method, verb, path) => {
  expect(supporters('paths', path, verb)).toEqual(providersWhose(method, ({ supported }) => supported))
})

test.each(['User', 'NormalizedUser'])('every field of %s names the providers whose answers have it', (schema) => {
  const fields = Object.keys(at('components', 'schemas', schema, 'properties') ?? {})
  expect(fields.length).toBeGreaterThan(8)
  for (const field of fields) {
    const found = supporters('components', 'schemas', schema, 'properties', field)
    expect(found, field).toEqual(providersWhose('get', ({ response_fields }) => named(response_fields, field)))
  }
})

test.each([
  ['UserCreate', 'create'],
  ['UserPatch', 'update'],
] as const)('every field of %s names the providers that write it', (schema, method) => {
  const fields = Object.keys(at('components', 'schemas', schema, 'properties') ?? {})
  expect(fields).toContain('custom_fields')
  for (const field of fields) {
    const found = supporters('components', 'schemas', schema, 'properties', field)
    expect(found, field).toEqual(providersWhose(method, ({ body_fields }) => named(body_fields, field)))
  }
})

test('every filter and every sort names the providers that have the field', () => {
  const filters = { email: 'EmailFilter', name: 'NameFilter', is_active: 'IsActiveFilter' }
  const times = { created_at: 'CreatedAtFilter', updated_at: 'UpdatedAtFilter' }
  for (const [field, parameter] of Object.entries({ ...filters, ...times })) {
    const found = supporters('components', 'parameters', parameter)
    expect(found, field).toEqual(providersWhose('list', (answer) => named(answer.filters, field)))
  }
  const sorts = Object.keys(at('components', 'schemas', 'SortBy', 'properties') ?? {})
  expect(sorts.sort()).toEqual(['created_at', 'email', 'name', 'updated_at'])
  for (const field of sorts) {
    const found = supporters('components', 'schemas', 'SortBy', 'properties', field)
    expect(found, field).toEqual(providersWhose('list', (answer) => named(answer.sorts, field)))
  }
})

test('the YAML has the same content as the JSON, and keeps the text of the file', async () => {
  // The contract's own package reads YAML; this package does so only here.
  const requireOfContract = createRequire(createRequire(import.meta.url).resolve('@rollcall/contract/openapi.json'))
  const { parse }: { parse: (text: string) => unknown } = requireOfContract('yaml')
  const { text } = await open('/openapi.yaml')
  expect(parse(text)).toEqual(contract)
  expect(text).toContain('    **Words.** The *vendor* is the company')
})

test('the contract names its own server only by a path, so that no Host header can name another one', async () => {
  expect(contract.servers).toEqual([{ url: '/', description: 'The server that returned this document.' }])
  for (const path of ['/openapi.json', '/openapi.yaml']) {
    const forged = {
      host: 'elsewhere.example',
      'x-forwarded-host': 'elsewhere.example',
      forwarded: 'host=elsewhere.example',
    }
    const answer = await server.call('GET', path, { token: null, headers: forged })
    expect(answer.status).toBe(200)
    expect(answer.text).toBe((await open(path)).text)
  }
})

test('a part that the contract lost is reported by its name', () => {
  const support = [{ place: ['components', 'schemas', 'User', 'properties', 'shoe_size'], providers: [] }]
  for (const form of ['json', 'yaml'] as const) {
    expect(() => serveContract(support)[form]()).toThrow(
      'The contract lacks components / schemas / User / properties / shoe_size',
    )
  }
})

describe('the meta routes', () => {
  test.each(providerSlugs)('answer for every operation of %s, absent ones with a reason', (provider) => {
    for (const method of methodNames) {
      const answer = meta.get(`${provider} ${method}`)
      expect(answer).toMatchObject({ method, provider, documentation_link: expect.stringMatching(/^https:/) })
      if (answer?.supported === true) expect(answer.response_fields.map(({ name }) => name)).toContain('id')
      else expect(answer?.reason).toMatch(/\S/)
    }
  })

  test.each(providerSlugs)('answer the same for an account of %s as for the provider', async (provider) => {
    for (const method of methodNames) {
      const answer = await metaOf(`/unified/crm/users/meta/${method}`, server.account(provider))
      expect(answer).toEqual(meta.get(`${provider} ${method}`))
    }
  })
})
