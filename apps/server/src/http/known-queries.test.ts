import { expect, test } from 'vitest'
import { type Route, routeGroups } from '../contract/routes.ts'
import { KnownQueries, queryKeyOf } from './known-queries.ts'

const routeOf = (id: string): Route => {
  const routes = routeGroups.flatMap(({ paths }) => [...paths.values()].flat())
  const found = routes.find((route) => route.id === id)
  if (found === undefined) throw new Error(`There is no operation ${id}.`)
  return found
}

const first = '6f1f3c0e-5b0a-4c1c-9a53-0f7c2d1b8e11'
const second = '07427125-ff91-5551-892c-3fe5f54b6f9b'

const keyOf = (
  id: string,
  rawQuery: string,
  { params = {}, headers = {} }: { readonly params?: Record<string, string>; readonly headers?: object } = {},
) => queryKeyOf(routeOf(id), { params, headers: { ...headers } }, { rawQuery, token: undefined })

const key = (rawQuery: string) => {
  const found = keyOf('listUsers', rawQuery)
  if (found === undefined) throw new Error(`${rawQuery} has no key.`)
  return found
}

test('a query that is cached for one account is cached for all', () => {
  const known = new KnownQueries()
  known.put(key(`limit=2&integrated_account_id=${first}&is_active=true`), {
    limit: 2,
    integrated_account_id: first,
    is_active: true,
  })
  expect(known.get(key(`limit=2&integrated_account_id=${second}&is_active=true`))).toEqual({
    limit: 2,
    integrated_account_id: second,
    is_active: true,
  })
  expect(known.get(key(`limit=3&integrated_account_id=${second}&is_active=true`))).toBeUndefined()
  expect(known.get(key('limit=2&is_active=true'))).toBeUndefined()
})

test.each([
  ['an account id that is no UUID', 'integrated_account_id=1'],
  ['an account id in capitals', `integrated_account_id=${first.toUpperCase()}`],
  ['a second account id', `integrated_account_id=${first}&integrated_account_id=${second}`],
  ['a name that ends like it', `remote_query[integrated_account_id]=${first}`],
])('%s is a part of the key', (_case, rawQuery) => {
  expect(key(rawQuery).text).toContain(rawQuery.slice(-10))
})

test('the operation, the Accept header and the account of the token are parts of the key', () => {
  const token = (accountId: string | undefined) =>
    queryKeyOf(
      routeOf('listUsers'),
      { params: {}, headers: {} },
      {
        rawQuery: '',
        token: accountId === undefined ? undefined : { ...anyToken, accountId },
      },
    )?.text
  const texts = [
    keyOf('listUsers', '')?.text,
    keyOf('getMe', '')?.text,
    keyOf('listUsers', '', { headers: { accept: 'application/x-ndjson' } })?.text,
    token(first),
    token(second),
  ]
  expect(new Set(texts).size).toBe(5)
})

const anyToken = {
  id: 'token',
  environmentId: 'environment',
  name: '',
  hint: '',
  createdAtMs: 0,
  expiresAtMs: undefined,
  scopes: [],
  lastUsedAtMs: undefined,
}

test('a path parameter with a maximum length as its only rule is not part of the key, and a longer one has no key', () => {
  const of = (id: string) => keyOf('getUser', '', { params: { id } })
  expect(of('1')).toEqual(of('2'))
  expect(of('x'.repeat(512))).toEqual(of('1'))
  expect(of('x'.repeat(513))).toBeUndefined()
})

test('a path parameter with other rules is a part of the key', () => {
  const of = (id: string) => keyOf('getIntegratedAccount', '', { params: { id } })?.text
  expect(of(first)).not.toBe(of(second))
})

test('operations with a body and long queries have no key', () => {
  expect(keyOf('updateUser', '', { params: { id: '1' } })).toBeUndefined()
  expect(keyOf('listUsers', `limit=2&email=${'a'.repeat(600)}`)).toBeUndefined()
  expect(keyOf('listUsers', '', { headers: { accept: 'a'.repeat(700) } })).toBeUndefined()
})

test('a cached query cannot be changed by the code that gets it', () => {
  const known = new KnownQueries()
  known.put(key('created_at[gt]=2026-01-01'), { created_at: { gt: '2026-01-01' }, limit: 100 })
  const query = known.get(key('created_at[gt]=2026-01-01')) ?? {}
  query.limit = 1
  expect(() => Reflect.defineProperty(Object(query.created_at), 'gt', { value: 'changed' })).not.toThrow()
  expect(known.get(key('created_at[gt]=2026-01-01'))).toEqual({ created_at: { gt: '2026-01-01' }, limit: 100 })
})

test('2,000 queries are cached, and the oldest is removed for a new one', () => {
  const known = new KnownQueries()
  for (let index = 0; index <= 2000; index += 1) known.put(key(`email=${index}@example.com`), { limit: index })
  expect(known.get(key('email=0@example.com'))).toBeUndefined()
  expect(known.get(key('email=1@example.com'))).toEqual({ limit: 1 })
  expect(known.get(key('email=2000@example.com'))).toEqual({ limit: 2000 })
})

test('no header or parameter can make the key of another request', () => {
  const of = (rawQuery: string, accept: string) => keyOf('listUsers', rawQuery, { headers: { accept } })?.text
  expect(of('', 'application/json?name=who')).not.toBe(of('name=who?', 'application/json'))
  expect(of('b', 'a?')).not.toBe(of('?b', 'a'))
  expect(of(`limit=1&integrated_account_id=${first}`, 'a')).not.toBe(of('limit=1&', 'a'))
  const one = keyOf('getIntegratedAccount', 'x', { params: { id: `${first}\nno account` } })?.text
  expect(one).not.toBe(keyOf('getIntegratedAccount', 'x', { params: { id: first } })?.text)
})
