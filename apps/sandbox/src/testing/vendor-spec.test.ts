import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readVendorSpec } from './read-vendor-spec.ts'
import type { Exchange } from './vendor-spec.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vendor-spec-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const openapi = `
openapi: 3.0.1
servers: [{ url: 'https://{region}.acme.example/api/{version}' }]
paths:
  /users:
    get:
      responses:
        '200': { $ref: '#/components/responses/Users' }
        4XX: { description: no body is published }
  /users/me:
    get: { responses: { default: { content: { application/vnd.api+json: { schema: { type: array } } } } } }
  /users/{id}/:
    get: { responses: { '200': { content: { application/json: { schema: { $ref: '#/components/schemas/User' } } } } } }
components:
  responses:
    Users: { content: { 'application/json; charset=utf-8': { schema: { type: array, items: { $ref: '#/components/schemas/User' } } } } }
  schemas:
    User:
      type: object
      required: [id, name]
      properties:
        id: { type: integer, format: int64, minimum: 0, exclusiveMinimum: true }
        name: { type: string, nullable: true, required: true }
        kind: { type: string, nullable: true, enum: [a, b] }
        since: { type: string, format: date-time }
        odd: { type: string, format: unheard-of, example: x }
        team: { $ref: '#/components/schemas/Team', nullable: true }
        file: { type: file }
        type: { type: string }
        colour: { type: string, pattern: '^\\p{L}+$' }
        number: { type: string, pattern: '^\\-?\\d+$' }
    Team: { type: object, required: [id] }
`

const swagger = {
  swagger: '2.0',
  basePath: '/v3.1',
  paths: { '/Users/{id}': { get: { responses: { 200: { schema: { type: 'object', required: ['USER_ID'] } } } } } },
}

const graphql = {
  sdl: 'type Query { users(limit: Int): [User] me: User } type User { id: ID! name: String! age: Int kind: Kind left: LeftOut } enum Kind { a b }',
}

const deviations = (document: string | object, exchange: Partial<Exchange>): readonly unknown[] => {
  const isText = typeof document === 'string'
  writeFileSync(join(folder, isText ? 'acme.yaml' : 'acme.json'), isText ? document : JSON.stringify(document))
  const spec = readVendorSpec(folder, 'acme')
  return (
    spec?.deviations({ method: 'GET', path: '/api/v1/users', sent: undefined, status: 200, body: [], ...exchange }) ??
    []
  )
}

describe('OpenAPI', () => {
  test('an answer as published has no deviations', () => {
    const body = [
      {
        id: 1,
        name: 'Ann',
        kind: 'a',
        since: '2026-06-01T12:00:00Z',
        odd: 'x',
        team: { id: 5 },
        file: 7,
        type: 'x',
        number: '-5',
      },
      { id: 2, name: null, kind: null, team: null, more: true },
    ]
    expect(deviations(openapi, { body })).toEqual([])
    expect(deviations(openapi, { path: '/api/v1/users/2', body: body[1] })).toEqual([])
  })

  test.each([
    [{ id: 0, name: 'x' }, '/0/id'],
    [{ id: '1', name: 'x' }, '/0/id'],
    [{ id: 1 }, '/0'],
    [{ id: 1, name: 'x', kind: 'c' }, '/0/kind'],
    [{ id: 1, name: 'x', since: 'yesterday' }, '/0/since'],
    [{ id: 1, name: 'x', team: {} }, '/0/team'],
    [{ id: 1, name: 'x', type: 5 }, '/0/type'],
    [{ id: 1, name: 'x', colour: '5' }, '/0/colour'],
    [{ id: 1, name: 'x', number: 'x' }, '/0/number'],
  ])('%j is reported at %s', (user, pointer) => {
    expect(deviations(openapi, { body: [user] })).toContainEqual({ pointer, message: expect.any(String) })
  })

  test('the path with fewer variables is used, and a default applies to any status', () => {
    expect(deviations(openapi, { path: '/api/v1/users/me', status: 418, body: [] })).toEqual([])
    expect(deviations(openapi, { path: '/api/v1/users/me', body: {} })).toHaveLength(1)
  })

  test('unknown paths, methods and statuses are deviations; a range of statuses is known', () => {
    expect(deviations(openapi, { path: '/api/v1/persons' })).toHaveLength(1)
    expect(deviations(openapi, { path: '/users' })).toHaveLength(1)
    expect(deviations(openapi, { method: 'POST' })).toHaveLength(1)
    expect(deviations(openapi, { path: '/api/v1/users/5', status: 404 })).toHaveLength(1)
    expect(deviations(openapi, { status: 401, body: { any: 1 } })).toEqual([])
  })

  test('Swagger 2.0 is read with its base path', () => {
    expect(deviations(swagger, { path: '/v3.1/Users/5', body: { USER_ID: 5 } })).toEqual([])
    expect(deviations(swagger, { path: '/v3.1/Users/5', body: {} })).toEqual([
      { pointer: '', message: expect.stringContaining('USER_ID') },
    ])
  })
})

describe('GraphQL', () => {
  const sent = { query: 'query ($n: Int) { all: users(limit: $n) { id name age kind } }', variables: { n: 5 } }
  const check = (all: unknown, query = sent.query) =>
    deviations(graphql, { sent: { ...sent, query }, body: { data: { all } } })

  test('an answer as published has no deviations', () => {
    expect(check([{ id: '1', name: 'Ann', age: 5, kind: 'a' }, null])).toEqual([])
    expect(deviations(graphql, { sent, body: { errors: [{ message: 'no' }] } })).toEqual([])
    expect(deviations(graphql, { sent: undefined, body: {} })).toEqual([])
  })

  test.each([
    [{ id: '1', name: null, age: 5, kind: 'a' }, '/data/all/0/name'],
    [{ id: '1', name: 'Ann', age: 'old', kind: 'a' }, '/data/all/0/age'],
    [{ id: '1', name: 'Ann', age: 5, kind: 'c' }, '/data/all/0/kind'],
    [{ id: 1, name: 'Ann', age: 5, kind: 'a' }, '/data'],
    [{ id: '1', name: 'Ann', age: 5, kind: 'a', more: 1 }, '/data'],
  ])('%j is reported at %s', (user, pointer) => {
    expect(check([user])).toContainEqual({ pointer, message: expect.any(String) })
  })

  test('a query that the schema refuses must not have been answered', () => {
    const query = '{ all: users { shoe_size } }'
    expect(check([{ shoe_size: 45 }], query)).toContainEqual({ pointer: '/query', message: expect.any(String) })
    expect(deviations(graphql, { sent: { query }, body: { errors: [] } })).toEqual([])
  })
})

test('a vendor without a file has no specification, and another kind of file is refused', () => {
  expect(readVendorSpec(folder, 'acme')).toBeUndefined()
  expect(() => deviations({ what: 'ever' }, {})).toThrow('acme.json')
})
