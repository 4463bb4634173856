import { describe, expect, test } from 'vitest'
import { json, text } from './reply.ts'
import { type VendorRequest, vendorRequest } from './request.ts'
import { compileRoutes, guarded, type RouteTable } from './routes.ts'

const called = async (
  method: string,
  path: string,
  rest: { body?: string; type?: string } = {},
): Promise<VendorRequest> =>
  await vendorRequest({
    method,
    host: 'api.example.com',
    hostAssumed: false,
    ownOrigin: 'http://127.0.0.1:1/example',
    path,
    rawQuery: 'page[size]=5&ids[]=1&ids[]=2',
    headers: rest.type === undefined ? {} : { 'content-type': rest.type },
    body: Buffer.from(rest.body ?? ''),
  })

const body = async (table: RouteTable, method: string, path: string): Promise<string | readonly string[]> => {
  const found = compileRoutes([table])(await called(method, path))
  return 'handler' in found ? (await found.handler(found.request)).body : found.allow
}

describe('compileRoutes', () => {
  const table: RouteTable = {
    'GET /users/me': () => text(200, 'me'),
    'GET /users/{id}': (request) => text(200, request.param('id')),
    'PATCH /users/{id}': () => text(200, 'changed'),
    'GET /systemusers({id})': (request) => text(200, request.param('id')),
    'GET /users/{id}/{part}.json': (request) => text(200, `${request.param('id')} ${request.param('part')}`),
  }

  test('chooses the first route that matches', async () => {
    expect(await body(table, 'GET', '/users/me')).toBe('me')
    expect(await body(table, 'GET', '/users/7')).toBe('7')
  })

  test('decodes a part of the path exactly once', async () => {
    expect(await body(table, 'GET', '/users/a%252Fb')).toBe('a%2Fb')
    expect(await body(table, 'GET', '/users/a%2Fb')).toBe('a/b')
  })

  test('leaves a malformed escape as it is', async () => {
    expect(await body(table, 'GET', '/users/%E0%A4%A')).toBe('%E0%A4%A')
  })

  test('matches within a segment', async () => {
    expect(await body(table, 'GET', '/systemusers(12-ab)')).toBe('12-ab')
    expect(await body(table, 'GET', '/users/7/photo.json')).toBe('7 photo')
    expect(await body(table, 'GET', '/users/7/photoXjson')).toEqual([])
  })

  test('names the methods of a known path', async () => {
    expect(await body(table, 'DELETE', '/users/7')).toEqual(['GET', 'PATCH'])
    expect(await body(table, 'GET', '/nothing')).toEqual([])
  })

  test('refuses a key that is not a method and a path', () => {
    expect(() => compileRoutes([{ '/users': () => text(200, '') }])).toThrow("a route is written 'METHOD /path'")
  })

  test('throws for a handler that reads a part that its route does not have', async () => {
    const wrong: RouteTable = { 'GET /users/{id}': (request) => text(200, request.param('key')) }
    await expect(body(wrong, 'GET', '/users/7')).rejects.toThrow('names no {key}')
  })
})

test('a guard answers in place of every handler of its table, or allows the call', async () => {
  const table = guarded((request) => (request.path === '/closed' ? json(401, {}) : undefined), {
    'GET /closed': () => text(200, 'seen'),
    'GET /open': () => text(200, 'seen'),
  })
  expect(await body(table, 'GET', '/closed')).toBe('{}')
  expect(await body(table, 'GET', '/open')).toBe('seen')
})

describe('vendorRequest', () => {
  test('keeps bracketed and repeated names of the query', async () => {
    const request = await called('GET', '/')
    expect(request.query.get('page[size]')).toBe('5')
    expect(request.query.getAll('ids[]')).toEqual(['1', '2'])
  })

  test('reads urlencoded and multipart forms alike', async () => {
    const urlencoded = await called('POST', '/', { body: 'a=1&b=x+y', type: 'application/x-www-form-urlencoded' })
    expect(Object.fromEntries(urlencoded.form)).toEqual({ a: '1', b: 'x y' })
    const lines = ['--cut', 'Content-Disposition: form-data; name="a"', '', '1', '--cut--', '']
    const multipart = await called('POST', '/', { body: lines.join('\r\n'), type: 'multipart/form-data; boundary=cut' })
    expect(Object.fromEntries(multipart.form)).toEqual({ a: '1' })
  })

  test('has no form and no JSON in a malformed body', async () => {
    const request = await called('POST', '/', { body: '{"a":', type: 'multipart/form-data; boundary=cut' })
    expect(request.form.size).toBe(0)
    expect(request.json()).toBeUndefined()
  })

  test('starts absolute links with the real host', async () => {
    const request = await called('GET', '/')
    expect(request.originOf()).toBe('https://api.example.com')
    expect(request.originOf('other.example.com')).toBe('https://other.example.com')
  })
})
